"""The ledger of promises: who owes what to whom, what has been shown for it as of a day, and what is late."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.agreements.commitment_wording import dues_words, length_words
from koinon.cooperation.agreements.commitments import (
    Commitment,
    CommitmentParty,
    CommitmentQuerySet,
    Due,
    Firmness,
    PartySide,
)
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared, sorted_to
from koinon.network.people.readers import Reader
from koinon.platform.audit.answers import Answers
from koinon.platform.search.narrowing import named_like


class Progress(models.TextChoices):
    """Where a promise stands as of a day; computed, never typed."""

    OPEN = "open", pgettext_lazy("promise", "open")
    LATE = "late", _("late")
    EVIDENCED = "evidenced", _("evidenced")


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as of a day. ``given`` is false while its agreement is neither signed nor begun."""

    commitment: Commitment
    debtors: tuple[Body, ...]
    creditors: tuple[Body, ...]
    dues: tuple[Due, ...]
    on: date
    given: bool = True

    @property
    def total(self) -> int:
        """How often it falls due altogether."""
        return len(self.dues)

    @property
    def fallen(self) -> tuple[Due, ...]:
        """The dues whose latest day has come."""
        return tuple(due for due in self.dues if due.day_latest <= self.on)

    @property
    def due(self) -> int:
        """How many have fallen due by the day."""
        return len(self.fallen)

    @property
    def evidenced(self) -> int:
        """How many dues accepted evidence serves by the day, early ones among them."""
        return sum(due.evidenced for due in self.dues)

    @property
    def evidenced_of_due(self) -> int:
        """How many of those fallen due are evidenced: evidenced over due is this over ``due``."""
        return sum(due.evidenced for due in self.fallen)

    @property
    def late_since(self) -> date | None:
        """The latest day of the first due that passed without evidence."""
        passed = [due.day_latest for due in self.dues if due.day_latest < self.on and not due.evidenced]
        return min(passed) if passed and self.given else None

    @property
    def late_count(self) -> int:
        """How many dues passed without evidence."""
        passed = (due.day_latest < self.on and not due.evidenced for due in self.dues)
        return sum(passed) if self.given else 0

    @property
    def late_words(self) -> str:
        """By how much it is late: "2 years 7 months"."""
        return length_words(self.late_since, self.on) if self.late_since else ""

    @property
    def due_words(self) -> str:
        """When it falls due, in a line."""
        return dues_words([due.day for due in self.dues])

    @property
    def progress(self) -> Progress:
        """Late as soon as one due passed without evidence; evidenced when every due is served."""
        if self.late_since:
            return Progress.LATE
        return Progress.EVIDENCED if self.dues and self.evidenced == self.total else Progress.OPEN

    @property
    def is_soft(self) -> bool:
        """Whether the words do not bind."""
        return self.commitment.firmness == Firmness.SOFT


def promises(commitments: Sequence[Commitment], on: date, reader: Reader) -> list[Promise]:
    """What these commitments promise, in their order: two statements."""
    ids = [one.pk for one in commitments]
    sides = sorted_to(_sides(reader, commitments=ids), "commitment_id") if ids else {}
    dues = sorted_to(_dues(commitments=ids, on=on), "commitment_id") if ids else {}
    return [promise_of(one, sides.get(one.pk, []), dues.get(one.pk, []), on) for one in commitments]


@prepared
def _sides(reader: Reader, /, *, commitments: Iterable[int]) -> QuerySet[CommitmentParty]:
    rows = CommitmentParty.objects.visible_to(reader).filter(commitment__in=commitments)
    return rows.select_related("body__city").order_by("id")


@prepared
def _dues(*, commitments: Iterable[int], on: date) -> QuerySet[Due]:
    return Due.objects.filter(commitment__in=commitments).reckoned(on).order_by("day_latest", "id")


def promise_of(commitment: Commitment, sides: list[CommitmentParty], dues: list[Due], on: date) -> Promise:
    """A promise from a commitment, what the reader may see of its sides, and its dues as ``reckoned``."""
    return Promise(
        commitment,
        tuple(one.body for one in sides if one.side == PartySide.DEBTOR),
        tuple(one.body for one in sides if one.side == PartySide.CREDITOR),
        tuple(dues),
        on,
        getattr(commitment, "given", True),
    )


def ledger(agreement: Agreement, on: date, reader: Reader) -> list[Promise]:
    """What an agreement promises, in its own order: three statements."""
    return promises(_ledger(reader, agreement=agreement.pk, on=on), on, reader)


@prepared
def _ledger(reader: Reader, /, *, agreement: int, on: date) -> CommitmentQuerySet:
    rows = Commitment.objects.visible_to(reader).filter(agreement=agreement).with_given(on)
    return rows.select_related("agreement").order_by("order", "id")


