"""The doors of renewals: what ends soon, the renewal of an agreement, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.cooperation.agreements import renewal_commands as commands
from koinon.cooperation.agreements.commitment_queries import ledger
from koinon.cooperation.agreements.permissions import can_renew, can_watch_runway
from koinon.cooperation.agreements.renewal_forms import (
    NoteForm,
    OutcomeForm,
    ReasonForm,
    RenewalForm,
    RenewalTaskForm,
    RunwayFilter,
    TaskOwnerForm,
)
from koinon.cooperation.agreements.renewal_queries import runway, runway_of
from koinon.cooperation.agreements.renewals import Renewal, RenewalStep, RenewalTask
from koinon.cooperation.agreements.runway_picture import renewal_timeline, runway_timeline
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.network.people.models import Person
from koinon.platform.notifications.queries import letters_about
from koinon.platform.recording import views as recording_views
from koinon.platform.recording.views import FormPage, record_form

ROWS = 50
form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@recorder_required
def runway_page(request: Request) -> HttpResponse:
    """Everything whose term may be over within eighteen months, as of the day."""
    not_found_unless(can_watch_runway(request.reader))
    asked = RunwayFilter(request.GET, request)
    told = asked.cleaned_data if asked.is_valid() else {}
    party = told.get("party")
    rows = runway(request.on, request.reader, [party.pk] if party else None)
    match told.get("only"):
        case "asleep":
            rows = [one for one in rows if one.renewal is None and not one.is_settled]
        case "late":
            rows = [one for one in rows if one.is_late]
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    context = {
        "rows": shown,
        "page": page,
        "filters": asked,
        "drawing": runway_timeline(shown, request.on),
    }
    return render(request, "agreements/runway.html", context)


@require_safe
@recorder_required
def renewal_page(request: Request, key: str) -> HttpResponse:
    """The renewal of an agreement: until when, who can still decide, what is to be done and by whom."""
    found = visible(request, key)
    one = runway_of(found, request.on, request.reader)
    promises = ledger(found, request.on, request.reader)
    context = {
        "one": one,
        "agreement": found,
        "promises": promises,
        "letters": letters_about("agreements.agreement", [found.key]).get(found.key, []),
        "drawing": renewal_timeline(one, request.on),
        "note_form": NoteForm(auto_id=False),
        "reason_form": ReasonForm(auto_id=False),
    }
    return render(request, "agreements/renewal.html", context)


@form_door
@recorder_required
def renewal_begin(request: Request, key: str) -> HttpResponse:
    """Take an agreement in hand."""
    found = visible(request, key)
    form = RenewalForm(request.POST or None, request=request, initial={"owner": _self(request)})
    page = FormPage(
        title=_("Begin the renewal"),
        verb=_("Begin the renewal"),
        cancel=found.get_absolute_url(),
        done=_("The renewal is under way, with its four tasks."),
        lede=str(found),
    )
    begin = partial(commands.begin_renewal, found, by=request.reader, moment=timezone.now())
    return record_form(request, form, lambda: begin(form.values), page)


@form_door
@recorder_required
def renewal_edit(request: Request, key: str) -> HttpResponse:
    """Change who looks after it, or which body decides."""
    renewal = under_way(request, key)
    form = RenewalForm(request.POST or None, instance=renewal, request=request)
    change = partial(commands.change_renewal, renewal, by=request.reader)
    page = FormPage(
        title=_("Change the renewal"),
        verb=_("Save the changes"),
        cancel=renewal.get_absolute_url(),
        done=_("The renewal was changed."),
        lede=str(renewal.agreement),
    )
    return record_form(
        request, form, lambda: change(form.values, expected_version=form.expected_version), page
    )


@form_door
@recorder_required
def renewal_close(request: Request, key: str) -> HttpResponse:
    """Say what became of it."""
    renewal = under_way(request, key)
    form = OutcomeForm(request.POST or None, instance=renewal, request=request)
    close = partial(commands.close_renewal, renewal, by=request.reader, moment=timezone.now())
    page = FormPage(
        title=_("Say what becomes of it"),
        verb=_("Close the renewal"),
        cancel=renewal.get_absolute_url(),
        done=_("The renewal is closed; no more reminders are sent."),
        lede=str(renewal.agreement),
    )
    return record_form(
        request, form, lambda: close(form.values, expected_version=form.expected_version), page
    )


@form_door
@recorder_required
def task_new(request: Request, key: str) -> HttpResponse:
    """Add a task beside the four."""
    renewal = under_way(request, key)
    form = RenewalTaskForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Add a task"),
        verb=_("Add the task"),
        cancel=renewal.get_absolute_url(),
        done=_("The task is on the list."),
        lede=str(renewal.agreement),
    )
    add = partial(commands.add_renewal_task, renewal, by=request.reader)
    return record_form(request, form, lambda: add(form.values), page, then=renewal.get_absolute_url())


@form_door
@recorder_required
def task_edit(request: Request, key: str, task: str) -> HttpResponse:
    """Say who does it; a task of its own also what and when."""
    row = visible_task(request, key, task)
    kind = RenewalTaskForm if row.step == RenewalStep.OWN else TaskOwnerForm
    form = kind(request.POST or None, instance=row, request=request)
    page = FormPage(
        title=str(row),
        verb=_("Save the task"),
        cancel=row.renewal.get_absolute_url(),
        done=_("The task is saved."),
        lede=str(row.renewal.agreement),
    )
    assign = partial(commands.assign_renewal_task, row, by=request.reader)
    return record_form(
        request,
        form,
        lambda: assign(form.values, expected_version=form.expected_version),
        page,
        then=row.renewal.get_absolute_url(),
    )


@require_POST
@recorder_required
def task_do(request: Request, key: str, task: str) -> HttpResponse:
    """It is done."""
    row = visible_task(request, key, task)
    form = NoteForm(request.POST)
    told = form.cleaned_data["note"] if form.is_valid() else ""
    moment = timezone.now()
    do = partial(commands.do_renewal_task, row, told, by=request.reader, moment=moment)
    return pressed(request, do, _("Done."), row.renewal)


@require_POST
@recorder_required
def task_skip(request: Request, key: str, task: str) -> HttpResponse:
    """It is not needed this time."""
    row = visible_task(request, key, task)
    form = ReasonForm(request.POST)
    told = form.cleaned_data["reason"] if form.is_valid() else ""
    moment = timezone.now()
    skip = partial(commands.skip_renewal_task, row, told, by=request.reader, moment=moment)
    return pressed(request, skip, _("Skipped; the reason is kept."), row.renewal)


def visible(request: Request, key: str) -> Agreement:
    """The agreement, for whoever may prepare its renewal."""
    found = get_object_or_404(Agreement.objects.visible_to(request.reader), key=key)
    not_found_unless(can_renew(request.reader, found))
    return found


def under_way(request: Request, key: str) -> Renewal:
    """The renewal under way."""
    rows = Renewal.objects.visible_to(request.reader).open().select_related("agreement", "successor")
    return get_object_or_404(rows, agreement=visible(request, key))


def visible_task(request: Request, key: str, task: str) -> RenewalTask:
    """A task of the agreement's renewals."""
    rows = RenewalTask.objects.visible_to(request.reader).select_related("renewal__agreement")
    return get_object_or_404(rows, renewal__agreement=visible(request, key), key=task)


def pressed(request: Request, do: Callable[[], Any], done: str, renewal: Renewal) -> HttpResponse:
    """Run a command of one press and go back to the renewal."""
    return recording_views.pressed(request, do, done, f"{renewal.get_absolute_url()}#tasks")


def _self(request: Request) -> Any:
    """Whoever begins it looks after it, unless somebody else is named."""
    return Person.objects.filter(pk=request.reader.person_id).first() if request.reader.person_id else None
