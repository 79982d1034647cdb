"""The doors to the room: who may vote and who was there, guests, and the minutes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.governance import queries
from koinon.network.governance import sitting_commands as commands
from koinon.network.governance.electorate import Electorate, electorate
from koinon.network.governance.forms import GuestForm, MinuteForm
from koinon.network.governance.models import Minute, Presence, Sitting
from koinon.network.governance.opening import visible_meeting
from koinon.network.governance.permissions import can_decide, can_sit_in
from koinon.network.governance.sitting_commands import Line
from koinon.network.governance.states import is_past, state_of
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, pressed, record_form


def seats(request: Request, key: str) -> HttpResponse:
    """Who may vote and why not, and who was there; whoever keeps the attendance ticks it here."""
    shown = visible_meeting(request, key)
    not_found_unless(can_sit_in(request.reader, shown))
    room = electorate(shown, request.reader)
    may_record = can_decide(request.reader)
    refused = ""
    if request.method == "POST":
        not_found_unless(may_record)
        try:
            commands.take_attendance(shown, _lines(request, room), by=request.reader, on=timezone.localdate())
        except Refused as why:
            refused = str(why)
        else:
            return pressed(request, lambda: None, _("The attendance is recorded."), request.path)
    context = {
        "meeting": shown,
        "room": room,
        "said": {seat.role.pk: _said(request, seat.role.key, seat.sitting) for seat in room.seats},
        "presences": Presence.choices,
        "refused": refused,
        "may_record": may_record and is_past(shown, timezone.localdate()) and not shown.cancelled_on,
    }
    return render(request, "governance/seats.html", context)


def _said(request: Request, key: str, sitting: Sitting | None) -> tuple[str, str]:
    """What stands in the two fields of a seat: as typed just now, or as recorded."""
    if f"presence-{key}" in request.POST:
        return request.POST[f"presence-{key}"], request.POST.get(f"proxy-{key}", "")
    if sitting is None:
        return "", ""
    return sitting.presence, sitting.proxy.key if sitting.proxy else ""


def _lines(request: Request, room: Electorate) -> list[Line]:
    """A line for each seat; a proxy is meant only where *by proxy* is ticked."""
    by_key = {seat.role.key: seat.role.pk for seat in room.seats}
    lines = []
    for seat in room.seats:
        presence = request.POST.get(f"presence-{seat.role.key}", "")
        presence = presence if presence in Presence.values else ""
        proxy = by_key.get(request.POST.get(f"proxy-{seat.role.key}", ""))
        person = seat.sitting.person if seat.sitting else None
        through = proxy if presence == Presence.PROXY else None
        lines.append(Line(seat.role.pk, presence, person, through))
    return lines


@recorder_required
def guest_new(request: Request, key: str) -> HttpResponse:
    shown = visible_meeting(request, key)
    form = GuestForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Also in the room: %(name)s") % {"name": shown},
        verb=_("Add to the attendance"),
        done=_("The attendance has one line more."),
        cancel=shown.get_absolute_url(),
        groups=[(_("Who was there"), ["person", "body", "capacity"])],
    )

    def add() -> Sitting:
        told = form.cleaned_data
        return commands.add_guest(
            shown,
            told["person"],
            told["body"],
            told["capacity"],
            by=request.reader,
            on=timezone.localdate(),
        )

    return record_form(request, form, add, page, then=f"{shown.get_absolute_url()}seats/")


@require_POST
@recorder_required
def guest_remove(request: Request, key: str, sitting: str) -> HttpResponse:
    shown = visible_meeting(request, key)
    row = get_object_or_404(Sitting.objects.visible_to(request.reader), meeting=shown, key=sitting)
    then = f"{shown.get_absolute_url()}seats/"
    done = _("Taken off the attendance.")
    return pressed(request, lambda: commands.remove_guest(row, by=request.reader), done, then)


@require_safe
def minutes(request: Request, key: str) -> HttpResponse:
    """The minutes item by item: the draft for who sits in the body, the approved ones for who sees the meeting."""
    shown = visible_meeting(request, key)
    rows = queries.minutes_of(shown, request.reader)
    not_found_unless(bool(rows) or can_decide(request.reader))
    context = {
        "meeting": shown,
        "minutes": rows,
        "state": state_of(shown, request.on),
        "following": queries.meeting_after(shown, request.reader) if can_decide(request.reader) else None,
        "approvals": queries.approvals_of(shown, request.reader),
        "may_record": can_decide(request.reader) and not shown.approved and not shown.cancelled_on,
        "is_past": is_past(shown, timezone.localdate()),
    }
    return render(request, "governance/minutes.html", context)


@require_POST
@recorder_required
def minutes_draft(request: Request, key: str) -> HttpResponse:
    shown = visible_meeting(request, key)

    def draft() -> None:
        commands.draft_minutes(shown, by=request.reader, on=timezone.localdate())

    done = _("The minutes are drafted from the record. Read them, and write on.")
    return pressed(request, draft, done, f"{shown.get_absolute_url()}minutes/")


@recorder_required
def minute_edit(request: Request, key: str, minute: str) -> HttpResponse:
    shown = visible_meeting(request, key)
    row = get_object_or_404(Minute.objects.select_related("item__meeting"), item__meeting=shown, key=minute)
    form = MinuteForm(request.POST or None, request=request, instance=row)
    page = FormPage(
        title=_("Minutes of item %(item)s") % {"item": row.item},
        verb=_("Save the minutes"),
        done=_("The minutes are saved."),
        cancel=f"{shown.get_absolute_url()}minutes/",
    )

    def write() -> Minute:
        told = form.cleaned_data["text"]
        return commands.write_minute(row, told, by=request.reader, expected_version=form.expected_version)

    return record_form(request, form, write, page, then=f"{shown.get_absolute_url()}minutes/#{row.key}")