def given_promises(ids: Sequence[int], on: date, reader: Reader) -> list[Promise]:
    """Promises known to have been given by the day, in this order: three statements."""
    found = {one.pk: one for one in _given(ids=ids)} if ids else {}
    return promises([found[one] for one in ids if one in found], on, reader)


@prepared
def _given(*, ids: Iterable[int]) -> CommitmentQuerySet:
    return Commitment.objects.filter(pk__in=ids).select_related("agreement")


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What of the board is asked for; ``state`` is a value of Progress, or ``soft``."""

    owed_by: Body | None = None
    owed_to: Body | None = None
    agreement: Agreement | None = None
    state: str = ""
    words: str = ""


SORTS = {
    "due": (F("missing").asc(nulls_last=True), "agreement__title", "order", "id"),
    "-due": (F("missing").desc(nulls_last=True), "agreement__title", "order", "id"),
    "agreement": ("agreement__title", "order", "id"),
    "-agreement": ("-agreement__title", "order", "id"),
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
}


def board(filters: BoardFilter, on: date, reader: Reader, sort: str = "due") -> CommitmentQuerySet:
    """The promises given by the day, across agreements, in order; ``given_promises`` tells them."""
    rows = Commitment.objects.visible_to(reader).promised(on).reckoned(on)
    if filters.owed_by:
        rows = rows.filter(_on_side(PartySide.DEBTOR, filters.owed_by))
    if filters.owed_to:
        rows = rows.filter(_on_side(PartySide.CREDITOR, filters.owed_to))
    if filters.agreement:
        rows = rows.filter(agreement=filters.agreement)
    if filters.words.strip():
        rows = rows.filter(worded(filters.words))
    standing: CommitmentQuerySet = _standing(rows, filters.state, on)
    return standing.order_by(*SORTS.get(sort, SORTS["due"]))


_boards = Answers(most=20)


def board_ids(filters: BoardFilter, on: date, reader: Reader, sort: str = "due") -> Sequence[int]:
    """The ids of the board in order. To sort it every promise is reckoned, so it is remembered until the next act."""

    def found() -> Sequence[int]:
        if filters == BoardFilter():
            return array("q", _whole_board(reader, sort, on=on))
        return array("q", board(filters, on, reader, sort).values_list("pk", flat=True))

    return _boards.recall((filters, on, reader.sight, sort), found)


@prepared
def _whole_board(reader: Reader, sort: str, /, *, on: date) -> QuerySet[Commitment, int]:
    return board(BoardFilter(), on, reader, sort).values_list("pk", flat=True)


def worded(words: str) -> Q:
    """All the words stand in the promise or the title of its agreement, or one of the two is found by them."""
    fits = Q()
    for word in words.split():
        fits &= Q(title__icontains=word) | Q(agreement__title__icontains=word)
    return fits | named_like(Commitment, words) | named_like(Agreement, words, "agreement")


def _on_side(side: PartySide, body: Body) -> Q:
    rows = CommitmentParty.objects.filter(side=side, body=body)
    return Q(pk__in=rows.values("commitment"))


def _standing(rows: Any, state: str, on: date) -> Any:
    """Those in the state, by the ``missing`` that ``reckoned`` annotates."""
    undue = Q(dues=None)
    match state:
        case Progress.LATE:
            return rows.filter(missing__lt=on)
        case Progress.EVIDENCED:
            return rows.filter(missing=None).exclude(undue)
        case Progress.OPEN:
            return rows.filter(Q(missing__gte=on) | undue)
        case Firmness.SOFT:
            return rows.filter(firmness=Firmness.SOFT)
    return rows


@dataclass(frozen=True, slots=True)
class Tally:
    """Promises counted by their dues: evidenced over due, and how many are late."""

    promises: int
    evidenced: int
    due: int
    total: int
    late: int


def tally(promises: Iterable[Promise]) -> Tally:
    """The dues of many promises together; what has not been given yet does not count."""
    counted = [one for one in promises if one.given]
    return Tally(
        promises=len(counted),
        evidenced=sum(one.evidenced_of_due for one in counted),
        due=sum(one.due for one in counted),
        total=sum(one.total for one in counted),
        late=sum(one.late_count for one in counted),
    )


def promises_of(
    bodies: Body | Iterable[int], on: date, reader: Reader, side: PartySide = PartySide.DEBTOR
) -> list[Promise]:
    """What a body, or bodies by their ids, owe (or are owed) on a day, first due first: three statements."""
    ids = [bodies.pk] if isinstance(bodies, Body) else list(bodies)
    return promises(_owed(reader, side, bodies=ids, on=on), on, reader)


@prepared
def _owed(reader: Reader, side: PartySide, /, *, bodies: Iterable[int], on: date) -> CommitmentQuerySet:
    sides = CommitmentParty.objects.filter(side=side, body__in=bodies)
    rows = Commitment.objects.visible_to(reader).promised(on).reckoned(on)
    rows = rows.filter(pk__in=sides.values("commitment"))
    return rows.select_related("agreement").order_by(*SORTS["due"])
