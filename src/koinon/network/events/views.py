"""The doors of events: the calendar, an event, and their forms."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.events import commands, queries
from koinon.network.events.clashes import clashing
from koinon.network.events.forms import AttendanceForm, CalendarFilter, EventForm
from koinon.network.events.links import own_token
from koinon.network.events.models import Attendance, Event
from koinon.network.events.permissions import can_organise
from koinon.network.events.programme_queries import programme_of, with_parts
from koinon.network.events.registration_queries import desk_of, own_registration
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request, begun, recorder_required
from koinon.network.people.paging import in_order
from koinon.network.people.permissions import can_record
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.addresses import url
from koinon.platform.ui.downloads import download

ROWS = 50
SORTS = {"title": "title", "when": "starts_edtf", "where": "city__name"}
LISTED = ("key", "title", "kind", "from", "until", "city", "host")


@require_safe
def events(request: Request) -> HttpResponseBase:
    asked = CalendarFilter(request.GET)
    wanted: dict[str, Any] = asked.cleaned_data if asked.is_valid() else {}
    rows = queries.calendar(
        request.reader,
        words=wanted.get("q", ""),
        kind=wanted.get("kind", ""),
        year=wanted.get("year"),
        group=wanted.get("group", ""),
    )
    sort = request.GET.get("sort", "")
    rows = in_order(begun(rows, request), sort, SORTS)
    if file := download(request, "events", LISTED, lambda: map(_line, rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "events/events.html",
        {"page": page, "filters": asked, "sort": sort, "may_record": can_record(request.reader)},
    )


def _line(event: Event) -> list[object]:
    days = (day.words or day.edtf for day in (event.starts, event.ends))
    return [event.key, event.title, event.kind, *days, event.city or "", event.host or ""]


@require_safe
def event(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key, with_parts)
    people = queries.taking_part(shown, request.reader)
    programme = programme_of(shown, request.reader)
    cited = [shown, *people, *programme.stages, *programme.sessions]
    has_desk = getattr(shown, "has_rules", True)
    own = own_registration(shown, request.reader) if has_desk else None
    context = {
        "event": shown,
        "attendances": people,
        "programme": programme,
        "clashes": list(clashing(programme.sessions)) if can_record(request.reader) else [],
        "desk": desk_of(shown, timezone.localdate()) if has_desk else None,
        "own": own,
        "own_href": url("events:own", token=own_token(own)) if own else "",
        "sources": marks(cited, request.reader),
        "findings": findings_about([shown], request.reader),
        "may_record": can_record(request.reader),
        "may_organise": can_organise(request.reader, shown),
    }
    return render(request, "events/event.html", context)


@recorder_required
def event_new(request: Request) -> HttpResponse:
    form = EventForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record an event"),
        verb=_("Record the event"),
        done=_("The event is recorded."),
        cancel=reverse("events:events"),
    )
    return record_form(request, form, lambda: commands.record_event(form.values, by=request.reader), page)


@recorder_required
def event_edit(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key)
    form = EventForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the event"),
        done=_("The event is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> Event:
        return commands.change_event(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def attendance_new(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key)
    form = AttendanceForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Who takes part in %(name)s") % {"name": shown},
        verb=_("Record who takes part"),
        done=_("The list has one more."),
        cancel=shown.get_absolute_url(),
    )
    return record_form(
        request,
        form,
        lambda: commands.record_attendance(shown, form.values, by=request.reader),
        page,
        then=shown.get_absolute_url(),
    )


@recorder_required
def attendance_edit(request: Request, key: str, attendance: str) -> HttpResponse:
    shown = visible(request, key)
    row = get_object_or_404(Attendance, event=shown, key=attendance)
    form = AttendanceForm(request.POST or None, request=request, instance=row)
    page = FormPage(
        title=_("Change the part of %(name)s") % {"name": row},
        verb=_("Save the part"),
        done=_("The part is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> Attendance:
        return commands.change_attendance(
            row, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page, then=shown.get_absolute_url())


@require_POST
@recorder_required
def attendance_remove(request: Request, key: str, attendance: str) -> HttpResponse:
    shown = visible(request, key)
    commands.remove_attendance(get_object_or_404(Attendance, event=shown, key=attendance), by=request.reader)
    return redirect(shown.get_absolute_url())


def visible(
    request: Request, key: str, besides: Callable[[QuerySet[Event]], QuerySet[Event]] | None = None
) -> Event:
    """The event, for whoever may see it; ``besides`` is asked in the same statement."""
    rows: QuerySet[Event] = Event.objects.visible_to(request.reader).select_related("city__country")
    rows = besides(rows) if besides else rows
    return get_object_or_404(queries.with_host(rows, request.reader), key=key)
