"""The ranking of a phase: its order, the rows of one page of it, and who goes forward by it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from koinon.cooperation.awards.models import Phase, Standing, Tally, Turn
from koinon.cooperation.awards.queries import View, barred_to
from koinon.cooperation.awards.tallying import better_than, in_order
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.audit.answers import Answers

NAMED = ("entry__title", "entry__applicant__name", "entry__applicant__spoken")
TOLD = ("phase", "assigned", "counted", "mean", "spread", "adjusted", "value", "tie")
_orders = Answers(most=20)


def ranking_of(phase: Phase, reader: Reader) -> Sequence[int]:
    """The ids of the tallies in the order of the ranking, without entries barred to the reader.

    Remembered until something is written: one statement then.
    """

    def found() -> Sequence[int]:
        return array("q", in_order(phase, barred_to(reader)).values_list("pk", flat=True))

    return _orders.recall((phase.pk, reader.sight), found)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entry of a ranking. ``whose`` is empty while the reader must not know."""

    tally: Tally
    place: int
    shares: bool
    code: str
    title: str
    whose: str
    turn: Turn | None
    agree: int
    disagree: int
    own: Standing | None
    forward: bool

    @property
    def entry_id(self) -> int:
        return self.tally.entry_id


def ranked(
    phase: Phase,
    ids: Sequence[int],
    view: View,
    reader: Reader,
    *,
    start: int = 0,
    forward: frozenset[int] = frozenset(),
    with_stands: bool = False,
) -> list[Ranked]:
    """Rows of one page of the ranking with places, names as far as they may be seen, and what was agreed.

    Four statements at most.
    """
    names = view.names
    told = {one.pk: one for one in _tallies(names, ids=ids)} if ids else {}
    rows = [told[pk] for pk in ids if pk in told]
    if not rows:
        return []
    entries = [one.entry_id for one in rows]
    turns = {one.entry_id: one for one in _turns(phase=phase.pk, entries=entries)}
    stands: dict[int, list[Standing]] = {}
    for stand in _stands(phase=phase.pk, entries=entries) if with_stands else ():
        stands.setdefault(stand.entry_id, []).append(stand)
    found: list[Ranked] = []
    place = first = better_than(rows[0]) + 1 if start else 1
    for at, one in enumerate(rows):
        same = at > 0 and _alike(one, rows[at - 1])
        place = place if same else max(first + at, place)
        said = stands.get(one.entry_id, ())
        agree = sum(stand.agrees for stand in said)
        found.append(
            Ranked(
                tally=one,
                place=place,
                shares=same or (at + 1 < len(rows) and _alike(one, rows[at + 1])),
                code=phase.code(one.entry_id),
                title=one.entry.title if names else "",
                whose=str(one.entry.applicant) if names else "",
                turn=turns.get(one.entry_id),
                agree=agree,
                disagree=len(said) - agree,
                own=next((stand for stand in said if stand.juror.person_id == reader.person_id), None),
                forward=one.entry_id in forward,
            )
        )
    return found


@prepared
def _tallies(names: bool, /, *, ids: Iterable[int]) -> QuerySet[Tally]:
    rows = Tally.objects.filter(pk__in=ids).order_by()
    if not names:
        return rows.only("entry", *TOLD)
    return rows.select_related("entry__applicant").only(*TOLD, *NAMED)


@prepared
def _turns(*, phase: int, entries: Iterable[int]) -> QuerySet[Turn]:
    return Turn.objects.filter(phase=phase, entry__in=entries).order_by()


@prepared
def _stands(*, phase: int, entries: Iterable[int]) -> QuerySet[Standing]:
    return Standing.objects.filter(phase=phase, entry__in=entries).select_related("juror").order_by()


def _alike(one: Tally, other: Tally) -> bool:
    return one.value == other.value and one.tie == other.tie and one.value >= 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """What goes forward as the ranking, the rule for ties and the changes by hand have it."""

    entries: tuple[int, ...]
    planned: int | None
    tied: tuple[int, ...]
    """Entries that share the place at the cut, which the rule does not tell apart: they go only by hand."""

    @property
    def is_full(self) -> bool:
        return self.planned is not None and len(self.entries) == self.planned

    @property
    def is_too_many(self) -> bool:
        return self.planned is not None and len(self.entries) > self.planned


def proposed(phase: Phase) -> Proposed:
    """Who goes forward: the first as many as the stage takes, then what was changed by hand. Three statements.

    An entry left out makes room for the next; one put forward takes the room of the last.
    """
    turns = dict(Turn.objects.filter(phase=phase).values_list("entry", "forward"))
    chosen = [entry for entry, forward in turns.items() if forward]
    planned = phase.to_stage.planned if phase.to_stage else None
    if planned is None:
        return Proposed(tuple(sorted(chosen)), None, ())
    room = max(planned - len(chosen), 0)
    rows = in_order(phase).filter(value__gte=Decimal(0)).exclude(entry__in=list(turns))
    head = list(rows[: room + 1])
    taken, tied = head[:room], tuple[int, ...]()
    if room and len(head) > room and _alike(head[room - 1], head[room]):
        edge = head[room]
        same = rows.filter(value=edge.value, tie=edge.tie).values_list("entry", flat=True)
        tied = tuple(sorted(same))
        taken = [one for one in taken if not _alike(one, edge)]
    return Proposed(tuple(sorted([*chosen, *(one.entry_id for one in taken)])), planned, tied)
