"""The room's own doors: the style guide, the colophon, the jump to another day, the ground of maps, and refusals."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.platform.dates import Unreadable
from koinon.platform.dates.reading import read_day
from koinon.platform.ui import specimens
from koinon.platform.ui.asof import chosen_day
from koinon.platform.ui.choosing import Choice, answer
from koinon.platform.ui.drawings.land import land_svg
from koinon.platform.ui.figures import now_language


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with an example."""
    return render(request, "ui/styleguide.html", specimens.all_of_them(timezone.localdate(), request.GET))


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What the type-ahead of the style guide offers."""
    found = specimens.find(request.GET.get("q", "").strip())
    return answer(Choice(one.key, one.name, one.country) for one in found)


@require_safe
def colophon(request: HttpRequest) -> HttpResponse:
    """What the site is made of, and whom it thanks."""
    return render(request, "ui/colophon.html")


@require_safe
def asof(request: HttpRequest) -> HttpResponse:
    """Send the reader to the page again, told for the day typed or slid to."""
    here = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(here, {request.get_host()}, require_https=request.is_secure()):
        here = "/"
    try:
        day = _asked(request, timezone.localdate())
    except Unreadable as wrong:
        messages.error(request, str(wrong))
        return HttpResponseRedirect(here)
    return HttpResponseRedirect(here if day is None else f"{here}{'&' if '?' in here else '?'}on={day.isoformat()}")


def _asked(request: HttpRequest, today: date) -> date | None:
    """The day asked for: by words, else by the year of the slider; none where it is today."""
    words = request.GET.get("day", "").strip()
    if words:
        typed = read_day(words, now_language())
        return chosen_day(typed.earliest, typed.latest, today)
    was, year = request.GET.get("was", ""), request.GET.get("year", "")
    try:
        return chosen_day(*_year_after(date.fromisoformat(was), int(year)), today)
    except ValueError as wrong:
        raise Unreadable(year or was) from wrong


def _year_after(was: date, year: int) -> tuple[date, date]:
    # The 29th of February has no brother in most years; the 28th will do.
    day = was.replace(year=year, day=28) if (was.month, was.day) == (2, 29) else was.replace(year=year)
    return day, day


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def land(request: HttpRequest, version: str) -> HttpResponse:
    """The ground of every map; the version is part of the address, so browsers need never ask again."""
    return HttpResponse(land_svg(), content_type="image/svg+xml")


# Refusals. They are rendered without the request, so that no context processor can fail a second time.


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request makes no sense."""
    return _refused("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this reader."""
    return _refused("403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this reader."""
    return _refused("404.html", 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that stood open too long; what was typed is still in the browser."""
    return _refused("403_csrf.html", 403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _refused("500.html", 500)


def _refused(template: str, status: int) -> HttpResponse:
    return HttpResponse(get_template(template).render(), status=status)
