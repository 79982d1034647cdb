"""Who gets a seat, and who gets the next one: always asked with the rules of the event locked."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from koinon.network.events import letters
from koinon.network.events.models import Event, Registration, RegistrationRules
from koinon.network.events.registrations import State
from koinon.platform.audit.commands import Act


def locked_rules(event: Event) -> RegistrationRules | None:
    """The rules of the event, held until this transaction ends: seats are given one after the other.

    SQLite has no such lock and needs none: its transactions begin by claiming the whole file.
    """
    rows = RegistrationRules.objects.select_for_update(of=("self",)).select_related("event__city")
    return rows.filter(event=event).first()


def is_full(rules: RegistrationRules) -> bool:
    """Whether every seat is taken."""
    return rules.seats is not None and _taken(rules) >= rules.seats


def next_turn(rules: RegistrationRules) -> int:
    """The last place of the waiting list."""
    last = rules.event.registrations.aggregate(last=Max("turn"))["last"]
    return (last or 0) + 1


def fill_seats(doing: Act, rules: RegistrationRules, *, on: date, site: str) -> list[Registration]:
    """Give the seats that are free to the first who wait, each once, and write to them; nothing once the event is over."""
    if rules.event.ends.latest < on:
        return []
    waiting = rules.event.registrations.filter(state=State.WAITING).order_by("turn", "id")
    free = None if rules.seats is None else max(0, rules.seats - _taken(rules))
    moved = list(waiting.select_related("event__city")[:free])
    for registration in moved:
        doing.change(registration, state=State.CONFIRMED)
        letters.write(registration, site=site, on=on, by=doing.entry.by)
    return moved


def _taken(rules: RegistrationRules) -> int:
    return Registration.objects.taking_seats().filter(event=rules.event_id).count()
