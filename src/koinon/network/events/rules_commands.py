"""How an event takes registrations: its rules, and the bodies invited."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.network.events.models import Event, Invitation, RegistrationRules
from koinon.network.events.permissions import can_organise
from koinon.network.events.queue import fill_seats, locked_rules
from koinon.network.people.models import Body
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class TooFewSeats(Refused):
    """Fewer seats than people who have been given one."""


class ClosesTooSoon(Refused):
    """Registration would close before it opens."""


def set_rules(
    event: Event,
    values: dict[str, Any],
    *,
    by: Reader,
    on: date,
    site: str,
    expected_version: int | None = None,
) -> RegistrationRules:
    """Say how the event takes registrations. New seats go to the first who wait; seats taken cannot be taken away."""
    refuse_unless(can_organise(by, event))
    opens, closes = values.get("opens_on"), values.get("closes_on")
    if opens and closes and closes < opens:
        raise ClosesTooSoon(_("Registration would close before it opens."), field="closes_on")
    with act("set_rules", by=by.user) as doing:
        doing.about(event)
        rules = locked_rules(event)
        if rules is None:
            rules = doing.create(RegistrationRules(key=event.key, event=event, **values))
        else:
            _refuse_too_few(event, values.get("seats"))
            doing.change(rules, expected_version, **values)
        fill_seats(doing, rules, on=on, site=site)
        return rules


def _refuse_too_few(event: Event, seats: int | None) -> None:
    taken = event.registrations.taking_seats().count()
    if seats is not None and seats < taken:
        raise TooFewSeats(
            ngettext(
                "%(num)s person has a seat already. Keep at least so many, or decline somebody first.",
                "%(num)s people have a seat already. Keep at least so many, or decline somebody first.",
                taken,
            )
            % {"num": taken},
            field="seats",
        )


def invite_body(event: Event, body: Body, *, by: Reader) -> Invitation:
    """Invite a body; invited twice, it is invited once."""
    refuse_unless(can_organise(by, event))
    with act("invite_body", by=by.user) as doing:
        doing.about(event)
        there = event.invitations.filter(body=body).first()
        key = propose_key(Invitation, event.key, body)
        return there or doing.create(Invitation(key=key, event=event, body=body))


def withdraw_invitation(invitation: Invitation, *, by: Reader) -> None:
    """The body is no longer invited; who registered for it already stays on the list."""
    refuse_unless(can_organise(by, invitation.event))
    with act("withdraw_invitation", by=by.user) as doing:
        doing.about(invitation.event)
        doing.remove(invitation)
