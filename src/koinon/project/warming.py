"""What every process of the web server needs, loaded once before they part, so that they share it in memory."""

import gc

from django.conf import settings
from django.template import engines
from django.urls import get_resolver
from django.utils import timezone, translation
from django.utils.translation import trans_real

from koinon.platform.ui import figures


def load_templates() -> int:
    """Every template of the site, translated into Python where that is not kept from before; how many."""
    environment = engines["koinon"].env  # type: ignore[attr-defined]
    names = environment.list_templates(extensions=["html"])
    for name in names:
        environment.get_template(name)
    return len(names)


def load_all() -> None:
    """Addresses, templates and languages; then what is there is taken from the care of the garbage collector.

    The collector writes into what it looks at, and what one process has written into is no longer shared. It does
    not look before that either: the holes it left would be filled, and written into, by every process.
    Nothing here may ask the database: a connection must not be carried into another process.
    """
    get_resolver().reverse_dict  # noqa: B018 (read, it loads the addresses of all rooms)
    load_templates()
    today = timezone.localdate()
    for code, _name in settings.LANGUAGES:
        trans_real.translation(code)
        with translation.override(code):
            figures.number(1000)
            figures.day(today), figures.day(today, "long")
    gc.freeze()
    # A page makes thousands of objects that fall by themselves; looking for rings among them so often only stops it.
    # What has outlived some looks is looked at ever so often still: what stays lying, each process has for itself.
    gc.set_threshold(10_000, 5, 5)
    gc.enable()
