"""The room's own doors: style guide, colophon, the jump to another day, the ground of maps, refusals."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.platform.dates.middleware import chosen
from koinon.platform.ui import specimens
from koinon.platform.ui.choosing import Choice, answer
from koinon.platform.ui.drawings.land import land_svg


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
    today = timezone.localdate()
    on, error = chosen(_asked(request.GET), today)
    if error:
        messages.error(request, error)
    if error or on == today:
        return HttpResponseRedirect(here)
    return HttpResponseRedirect(f"{here}{'&' if '?' in here else '?'}on={on.isoformat()}")


def _asked(query: Mapping[str, str]) -> str:
    """The words typed; else the same day in the year of the slider."""
    if words := query.get("day", "").strip():
        return words
    was, year = query.get("was", ""), query.get("year", "")
    # The 29th of February has no brother in most years; the 28th will do.
    same = "-02-28" if was.endswith("-02-29") else was[4:]
    return f"{year}{same}"


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
