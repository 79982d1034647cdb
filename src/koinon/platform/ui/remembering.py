"""Parts of the frame that are the same on page after page: rendered once for what they depend on, then remembered."""

from collections.abc import Callable, Hashable

from django.urls import get_script_prefix
from jinja2.runtime import Context
from markupsafe import Markup

from koinon.platform.ui.calling import asks_context
from koinon.platform.ui.wording import spoken

MOST = 1000

_kept: dict[tuple[Hashable, ...], Markup] = {}


@asks_context
def remembered(context: Context, name: str, *depends_on: Hashable, caller: Callable[[], Markup]) -> Markup:
    """The block, for this language and for the values named: ``{% call remembered("footer", links) %}``.

    Whatever else the block looks at must be the same for every reader of every page.
    """
    key = (name, spoken(context), get_script_prefix(), *depends_on)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = caller()
    return found
