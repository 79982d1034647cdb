"""What registrations tell: how many seats are taken, who is on the list, who on record somebody may be, what overlaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from koinon.network.events.models import Attendance, Event, Registration, RegistrationRules
from koinon.network.events.registration_commands import NotOpen, refuse_closed
from koinon.network.events.registrations import GOING_ON, Came, State
from koinon.network.people.likeness import ORDER, alike, person_words
from koinon.network.people.models import Audience, Person, PersonName
from koinon.network.people.readers import Reader
from koinon.network.people.spelling import typed_like
from koinon.platform.dates.bounds import FIRST, LAST

MOST_CANDIDATES = 5
IN_ORDER = Case(
    *(
        When(state=state, then=Value(place))
        for place, state in enumerate((State.ASKED, State.CONFIRMED, State.WAITING, State.UNPROVED))
    ),
    default=Value(9),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """How an event takes registrations, and how many there are; no names."""

    rules: RegistrationRules
    confirmed: int
    waiting: int
    asked: int
    present: int
    closed_because: str

    @property
    def is_open(self) -> bool:
        return not self.closed_because

    @property
    def free(self) -> int | None:
        """How many seats are left; nothing where there is no end of them."""
        return None if self.rules.seats is None else max(0, self.rules.seats - self.confirmed)


def desk_of(event: Event, on: date) -> Desk | None:
    """The rules and the counts of an event in one statement; nothing where it takes no registrations."""
    counts = {
        "confirmed": Count("event__registrations", filter=Q(event__registrations__state=State.CONFIRMED)),
        "waiting": Count("event__registrations", filter=Q(event__registrations__state=State.WAITING)),
        "asked": Count("event__registrations", filter=Q(event__registrations__state=State.ASKED)),
        "present": Count("event__registrations", filter=Q(event__registrations__came=Came.PRESENT)),
    }
    rules = RegistrationRules.objects.filter(event=event).annotate(**counts).first()
    if rules is None:
        return None
    rules.event = event
    told = {name: int(getattr(rules, name)) for name in counts}
    return Desk(rules=rules, closed_because=_why_closed(rules, on), **told)


def _why_closed(rules: RegistrationRules, on: date) -> str:
    try:
        refuse_closed(rules, rules.event, on)
    except NotOpen as closed:
        return str(closed)
    return ""


def own_registration(event: Event, reader: Reader) -> Registration | None:
    """The reader's own registration that goes on, by account: one statement, none for the public."""
    if reader.user is None:
        return None
    rows = event.registrations.filter(account=reader.user, state__in=GOING_ON)
    return rows.select_related("event").first()


def registration_list(event: Event, state: str = "", words: str = "") -> QuerySet[Registration]:
    """Everybody who registered: those who wait for an answer first, then seats, then the waiting list in its order."""
    rows = event.registrations.select_related("person", "event").annotate(
        twice=Exists(
            Registration.objects.filter(event=OuterRef("event"), name__iexact=OuterRef("name"))
            .exclude(pk=OuterRef("pk"))
            .exclude(name="")
        )
    )
    if state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(body_name__icontains=words) | Q(email__iexact=words))
    return rows.order_by(IN_ORDER, "turn", "name", "id")


def seated(event: Event) -> QuerySet[Registration]:
    """Those with a seat, by name, for the list at the door."""
    return event.registrations.taking_seats().select_related("person").order_by("name", "id")


def candidates(registration: Registration, reader: Reader) -> list[Person]:
    """Who on record this may be, the likest first: two statements. Nothing is decided by it."""
    words = person_words(registration.name)
    if not words:
        return []
    wanted = reduce(or_, (typed_like(word, "folded") for word in words), Q(pk__in=[]))
    seen = Person.objects.visible_to(reader).current()
    other = PersonName.objects.filter(wanted, person__in=seen).select_related("person")
    found: dict[Person, int] = {}
    for person, written in _written(seen.filter(wanted), other):
        likeness = alike(words, person_words(written))
        if likeness is not None:
            found[person] = min(found.get(person, len(ORDER)), ORDER.index(likeness))
    return sorted(found, key=lambda one: (found[one], one.pk))[:MOST_CANDIDATES]


def _written(people: Iterable[Person], names: Iterable[PersonName]) -> Iterable[tuple[Person, str]]:
    yield from ((one, one.name) for one in people)
    yield from ((one.person, one.text) for one in names)


def overlapping(registration: Registration) -> list[Event]:
    """Other events on the same days that the same address, account or person goes to: two statements."""
    event = registration.event
    first, last = event.starts.latest, min(event.ends.earliest, event.ends.latest)
    if event.starts.is_unknown or first == LAST:
        return []
    last = max(first, last) if last > FIRST else first
    same = Q(email__iexact=registration.email) if registration.email else Q(pk__in=[])
    if registration.person_id:
        same |= Q(person=registration.person_id)
    going = Registration.objects.filter(same, state__in=(State.CONFIRMED, State.WAITING, State.ASKED))
    ids = set(going.exclude(event=event.pk).values_list("event", flat=True))
    if registration.person_id:
        parts = Attendance.objects.filter(person=registration.person_id, event__audience=Audience.PUBLIC)
        ids |= set(parts.values_list("event", flat=True))
    ids.discard(event.pk)
    rows = Event.objects.filter(pk__in=ids, starts_latest__lte=last, ends_earliest__gte=first)
    return list(rows.order_by("starts_earliest", "id"))
