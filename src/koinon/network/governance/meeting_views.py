"""The doors to a meeting's own forms: enter it, its agenda, convene it, send the papers, cancel it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.network.governance import commands
from koinon.network.governance.forms import (
    CancelForm,
    ConveneForm,
    DayForm,
    ItemForm,
    MeetingForm,
    PaperForm,
)
from koinon.network.governance.models import AgendaItem, ItemKind, ItemPaper, Meeting
from koinon.network.governance.opening import visible_item, visible_meeting
from koinon.network.governance.sitting_commands import draw_paper, leave_out_paper
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.readers import Reader
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, pressed, record_form

Send = Callable[[Meeting, Any, Reader, date], Meeting]


@recorder_required
def meeting_new(request: Request) -> HttpResponse:
    form = MeetingForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a meeting"),
        verb=_("Record the meeting"),
        done=_("The meeting is recorded."),
        cancel=reverse("governance:meetings"),
        groups=_groups(),
    )
    return record_form(request, form, lambda: commands.record_meeting(form.values, by=request.reader), page)


@recorder_required
def meeting_edit(request: Request, key: str) -> HttpResponse:
    shown = visible_meeting(request, key)
    form = MeetingForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the meeting"),
        done=_("The meeting is saved."),
        cancel=shown.get_absolute_url(),
        groups=_groups(),
    )

    def change() -> Meeting:
        return commands.change_meeting(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


def _groups() -> list[tuple[str, list[str]]]:
    return [
        (_("The meeting"), ["body", "title", "kind"]),
        (_("When and where"), ["held", "begins_at", "venue", "city", "virtual"]),
        (_("In the room"), ["chair", "minutes_by"]),
        (_("Who may see it"), ["audience"]),
    ]


@recorder_required
def convene(request: Request, key: str) -> HttpResponse:
    page = _DayWords(
        _("Notice of %(name)s"), _("Convene the meeting"), _("The meeting is convened; its numbers stay.")
    )
    return _day(request, key, _convened, page, ConveneForm)


def _convened(meeting: Meeting, form: DayForm, by: Reader, on: date) -> Meeting:
    told = form.cleaned_data
    return commands.convene_meeting(meeting, told["day"], by=by, on=on, letters=told["letters"])


@recorder_required
def papers_sent(request: Request, key: str) -> HttpResponse:
    page = _DayWords(
        _("Papers of %(name)s"), _("The papers went out"), _("The day of the papers is recorded.")
    )
    return _day(request, key, _papers_sent, page, DayForm)


def _papers_sent(meeting: Meeting, form: DayForm, by: Reader, on: date) -> Meeting:
    return commands.send_papers(meeting, form.cleaned_data["day"], by=by, on=on)


class _DayWords:
    def __init__(self, title: str, verb: str, done: str) -> None:
        self.title, self.verb, self.done = title, verb, done


def _day(request: Request, key: str, do: Send, words: _DayWords, kind: type[DayForm]) -> HttpResponse:
    shown, today = visible_meeting(request, key), timezone.localdate()
    form = kind(request.POST or None, request=request, initial={"day": today})
    page = FormPage(
        title=words.title % {"name": shown},
        verb=words.verb,
        done=words.done,
        cancel=shown.get_absolute_url(),
        groups=[(_("When"), [name for name in ("day", "letters") if name in form.fields])],
    )
    return record_form(request, form, lambda: do(shown, form, request.reader, today), page)


@recorder_required
def cancel(request: Request, key: str) -> HttpResponse:
    shown = visible_meeting(request, key)
    form = CancelForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Cancel %(name)s") % {"name": shown},
        verb=_("Cancel the meeting"),
        done=_("The meeting is cancelled. It can decide nothing any more."),
        cancel=shown.get_absolute_url(),
        groups=[(_("Why"), ["reason"])],
        danger=True,
    )

    def call_off() -> Meeting:
        reason = form.cleaned_data["reason"]
        return commands.cancel_meeting(shown, reason, by=request.reader, on=timezone.localdate())

    return record_form(request, form, call_off, page)


@recorder_required
def item_new(request: Request, key: str) -> HttpResponse:
    shown = visible_meeting(request, key)
    initial = {"number": commands.next_number(shown)} | _approval(request)
    form = ItemForm(request.POST or None, request=request, initial=initial)
    page = FormPage(
        title=_("An item for %(name)s") % {"name": shown},
        verb=_("Put it on the agenda"),
        done=_("The agenda has one item more."),
        cancel=shown.get_absolute_url(),
    )
    return record_form(
        request, form, lambda: commands.record_item(shown, form.values, by=request.reader), page
    )


def _approval(request: Request) -> dict[str, Any]:
    """What is known of an item that is to approve the minutes named in the address."""
    earlier = Meeting.objects.visible_to(request.reader).filter(key=request.GET.get("approves", "")).first()
    if earlier is None:
        return {}
    title = _("Minutes of %(name)s") % {"name": earlier}
    proposal = _("The minutes of %(name)s are approved.") % {"name": earlier}
    return {"title": title, "kind": ItemKind.MINUTES, "approves": earlier, "proposal": proposal}


@recorder_required
def item_edit(request: Request, key: str, item: str) -> HttpResponse:
    row = visible_item(request, key, item)
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


@require_POST
@recorder_required
def item_remove(request: Request, key: str, item: str) -> HttpResponse:
    row = visible_item(request, key, item)
    then = f"{row.meeting.get_absolute_url()}#agenda"
    done = _("The item is off the agenda.")
    return pressed(request, lambda: commands.remove_item(row, by=request.reader), done, then)


@recorder_required
def renumber(request: Request, key: str) -> HttpResponse:
    """All numbers of the agenda side by side; saved together, so that two may change places."""
    shown = visible_meeting(request, key)
    items = list(shown.items.all())
    numbers = {item.pk: request.POST.get(f"number-{item.key}", item.number).strip() for item in items}
    refused = ""
    if request.method == "POST":
        try:
            commands.renumber_agenda(shown, numbers, by=request.reader)
        except Refused as why:
            refused = str(why)
        else:
            done = _("The agenda is numbered anew.")
            return pressed(request, lambda: None, done, f"{shown.get_absolute_url()}#agenda")
    context = {"meeting": shown, "items": items, "numbers": numbers, "refused": refused}
    return render(request, "governance/renumber.html", context)


@recorder_required
def paper_new(request: Request, key: str, item: str) -> HttpResponse:
    """Have an item draw on a document, an agreement, or whatever else rooms offer."""
    row = visible_item(request, key, item)
    form = PaperForm(request.POST or None, request=request)
    page = FormPage(
        title=_("A paper for item %(number)s") % {"number": row.number},
        verb=_("Add the paper"),
        done=_("The item draws on one paper more."),
        cancel=row.get_absolute_url(),
        groups=[(_("One of these"), form.names)],
    )

    def draw() -> ItemPaper:
        return draw_paper(row, form.chosen, by=request.reader)

    return record_form(request, form, draw, page, then=row.get_absolute_url())


@require_POST
@recorder_required
def paper_remove(request: Request, key: str, item: str, paper: str) -> HttpResponse:
    row = visible_item(request, key, item)
    drawn = row.papers.filter(key=paper).first()
    done = _("The paper is off the item.")

    def leave_out() -> None:
        if drawn is not None:
            leave_out_paper(drawn, by=request.reader)

    return pressed(request, leave_out, done, row.get_absolute_url())
