"""What the rules of this room notice: a year without a curriculum, work nobody linked, a seminar nobody came to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Commitment
from koinon.cooperation.learning.attendance import present_by_event
from koinon.cooperation.learning.curricula import Curriculum
from koinon.cooperation.learning.grid import years_of
from koinon.cooperation.learning.hubs import Hub, HubWork
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.evidence.rules import Proposal, Value, rule
from koinon.platform.dates import Day


@rule(
    "hub-year-without-curriculum",
    title=_("A year of a hub without a curriculum"),
    headline=_("%(hub)s: no curriculum of %(year)s is on record"),
    words=_(
        "The agreement runs through %(year)s, and no curriculum of that year was published. Examples do not count."
    ),
)
def find_years_without_curriculum(on: date) -> Iterator[Proposal]:
    """Years of the agreement that have begun, and in which nothing was published."""
    published = Curriculum.objects.published().filter(published_on__lte=on, is_example=False)
    there = set(published.values_list("hub", "year"))
    for hub in Hub.objects.select_related("agreement"):
        for year in years_of(hub, ()):
            if year <= on.year and (hub.pk, year) not in there:
                values: dict[str, Value] = {"hub": hub, "year": Day(f"{year:04}")}
                yield Proposal("hub-year-without-curriculum", (hub,), values, name=f"{hub.key}.{year}")


@rule(
    "hub-without-works",
    title=_("Nothing keeps the promises of a hub"),
    headline=_("%(hub)s: no work is linked to a promise"),
    words=_(
        "The agreement promises something, and nobody has said which kind of work keeps it: what the hub does "
        "offers itself as evidence of nothing."
    ),
)
def find_hubs_without_works(on: date) -> Iterator[Proposal]:
    """Hubs whose agreement has promises, and none is linked."""
    promised = Commitment.objects.filter(agreement=OuterRef("agreement"))
    linked = HubWork.objects.filter(hub=OuterRef("pk"))
    for hub in Hub.objects.filter(Exists(promised), ~Exists(linked)):
        yield Proposal("hub-without-works", (hub,), {"hub": hub})


@rule(
    "seminar-not-known-held",
    title=_("A seminar that nobody is known to have come to"),
    headline=_("Was “%(event)s” held?"),
    words=_("It was to end by %(day)s, and nobody is on record as having been there."),
)
def find_seminars_not_held(on: date) -> Iterator[Proposal]:
    """Seminars whose latest day has passed, with nobody present."""
    rows = Seminar.objects.filter(event__ends_latest__lt=on).exclude(event__starts_edtf="")
    seminars = list(rows.select_related("event").order_by("id"))
    present = present_by_event(one.event_id for one in seminars)
    for seminar in seminars:
        if not present.get(seminar.event_id):
            event = seminar.event
            values: dict[str, Value] = {"event": event, "day": event.ends}
            yield Proposal("seminar-not-known-held", (event, seminar.hub), values, name=event.key)
