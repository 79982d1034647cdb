"""Renewals: until when a term runs, which meeting can still decide, what is to be done. The house's own preparation."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.agreements.models import Party
from koinon.cooperation.agreements.renewal_queries import Runway, runways_of_renewals
from koinon.cooperation.agreements.renewals import Renewal, RenewalTask
from koinon.cooperation.agreements.runway import Chance, Due
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.site.api.answers import Asked, AsOf, ListOf, Ref, counted, day_of, page_of, reader_of, ref, single
from koinon.site.api.pointing import pointing

router = Router()


class ChanceOut(Schema):
    """The last meeting of the deciding body before the end whose papers can still be handed in."""

    meeting: Ref
    held_from: date | None
    held_until: date | None
    papers_by: date | None


class RenewalTaskOut(Schema):
    key: str
    step: str
    title: str
    due_on: date
    state: str
    owner: Ref | None
    done_on: date | None


class RenewalOut(Schema):
    key: str
    agreement: Ref
    begun_on: date
    outcome: str
    closed_on: date | None
    successor: Ref | None
    owner: Ref | None
    ends_earliest: date | None
    ends_latest: date | None
    decided_by: Ref | None
    last_chance: ChanceOut | None
    tasks: list[RenewalTaskOut]


class RenewalFilter(Schema):
    agreement: str = ""
    body: str = ""
    outcome: str = ""


def rows(reader: Reader, on: date) -> QuerySet[Renewal]:
    """Those begun by the day, with their tasks."""
    tasks = RenewalTask.objects.visible_to(reader).select_related("owner", "renewal")
    found = Renewal.objects.visible_to(reader).filter(begun_on__lte=on).order_by("key")
    found = found.select_related("agreement", "owner", "decided_by", "successor")
    return found.prefetch_related(Prefetch("tasks", tasks))


def chance_told(one: Chance) -> dict[str, Any]:
    held = one.meeting.held
    return {
        "meeting": ref(one.meeting),
        "held_from": bound(held.earliest),
        "held_until": bound(held.latest),
        "papers_by": one.papers,
    }


def task_told(one: Due) -> dict[str, Any]:
    """Done only if it was by the day."""
    done = one.task.done_on if one.task.done_on and one.task.done_on <= one.on else None
    return {
        "key": one.task.key,
        "step": one.task.step,
        "title": str(one.task),
        "due_on": one.due,
        "state": one.state,
        "owner": ref(one.task.owner),
        "done_on": done,
    }


def told(one: Runway, row: Renewal) -> dict[str, Any]:
    """A renewal closed after the day was still under way on it."""
    closed = row.closed_on if row.closed_on and row.closed_on <= one.on else None
    return {
        "key": row.key,
        "agreement": ref(row.agreement),
        "begun_on": row.begun_on,
        "outcome": row.outcome if closed else "",
        "closed_on": closed,
        "successor": ref(row.successor) if closed else None,
        "owner": ref(row.owner),
        "ends_earliest": bound(one.end[0]),
        "ends_latest": bound(one.end[1]),
        "decided_by": ref(one.decider),
        "last_chance": chance_told(one.chance) if one.chance else None,
        "tasks": [task_told(due) for due in one.dues],
    }


def told_all(found: Iterable[Renewal], on: date, reader: Reader) -> list[dict[str, Any]]:
    listed = list(found)
    ways = runways_of_renewals(listed, on, reader) if listed else []
    return [told(one, row) for one, row in zip(ways, listed, strict=True)]


def bound(value: date) -> date | None:
    return None if value in (FIRST, LAST) else value


@router.get("/renewals", response=ListOf[RenewalOut])
def renewals(request: HttpRequest, asked: Asked, wanted: Query[RenewalFilter]) -> HttpResponse:
    """Renewals begun by the day, by agreement, party or outcome (open, renew, amend, end); for the secretariat."""
    on, reader = day_of(request, asked), reader_of(request)
    found = rows(reader, on).filter(pointing(Renewal, reader, {"agreement": wanted.agreement}))
    if wanted.body:
        parties = Party.objects.filter(pointing(Party, reader, {"body": wanted.body}))
        found = found.filter(agreement__in=parties.values("agreement"))
    if wanted.outcome == "open":
        found = found.filter(Q(outcome="") | Q(closed_on__gt=on))
    elif wanted.outcome:
        found = found.filter(outcome=wanted.outcome, closed_on__lte=on)
    return counted(request, found, asked, told_all(page_of(found, asked), on, reader))


@router.get("/renewals/{key}", response=RenewalOut)
def renewal(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One renewal."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, rows(reader, on), key, lambda one: told_all([one], on, reader)[0])
