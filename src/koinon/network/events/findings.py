"""What the rules notice about events."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.network.events.models import Event
from koinon.network.evidence.rules import Proposal, rule
from koinon.network.evidence.sourced import expect_sources

expect_sources(Event)


@rule(
    "event-undated",
    title=_("Event without a date"),
    headline=_("When was it?"),
    words=_("“%(event)s” is on record without a date."),
)
def find_undated_events(on: date) -> Iterator[Proposal]:
    """Events of which nobody knows when they took place."""
    for event in Event.objects.filter(starts_edtf="", ends_edtf="").order_by("key"):
        yield Proposal("event-undated", (event,), {"event": event.title})


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
        yield Proposal("event-unconfirmed", (event,), {"event": event.title, "when": event.span})
