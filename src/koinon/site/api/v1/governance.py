"""Meetings with their agenda, and decisions with their follow-up."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.governance.clock import clock_of
from koinon.network.governance.models import Decision, FollowUp, Meeting
from koinon.network.governance.states import state_of
from koinon.network.people.readers import Reader
from koinon.platform.dates import OPEN, Span
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    TitleOut,
    day,
    day_of,
    listed,
    reader_of,
    ref,
    single,
    titles,
)
from koinon.site.api.asking import one_of
from koinon.site.api.pointing import pointing

router = Router()


class ItemOut(Schema):
    key: str
    number: str
    title: str
    decisions: list[Ref]
    kind: str
    rapporteur: Ref | None
    proposal: str
    approves: Ref | None


class MeetingOut(Schema):
    key: str
    title: str
    titles: list[TitleOut]
    kind: str
    body: Ref
    held: DayOut
    holds: str
    city: Ref | None
    virtual: bool
    items: list[ItemOut]
    state: str
    convened_on: date | None
    papers_on: date | None
    notice_due_on: date | None
    papers_due_on: date | None
    cancelled_on: date | None
    cancelled_because: str


class DecisionOut(Schema):
    key: str
    reference: str
    title: str
    text: str
    item: str
    meeting: Ref
    body: Ref
    held: DayOut
    holds: str
    taken: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    owner_body: Ref | None
    owner_person: Ref | None
    due: DayOut
    follow_up: str
    outcome: str
    without_quorum: bool
    result: str


class MeetingFilter(Schema):
    body: str = ""


class DecisionFilter(Schema):
    body: str = ""
    meeting: str = ""
    follow_up: Annotated[str, one_of(FollowUp)] = ""
    reference: str = ""


def meeting_rows(reader: Reader, on: date) -> QuerySet[Meeting]:
    decided = Prefetch("items__decisions", Decision.objects.visible_to(reader))
    rows = Meeting.objects.visible_to(reader).with_approval(on).select_related("body", "city")
    return rows.prefetch_related("body__rules", "items__rapporteur", "items__approves", decided)


def told_on(on: date) -> Callable[[Meeting], dict[str, Any]]:
    """A meeting as it is told as of the day."""
    return partial(told_meeting, on=on)


def told_meeting(one: Meeting, on: date) -> dict[str, Any]:
    clock = clock_of(one, one.body.rules.all(), on)
    return {
        "key": one.key,
        "title": one.title,
        "titles": titles(one.spoken),
        "kind": one.kind,
        "body": ref(one.body),
        "held": day(one.held),
        "holds": Span(one.held, one.held).holds(on).value,
        "city": ref(one.city),
        "virtual": one.virtual,
        "items": [
            {
                "key": item.key,
                "number": item.number,
                "title": item.title,
                "decisions": [{"key": d.key, "name": d.reference} for d in item.decisions.all()],
                "kind": item.kind,
                "rapporteur": ref(item.rapporteur),
                "proposal": item.proposal,
                "approves": ref(item.approves),
            }
            for item in one.items.all()
        ],
        "state": state_of(one, on).value,
        "convened_on": one.convened_on,
        "papers_on": one.papers_on,
        "notice_due_on": clock.notice.due if clock.notice else None,
        "papers_due_on": clock.papers.due if clock.papers else None,
        "cancelled_on": one.cancelled_on,
        "cancelled_because": one.cancelled_because,
    }


def decision_rows(reader: Reader) -> QuerySet[Decision]:
    found = Decision.objects.visible_to(reader).filter(item__meeting__in=Meeting.objects.visible_to(reader))
    return found.select_related("item__meeting__body", "owner_body", "owner_person")


def told_decision(one: Decision, on: date) -> dict[str, Any]:
    """A decision; it holds from the day of its meeting on."""
    meeting = one.item.meeting
    return {
        "key": one.key,
        "reference": one.reference,
        "title": one.title,
        "text": one.text,
        "item": one.item.number,
        "meeting": ref(meeting),
        "body": ref(meeting.body),
        "held": day(meeting.held),
        "holds": Span(meeting.held, OPEN).holds(on).value,
        "taken": one.taken,
        "votes_for": one.votes_for,
        "votes_against": one.votes_against,
        "abstentions": one.abstentions,
        "owner_body": ref(one.owner_body),
        "owner_person": ref(one.owner_person),
        "due": day(one.due),
        "follow_up": one.follow_up,
        "outcome": one.outcome,
        "without_quorum": one.without_quorum,
        "result": one.result,
    }


@router.get("/meetings", response=ListOf[MeetingOut])
def meetings(request: HttpRequest, asked: Asked, wanted: Query[MeetingFilter]) -> HttpResponse:
    """Meetings, the latest first, with their agenda."""
    reader, on = reader_of(request), day_of(request, asked)
    found = meeting_rows(reader, on).filter(pointing(Meeting, reader, {"body": wanted.body}))
    return listed(request, found, asked, told_on(on))


@router.get("/meetings/{key}", response=MeetingOut)
def meeting(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One meeting."""
    on = day_of(request, asked)
    return single(request, meeting_rows(reader_of(request), on), key, told_on(on))


@router.get("/decisions", response=ListOf[DecisionOut])
def decisions(request: HttpRequest, asked: Asked, wanted: Query[DecisionFilter]) -> HttpResponse:
    """Decisions by body, meeting, reference or follow-up."""
    reader, on = reader_of(request), day_of(request, asked)
    leading = {"item__meeting__body": wanted.body, "item__meeting": wanted.meeting}
    named = {"follow_up": wanted.follow_up, "reference": wanted.reference}
    found = decision_rows(reader).filter(
        pointing(Decision, reader, leading), **{path: value for path, value in named.items() if value}
    )
    return listed(request, found, asked, partial(told_decision, on=on))


@router.get("/decisions/{key}", response=DecisionOut)
def decision(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One decision."""
    told = partial(told_decision, on=day_of(request, asked))
    return single(request, decision_rows(reader_of(request)), key, told)
