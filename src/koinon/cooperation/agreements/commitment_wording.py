"""How dues and lateness are told: "2021–2023", "2 years 7 months late"."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.platform.dates import Day
from koinon.platform.dates.spans import later
from koinon.platform.ui import figures


def length_words(since: date, on: date) -> str:
    """How long it is from one day to a later one: years and months, or days where it is less than a month."""
    months = (on.year - since.year) * 12 + on.month - since.month
    if later(since, months) > on:
        months -= 1
    years, rest = divmod(months, 12)
    parts = [
        ngettext("%(n)s year", "%(n)s years", years) % {"n": years} if years else "",
        ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest} if rest else "",
    ]
    days = (on - since).days
    return " ".join(part for part in parts if part) or ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def dues_words(days: Sequence[Day]) -> str:
    """When something falls due, in a line: one day, the first and the last, or so many times by a day."""
    known = sorted({day for day in days if not day.is_unknown})
    if not known:
        return _("no day given") if days else ""
    if len(known) == 1:
        told = figures.day(known[0])
        if len(days) == 1:
            return told
        return _("%(n)s times, by %(day)s") % {"n": len(days), "day": told}
    return _("%(first)s – %(last)s") % {"first": figures.day(known[0]), "last": figures.day(known[-1])}
