"""What the pages of visits show: the list, one visit with all that belongs to it, and the asks that suggest themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, F, Prefetch, Q, QuerySet

from koinon.cooperation.agreements.commitment_queries import Progress, Promise, promises_of
from koinon.cooperation.visits.models import Ask, Correction, CorrectionState, FollowUp, HalfDay, Visit
from koinon.network.events.models import Attendance, Event
from koinon.network.events.queries import taking_part
from koinon.network.evidence.marks import Sources
from koinon.network.evidence.queries import marks
from koinon.network.people.models import Body, Person
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader


@dataclass(frozen=True, slots=True)
class VisitPage:
    """A visit with its delegation, programme, asks, follow-ups and corrections, and what earlier visits left open."""

    visit: Visit
    delegation: tuple[Attendance, ...]
    programme: tuple[HalfDay, ...]
    asks: tuple[Ask, ...]
    follow_ups: tuple[FollowUp, ...]
    left_open: tuple[FollowUp, ...]
    corrections: tuple[Correction, ...]
    sources: Sources

    @property
    def days(self) -> list[tuple[date | None, list[HalfDay]]]:
        return by_day(self.programme)

    @property
    def waiting(self) -> list[Correction]:
        return [one for one in self.corrections if one.state == CorrectionState.SAID]


def visit_list(reader: Reader, kind: str = "") -> QuerySet[Visit]:
    """The visits a reader may see, the latest first, with how many people each brought."""
    rows = with_host(Visit.objects.visible_to(reader).select_related("event__city", "guest"), reader)
    rows = rows.filter(kind=kind) if kind else rows
    return rows.annotate(
        people=Count("event__attendances", filter=Q(event__attendances__person__isnull=False), distinct=True)
    ).order_by("-event__starts_edtf", "-id")


def with_host(rows: QuerySet[Visit], reader: Reader) -> QuerySet[Visit]:
    """Each with the host of its event, or with none where the reader may not see that body: one statement."""
    return rows.prefetch_related(Prefetch("event__host", Body.objects.visible_to(reader)))


def programme_of(visit: Visit, reader: Reader) -> tuple[HalfDay, ...]:
    """The half-days, each with who receives the guest, where the reader may see that body."""
    return tuple(visit.programme.prefetch_related(Prefetch("received_by", Body.objects.visible_to(reader))))


def by_day(programme: Iterable[HalfDay]) -> list[tuple[date | None, list[HalfDay]]]:
    """The points day by day, in their order; those of which nobody knows the day stand first."""
    return [(when, list(points)) for when, points in groupby(programme, key=lambda one: one.day)]


def with_owners(rows: QuerySet[FollowUp], reader: Reader) -> QuerySet[FollowUp]:
    """Each with who does it, where the reader may see the person or the body."""
    return rows.prefetch_related(
        Prefetch("owner", Person.objects.visible_to(reader)),
        Prefetch("owner_body", Body.objects.visible_to(reader)),
    )


def visit_of(event: Event, reader: Reader) -> Visit | None:
    """The visit that an event is, where the reader may see it: one statement."""
    return next(iter(_on_event(reader, event=event.pk)), None)


@prepared
def _on_event(reader: Reader, /, *, event: int) -> QuerySet[Visit]:
    return Visit.objects.visible_to(reader).filter(event=event)[:1]


def visit_page(visit: Visit, reader: Reader) -> VisitPage:
    """Everything on the page of a visit, in a fixed number of statements."""
    delegation = tuple(taking_part(visit.event, reader))
    follow_ups = tuple(soonest(with_owners(FollowUp.objects.visible_to(reader).filter(visit=visit), reader)))
    return VisitPage(
        visit=visit,
        delegation=delegation,
        programme=programme_of(visit, reader),
        asks=tuple(Ask.objects.visible_to(reader).filter(visit=visit).select_related("commitment")),
        follow_ups=follow_ups,
        left_open=tuple(left_open(visit, reader)),
        corrections=tuple(visit.corrections.select_related("attendance__person", "attendance__body")),
        sources=marks([visit.event, *delegation], reader),
    )


def left_open(visit: Visit, reader: Reader) -> QuerySet[FollowUp]:
    """What visits of the guest, its offices and the body above it left to do, but for those that begin later."""
    family = Q(guest__in=family_of(visit.guest).values("pk"))
    later = Q(event__starts_earliest__gt=visit.event.starts.earliest)
    earlier = Visit.objects.visible_to(reader).filter(family).exclude(later).exclude(pk=visit.pk)
    rows = FollowUp.objects.visible_to(reader).filter(visit__in=earlier.values("pk"), done_on=None)
    return soonest(with_owners(rows, reader).select_related("visit__event"))


def soonest(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """What is due first stands first, what has no day last, on either database."""
    return rows.order_by(F("due_on").asc(nulls_last=True), "id")


def family_of(body: Body) -> QuerySet[Body]:
    """A body, its offices and the body above it: whom a guest speaks for."""
    return Body.objects.filter(Q(pk=body.pk) | Q(parent=body.pk) | Q(pk=body.parent_id))


def suggested(visit: Visit, on: date, reader: Reader) -> list[Promise]:
    """What the guest, its offices and the body above it owe and have not shown: asks that suggest themselves."""
    family = family_of(visit.guest).values_list("pk", flat=True)
    asked = {ask.commitment_id for ask in visit.asks.all()}
    return [one for one in _open(promises_of(list(family), on, reader)) if one.commitment.pk not in asked]


def _open(promises: Iterable[Promise]) -> list[Promise]:
    return [one for one in promises if one.given and one.progress != Progress.EVIDENCED]
