"""The doors to a decision's forms: record it, change it, the votes seat by seat, and the steps that follow."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.network.governance import decision_commands as commands
from koinon.network.governance.electorate import electorate
from koinon.network.governance.forms import DecisionForm, StepForm
from koinon.network.governance.models import AgendaItem, Choice, Decision, FollowUp, ItemKind, Step
from koinon.network.governance.opening import visible_decision, visible_item
from koinon.network.governance.permissions import can_follow_up
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, pressed, record_form


@recorder_required
def decision_new(request: Request, key: str, item: str) -> HttpResponse:
    row = visible_item(request, key, item)
    form = DecisionForm(request.POST or None, request=request, initial=_proposed(row))
    page = FormPage(
        title=_("Decision under item %(number)s") % {"number": row.number},
        verb=_("Record the decision"),
        done=_("The decision is recorded."),
        cancel=row.meeting.get_absolute_url(),
        groups=_groups(),
    )

    def record() -> Decision:
        today = timezone.localdate()
        return commands.record_decision(row, form.values, by=request.reader, on=today)

    return record_form(request, form, record, page)


def _proposed(item: AgendaItem) -> dict[str, Any]:
    """What the agenda said already; minutes once approved leave nothing to do."""
    done = item.kind == ItemKind.MINUTES or item.approves_id is not None
    return {
        "title": item.title,
        "text": item.proposal,
        "follow_up": FollowUp.DONE if done else FollowUp.OPEN,
    }


def _groups() -> list[tuple[str, list[str]]]:
    return [
        (_("What was decided"), ["title", "text", "outcome"]),
        (_("How it was taken"), ["taken", "votes_for", "votes_against", "abstentions"]),
        (_("Who carries it out"), ["owner_body", "owner_person", "due"]),
        (_("How far it has come"), ["follow_up", "result"]),
        (_("Who may see it"), ["audience"]),
    ]


@recorder_required
def decision_edit(request: Request, key: str) -> HttpResponse:
    shown = visible_decision(request, key)
    form = DecisionForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change decision %(reference)s") % {"reference": shown.reference},
        verb=_("Save the decision"),
        done=_("The decision is saved."),
        cancel=shown.get_absolute_url(),
        groups=_groups(),
    )

    def change() -> Decision:
        return commands.change_decision(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def votes(request: Request, key: str) -> HttpResponse:
    """How each seat voted: only those that may vote and were there can be ticked."""
    shown = visible_decision(request, key)
    room = electorate(shown.item.meeting, request.reader)
    said = {one.seat_id: one.choice for one in shown.ballots.all()}
    refused = ""
    if request.method == "POST":
        said = {
            seat.role.pk: choice
            for seat in room.seats
            if (choice := request.POST.get(f"vote-{seat.role.key}", ""))
        }
        try:
            commands.record_votes(shown, said, by=request.reader, on=timezone.localdate())
        except Refused as why:
            refused = str(why)
        else:
            return pressed(request, lambda: None, _("The votes are recorded."), shown.get_absolute_url())
    context = {"decision": shown, "room": room, "said": said, "choices": Choice.choices, "refused": refused}
    return render(request, "governance/votes.html", context)


def step_new(request: Request, key: str) -> HttpResponse:
    """Who carries a decision out may note steps on it, as the secretariat may."""
    shown = visible_decision(request, key)
    not_found_unless(can_follow_up(request.reader, shown))
    form = StepForm(request.POST or None, request=request)
    page = FormPage(
        title=_("A step upon %(reference)s") % {"reference": shown.reference},
        verb=_("Note the step"),
        done=_("The step is noted."),
        cancel=shown.get_absolute_url(),
    )

    def note() -> Step:
        return commands.note_step(shown, form.values, by=request.reader, on=timezone.localdate())

    return record_form(request, form, note, page, then=f"{shown.get_absolute_url()}#steps")


@require_POST
def step_close(request: Request, key: str, step: str) -> HttpResponse:
    """Done, or dropped with a reason, in one press."""
    shown = visible_decision(request, key)
    not_found_unless(can_follow_up(request.reader, shown))
    row = get_object_or_404(Step.objects.visible_to(request.reader), decision=shown, key=step)
    state = FollowUp.DROPPED if "drop" in request.POST else FollowUp.DONE
    reason = request.POST.get("reason", "")[:254]

    def close() -> Step:
        return commands.close_step(row, state, reason, by=request.reader, on=timezone.localdate())

    return pressed(request, close, _("The step is closed."), f"{shown.get_absolute_url()}#steps")
