"""Monday's page: what changed, ends, fell silent, is promised by us, comes to visit, and waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from koinon.cooperation.agreements.models import (
    Agreement,
    Commitment,
    CommitmentParty,
    Party,
    PartySide,
    Renewal,
    RenewalTask,
)
from koinon.cooperation.agreements.queries import of_bodies, term_of, with_acts
from koinon.cooperation.agreements.renewal_queries import ending
from koinon.cooperation.agreements.runway import Due, dues_of, end_in_sight, reckoned_end
from koinon.cooperation.agreements.state import Reading, standing
from koinon.cooperation.visits.models import Visit
from koinon.network.members.models import HomeNetwork, Membership
from koinon.network.people.models import Body, Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.answers import Answers
from koinon.platform.audit.models import Change
from koinon.platform.dates import Holds
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.site.desk.contacts import contacts
from koinon.site.desk.scope import Scope
from koinon.site.desk.waiting import Waiting, unanswered

FEW, MORE = 8, 60
WEEK = timedelta(days=7)
WHOLESALE = ("import", "undo", "run_rules")
"""Acts that change thousands of rows: they are told by their own pages."""
LEAST_CONTACTS, LEAST_SILENCE = 3, 45


@dataclass(frozen=True, slots=True)
class Ending:
    """An agreement that ends soon, and its next task."""

    agreement: Agreement
    end: Reading
    renewal: Renewal | None
    next_due: Due | None

    @property
    def ends(self) -> date:
        return reckoned_end(self.end)


@dataclass(frozen=True, slots=True)
class Silence:
    """A body not met for longer than it usually is."""

    body: Body
    last: date
    days: int
    rhythm: int

    @property
    def times(self) -> float:
        return self.days / max(self.rhythm, LEAST_SILENCE)


@dataclass(frozen=True, slots=True)
class Monday:
    """The page."""

    scope: Scope
    changed: list[Change]
    endings: list[Ending]
    silent: list[Silence]
    promised: list[Commitment]
    visits: list[Visit]
    waiting: list[Waiting]


_mondays = Answers(most=50)


def monday(scope: Scope, on: date, reader: Reader) -> Monday:
    """Everything on the page: nine statements whatever the portfolio holds, remembered until something is written."""
    question = tuple(post.pk for post in scope.posts), on, reader.sight
    return _mondays.recall(question, lambda: work_out(scope, on, reader))


def work_out(scope: Scope, on: date, reader: Reader) -> Monday:
    """The same, asked anew."""
    return Monday(
        scope,
        changed(scope, on),
        endings(scope, on, reader),
        silent(scope, on),
        promised(scope, on, reader),
        visits(scope, on, reader),
        unanswered(scope, on),
    )


def changed(scope: Scope, on: date) -> list[Change]:
    """What somebody wrote in the last seven days about the bodies, their people and their agreements."""
    rows = Change.objects.filter(entry__moment__date__gt=on - WEEK, entry__moment__date__lte=on).exclude(
        entry__verb__in=WHOLESALE
    )
    rows = rows.filter(kind__in=SPOKEN_OF) if scope.is_all else rows.filter(_about(scope.ids))
    found: dict[tuple[int, str], Change] = {}
    for change in rows.select_related("entry").order_by("-entry__moment", "-id")[:MORE]:
        found.setdefault((change.entry_id, change.entry.subject), change)
    return list(found.values())[:FEW]


SPOKEN_OF = ("people.body", "people.role", "members.membership", "agreements.agreement", "agreements.act")


def _about(ids: list[int]) -> Q:
    roles = Role.objects.filter(Q(of__in=ids) | Q(sits_for__in=ids)).values("pk")
    members = Membership.objects.filter(body__in=ids).values("pk")
    agreements = Party.objects.filter(Q(body__in=ids) | Q(office__in=ids)).values("agreement")
    return (
        Q(kind="people.body", object_id__in=ids)
        | Q(kind="people.role", object_id__in=roles)
        | Q(kind="members.membership", object_id__in=members)
        | Q(kind="agreements.agreement", object_id__in=agreements)
    )


def endings(scope: Scope, on: date, reader: Reader) -> list[Ending]:
    """What ends soon, the first first: three statements."""
    rows = ending(Agreement.objects.visible_to(reader), on)
    rows = rows if scope.is_all else rows.filter(of_bodies(scope.ids))
    in_order = with_acts(rows.filter(successors=None).order_by("ends_earliest", "id"))
    found: list[Ending] = []
    terms = [(row, term_of(row, row.acts.all())) for row in in_order[:MORE]]
    begun = _renewals([row.pk for row, _term in terms], reader)
    for row, term in terms:
        in_force = standing(term, on).held is not Holds.NO
        if in_force and end_in_sight(term.end, on):
            renewal, tasks = begun.get(row.pk, (None, []))
            dues = dues_of(tasks, reckoned_end(term.end), None, on)
            found.append(Ending(row, term.end, renewal, next(iter(dues), None)))
    return sorted(found, key=lambda one: (one.ends, one.agreement.pk))[:FEW]


def _renewals(agreements: list[int], reader: Reader) -> dict[int, tuple[Renewal, list[RenewalTask]]]:
    """The renewals under way with their open tasks: one statement, because a page of Monday has few."""
    rows = RenewalTask.objects.visible_to(reader).open().filter(renewal__agreement__in=agreements)
    found: dict[int, tuple[Renewal, list[RenewalTask]]] = {}
    for task in rows.select_related("renewal"):
        found.setdefault(task.renewal.agreement_id, (task.renewal, []))[1].append(task)
    return found


def silent(scope: Scope, on: date) -> list[Silence]:
    """Bodies not met for longer than the time that usually lies between two meetings: one statement."""
    if scope.is_all:
        return []
    together: dict[int, tuple[int, date, date]] = {}
    for side, times, first, last in contacts(scope.ids, on):
        top = scope.tops.get(side or 0, 0)
        known, earliest, latest = together.get(top, (0, LAST, FIRST))
        together[top] = known + times, min(earliest, first), max(latest, last)
    found = [_silence(body, together[body.pk], on) for body in scope.bodies if body.pk in together]
    return sorted((one for one in found if one is not None), key=lambda one: -one.times)[:FEW]


def _silence(body: Body, met: tuple[int, date, date], on: date) -> Silence | None:
    times, first, last = met
    if times < LEAST_CONTACTS:
        return None
    rhythm, days = (last - first).days // (times - 1), (on - last).days
    return Silence(body, last, days, rhythm) if days > max(rhythm, LEAST_SILENCE) else None


def promised(scope: Scope, on: date, reader: Reader) -> list[Commitment]:
    """What we owe them and have not shown, the most overdue first: one statement."""
    home = HomeNetwork.objects.values("body")
    us = Body.objects.filter(Q(pk__in=home) | Q(parent__in=home) | Q(parent__parent__in=home))
    owed = CommitmentParty.objects.filter(side=PartySide.DEBTOR, body__in=us.values("pk"))
    rows = Commitment.objects.visible_to(reader).filter(pk__in=owed.values("commitment"))
    if not scope.is_all:
        theirs = Party.objects.filter(Q(body__in=scope.ids) | Q(office__in=scope.ids))
        rows = rows.filter(agreement__in=theirs.values("agreement"))
    owing: Any = rows.promised(on).reckoned(on)  # `missing` is annotated
    found: list[Commitment] = list(
        owing.filter(missing__lt=LAST).select_related("agreement").order_by("missing", "id")[:FEW]
    )
    return found


def visits(scope: Scope, on: date, reader: Reader) -> list[Visit]:
    """Who comes next: one statement."""
    rows = Visit.objects.visible_to(reader).filter(event__ends_latest__gte=on, event__starts_latest__lt=LAST)
    rows = rows.filter(Q(event__ends_latest__lt=LAST) | Q(event__starts_latest__gte=on))
    rows = rows if scope.is_all else rows.filter(guest__in=scope.ids)
    return list(rows.select_related("event__city", "guest").order_by("event__starts_earliest", "id")[:FEW])
