"""What becomes of a registration: asked, proved, confirmed, waiting, declined, withdrawn; each seat is given once."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.events import letters
from koinon.network.events.groups import groups_in
from koinon.network.events.models import Event, Registration, RegistrationRules
from koinon.network.events.permissions import can_organise
from koinon.network.events.queue import fill_seats, is_full, locked_rules, next_turn
from koinon.network.events.registrations import GOING_ON, OVER, OpenTo, State
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on
from koinon.platform.ui.figures import day

BY_LINK = "by signed link"
Values = dict[str, Any]


class NotOpen(Refused):
    """The event takes no registrations: not yet, no longer, or at all."""


class NotInvited(Refused):
    """The event is for others."""


class AllTaken(Refused):
    """No seat is free, and nobody waits for one."""


class AnsweredAlready(Refused):
    """A registration that was decided, withdrawn or proved already."""


class NoReason(Refused):
    """Whoever is declined is told why."""


def register(event: Event, values: Values, *, by: Reader, on: date, site: str) -> Registration:
    """Ask for a seat. With an account it counts at once, without one when the link in the letter was followed.

    An address that is registered already gets its letter again instead of a second registration, and
    whoever typed it is not told which of the two it was.
    """
    with act("register", by=by.user) as doing:
        doing.about(event)
        rules = _open_rules(event, on)
        _refuse_uninvited(rules, by)
        there = registered_already(event, values["email"], by)
        if there:
            letters.write(there, site=site, on=on, by=by.user, again=f"again-{on.isoformat()}")
            return there
        registration = Registration(
            key=f"{event.key[:100]}-{secrets.token_hex(5)}",
            event=event,
            account=by.user,
            state=State.UNPROVED,
            asked_on=on,
            **values,
        )
        if by.user is not None:
            registration.state, registration.turn = _standing(rules, registration, proved=by)
        doing.create(registration)
        letters.write(registration, site=site, on=on, by=by.user)
        return registration


def registered_already(event: Event, email: str, by: Reader) -> Registration | None:
    """The registration that goes on under this account or address."""
    going = event.registrations.filter(state__in=GOING_ON).select_related("event__city")
    if by.user is not None and (own := going.filter(account=by.user).first()):
        return own
    return going.filter(email__iexact=email).first()


def prove_address(registration: Registration, *, on: date, moment: datetime, site: str) -> Registration:
    """The link of the letter was followed and the button pressed: now the registration counts."""
    with act("prove_address", by=None, note=BY_LINK) as doing:
        doing.about(registration.event)
        rules = _open_rules(registration.event, on)
        fresh = _fresh(registration, State.UNPROVED)
        state, turn = _standing(rules, fresh, proved=PUBLIC)
        mark_acted_on(f"{letters.KIND}/{fresh.key}/{State.UNPROVED}/1", moment=moment)
        doing.change(fresh, state=state, turn=turn)
        letters.write(fresh, site=site, on=on, by=None)
        return fresh


def confirm_registration(registration: Registration, *, by: Reader, on: date, site: str) -> Registration:
    """Say yes: a seat, or where all are taken the last place of the waiting list."""
    refuse_unless(can_organise(by, registration.event))
    with act("confirm_registration", by=by.user) as doing:
        doing.about(registration.event)
        rules = _rules(registration.event)
        fresh = _fresh(registration, State.ASKED, State.WAITING, State.DECLINED, State.UNPROVED)
        if not is_full(rules):
            doing.change(fresh, state=State.CONFIRMED, reason="")
        elif fresh.state == State.WAITING or not rules.waiting_list:
            raise AllTaken(_("All seats are taken. Add a seat, or wait until one is given back."))
        else:
            doing.change(fresh, state=State.WAITING, turn=next_turn(rules), reason="")
        letters.write(fresh, site=site, on=on, by=by.user)
        return fresh


def decline_registration(
    registration: Registration, reason: str, *, by: Reader, on: date, site: str
) -> Registration:
    """Say no, and why; a seat that becomes free goes to the first who waits."""
    refuse_unless(can_organise(by, registration.event))
    if not reason.strip():
        raise NoReason(_("Say why: the person is told."), field="reason")
    with act("decline_registration", by=by.user) as doing:
        doing.about(registration.event)
        rules = _rules(registration.event)
        fresh = _fresh(registration, *GOING_ON)
        _leave(doing, fresh, state=State.DECLINED, reason=reason.strip()[:254])
        letters.write(fresh, site=site, on=on, by=by.user)
        fill_seats(doing, rules, on=on, site=site)
        return fresh


def withdraw_registration(
    registration: Registration, *, by: Reader = PUBLIC, on: date, site: str
) -> Registration:
    """The registrant gives the seat back; the first who waits has it. The link or the account was checked at the door."""
    with act("withdraw_registration", by=by.user, note="" if by.user else BY_LINK) as doing:
        doing.about(registration.event)
        rules = _rules(registration.event)
        fresh = _fresh(registration, *GOING_ON)
        _leave(doing, fresh, state=State.WITHDRAWN)
        letters.write(fresh, site=site, on=on, by=by.user)
        fill_seats(doing, rules, on=on, site=site)
        return fresh


def send_seats_link(address: str, *, on: date, site: str) -> None:
    """Send one link to all registrations of the address, where it has any; whoever asks is not told whether it has.

    The link hangs on the registration whose event is over last, and works until that one is forgotten.
    """
    rows = Registration.objects.filter(email__iexact=address.strip()).exclude(mark="")
    last = rows.order_by("-event__ends_latest", "-pk").first()
    if last is not None and last.email:
        letters.write_seats(last, site=site, on=on)


def _leave(doing: Act, registration: Registration, **values: Any) -> None:
    """Whoever leaves was not there: what the door noted goes too."""
    attendance = registration.attendance
    doing.change(registration, came="", attendance=None, **values)
    if attendance:
        doing.remove(attendance)


def _standing(rules: RegistrationRules, registration: Registration, *, proved: Reader) -> tuple[str, int]:
    """Where a registration stands that counts from now on, and its place where it waits."""
    if rules.needs_approval or is_doubtful(rules, registration, proved):
        return State.ASKED, 0
    if not is_full(rules):
        return State.CONFIRMED, 0
    if rules.waiting_list:
        return State.WAITING, next_turn(rules)
    raise AllTaken(_("All seats are taken, and there is no waiting list."))


def is_doubtful(rules: RegistrationRules, registration: Registration, proved: Reader) -> bool:
    """Whether a person here has to look: somebody of a group it is not for, or nobody knows of which body."""
    groups = groups_in(rules.event.groups)
    if groups and registration.category not in groups:
        return True
    return rules.open_to != OpenTo.ALL and proved.user is None


def _refuse_uninvited(rules: RegistrationRules, by: Reader) -> None:
    """An account says who somebody is; without one, somebody here looks at the registration."""
    if by.user is None or can_organise(by, rules.event):
        return
    if rules.open_to == OpenTo.MEMBERS and not by.is_member:
        raise NotInvited(_("This event is for members of the network. Your account speaks for none of them."))
    invited = rules.event.invitations.filter(body__in=by.bodies)
    if rules.open_to == OpenTo.INVITED and not invited.exists():
        raise NotInvited(_("This event is for the bodies invited. Your account speaks for none of them."))


def refuse_closed(rules: RegistrationRules | None, event: Event, on: date) -> None:
    """Say in words why nobody can register on the day."""
    if rules is None:
        raise NotOpen(_("This event takes no registrations here."))
    if event.ends.latest < on:
        raise NotOpen(_("This event is over."))
    if rules.opens_on and on < rules.opens_on:
        raise NotOpen(_("Registration opens on %(day)s.") % {"day": day(rules.opens_on)})
    if rules.closes_on and rules.closes_on < on:
        raise NotOpen(_("Registration closed on %(day)s.") % {"day": day(rules.closes_on)})


def _open_rules(event: Event, on: date) -> RegistrationRules:
    rules = locked_rules(event)
    refuse_closed(rules, event, on)
    assert rules is not None
    return rules


def _rules(event: Event) -> RegistrationRules:
    rules = locked_rules(event)
    if rules is None:
        raise NotOpen(_("This event takes no registrations here."))
    return rules


def _fresh(registration: Registration, *states: str) -> Registration:
    """The registration as it is now that the rules are locked; it must be in one of these states."""
    rows = Registration.objects.select_related("event__city", "attendance")
    fresh = rows.get(pk=registration.pk)
    if fresh.state in states:
        return fresh
    if fresh.state in OVER:
        raise AnsweredAlready(
            _("This registration is over: %(state)s.") % {"state": fresh.get_state_display()}
        )
    raise AnsweredAlready(_("This was answered already: %(state)s.") % {"state": fresh.get_state_display()})
