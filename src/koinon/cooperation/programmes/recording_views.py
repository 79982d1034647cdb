"""Where programmes and editions are recorded, changed and removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.programmes import commands
from koinon.cooperation.programmes.forms import AlignmentForm, EditionForm, ProgrammeEventForm, ProgrammeForm
from koinon.cooperation.programmes.models import Edition, Programme, ProgrammeAlignment, ProgrammeEvent
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.audit.commands import StillUsed
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.addresses import url

form_door = require_http_methods(["GET", "HEAD", "POST"])


@form_door
@recorder_required
def programme_new(request: Request) -> HttpResponse:
    """Record a programme."""
    form = ProgrammeForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a programme"),
        verb=_("Record the programme"),
        cancel=url("programmes:programmes"),
        done=_("The programme is on record."),
        lede=_("A programme lasts. It has editions — cohorts, cycles or years — in which bodies take part."),
    )
    return record_form(
        request, form, lambda: commands.record_programme(by=request.reader, **form.values), page
    )


@form_door
@recorder_required
def programme_edit(request: Request, key: str) -> HttpResponse:
    """Change a programme."""
    found = get_object_or_404(Programme.objects.visible_to(request.reader), key=key)
    form = ProgrammeForm(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=_("Change the programme"),
        verb=_("Save the changes"),
        cancel=found.get_absolute_url(),
        done=_("The programme was changed."),
    )

    def change() -> Programme:
        return commands.change_programme(
            found, by=request.reader, expected_version=form.expected_version, **form.values
        )

    return record_form(request, form, change, page)


@require_POST
@recorder_required
def programme_remove(request: Request, key: str) -> HttpResponse:
    """Take a programme off the record."""
    found = get_object_or_404(Programme.objects.visible_to(request.reader), key=key)
    try:
        commands.remove_programme(found, by=request.reader)
    except StillUsed as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, _("The programme was removed. Its history keeps it."))
    return redirect("programmes:programmes")


@form_door
@recorder_required
def edition_new(request: Request, key: str) -> HttpResponse:
    """Record an edition of a programme."""
    found = get_object_or_404(Programme.objects.visible_to(request.reader), key=key)
    form = EditionForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record an edition of %(programme)s") % {"programme": found},
        verb=_("Record the edition"),
        cancel=found.get_absolute_url(),
        done=_("The edition is on record."),
    )
    return record_form(
        request, form, lambda: commands.record_edition(found, by=request.reader, **form.values), page
    )


@form_door
@recorder_required
def edition_edit(request: Request, key: str) -> HttpResponse:
    """Change an edition."""
    found = get_object_or_404(Edition.objects.visible_to(request.reader), key=key)
    form = EditionForm(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=_("Change the edition"),
        verb=_("Save the changes"),
        cancel=found.get_absolute_url(),
        done=_("The edition was changed."),
    )

    def change() -> Edition:
        return commands.change_edition(
            found, by=request.reader, expected_version=form.expected_version, **form.values
        )

    return record_form(request, form, change, page)


@require_POST
@recorder_required
def edition_remove(request: Request, key: str) -> HttpResponse:
    """Take an edition off the record."""
    found = get_object_or_404(Edition.objects.visible_to(request.reader).select_related("programme"), key=key)
    try:
        commands.remove_edition(found, by=request.reader)
    except StillUsed as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, _("The edition was removed. Its history keeps it."))
    return redirect(found.programme)


@form_door
@recorder_required
def alignment_new(request: Request, key: str) -> HttpResponse:
    """Say which goal, target or paragraph a programme serves."""
    found = get_object_or_404(Programme.objects.visible_to(request.reader), key=key)
    form = AlignmentForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Align %(programme)s with an agenda") % {"programme": found},
        verb=_("Record the alignment"),
        cancel=found.get_absolute_url(),
        done=_("The alignment is on record."),
        lede=_(
            "The Sustainable Development Goals and the New Urban Agenda are two vocabularies, kept apart."
        ),
    )

    def record() -> ProgrammeAlignment:
        return commands.record_alignment(found, by=request.reader, **form.values)

    return record_form(request, form, record, page, then=found.get_absolute_url())


@require_POST
@recorder_required
def alignment_remove(request: Request, key: str) -> HttpResponse:
    """Take an alignment back."""
    rows = ProgrammeAlignment.objects.visible_to(request.reader).select_related("programme")
    found = get_object_or_404(rows, key=key)
    commands.remove_alignment(found, by=request.reader)
    messages.success(request, _("The alignment was removed."))
    return redirect(found.programme)


@form_door
@recorder_required
def event_link(request: Request, key: str) -> HttpResponse:
    """Say that an event belongs to a programme."""
    found = get_object_or_404(Programme.objects.visible_to(request.reader), key=key)
    form = ProgrammeEventForm(request.POST or None, request=request, programme=found)
    page = FormPage(
        title=_("Link an event to %(programme)s") % {"programme": found},
        verb=_("Link the event"),
        cancel=found.get_absolute_url(),
        done=_("The event is linked."),
    )

    def link() -> ProgrammeEvent:
        return commands.link_event(found, by=request.reader, **form.values)

    return record_form(request, form, link, page, then=found.get_absolute_url())


@require_POST
@recorder_required
def event_unlink(request: Request, key: str) -> HttpResponse:
    """Take back that an event belongs to a programme."""
    rows = ProgrammeEvent.objects.visible_to(request.reader).select_related("programme")
    found = get_object_or_404(rows, key=key)
    commands.unlink_event(found, by=request.reader)
    messages.success(request, _("The event no longer belongs to the programme."))
    return redirect(found.programme)
