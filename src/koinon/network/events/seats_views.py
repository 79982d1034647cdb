"""The doors to all of one person's registrations: by the account, or by a signed link sent to the address."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koinon.network.events import registration_commands
from koinon.network.events.links import own_token, seats_behind
from koinon.network.events.models import Registration
from koinon.network.events.register_views import site_of
from koinon.network.events.registration_forms import AddressForm
from koinon.network.events.seats import Seats, own_registrations, registrations_from, seats_of
from koinon.network.people.doors import Request
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.ui.addresses import url
from koinon.platform.ui.speaking import tongue_for

FORM = ["GET", "HEAD", "POST"]
Ways = Callable[[Registration], str]


@never_cache
@require_http_methods(FORM)
def seats(request: Request) -> HttpResponse:
    """Whoever is signed in sees their own; everybody else may ask for the link."""
    if not request.reader.is_public:
        rows = own_registrations(request.reader)
        return _given_back(request, rows, url("events:seats")) if request.POST else _shown(request, rows)
    if request.method == "POST":
        return redirect_to_login(request.get_full_path())
    return render(request, "events/seats_ask.html", {"form": AddressForm()})


@never_cache
@require_http_methods(FORM)
def by_link(request: Request, token: str) -> HttpResponse:
    """All registrations of the address the link was sent to, in the language chosen there."""
    try:
        known = seats_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        return render(request, "events/link_closed.html", {"why": str(spoilt)}, status=410)
    rows = registrations_from(known.email)
    with override(tongue_for(request, known.language)):
        if request.method == "POST":
            return _given_back(request, rows, url("events:seats-by-link", token=token))
        return _shown(request, rows)


def _shown(request: Request, rows: QuerySet[Registration]) -> HttpResponse:
    found: Seats = seats_of(rows, timezone.localdate())
    ways = {seat.registration.pk: _way(seat.registration) for seat in (*found.ahead, *found.past)}
    return render(request, "events/seats.html", {"seats": found, "ways": ways})


def _way(registration: Registration) -> str:
    """The registration's own page, where names are still kept."""
    token = own_token(registration)
    return url("events:own", token=token) if token else ""


def _given_back(request: Request, rows: QuerySet[Registration], back: str) -> HttpResponse:
    """Give back one of these and no other."""
    row = rows.select_related("event").filter(key=request.POST.get("registration", "")).first()
    if row is None:
        raise Http404
    try:
        registration_commands.withdraw_registration(
            row, by=request.reader, on=timezone.localdate(), site=site_of(request)
        )
        messages.success(request, _("Your seat is given back. Thank you for telling us."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(back)
