"""What programmes tell: the list, a programme with its editions, an edition with who takes part in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from koinon.cooperation.programmes.models import (
    Edition,
    FocalPoint,
    Participation,
    Programme,
    ProgrammeAlignment,
    ProgrammeEvent,
    Topic,
    TopicKind,
)
from koinon.network.people.models import Body, Role
from koinon.network.people.readers import Reader
from koinon.network.places.naming import territory_called
from koinon.platform.audit.models import Record
from koinon.platform.dates.spans import holding
from koinon.platform.search.narrowing import named_like

R = TypeVar("R")

SORTS = {
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
    "starts": ("starts_earliest", "title", "id"),
    "-starts": ("-starts_earliest", "title", "id"),
    "editions": ("edition_count", "title", "id"),
    "-editions": ("-edition_count", "title", "id"),
}


def programmes(
    reader: Reader, *, on: date, words: str = "", running: bool = False, sort: str = "title"
) -> models.QuerySet[Programme]:
    """The programmes a reader may see, each with ``edition_count`` and ``body_count`` of what may be seen."""
    rows = Programme.objects.visible_to(reader)
    fits = Q()
    for word in words.split():
        fits &= Q(title__icontains=word) | Q(short_name__icontains=word) | Q(purpose__icontains=word)
    if words.strip():
        rows = rows.filter(fits | named_like(Programme, words))
    if running:
        rows = rows.filter(holding(on))
    editions = Edition.objects.visible_to(reader).filter(programme=OuterRef("pk"))
    parts = Participation.objects.visible_to(reader).filter(edition__programme=OuterRef("pk"))
    return (
        rows.annotate(
            edition_count=_counted(editions, "programme", Count("pk")),
            body_count=_counted(parts, "edition__programme", Count("body", distinct=True)),
        )
        .prefetch_related(Prefetch("run_by", Body.objects.visible_to(reader)))
        .order_by(*SORTS.get(sort, SORTS["title"]))
    )


def _counted(rows: models.QuerySet[models.Model], by: str, count: Count) -> Coalesce:
    """The count of the rows as a column of what they belong to; nought where there are none."""
    counts = rows.order_by().values(by).annotate(n=count).values("n")
    return Coalesce(Subquery(counts), 0, output_field=models.IntegerField())


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """A programme as its page shows it: editions and events in order of time."""

    programme: Programme
    run_by: Body | None
    alignments: list[ProgrammeAlignment]
    editions: list[Edition]
    events: list[ProgrammeEvent]

    @property
    def records(self) -> list[Record | None]:
        """Everything on the page that may have a source."""
        happenings = [link.event for link in self.events]
        return [self.programme, *self.alignments, *self.editions, *self.events, *happenings]


def programme_page(programme: Programme, reader: Reader) -> ProgrammePage:
    """What the page of a programme shows: four statements."""
    parts = Participation.objects.visible_to(reader).filter(edition=OuterRef("pk"))
    editions = Edition.objects.visible_to(reader).filter(programme=programme)
    return ProgrammePage(
        programme,
        Body.objects.visible_to(reader).filter(pk=programme.run_by_id).first()
        if programme.run_by_id
        else None,
        list(ProgrammeAlignment.objects.filter(programme=programme)),
        list(
            editions.annotate(body_count=_counted(parts, "edition", Count("pk"))).order_by(*SORTS["starts"])
        ),
        list(_links(reader).filter(programme=programme)),
    )


@dataclass(frozen=True, slots=True)
class Participant:
    """A body in an edition: what it seeks and offers, and through whom it is reached."""

    participation: Participation
    topics: list[Topic]
    focal_points: list[FocalPoint]

    def named(self, kind: str) -> list[Topic]:
        """The topics of one kind."""
        return [topic for topic in self.topics if topic.kind == kind]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition as its page shows it: the participants by side, and what they named together."""

    edition: Edition
    sides: list[tuple[str, list[Participant]]]
    topics: list[Topic]
    events: list[ProgrammeEvent]

    @property
    def participants(self) -> list[Participant]:
        """All of them, side by side."""
        return [one for _side, ones in self.sides for one in ones]

    @property
    def together(self) -> list[tuple[str, list[Topic]]]:
        """The topics of the edition as a whole, by kind, leaving out empty kinds."""
        kinds = [(kind, [topic for topic in self.topics if topic.kind == kind]) for kind in TopicKind.values]
        return [(kind, topics) for kind, topics in kinds if topics]

    @property
    def records(self) -> list[Record | None]:
        """Everything on the page that may have a source."""
        theirs: list[Record] = []
        for one in self.participants:
            theirs += [one.participation, *one.topics, *one.focal_points]
        happenings = [link.event for link in self.events]
        return [self.edition, *theirs, *self.topics, *self.events, *happenings]


def edition_page(edition: Edition, reader: Reader, on: date) -> EditionPage:
    """What the page of an edition shows as of a day: six statements."""
    parts = list(
        Participation.objects.visible_to(reader).filter(edition=edition).select_related("body__city__country")
    )
    topics = list(Topic.objects.visible_to(reader).filter(edition=edition).order_by("id"))
    roles = Role.objects.with_holds(on).select_related("person", "holder", "of", "post")
    reached = (
        FocalPoint.objects.visible_to(reader)
        .filter(participation__edition=edition)
        .prefetch_related(Prefetch("role", roles))
    )
    topics_of = _grouped(topics, lambda topic: topic.participation_id)
    reached_of = _grouped(reached, lambda point: point.participation_id)
    language = get_language() or "en"
    sides: dict[str, list[Participant]] = {}
    for part in sorted(parts, key=lambda part: (not part.side, part.side, part.body.name)):
        one = Participant(part, topics_of.get(part.pk, []), reached_of.get(part.pk, []))
        sides.setdefault(territory_called(part.side, language), []).append(one)
    events = list(_links(reader).filter(edition=edition))
    return EditionPage(edition, list(sides.items()), topics_of.get(None, []), events)


def _grouped(rows: Iterable[R], by: Callable[[R], int | None]) -> dict[int | None, list[R]]:
    groups: dict[int | None, list[R]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return groups


def _links(reader: Reader) -> models.QuerySet[ProgrammeEvent]:
    """The events of programmes that a reader may see, in order of time."""
    links = ProgrammeEvent.objects.visible_to(reader).select_related("event__city", "edition")
    return links.order_by("event__starts_earliest", "event__title", "id")


def editions(reader: Reader, words: str = "") -> models.QuerySet[Edition]:
    """The editions a reader may see, by the words of their own title or their programme's."""
    rows = Edition.objects.visible_to(reader).select_related("programme")
    fits = Q()
    for word in words.split():
        programme = Q(programme__title__icontains=word) | Q(programme__short_name__icontains=word)
        fits &= Q(title__icontains=word) | programme
    if words.strip():
        rows = rows.filter(fits | named_like(Edition, words))
    return rows.order_by(F("starts_earliest").desc(), "title", "id")


def participations_of(body: Body, reader: Reader) -> models.QuerySet[Participation]:
    """The editions in which a body takes part, the latest first; for the pages of bodies and cities."""
    parts = Participation.objects.visible_to(reader).filter(body=body).select_related("edition__programme")
    return parts.order_by("-edition__starts_earliest", "edition__title", "id")
