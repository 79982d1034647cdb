"""``koinon brief BODY --on DAY --lang zh --out FILE.pdf``: the briefing note of a body as a PDF, or as DOCX."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM
from koinon.site.briefings.briefing_note import briefing_note
from koinon.site.briefings.sending import Form, written

LANGUAGES = {"en": "en", "zh": "zh-hans", "zh-hans": "zh-hans", "es": "es", "fr": "fr"}


class Command(BaseCommand):
    help = "Writes the briefing note of a body, as of a day, as a PDF or a DOCX."
    requires_system_checks = []  # they load the doors of all rooms, and a paper has none

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("body", help="the key of a body or a city, or its name")
        parser.add_argument(
            "--on", default="", metavar="DAY", help="as of this day, YYYY-MM-DD; today if absent"
        )
        parser.add_argument("--lang", default="en", help="en, zh, es or fr")
        parser.add_argument(
            "--out", type=Path, help="where to write it, .pdf or .docx; BODY-DAY.pdf if absent"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        language = LANGUAGES.get(options["lang"].lower())
        if language is None:
            raise CommandError(f"There is no {options['lang']!r} here; --lang takes en, zh, es or fr.")
        form = form_of(options["out"])
        body, on = found(options["body"]), day_of(options["on"])
        paper = briefing_note(body, on=on, reader=SYSTEM, language=language)
        target: Path = options["out"] or Path(f"{paper.filename}.pdf")
        try:
            target.write_bytes(written(paper, form, made_at=timezone.now()))
        except OSError as trouble:
            raise CommandError(f"{target} cannot be written: {trouble.strerror}") from trouble
        self.stdout.write(str(target))


def form_of(target: Path | None) -> Form:
    """PDF or DOCX, by how the file is called; PDF where it has no ending."""
    ending = target.suffix.lower() if target else ""
    if ending not in ("", ".pdf", ".docx"):
        raise CommandError(f"{target} would be no {ending[1:]} file; --out takes .pdf or .docx.")
    return "docx" if ending == ".docx" else "pdf"


def day_of(text: str) -> date:
    """The day asked for; today when none was."""
    if not text:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(f"{text!r} is no day; write it as 2021-08-02.") from wrong


def found(text: str) -> Body:
    """The body meant by a key, a name, or its city; a name of several is refused with their keys."""
    rows = Body.objects.filter(merged_into=None).select_related("parent", "city__country")
    exact = rows.filter(key=text).first() or rows.filter(city__key=text, kind="government").first()
    if exact:
        return exact
    named = list(rows.typed(text)[:12])
    same = [one for one in named if one.name.casefold() == text.casefold()] or named
    governments = [one for one in same if one.kind == "government"]
    if len(governments) == 1:
        return governments[0]
    if len(same) != 1:
        known = ", ".join(one.key for one in same)
        raise CommandError(
            f"Which body is {text!r}? " + (f"One of: {known}" if known else "None on record has this name.")
        )
    return same[0]
