"""The registrations of one person together: what is next, where each stands, what falls on the same days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from koinon.network.events.models import Event, Registration
from koinon.network.events.registrations import State
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import LAST


@dataclass(frozen=True, slots=True)
class Seat:
    """One registration as its owner sees it; ``place`` is that on the waiting list, 0 where nobody waits."""

    registration: Registration
    place: int
    on: date
    clashes: tuple[Event, ...] = ()

    @property
    def event(self) -> Event:
        return self.registration.event

    @property
    def is_ahead(self) -> bool:
        """Whether it goes on and its event is not surely over."""
        return self.registration.is_going_on and self.event.ends.latest >= self.on

    @property
    def days_left(self) -> int | None:
        """Days until it begins: none where it has begun, or where nobody knows the day."""
        starts = self.event.starts
        known = starts.earliest == starts.latest and starts.earliest >= self.on
        return (starts.earliest - self.on).days if known else None


@dataclass(frozen=True, slots=True)
class Seats:
    """What is ahead, the first first, and what is over or given back, the last first."""

    ahead: tuple[Seat, ...]
    past: tuple[Seat, ...]

    def __bool__(self) -> bool:
        return bool(self.ahead or self.past)


def own_registrations(reader: Reader) -> QuerySet[Registration]:
    """Those of the reader's account, and those made without one from its mail address; none for the public."""
    if reader.user is None:
        return Registration.objects.none()
    return Registration.objects.filter(Q(account=reader.user) | Q(email__iexact=reader.user.email))


def registrations_from(address: str) -> QuerySet[Registration]:
    """Those of one mail address, for whoever proved that it is theirs; names removed open nothing."""
    return Registration.objects.filter(email__iexact=address).exclude(Q(email="") | Q(mark=""))


def seats_of(rows: QuerySet[Registration], on: date) -> Seats:
    """The overview of these registrations: one statement."""
    before = Registration.objects.filter(
        event=OuterRef("event"), state=State.WAITING, turn__lte=OuterRef("turn")
    )
    counted = before.order_by().values("event").annotate(n=Count("pk")).values("n")
    place = Case(
        When(state=State.WAITING, then=Coalesce(Subquery(counted), Value(0))),
        default=Value(0),
        output_field=IntegerField(),
    )
    told = rows.annotate(place=place).select_related("event__city", "event__registration_rules")
    # By the day on which it surely has begun: what has no day is not what comes next.
    seats = [Seat(one, one.place, on) for one in told.order_by("event__starts_latest", "pk")]
    ahead = [seat for seat in seats if seat.is_ahead]
    return Seats(
        ahead=tuple(_with_clashes(seat, ahead) for seat in ahead),
        past=tuple(seat for seat in reversed(seats) if not seat.is_ahead),
    )


def _with_clashes(seat: Seat, others: Sequence[Seat]) -> Seat:
    clashes = tuple(one.event for one in others if one is not seat and _same_days(one.event, seat.event))
    return Seat(seat.registration, seat.place, seat.on, clashes)


def _same_days(one: Event, other: Event) -> bool:
    """Whether both surely take up a day in common; an undated one takes up none."""
    if LAST in (one.starts.latest, other.starts.latest):
        return False
    return one.starts.latest <= _last(other) and other.starts.latest <= _last(one)


def _last(event: Event) -> date:
    """The last day it surely takes up: where its end is not known, the one on which it surely has begun."""
    return (
        event.starts.latest if event.ends.earliest == LAST else max(event.starts.latest, event.ends.earliest)
    )
