"""The doors of governance: meetings, a meeting with its agenda, decisions, and their forms."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.network.evidence.queries import findings_about, marks
from koinon.network.governance import commands, queries
from koinon.network.governance.forms import DecisionFilter, DecisionForm, ItemForm, MeetingFilter, MeetingForm
from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.permissions import can_record
from koinon.platform.recording.views import FormPage, record_form

ROWS = 50


@require_safe
def meetings(request: Request) -> HttpResponse:
    asked = MeetingFilter(request.GET)
    wanted: dict[str, Any] = asked.cleaned_data if asked.is_valid() else {}
    rows = queries.meetings(
        request.reader, words=wanted.get("q", ""), body=request.GET.get("body", ""), year=wanted.get("year")
    )
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "filters": asked, "may_record": can_record(request.reader)}
    return render(request, "governance/meetings.html", context)


@require_safe
def meeting(request: Request, key: str) -> HttpResponse:
    shown = _meeting(request, key)
    points = queries.agenda(shown, request.reader)
    rows = [shown, *(point.item for point in points), *(one for point in points for one in point.decisions)]
    context = {
        "meeting": shown,
        "points": points,
        "sources": marks(rows, request.reader),
        "findings": findings_about(rows, request.reader),
        "may_record": can_record(request.reader),
    }
    return render(request, "governance/meeting.html", context)


@require_safe
def decisions(request: Request) -> HttpResponse:
    asked = DecisionFilter(request.GET)
    wanted: dict[str, Any] = asked.cleaned_data if asked.is_valid() else {}
    rows = queries.decisions(
        request.reader,
        words=wanted.get("q", ""),
        follow_up=wanted.get("follow_up", ""),
        year=wanted.get("year"),
    )
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "governance/decisions.html", {"page": page, "filters": asked})


@require_safe
def decision(request: Request, key: str) -> HttpResponse:
    shown = _decision(request, key)
    context = {
        "decision": shown,
        "meeting": shown.item.meeting,
        "sources": marks([shown, shown.item, shown.item.meeting], request.reader),
        "findings": findings_about([shown], request.reader),
        "may_record": can_record(request.reader),
    }
    return render(request, "governance/decision.html", context)


@recorder_required
def meeting_new(request: Request) -> HttpResponse:
    form = MeetingForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a meeting"),
        verb=_("Record the meeting"),
        done=_("The meeting is recorded."),
        cancel=reverse("governance:meetings"),
    )
    return record_form(request, form, lambda: commands.record_meeting(form.values, by=request.reader), page)


@recorder_required
def meeting_edit(request: Request, key: str) -> HttpResponse:
    shown = _meeting(request, key)
    form = MeetingForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the meeting"),
        done=_("The meeting is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> Meeting:
        return commands.change_meeting(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def item_new(request: Request, key: str) -> HttpResponse:
    shown = _meeting(request, key)
    form = ItemForm(request.POST or None, request=request)
    page = FormPage(
        title=_("An item for %(name)s") % {"name": shown},
        verb=_("Put it on the agenda"),
        done=_("The agenda has one item more."),
        cancel=shown.get_absolute_url(),
    )
    return record_form(
        request, form, lambda: commands.record_item(shown, form.values, by=request.reader), page
    )


@recorder_required
def item_edit(request: Request, key: str, item: str) -> HttpResponse:
    row = get_object_or_404(AgendaItem, meeting=_meeting(request, key), key=item)
    form = ItemForm(request.POST or None, request=request, instance=row)
    page = FormPage(
        title=_("Change item %(number)s") % {"number": row.number},
        verb=_("Save the item"),
        done=_("The item is saved."),
        cancel=row.get_absolute_url(),
    )

    def change() -> AgendaItem:
        return commands.change_item(
            row, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def decision_new(request: Request, key: str, item: str) -> HttpResponse:
    row = get_object_or_404(
        AgendaItem.objects.select_related("meeting__body"), meeting=_meeting(request, key), key=item
    )
    form = DecisionForm(request.POST or None, request=request, initial={"title": row.title})
    page = FormPage(
        title=_("Decision under item %(number)s") % {"number": row.number},
        verb=_("Record the decision"),
        done=_("The decision is recorded."),
        cancel=row.meeting.get_absolute_url(),
    )
    return record_form(
        request, form, lambda: commands.record_decision(row, form.values, by=request.reader), page
    )


@recorder_required
def decision_edit(request: Request, key: str) -> HttpResponse:
    shown = _decision(request, key)
    form = DecisionForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change decision %(reference)s") % {"reference": shown.reference},
        verb=_("Save the decision"),
        done=_("The decision is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> Decision:
        return commands.change_decision(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


def _meeting(request: Request, key: str) -> Meeting:
    return get_object_or_404(
        Meeting.objects.visible_to(request.reader).select_related("body", "city"), key=key
    )


def _decision(request: Request, key: str) -> Decision:
    return get_object_or_404(queries.decisions(request.reader), key=key)
