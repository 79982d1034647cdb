"""The door that sets the day a page is told for: ``request.on``, from ``?on=``, else today."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.platform.dates import words
from koinon.platform.dates.bounds import LAST
from koinon.platform.dates.days import Day
from koinon.platform.errors import Refused

LAST_YEAR = 2100


class AsOfMiddleware:
    """Sets ``request.on``, ``request.is_today`` and ``request.on_error``, which says what is wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        today = timezone.localdate()
        on, error = chosen(request.GET.get("on", ""), today)
        request.on, request.is_today, request.on_error = on, on == today, error  # type: ignore[attr-defined]
        return self.get_response(request)


def chosen(text: str, today: date) -> tuple[date, str]:
    """The day asked for and no error, or today and what is wrong.

    A vague day is told as of its last, by which all of it has happened; one that is unbounded, or open, or
    that holds today, is told as of today.
    """
    if not text.strip() or words.fold(text.strip()) in words.TODAY_WORDS:
        return today, ""
    try:
        day = Day.read(text, get_language() or "en")
    except Refused as refusal:
        return today, str(refusal)
    if day.earliest.year > LAST_YEAR and not day.is_open:
        return today, _("The record is not told beyond the year %(year)s.") % {"year": LAST_YEAR}
    if day.is_open or day.earliest <= today <= day.latest:
        return today, ""
    last = day.latest if day.latest != LAST else day.earliest
    if last.year > LAST_YEAR:
        return today, _("The record is not told beyond the year %(year)s.") % {"year": LAST_YEAR}
    return last, ""
