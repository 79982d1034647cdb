"""The juror's doors: what there is to score, an entry with one criterion a screen, comments, abstaining, a conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.awards import queries
from koinon.cooperation.awards import review_commands as commands
from koinon.cooperation.awards.doors import own_assignment
from koinon.cooperation.awards.models import Assignment, Review
from koinon.cooperation.awards.permissions import can_score
from koinon.cooperation.awards.reading import paper_of, reading_of
from koinon.cooperation.awards.tallying import criteria_of
from koinon.cooperation.calls.entry_files import send_file
from koinon.network.people.doors import Request, insiders, not_found_unless
from koinon.platform.errors import Refused
from koinon.platform.ui.addresses import url

MOST_DIGITS = 3


@require_safe
@insiders
def mine(request: Request) -> HttpResponse:
    """The phases in which the reader scores, with how far that is."""
    duties = queries.duties(request.reader)
    not_found_unless(bool(duties) or "juror" in request.reader.functions)
    first = queries.first_to_score(request.reader)
    return render(request, "awards/mine.html", {"duties": duties, "first": first})


@require_safe
@insiders
def review(request: Request, key: str) -> HttpResponse:
    """One entry, and one criterion a screen; until scoring is closed every answer can be changed."""
    assignment = own_assignment(request, key)
    phase = assignment.phase
    criteria = criteria_of(phase)
    found = _review_of(assignment)
    given = queries.given(found)
    rows = queries.mine(request.reader, phase)
    at = next((n for n, one in enumerate(rows) if one.assignment.pk == assignment.pk), 0)
    left = [one for one in rows[at + 1 :] + rows[:at] if not one.sent]
    context = {
        "assignment": assignment,
        "phase": phase,
        "reading": reading_of(phase, assignment.entry),
        "screens": [
            (number, one, one.anchors_in(), given.get(one.pk)) for number, one in enumerate(criteria, start=1)
        ],
        "review": found,
        "given": len(given),
        "others": queries.others(request.reader, phase, assignment.entry_id, criteria),
        "criteria": criteria,
        "is_open": can_score(request.reader, assignment),
        "next": left[0] if left else None,
        "done": sum(one.sent for one in rows),
        "all": len(rows),
    }
    return render(request, "awards/review.html", context)


@require_safe
@insiders
def paper(request: Request, key: str, number: int) -> HttpResponse:
    """A file of the entry, to be saved; in a blind phase under a name that tells nothing, and only if nothing in it does."""
    assignment = own_assignment(request, key)
    found = paper_of(assignment.phase, assignment.entry, number)
    if found is None:
        raise Http404
    return cast(HttpResponse, send_file(found[0], name=found[1]))


def _review_of(assignment: Assignment) -> Review | None:
    return getattr(assignment, "review", None)


def _answered(
    request: Request, assignment: Assignment, do: Callable[[], Any], done: str, then: str
) -> HttpResponse:
    """Run the command; a script hears JSON and keeps what was refused, a browser without one is led on."""
    wants_json = request.headers.get("Accept") == "application/json"
    try:
        do()
    except Refused as refused:
        if wants_json:
            stands = {"stands": refused.stands} if isinstance(refused, commands.ChangedElsewhere) else {}
            return JsonResponse({"kept": False, "words": str(refused), **stands}, status=409)
        messages.error(request, str(refused))
        return redirect(assignment.get_absolute_url() + then)
    if wants_json:
        return JsonResponse({"kept": True})
    if done:
        messages.success(request, done)
    return redirect(assignment.get_absolute_url() + then)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


@require_POST
@insiders
def score(request: Request, key: str, number: int) -> HttpResponse:
    """Take the score of one criterion, and go on to the next screen."""
    assignment = own_assignment(request, key)
    criteria = criteria_of(assignment.phase)
    not_found_unless(1 <= number <= len(criteria))
    value = _number(request.POST.get("value", ""))
    seen = _number(request.POST.get("seen", ""))

    def do() -> None:
        if value is None:
            raise commands.NoSuchScore(_("Choose a score."), field="value")
        commands.score_criterion(assignment, criteria[number - 1], value, seen=seen, by=request.reader)

    there = f"#screen-{number if value is None else number + 1}"
    return _answered(request, assignment, do, "", there)


@require_POST
@insiders
def comments(request: Request, key: str) -> HttpResponse:
    """Keep both comments."""
    assignment = own_assignment(request, key)
    panel, applicant = request.POST.get("to_committee", ""), request.POST.get("to_applicant", "")
    there = f"#screen-{len(criteria_of(assignment.phase)) + 2}"
    return _answered(
        request,
        assignment,
        lambda: commands.write_comments(assignment, panel, applicant, by=request.reader),
        "",
        there,
    )


@require_POST
@insiders
def send(request: Request, key: str) -> HttpResponse:
    """Hand the review in; lead on to the next entry that waits."""
    assignment = own_assignment(request, key)
    answer = _answered(
        request,
        assignment,
        lambda: commands.send_review(assignment, by=request.reader, moment=timezone.now()),
        _("Sent: %(code)s.") % {"code": assignment.phase.code(assignment.entry_id)},
        "",
    )
    if answer.status_code != 302:
        return answer
    sent = Review.objects.filter(assignment=assignment, sent_at__isnull=False).exists()
    return redirect(url("awards:phase", key=assignment.phase.key)) if sent else answer


@require_POST
@insiders
def abstain(request: Request, key: str) -> HttpResponse:
    """Give no score, with a reason."""
    assignment = own_assignment(request, key)
    reason = request.POST.get("reason", "")
    return _answered(
        request,
        assignment,
        lambda: commands.abstain(assignment, reason, by=request.reader, moment=timezone.now()),
        _("You abstain from this entry."),
        "",
    )


@require_POST
@insiders
def declare(request: Request, key: str) -> HttpResponse:
    """Declare a conflict of interest: the entry is out of the juror's sight from then on."""
    assignment = own_assignment(request, key)
    words = request.POST.get("words", "")
    try:
        commands.declare_conflict(assignment, words, by=request.reader, moment=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(assignment)
    messages.success(request, _("Thank you. You neither read nor score this entry any more."))
    return redirect(url("awards:phase", key=assignment.phase.key))
