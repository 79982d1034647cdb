"""The doors of governance to read by: meetings, one meeting, decisions, one decision, and what one decided."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from koinon.network.evidence.queries import findings_about, marks
from koinon.network.governance import decided as decided_queries
from koinon.network.governance import queries, taking_along
from koinon.network.governance.consequences import consequences_of
from koinon.network.governance.electorate import electorate
from koinon.network.governance.forms import DecisionFilter, MeetingFilter
from koinon.network.governance.models import Ballot
from koinon.network.governance.opening import visible_decision, visible_meeting
from koinon.network.governance.permissions import can_convene, can_follow_up, can_sit_in
from koinon.network.governance.states import TONES, state_of
from koinon.network.people.doors import Request, begun, not_found_unless
from koinon.network.people.models import Body, Person
from koinon.network.people.paging import in_order
from koinon.network.people.permissions import can_record
from koinon.platform.ui.downloads import download

ROWS = 50
SORTS = {"held": "held_edtf", "meeting": "title"}


@require_safe
def meetings(request: Request) -> HttpResponseBase:
    """All meetings, the latest first, each with how it stands."""
    asked = MeetingFilter(request.GET)
    wanted: dict[str, Any] = asked.cleaned_data if asked.is_valid() else {}
    rows = queries.meetings(
        request.reader,
        words=wanted.get("q", ""),
        body=request.GET.get("body", ""),
        year=wanted.get("year"),
        on=request.on,
    )
    if not request.is_today:  # what nobody had been told of is left out
        rows = rows.filter(Q(held_earliest__lte=request.on) | Q(convened_on__lte=request.on))
    sort = request.GET.get("sort", "")
    rows = in_order(rows, sort, SORTS)
    lines = partial(taking_along.meetings, rows, request.on)
    if file := download(request, "meetings", taking_along.MEETING, lines):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    states = {one.pk: state_of(one, request.on) for one in page.object_list}
    context = {
        "page": page,
        "filters": asked,
        "sort": sort,
        "states": states,
        "tones": TONES,
        "may_record": can_record(request.reader),
    }
    return render(request, "governance/meetings.html", context)


@require_safe
def meeting(request: Request, key: str) -> HttpResponse:
    """A meeting: how it stands, its clock, its agenda with papers and decisions."""
    shown = visible_meeting(request, key)
    sits = can_sit_in(request.reader, shown)
    page = queries.meeting_page(shown, request.reader, request.on)
    context = {
        "meeting": shown,
        "page": page,
        "points": page.points,
        "room": electorate(shown, request.reader) if sits else None,
        "tone": TONES.get(page.state, "plain"),
        "sits": sits,
        "may_record": can_convene(request.reader),
    }
    return render(request, "governance/meeting.html", context)


@require_safe
def decisions(request: Request) -> HttpResponseBase:
    """All decisions: those of a body, a year, a word, those that are mine, those that are late."""
    asked = DecisionFilter(request.GET)
    wanted: dict[str, Any] = asked.cleaned_data if asked.is_valid() else {}
    which = wanted.get("which", "")
    rows = queries.decisions(
        request.reader,
        words=wanted.get("q", ""),
        follow_up=wanted.get("follow_up", ""),
        body=request.GET.get("body", ""),
        year=wanted.get("year"),
        mine=which == "mine",
        overdue_on=request.on if which == "overdue" else None,
    )
    rows = begun(rows, request, "item__meeting__held_earliest")
    if file := download(request, "decisions", taking_along.DECISION, lambda: taking_along.decisions(rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "governance/decisions.html", {"page": page, "filters": asked})


@require_safe
def decision(request: Request, key: str) -> HttpResponse:
    """A decision: how it was taken, its place in the chain, and what became of it."""
    shown = visible_decision(request, key)
    ballots = Ballot.objects.visible_to(request.reader).filter(decision=shown)
    context = {
        "decision": shown,
        "meeting": shown.item.meeting,
        "consequences": consequences_of([shown.pk], request.reader, request.on).get(shown.pk, []),
        "steps": queries.steps_of(shown, request.reader) if not request.reader.is_public else [],
        "ballots": ballots.select_related("seat__person", "seat__holder", "seat__sits_for")
        if not request.reader.is_public
        else [],
        "sources": marks([shown, shown.item, shown.item.meeting], request.reader),
        "findings": findings_about([shown], request.reader),
        "may_record": can_record(request.reader),
        "may_follow_up": can_follow_up(request.reader, shown),
    }
    return render(request, "governance/decision.html", context)


@require_safe
def decided(request: Request) -> HttpResponse:
    """What one decided and what became of it; the secretariat may ask for anybody's seats."""
    not_found_unless(not request.reader.is_public)
    whose = _whose(request)
    rows = decided_queries.decided_by(whose, request.reader)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "whose": whose,
        "told": decided_queries.told(list(page.object_list), request.reader, request.on),
    }
    return render(request, "governance/decided.html", context)


def _whose(request: Request) -> decided_queries.Whose:
    body, person = request.GET.get("body", ""), request.GET.get("person", "")
    not_found_unless(not (body or person) or can_record(request.reader))
    if body:
        bodies = Body.objects.visible_to(request.reader)
        return decided_queries.of_body(get_object_or_404(bodies, key=body))
    if person:
        people = Person.objects.visible_to(request.reader)
        return decided_queries.of_person(get_object_or_404(people, key=person))
    return decided_queries.own(request.reader)
