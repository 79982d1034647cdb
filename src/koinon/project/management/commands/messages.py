"""``koinon messages``: compiles the translations; with --extract first gathers new texts from the source."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand

SRC = Path(__file__).resolve().parents[3]
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {
    "**/templates/**.html": {
        "extensions": "jinja2.ext.i18n,jinja2.ext.do",
        "newstyle_gettext": "true",
        "trimmed": "false",
    }
}
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


class Command(BaseCommand):
    help = "Compiles the translations of the interface."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--extract", action="store_true", help="gather the texts of the source first")

    def handle(self, *args: Any, **options: Any) -> None:
        template = gathered() if options["extract"] else None
        for path in sorted(settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po")):
            catalogue = read_catalogue(path)
            if template is not None:
                catalogue.update(template, no_fuzzy_matching=True)
                with path.open("wb") as file:
                    write_po(
                        file, catalogue, width=110, omit_header=False, ignore_obsolete=True, sort_output=True
                    )
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue)
            missing = sum(1 for message in catalogue if message.id and not message.string)
            self.stdout.write(f"{path.parts[-3]}: {len(catalogue)} texts, {missing} not yet translated")


def read_catalogue(path: Path) -> Catalog:
    """One language's catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def gathered() -> Catalog:
    """Every text of the source that a reader may see, without places, so that a moved line changes nothing."""
    template = Catalog(project="Koinon")
    for _path, _line, words, comments, context in extract_from_dir(
        SRC, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        template.add(words, None, auto_comments=comments, context=context)
    return template
