"""What people who register are told by mail, in the language they chose; each letter is planned once."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.network.events.links import door_token, own_token, seats_token
from koinon.network.events.models import Event, Registration
from koinon.network.events.registrations import State
from koinon.platform.accounts.models import User
from koinon.platform.notifications.commands import Letter, plan_message
from koinon.platform.ui.addresses import url
from koinon.platform.ui.figures import span
from koinon.platform.ui.punctuation import listed

KIND = "events.registration"
SEATS = "events.seats"


def write(registration: Registration, *, site: str, on: date, by: User | None, again: str = "") -> None:
    """Plan the letter that tells where the registration stands; ``again`` names a repetition that was asked for."""
    unique = f"{KIND}/{registration.key}/{registration.state}/{again or registration.version}"
    with override(registration.language):
        told = _told(registration)
        letter = Letter(
            unique=unique[:200],
            address=registration.email,
            language=registration.language,
            subject=told[0],
            text="\n\n".join(filter(None, (*told[1:], _way(registration, site)))),
            about=(KIND, registration.key),
        )
    plan_message(letter, on=on, by=by)


def write_seats(registration: Registration, *, site: str, on: date) -> None:
    """Plan the letter with the one link to all registrations of an address: one a day, to that address only."""
    with override(registration.language):
        way = site.rstrip("/") + url("events:seats-by-link", token=seats_token(registration))
        text = (
            _("Dear %(name)s,") % {"name": registration.name},
            _(
                "Behind this link are all your registrations: what is next, where each stands, and how to give a seat back."
            ),
            way,
            _("Whoever has the link can do this in your name: keep it to yourself."),
        )
        letter = Letter(
            unique=f"{SEATS}/{registration.key}/{on.isoformat()}"[:200],
            address=registration.email,
            language=registration.language,
            subject=_("Your registrations"),
            text="\n\n".join(text),
            about=(KIND, registration.key),
        )
    plan_message(letter, on=on, by=None)


def _told(registration: Registration) -> tuple[str, ...]:
    """The subject, then the paragraphs."""
    event = registration.event
    words = {"event": str(event), "name": registration.name}
    greeting = _("Dear %(name)s,") % words
    if registration.state == State.UNPROVED:
        return (
            _("Please confirm: %(event)s") % words,
            greeting,
            _("Somebody, we think you, gave this address to register for “%(event)s”.") % words,
            _("Open the link and press the button; only then do we look at the registration."),
        )
    if registration.state == State.ASKED:
        return (
            _("We have your registration: %(event)s") % words,
            greeting,
            _("We have your registration for “%(event)s”. Somebody will look at it and write to you.")
            % words,
        )
    if registration.state == State.CONFIRMED:
        return (
            _("You have a seat: %(event)s") % words,
            greeting,
            _("A seat is kept for you at “%(event)s”.") % words,
            _when(event),
            _(
                "Behind the link is the code to show at the door. If you cannot come, give the seat back there."
            ),
        )
    if registration.state == State.WAITING:
        return (
            _("You are on the waiting list: %(event)s") % words,
            greeting,
            _("All seats at “%(event)s” are taken. You are on the waiting list; we write when one is free.")
            % words,
        )
    if registration.state == State.DECLINED:
        return (
            _("We cannot give you a seat: %(event)s") % words,
            greeting,
            _("We are sorry that we cannot give you a seat at “%(event)s”.") % words,
            registration.reason,
        )
    return (
        _("You gave your seat back: %(event)s") % words,
        greeting,
        _("Your registration for “%(event)s” is withdrawn. Somebody else may have the seat now.") % words,
    )


def _when(event: Event) -> str:
    begins = event.begins_at.strftime("%H:%M") if event.begins_at else ""
    return listed(span(event.span), begins, event.venue, event.city or "")


def _way(registration: Registration, site: str) -> str:
    return site.rstrip("/") + url("events:own", token=own_token(registration))


def door_address(registration: Registration, site: str) -> str:
    """The address that the code at the door holds."""
    return site.rstrip("/") + url("events:scan", token=door_token(registration))
