"""The door of whoever has no account: it sends one link to all registrations of an address, to that address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from koinon.network.events.register_views import FROM_ONE_PLACE, TO_ONE_ADDRESS, site_of
from koinon.network.events.registration_commands import send_seats_link
from koinon.network.events.registration_forms import AddressForm
from koinon.network.events.turnstile import AN_HOUR, TooMany, caller, let_in
from koinon.network.people.doors import Request


@never_cache
@require_POST
def letter(request: Request) -> HttpResponse:
    """Everybody is told the same, whether or not the address is known here."""
    form = AddressForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            let_in("seats", caller(request), FROM_ONE_PLACE, AN_HOUR)
            let_in("seats", email.casefold(), TO_ONE_ADDRESS, AN_HOUR)
        except TooMany:
            form.add_error(None, _("Too many letters were asked for in a short time. Try again in an hour."))
        else:
            send_seats_link(email, on=timezone.localdate(), site=site_of(request))
            return render(request, "events/look_into_mail.html", {"event": None, "email": email})
    return render(request, "events/seats_ask.html", {"form": form}, status=422)
