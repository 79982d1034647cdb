"""What a Board member decided, and what became of it: every decision since the seat was taken, with its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from koinon.network.governance.consequences import Consequence, consequences_of
from koinon.network.governance.models import Decision, FollowUp, Step
from koinon.network.governance.sight import seats_of, sits_in
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.readers import Reader


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision with what rests on it and the steps that are still open."""

    decision: Decision
    consequences: list[Consequence]
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose decisions: the reader's own seats, or those of a person or a body, for the secretariat."""

    seats: Q
    name: str = ""


def own(reader: Reader) -> Whose:
    """The reader's own seats, and those of the bodies the reader acts for."""
    return Whose(seats_of(reader))


def of_person(person: Person) -> Whose:
    """The seats a person held."""
    return Whose(Q(person=person), person.display())


def of_body(body: Body) -> Whose:
    """The seats a body held, or that others held for it."""
    return Whose(Q(holder=body) | Q(sits_for=body), str(body))


def decided_by(whose: Whose, reader: Reader) -> QuerySet[Decision]:
    """The decisions of meetings held while one of the seats was, surely or possibly; the latest first.

    Each with ``is_sure``: whether the seat was surely held on the day of the meeting.
    """
    seats = Role.objects.filter(
        whose.seats,
        sits_in(OuterRef("item__meeting__body")),
        starts_earliest__lte=OuterRef("item__meeting__held_latest"),
        ends_latest__gte=OuterRef("item__meeting__held_earliest"),
    )
    sure = seats.filter(
        starts_latest__lte=OuterRef("item__meeting__held_earliest"),
        ends_earliest__gte=OuterRef("item__meeting__held_latest"),
    )
    rows = Decision.objects.visible_to(reader).filter(Exists(seats)).annotate(is_sure=Exists(sure))
    owners = (
        Prefetch("owner_body", Body.objects.visible_to(reader)),
        Prefetch("owner_person", Person.objects.visible_to(reader)),
    )
    rows = rows.select_related("item__meeting__body").prefetch_related(*owners)
    return rows.order_by("-item__meeting__held_latest", "item__meeting_id", "item__order", "reference")


def told(decisions: list[Decision], reader: Reader, on: date) -> list[Decided]:
    """Each decision with its chain and its open steps: a statement, and those of the rooms above."""
    ids = [one.pk for one in decisions]
    chains = consequences_of(ids, reader, on)
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.visible_to(reader).filter(decision__in=ids, state=FollowUp.OPEN):
        steps.setdefault(step.decision_id, []).append(step)
    return [Decided(one, chains.get(one.pk, []), steps.get(one.pk, [])) for one in decisions]
