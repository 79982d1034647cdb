"""Where a panel is set up: its body, its jurors, its chair, its phases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.awards import panel_commands as commands
from koinon.cooperation.awards.doors import form_page, runners, visible_panel, visible_phase
from koinon.cooperation.awards.forms import PHASE_GROUPS, JurorForm, PanelForm, PhaseForm, SeatForm
from koinon.cooperation.awards.models import Juror, Panel, Phase
from koinon.cooperation.awards.permissions import can_run
from koinon.cooperation.calls.models import Call
from koinon.network.people.doors import Request, insiders
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.recording.views import FormPage, pressed, record_form


@require_safe
@insiders
def panel(request: Request, key: str) -> HttpResponse:
    """A panel: who sits on it, and its phases."""
    found = visible_panel(request, key)
    context = {
        "panel": found,
        "jurors": list(found.jurors.by_name().select_related("person", "role__post")),
        "phases": list(found.phases.select_related("from_stage", "to_stage")),
        "may_run": can_run(request.reader),
    }
    return render(request, "awards/panel.html", context)


@form_door
@runners
def panel_new(request: Request, key: str) -> HttpResponse:
    """Let a body judge the entries of a call."""
    call = get_object_or_404(Call.objects.visible_to(request.reader), key=key)
    form = PanelForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a panel"),
        verb=_("Record the panel"),
        cancel=call.get_absolute_url(),
        done=_("The panel is recorded. Appoint its jurors next."),
    )

    def record() -> Panel:
        values = dict(form.values)
        return commands.record_panel(call, values.pop("body"), by=request.reader, **values)

    return record_form(request, form, record, page)


@form_door
@runners
def panel_edit(request: Request, key: str) -> HttpResponse:
    """Change for how many years back ties count."""
    found = visible_panel(request, key)
    form = PanelForm(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=_("Change the panel"),
        verb=_("Save the changes"),
        cancel=found.get_absolute_url(),
        done=_("The panel was changed."),
    )

    def change() -> Panel:
        return commands.change_panel(
            found, by=request.reader, expected_version=form.expected_version, **form.values
        )

    return record_form(request, form, change, page)


@form_door
@runners
def juror_new(request: Request, key: str) -> HttpResponse:
    """Appoint a juror."""
    found = visible_panel(request, key)
    form = JurorForm(request.POST or None, panel=found, on=request.on)
    if carried_out(
        request,
        form,
        lambda: commands.appoint_juror(
            found, by=request.reader, on=timezone.localdate(), **form.cleaned_data
        ),
        _("The juror is appointed."),
    ):
        return redirect(found)
    return form_page(
        request,
        form,
        title=_("Appoint a juror"),
        verb=_("Appoint the juror"),
        cancel=found.get_absolute_url(),
        lede=_("Jurors hold a dated role in %(body)s. When the role ends, they see nothing more.")
        % {"body": found.body},
    )


def _juror(request: Request, key: str) -> Juror:
    rows = Juror.objects.visible_to(request.reader).select_related("panel", "person")
    return get_object_or_404(rows, key=key)


@form_door
@runners
def juror_edit(request: Request, key: str) -> HttpResponse:
    """Change what a juror reads, and how much."""
    juror = _juror(request, key)
    form = SeatForm(request.POST or None, instance=juror, request=request)
    page = FormPage(
        title=_("Change: %(part)s") % {"part": juror},
        verb=_("Save the changes"),
        cancel=juror.get_absolute_url(),
        done=_("The juror was changed."),
        lede=_("What is assigned already stays. Work out anew who scores what where it should be otherwise."),
    )

    def change() -> Juror:
        return commands.change_juror(
            juror, by=request.reader, expected_version=form.expected_version, **form.values
        )

    return record_form(request, form, change, page)


@require_POST
@runners
def juror_chair(request: Request, key: str) -> HttpResponse:
    """Put a juror in the chair."""
    juror = _juror(request, key)
    return pressed(
        request,
        lambda: commands.seat_chair(juror, by=request.reader),
        _("%(name)s is in the chair.") % {"name": juror},
        juror.get_absolute_url(),
    )


@require_POST
@runners
def juror_dismiss(request: Request, key: str) -> HttpResponse:
    """Take a juror off the panel."""
    juror = _juror(request, key)
    return pressed(
        request,
        lambda: commands.dismiss_juror(juror, by=request.reader),
        _("%(name)s is no longer on the panel.") % {"name": juror},
        juror.get_absolute_url(),
    )


@form_door
@runners
def phase_new(request: Request, key: str) -> HttpResponse:
    """Prepare a phase of a panel."""
    found = visible_panel(request, key)
    initial = {"blind": found.call.blind, "rank": found.phases.count() + 1}
    form = PhaseForm(request.POST or None, request=request, panel=found, initial=initial)
    page = FormPage(
        title=_("Prepare a phase"),
        verb=_("Prepare the phase"),
        cancel=found.get_absolute_url(),
        done=_("The phase is prepared. Look for conflicts and assign the entries next."),
        groups=PHASE_GROUPS,
    )

    def record() -> Phase:
        return commands.record_phase(found, by=request.reader, **form.values)

    return record_form(request, form, record, page)


@form_door
@runners
def phase_edit(request: Request, key: str) -> HttpResponse:
    """Change a phase."""
    found = visible_phase(request, key)
    form = PhaseForm(request.POST or None, request=request, panel=found.panel, instance=found)
    page = FormPage(
        title=_("Change the phase"),
        verb=_("Save the changes"),
        cancel=found.get_absolute_url(),
        done=_("The phase was changed."),
        groups=PHASE_GROUPS,
    )

    def change() -> Phase:
        return commands.change_phase(
            found, by=request.reader, expected_version=form.expected_version, **form.values
        )

    return record_form(request, form, change, page)


@require_POST
@runners
def phase_remove(request: Request, key: str) -> HttpResponse:
    """Take back a phase that was not opened."""
    found = visible_phase(request, key)
    home = found.panel.get_absolute_url()
    return pressed(
        request,
        lambda: commands.remove_phase(found, by=request.reader),
        _("The phase was removed. Its history keeps it."),
        home,
    )
