"""What is asked of renewals: which terms end soon, who can still decide and by when, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from koinon.cooperation.agreements.acts import Act
from koinon.cooperation.agreements.queries import followed_by, of_bodies, term_of
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.renewals import Renewal, RenewalTask
from koinon.cooperation.agreements.runway import (
    HORIZON,
    Chance,
    Coming,
    Due,
    dues_of,
    end_in_sight,
    last_chance,
    reckoned_end,
)
from koinon.cooperation.agreements.stages import ActKind, State
from koinon.cooperation.agreements.standing import NO_LENGTH, possibly_goes_on, surely_goes_on
from koinon.cooperation.agreements.state import Reading, standing
from koinon.cooperation.agreements.terms import Agreement, Party
from koinon.network.governance.queries import coming_meetings
from koinon.network.people.models import Body, BodyKind
from koinon.network.people.readers import Reader
from koinon.platform.dates import Holds
from koinon.platform.dates.bounds import LAST
from koinon.platform.dates.spans import later


@dataclass(frozen=True, slots=True)
class Runway:
    """One agreement on its way to the end of its term."""

    agreement: Agreement
    parties: tuple[Party, ...]
    end: Reading
    renewal: Renewal | None
    decider: Body | None
    chance: Chance | None
    dues: tuple[Due, ...]
    on: date
    follows: bool

    @property
    def ends(self) -> date:
        """The day everything is counted from."""
        return reckoned_end(self.end)

    @property
    def days_left(self) -> int:
        return (self.ends - self.on).days

    @property
    def is_unclear(self) -> bool:
        """Whether the end has two readings."""
        return self.end[0] != self.end[1]

    @property
    def next_due(self) -> Due | None:
        """The first task that waits."""
        return next((due for due in self.dues if due.task.is_open), None)

    @property
    def is_settled(self) -> bool:
        """Whether somebody has decided what becomes of it, or its successor is on record."""
        return self.follows or (self.renewal is not None and not self.renewal.is_open)

    @property
    def is_late(self) -> bool:
        """Whether a task is overdue, or nobody can decide any more in time."""
        if self.is_settled:
            return False
        return any(due.state == "late" for due in self.dues) or (
            self.chance is None and self.decider is not None
        )


def runway(on: date, reader: Reader, bodies: Iterable[int] | None = None) -> list[Runway]:
    """Every agreement in force whose term may be over within eighteen months, the first to end first.

    Ten statements, however many there are.
    """
    rows = ending(Agreement.objects.visible_to(reader), on)
    rows = rows if bodies is None else rows.filter(of_bodies(bodies))
    found = list(with_runway_parts(rows, reader))
    return sorted(
        (one for one in runways_of(found, on, reader) if _stands(one, on)),
        key=lambda one: (one.ends, one.agreement.title, one.agreement.pk),
    )


def runway_of(agreement: Agreement, on: date, reader: Reader) -> Runway:
    """The same for one agreement, whether or not its end is in sight."""
    (row,) = with_runway_parts(Agreement.objects.filter(pk=agreement.pk), reader)
    return next(iter(runways_of([row], on, reader)))


def ending(rows: AgreementQuerySet, on: date) -> AgreementQuerySet:
    """Those that may be over within the horizon: by a date, or by a length that is counted."""
    dated = Q(ends_earliest__lte=later(on, HORIZON), ends_latest__lt=LAST, ends_latest__gte=on)
    # A stated length can move the end either way.
    counted = ~NO_LENGTH & Q(starts_earliest__lte=on) & possibly_goes_on(on)
    return rows.filter(dated | (counted & ~surely_goes_on(later(on, HORIZON))))


def with_runway_parts(rows: AgreementQuerySet, reader: Reader) -> AgreementQuerySet:
    """With acts and their deciding bodies, parties, renewals and tasks: four statements more."""
    tasks = RenewalTask.objects.visible_to(reader).select_related("owner", "renewal")
    renewals = Renewal.objects.visible_to(reader).select_related(
        "owner", "owner__account", "decided_by", "successor"
    )
    begun = renewals.order_by("-begun_on", "-id").prefetch_related(Prefetch("tasks", tasks))
    parts: list[Any] = [
        Prefetch("acts", Act.objects.select_related("decision__item__meeting__body")),
        Prefetch("parties", Party.objects.shown_to(reader)),
        Prefetch("renewals", begun),
    ]
    return rows.prefetch_related(*parts)


def runways_of(rows: Sequence[Agreement], on: date, reader: Reader) -> list[Runway]:
    """How each stands on its way: four statements, for successors, boards and meetings."""
    following = followed_by([row.pk for row in rows], reader)
    boards = boards_of({party.body_id for row in rows for party in row.parties.all()})
    deciders = {row.pk: decider_of(row, latest_renewal(row), boards) for row in rows}
    meetings = coming_meetings({body.pk for body in deciders.values() if body}, on, reader)
    return [
        _runway((row, latest_renewal(row)), deciders[row.pk], meetings, on, bool(following.get(row.pk)))
        for row in rows
    ]


def runways_of_renewals(rows: Sequence[Renewal], on: date, reader: Reader) -> list[Runway]:
    """The same for renewals that came with agreement, decider and tasks: seven statements for however many."""
    parts = with_runway_parts(Agreement.objects.filter(pk__in={row.agreement_id for row in rows}), reader)
    agreements = {row.pk: row for row in parts}
    following = followed_by(list(agreements), reader)
    boards = boards_of({party.body_id for one in agreements.values() for party in one.parties.all()})
    deciders = {row.pk: decider_of(agreements[row.agreement_id], row, boards) for row in rows}
    meetings = coming_meetings({body.pk for body in deciders.values() if body}, on, reader)
    return [
        _runway(
            (agreements[row.agreement_id], row),
            deciders[row.pk],
            meetings,
            on,
            bool(following.get(row.agreement_id)),
        )
        for row in rows
    ]


def _runway(
    pair: tuple[Agreement, Renewal | None],
    decider: Body | None,
    meetings: list[Coming],
    on: date,
    follows: bool,
) -> Runway:
    row, renewal = pair
    end = term_of(row, row.acts.all()).end
    chance = last_chance(meetings, decider.pk if decider else None, reckoned_end(end), on)
    dues = dues_of(list(renewal.tasks.all()), reckoned_end(end), chance, on) if renewal else []
    return Runway(row, tuple(row.parties.all()), end, renewal, decider, chance, tuple(dues), on, follows)


def _stands(one: Runway, on: date) -> bool:
    """Whether it is in force or signed, and the end is in sight."""
    how = standing(term_of(one.agreement, one.agreement.acts.all()), on)
    in_force = how.state == State.SIGNED or how.held is not Holds.NO
    return in_force and end_in_sight(one.end, on)


def latest_renewal(row: Agreement) -> Renewal | None:
    """The renewal under way, or the last one there was."""
    rows = list(row.renewals.all())
    return next((one for one in rows if one.is_open), rows[0] if rows else None)


def boards_of(bodies: Iterable[int]) -> dict[int, Body]:
    """The board of each body that has just one: one statement."""
    found: dict[int, list[Body]] = {}
    for board in Body.objects.filter(kind=BodyKind.BOARD, parent__in=list(bodies)).order_by("id"):
        found.setdefault(board.parent_id or 0, []).append(board)
    return {parent: boards[0] for parent, boards in found.items() if len(boards) == 1}


def decider_of(row: Agreement, renewal: Renewal | None, boards: dict[int, Body]) -> Body | None:
    """The body named for it, or the one that approved it last, or the only board of a party."""
    if renewal and renewal.decided_by:
        return renewal.decided_by
    decided = [act for act in row.acts.all() if act.decision and act.kind in DECIDED]
    decided.sort(key=lambda act: (act.day_latest, act.pk))
    if decided and decided[-1].decision:
        return decided[-1].decision.item.meeting.body
    own = [boards[party.body_id] for party in row.parties.all() if party.body_id in boards]
    return own[0] if len(own) == 1 else None


DECIDED = (ActKind.APPROVED, ActKind.SIGNED, ActKind.AMENDED, ActKind.RENEWED)
