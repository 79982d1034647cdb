"""The doors of an event's programme, and of what follows from it."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.network.events import afterwards_commands, programme_commands
from koinon.network.events.desk_views import organised
from koinon.network.events.models import Event, EventDocument, Session, Stage, Task
from koinon.network.events.programme_forms import (
    DocumentForm,
    FollowUpForm,
    OutcomeForm,
    SessionForm,
    StageForm,
    TaskForm,
    speaker_rows,
    spoken,
)
from koinon.network.events.views import visible
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.recording.views import FormPage, pressed, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])


def _page(event: Event, title: str, verb: str, done: str) -> FormPage:
    return FormPage(title=title, verb=verb, done=done, cancel=event.get_absolute_url(), lede=str(event))


@form_door
@recorder_required
def stage_new(request: Request, key: str) -> HttpResponse:
    event = visible(request, key)
    form = StageForm(request.POST or None, request=request)
    page = _page(event, _("Record a stage"), _("Record the stage"), _("The stage is recorded."))
    do = lambda: programme_commands.record_stage(event, form.values, by=request.reader)  # noqa: E731
    return record_form(request, form, do, page, then=f"{event.get_absolute_url()}#stages")


@form_door
@recorder_required
def stage_edit(request: Request, key: str, stage: str) -> HttpResponse:
    event = visible(request, key)
    row = get_object_or_404(Stage.objects.select_related("event"), event=event, key=stage)
    form = StageForm(request.POST or None, request=request, instance=row)
    title = _("Change %(name)s") % {"name": row}
    page = _page(event, title, _("Save the stage"), _("The stage is saved."))

    def do() -> Stage:
        return programme_commands.change_stage(
            row, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, do, page, then=f"{event.get_absolute_url()}#stages")


@require_POST
@recorder_required
def stage_remove(request: Request, key: str, stage: str) -> HttpResponse:
    event = visible(request, key)
    row = get_object_or_404(Stage.objects.select_related("event"), event=event, key=stage)
    do = partial(programme_commands.remove_stage, row, by=request.reader)
    return pressed(request, do, _("The stage is taken off."), f"{event.get_absolute_url()}#stages")


@form_door
@recorder_required
def session_new(request: Request, key: str) -> HttpResponse:
    event = visible(request, key)
    first = event.starts
    day = first.earliest if first.is_exact else None
    form = SessionForm(request.POST or None, request=request, event=event, initial={"day": day})
    speakers = speaker_rows(request)
    page = FormPage(
        title=_("Record a session"),
        verb=_("Record the session"),
        done=_("The session is recorded."),
        cancel=event.get_absolute_url(),
        lede=str(event),
        formsets=[(speakers, _("Speakers"), _("Add a speaker"))],
    )

    def do() -> Session:
        return programme_commands.record_session(event, form.values, spoken(speakers), by=request.reader)

    return record_form(request, form, do, page, then=f"{event.get_absolute_url()}#programme")


@form_door
@recorder_required
def session_edit(request: Request, key: str, session: str) -> HttpResponse:
    event = visible(request, key)
    row = get_object_or_404(Session.objects.select_related("event"), event=event, key=session)
    form = SessionForm(request.POST or None, request=request, event=event, instance=row)
    speakers = speaker_rows(request, row)
    page = FormPage(
        title=_("Change %(name)s") % {"name": row},
        verb=_("Save the session"),
        done=_("The session is saved."),
        cancel=event.get_absolute_url(),
        lede=str(event),
        formsets=[(speakers, _("Speakers"), _("Add a speaker"))],
    )

    def do() -> Session:
        return programme_commands.change_session(
            row,
            form.values,
            spoken(speakers),
            by=request.reader,
            expected_version=form.expected_version,
        )

    return record_form(request, form, do, page, then=f"{event.get_absolute_url()}#programme")


@require_POST
@recorder_required
def session_remove(request: Request, key: str, session: str) -> HttpResponse:
    event = visible(request, key)
    row = get_object_or_404(Session.objects.select_related("event"), event=event, key=session)
    do = partial(programme_commands.remove_session, row, by=request.reader)
    return pressed(request, do, _("Taken off the programme."), f"{event.get_absolute_url()}#programme")


@form_door
@recorder_required
def document_link(request: Request, key: str) -> HttpResponse:
    event = visible(request, key)
    form = DocumentForm(request.POST or None, request=request)
    page = _page(event, _("Link a document"), _("Link the document"), _("The document is linked."))
    do = lambda: afterwards_commands.link_document(event, form.values, by=request.reader)  # noqa: E731
    return record_form(request, form, do, page, then=f"{event.get_absolute_url()}#documents")


@require_POST
@recorder_required
def document_unlink(request: Request, key: str, linked: str) -> HttpResponse:
    event = visible(request, key)
    row = get_object_or_404(EventDocument.objects.select_related("event"), event=event, key=linked)
    do = partial(afterwards_commands.unlink_document, row, by=request.reader)
    return pressed(request, do, _("The link is taken away."), f"{event.get_absolute_url()}#documents")


@form_door
def follow_up(request: Request, key: str) -> HttpResponse:
    event = organised(request, key)
    form = FollowUpForm(request.POST or None, request=request, instance=event)
    page = _page(event, _("What came of it"), _("Keep what came of it"), _("It is kept."))

    def do() -> Event:
        words = form.cleaned_data["follow_up"]
        return afterwards_commands.write_follow_up(
            event, words, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, do, page, then=f"{event.get_absolute_url()}#follow-up")


@form_door
def task_new(request: Request, key: str) -> HttpResponse:
    event = organised(request, key)
    form = TaskForm(request.POST or None, request=request)
    page = _page(event, _("Record a task"), _("Record the task"), _("The task is recorded."))
    do = lambda: afterwards_commands.record_task(event, form.values, by=request.reader)  # noqa: E731
    return record_form(request, form, do, page, then=f"{event.get_absolute_url()}#follow-up")


@require_POST
def task_done(request: Request, key: str, task: str) -> HttpResponse:
    event = organised(request, key)
    row = get_object_or_404(Task.objects.select_related("event"), event=event, key=task)
    form = OutcomeForm(request.POST)
    told = form.cleaned_data["outcome"] if form.is_valid() else ""
    do = partial(afterwards_commands.close_task, row, told, by=request.reader, on=timezone.localdate())
    return pressed(request, do, _("Done, and off the list."), f"{event.get_absolute_url()}#follow-up")
