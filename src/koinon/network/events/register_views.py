"""The doors of whoever wants to come: register, confirm the address, see the own seat, give it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koinon.network.events import letters, registration_commands
from koinon.network.events.codes import code_of
from koinon.network.events.links import own_behind, own_token
from koinon.network.events.models import Event, Registration
from koinon.network.events.registration_forms import RegisterForm
from koinon.network.events.registration_queries import desk_of, overlapping, own_registration
from koinon.network.events.registrations import State
from koinon.network.events.turnstile import AN_HOUR, caller, let_in
from koinon.network.events.views import visible
from koinon.network.people.doors import Request
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.ui.addresses import url
from koinon.platform.ui.speaking import tongue_for

FROM_ONE_PLACE, TO_ONE_ADDRESS = 20, 4
"""Registrations an hour: an office may register its whole delegation, an address needs few letters."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, key: str) -> HttpResponse:
    """The form for everybody who may see the event; whoever has registered with the account comes to the own page."""
    event = visible(request, key)
    today = timezone.localdate()
    if there := own_registration(event, request.reader):
        return redirect("events:own", token=own_token(there))
    form = RegisterForm(request.POST or None, event=event, initial=_known(request))
    desk = desk_of(event, today)
    if request.method == "POST" and form.is_valid():
        try:
            return _registered(request, event, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"event": event, "desk": desk, "form": form, "link_only": request.reader.is_public}
    return render(request, "events/register.html", context, status=422 if form.errors else 200)


def _registered(request: Request, event: Event, form: RegisterForm) -> HttpResponse:
    """Whoever has an account comes to the own page; everybody else is told to look into the mail, whatever happened."""
    by, on, site = request.reader, timezone.localdate(), site_of(request)
    if not form.is_trapped:
        if by.user is None:
            let_in("register", caller(request), FROM_ONE_PLACE, AN_HOUR)
            let_in("register", form.values["email"].casefold(), TO_ONE_ADDRESS, AN_HOUR)
        registration = registration_commands.register(event, form.values, by=by, on=on, site=site)
        if registration.account_id and by.user and registration.account_id == by.user.pk:
            messages.success(request, _("You are registered."))
            return redirect("events:own", token=own_token(registration))
    return render(
        request, "events/look_into_mail.html", {"event": event, "email": form.cleaned_data["email"]}
    )


def _known(request: Request) -> dict[str, str]:
    """What an account says already."""
    user = request.reader.user
    known = {"language": get_language() or "en"}
    if user is not None:
        person = getattr(user, "person", None)
        known |= {"email": user.email, "name": person.display() if person else ""}
    return known


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Request, token: str) -> HttpResponse:
    """The registrant's own page, behind the link in every letter: where it stands, the code, and the way back."""
    try:
        registration = own_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        return render(request, "events/link_closed.html", {"why": str(spoilt)}, status=410)
    if request.method == "POST":
        return _answered(request, registration, token)
    with override(tongue_for(request, registration.language)):
        return render(request, "events/own.html", _own_page(request, registration))


def _own_page(request: Request, registration: Registration) -> dict[str, object]:
    seated = registration.state == State.CONFIRMED
    address = letters.door_address(registration, site_of(request))
    ahead = registration.event.registrations.filter(state=State.WAITING, turn__lte=registration.turn)
    return {
        "registration": registration,
        "event": registration.event,
        "code": code_of(address) if seated else None,
        "overlaps": overlapping(registration) if registration.is_going_on else [],
        "place": ahead.count() if registration.state == State.WAITING else 0,
    }


def _answered(request: Request, registration: Registration, token: str) -> HttpResponse:
    """Confirm the address, or give the seat back."""
    on, moment, site = timezone.localdate(), timezone.now(), site_of(request)
    with override(tongue_for(request, registration.language)):
        try:
            if "withdraw" in request.POST:
                registration_commands.withdraw_registration(registration, by=request.reader, on=on, site=site)
                messages.success(request, _("Your seat is given back. Thank you for telling us."))
            else:
                registration_commands.prove_address(registration, on=on, moment=moment, site=site)
                messages.success(request, _("Thank you. Your address is confirmed."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect(url("events:own", token=token))


def site_of(request: Request) -> str:
    """Under which address this site stands, for letters and codes."""
    return request.build_absolute_uri("/")
