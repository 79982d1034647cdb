"""The doors of visits: the list, a visit, and the forms for all that belongs to one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.agreements.models import Commitment
from koinon.cooperation.visits import commands, queries
from koinon.cooperation.visits.conflicts import conflicts
from koinon.cooperation.visits.forms import (
    AskForm,
    FollowUpForm,
    HalfDayForm,
    LinkForm,
    NotesForm,
    OutcomeForm,
    VisitFilter,
    VisitForm,
)
from koinon.cooperation.visits.links import token_of
from koinon.cooperation.visits.models import Ask, FollowUp, HalfDay, Visit
from koinon.cooperation.visits.permissions import can_receive
from koinon.network.people.doors import Request, begun, recorder_required
from koinon.network.people.paging import in_order
from koinon.platform.recording import views as recording_views
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.downloads import download

ROWS = 50
SORTS = {"visit": "event__title", "guest": "guest__name", "when": "event__starts_edtf"}
LISTED = ("key", "visit", "kind", "guest", "from", "until", "where", "people")


@require_safe
def visits(request: Request) -> HttpResponseBase:
    """All visits, the latest first."""
    asked = VisitFilter(request.GET)
    kind = asked.cleaned_data["kind"] if asked.is_valid() else ""
    sort = request.GET.get("sort", "")
    rows = begun(queries.visit_list(request.reader, kind), request, "event__starts_earliest")
    rows = in_order(rows, sort, SORTS)
    if file := download(request, "visits", LISTED, lambda: map(_line, rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "filters": asked, "sort": sort, "may_record": can_receive(request.reader)}
    return render(request, "visits/visits.html", context)


def _line(visit: Visit) -> list[object]:
    event = visit.event
    days = (day.words or day.edtf for day in (event.starts, event.ends))
    return [visit.key, event, visit.kind, visit.guest, *days, event.city or event.venue, visit.people]  # type: ignore[attr-defined]


@require_safe
def visit(request: Request, key: str) -> HttpResponse:
    """A visit: who comes, the programme, what to ask, what follows."""
    shown = visible(request, key)
    may_record = can_receive(request.reader)
    token = token_of(shown) if may_record else ""
    page = queries.visit_page(shown, request.reader)
    context = {
        "page": page,
        "conflicts": conflicts(shown, page.programme, request.reader) if may_record else [],
        "has_begun": shown.event.starts.earliest <= timezone.localdate(),
        "visit": shown,
        "may_record": may_record,
        "suggested": queries.suggested(shown, request.on, request.reader) if may_record else [],
        "ask_form": AskForm(auto_id="ask_%s"),
        "link_form": LinkForm(auto_id="link_%s", request=request, initial={"language": _language_of(shown)}),
        "guest_address": request.build_absolute_uri(reverse("visits:guest", kwargs={"token": token}))
        if token
        else "",
    }
    return render(request, "visits/visit.html", context)


@recorder_required
def visit_new(request: Request) -> HttpResponse:
    form = VisitForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a visit"),
        verb=_("Record the visit"),
        done=_("The visit is recorded. Paste the list of the delegation next."),
        cancel=reverse("visits:visits"),
    )

    def record() -> Visit:
        return commands.record_visit(form.values, by=request.reader, on=timezone.localdate())

    return record_form(request, form, record, page)


@recorder_required
def visit_edit(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key)
    form = VisitForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the visit"),
        done=_("The visit is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> Visit:
        return commands.change_visit(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def half_day_new(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key)
    form = HalfDayForm(request.POST or None, request=request, initial={"day": _first_day(shown)})
    page = FormPage(
        title=_("A half-day of %(name)s") % {"name": shown},
        verb=_("Add to the programme"),
        done=_("The programme has one point more."),
        cancel=shown.get_absolute_url(),
    )

    def record() -> HalfDay:
        return commands.record_half_day(shown, form.values, by=request.reader)

    return record_form(request, form, record, page, then=f"{shown.get_absolute_url()}#programme")


@recorder_required
def half_day_edit(request: Request, key: str, half_day: str) -> HttpResponse:
    shown = visible(request, key)
    row = get_object_or_404(HalfDay, visit=shown, key=half_day)
    form = HalfDayForm(request.POST or None, request=request, instance=row)
    page = FormPage(
        title=_("Change %(name)s") % {"name": row},
        verb=_("Save the point"),
        done=_("The point is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> HalfDay:
        return commands.change_half_day(
            row, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page, then=f"{shown.get_absolute_url()}#programme")


@require_POST
@recorder_required
def half_day_remove(request: Request, key: str, half_day: str) -> HttpResponse:
    shown = visible(request, key)
    row = get_object_or_404(HalfDay, visit=shown, key=half_day)
    return pressed(
        request,
        lambda: commands.remove_half_day(row, by=request.reader),
        _("Taken off the programme."),
        shown,
    )


@require_POST
@recorder_required
def ask_add(request: Request, key: str) -> HttpResponse:
    """Add one ask in words, or one from an open promise."""
    shown = visible(request, key)
    promise = request.POST.get("commitment", "")
    found = Commitment.objects.visible_to(request.reader).filter(key=promise).first() if promise else None
    text = str(found) if found else request.POST.get("text", "").strip()[:254]
    done = _("It is on the list of asks.")
    return pressed(
        request, lambda: commands.set_asks(shown, [(text, found)], by=request.reader), done, shown, "#asks"
    )


@require_POST
@recorder_required
def ask_remove(request: Request, key: str, ask: str) -> HttpResponse:
    shown = visible(request, key)
    row = get_object_or_404(Ask, visit=shown, key=ask)
    return pressed(
        request, lambda: commands.remove_ask(row, by=request.reader), _("Taken off the list."), shown, "#asks"
    )


@recorder_required
def notes(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key)
    form = NotesForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Notes on %(name)s") % {"name": shown},
        verb=_("Keep the notes"),
        done=_("The notes are kept."),
        cancel=shown.get_absolute_url(),
    )

    def write() -> Visit:
        return commands.write_notes(
            shown,
            form.cleaned_data["notes"],
            by=request.reader,
            results=form.cleaned_data["results"],
            expected_version=form.expected_version,
        )

    return record_form(request, form, write, page)


@recorder_required
def follow_up_new(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key)
    form = FollowUpForm(request.POST or None, request=request)
    page = FormPage(
        title=_("What follows from %(name)s") % {"name": shown},
        verb=_("Record the follow-up"),
        done=_("The follow-up is recorded; it heads the next briefing until it is done."),
        cancel=shown.get_absolute_url(),
    )

    def record() -> FollowUp:
        return commands.record_follow_up(shown, form.values, by=request.reader)

    return record_form(request, form, record, page, then=f"{shown.get_absolute_url()}#follow-ups")


@require_POST
@recorder_required
def follow_up_done(request: Request, key: str, follow_up: str) -> HttpResponse:
    shown = visible(request, key)
    row = get_object_or_404(FollowUp, visit__guest=shown.guest, key=follow_up)
    form = OutcomeForm(request.POST)
    told = form.cleaned_data["outcome"] if form.is_valid() else ""

    def close() -> FollowUp:
        return commands.close_follow_up(row, told, by=request.reader, on=timezone.localdate())

    return pressed(request, close, _("Done, and off the list."), shown, "#follow-ups")


def visible(request: Request, key: str) -> Visit:
    """The visit, for whoever may see it."""
    rows = queries.with_host(Visit.objects.visible_to(request.reader), request.reader)
    return get_object_or_404(rows.select_related("event__city__country", "guest__city__country"), key=key)


def pressed(request: Request, do: Callable[[], Any], done: str, shown: Visit, at: str = "") -> HttpResponse:
    """Run a command of one press and go back to the visit."""
    return recording_views.pressed(request, do, done, f"{shown.get_absolute_url()}{at}")


def _language_of(shown: Visit) -> str:
    """The first of the visit's languages that is not the reader's own and that the interface speaks."""
    spoken = [tag.strip().lower() for tag in shown.languages.replace(";", ",").split(",")]
    known = [code for tag in spoken if tag for code, _name in settings.LANGUAGES if code.startswith(tag[:2])]
    others = [code for code in known if code != get_language()]
    return next(iter(others or known), "en")


def _first_day(shown: Visit) -> object:
    first = shown.event.starts
    return first.earliest if first.earliest == first.latest else None
