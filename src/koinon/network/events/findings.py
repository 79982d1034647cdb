"""What the rules notice about events."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from koinon.network.events.models import Attendance, Event, Registration, RegistrationRules
from koinon.network.events.registrations import Came, State
from koinon.network.evidence.rules import Proposal, Value, rule
from koinon.network.evidence.sourced import expect_sources
from koinon.network.people.models import Audience

expect_sources(Event)
STILL_KNOWN = timedelta(366)
"""Who was at an event of ten years ago, nobody here can tell any more."""


@rule(
    "event-undated",
    title=_("Event without a date"),
    headline=_("When was it?"),
    words=_("“%(event)s” is on record without a date."),
)
def find_undated_events(on: date) -> Iterator[Proposal]:
    """Events of which nobody knows when they took place."""
    for event in Event.objects.filter(starts_edtf="", ends_edtf="").order_by("key"):
        yield Proposal("event-undated", (event,), {"event": event})


@rule(
    "event-unconfirmed",
    title=_("Announced, and nothing heard since"),
    headline=_("Did it take place?"),
    words=_("“%(event)s” was announced for %(when)s. That it took place is not on record."),
)
def find_announced_events_gone_by(on: date) -> Iterator[Proposal]:
    """Events that were only announced and whose latest day has passed."""
    for event in (
        Event.objects.filter(planned=True, ends_latest__lt=on).exclude(starts_edtf="").order_by("key")
    ):
        yield Proposal("event-unconfirmed", (event,), {"event": event, "when": event.span})


@rule(
    "event-nobody",
    title=_("Event over, and nobody on record"),
    headline=_("Who was there?"),
    words=_("“%(event)s” is over. Who took part is not on record."),
)
def find_events_without_anybody(on: date) -> Iterator[Proposal]:
    """Events over for no more than a year, or with registration, of which nobody and no body is on record."""
    there = Attendance.objects.filter(event=OuterRef("pk"))
    present = Registration.objects.filter(event=OuterRef("pk"), came=Came.PRESENT)
    past = Event.objects.filter(planned=False, ends_latest__lt=on).exclude(starts_edtf="")
    known = Q(ends_latest__gte=on - STILL_KNOWN) | Q(registration_rules__isnull=False)
    for event in past.filter(known, ~Exists(there), ~Exists(present)).order_by("key"):
        yield Proposal("event-nobody", (event,), {"event": event})


@rule(
    "event-overbooked",
    title=_("More people than seats"),
    headline=_("Too many seats given"),
    words=_("“%(event)s” has %(seats)s seats, and %(taken)s people were given one."),
)
def find_overbooked_events(on: date) -> Iterator[Proposal]:
    """Events with more confirmed registrations than seats: only an import can bring that about."""
    taken = Count("event__registrations", filter=Q(event__registrations__state=State.CONFIRMED))
    full = RegistrationRules.objects.annotate(taken=taken).filter(taken__gt=F("seats"))
    for rules in full.select_related("event").order_by("key"):
        values: dict[str, Value] = {
            "event": rules.event,
            "seats": rules.seats or 0,
            "taken": rules.taken,
        }
        yield Proposal("event-overbooked", (rules.event,), values, audience=Audience.SECRETARIAT)
