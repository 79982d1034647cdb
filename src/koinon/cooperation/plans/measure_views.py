"""Where measures are written, agreed to, copied and closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.plans import consent_commands, queries
from koinon.cooperation.plans import measure_commands as commands
from koinon.cooperation.plans.forms import CopyForm, OtherwiseForm, OutcomeForm
from koinon.cooperation.plans.measure_forms import MeasureForm, StepForm, steps_formset, steps_of
from koinon.cooperation.plans.models import Consent, Measure, PlanSide
from koinon.cooperation.plans.permissions import can_run_plan, can_speak_for, can_write_measures
from koinon.cooperation.plans.views import visible_measure, visible_plan
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.permissions import can_record
from koinon.platform.recording.views import FormPage, pressed, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])


@form_door
@login_required
def measure_new(request: Request, key: str) -> HttpResponse:
    """Write a measure into a plan."""
    shown = visible_plan(request, key)
    not_found_unless(can_write_measures(request.reader, shown))
    form = MeasureForm(request.POST or None, request=request, plan=shown)
    steps = steps_formset(request.POST or None, None)
    done = _("The measure is written. The room says what it still lacks.")
    page = _page(
        form,
        steps,
        _("A measure of %(name)s") % {"name": shown},
        _("Write the measure"),
        shown.get_absolute_url(),
        done,
    )

    def record() -> Measure:
        return commands.record_measure(shown, form.values, form.parts(steps_of(steps)), by=request.reader)

    return record_form(request, form, record, page)


@form_door
@login_required
def measure_edit(request: Request, key: str) -> HttpResponse:
    """Change a measure; what was agreed is open again."""
    shown = visible_measure(request, key)
    not_found_unless(can_write_measures(request.reader, shown.plan))
    form = MeasureForm(request.POST or None, request=request, instance=shown, plan=shown.plan)
    steps = steps_formset(request.POST or None, shown)
    lede = (
        _("This measure is agreed. If you change what was agreed, every side is asked again.")
        if shown.agreed_on
        else ""
    )
    page = _page(
        form,
        steps,
        _("Change %(name)s") % {"name": shown},
        _("Save the measure"),
        shown.get_absolute_url(),
        _("The measure is saved."),
        lede,
    )

    def change() -> Measure:
        return commands.change_measure(
            shown,
            form.values,
            form.parts(steps_of(steps)),
            by=request.reader,
            expected_version=form.expected_version,
        )

    return record_form(request, form, change, page)


def _page(
    form: MeasureForm,
    steps: forms.BaseFormSet[StepForm],
    title: str,
    verb: str,
    cancel: str,
    done: str,
    lede: str = "",
) -> FormPage:
    """The form in the order in which a measure is thought through."""

    def there(*names: str) -> list[str]:
        return [name for name in names if name in form.fields]

    return FormPage(
        title=title,
        verb=verb,
        cancel=cancel,
        done=done,
        lede=lede,
        groups=(
            (_("What is to be done"), there("title", "other_title", "theme", "text", "other_text")),
            (_("Who answers for it"), form.owner_names),
            (_("When"), there("starts", "ends")),
            (
                _("How it will be known"),
                there("indicator", "other_indicator", "unit", "baseline", "baseline_day", "target"),
            ),
            (_("What it costs"), there("budget", "currency", "undisclosed", "budget_source")),
            (_("What it serves"), there("sdg", "nua"), _("Two agendas, two vocabularies.")),
            (_("What stands in the way"), there("obstacles", "support")),
        ),
        formsets=[(steps, _("Milestones"), _("Add a milestone"))],
    )


@require_POST
@login_required
def measure_remove(request: Request, key: str) -> HttpResponse:
    """Take a measure off its plan."""
    shown = visible_measure(request, key)
    not_found_unless(can_write_measures(request.reader, shown.plan))
    there = (
        shown.get_absolute_url() if shown.agreed_on or shown.updates.all() else shown.plan.get_absolute_url()
    )
    return pressed(
        request,
        lambda: commands.remove_measure(shown, by=request.reader),
        _("The measure is taken off."),
        there,
    )


@form_door
@login_required
def measure_close(request: Request, key: str) -> HttpResponse:
    """Close a measure and say what came of it."""
    shown = visible_measure(request, key)
    not_found_unless(can_run_plan(request.reader, shown.plan))
    form = OutcomeForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Close %(name)s") % {"name": shown},
        verb=_("Close the measure"),
        cancel=shown.get_absolute_url(),
        done=_("The measure is closed."),
    )

    def close() -> Measure:
        told, version = form.cleaned_data["outcome"], form.expected_version
        return commands.close_measure(
            shown, told, by=request.reader, on=timezone.localdate(), expected_version=version
        )

    return record_form(request, form, close, page)


@require_POST
@login_required
def measure_copy(request: Request, key: str) -> HttpResponse:
    """Copy a measure into a plan of one's own, as a draft."""
    shown = visible_measure(request, key)
    form = CopyForm(request.POST, plans=queries.writable_plans(request.reader, request.on))
    if not form.is_valid():
        raise Http404
    into = form.plans[form.cleaned_data["plan"]]
    made: list[Measure] = []

    def copy() -> Any:
        made.append(commands.copy_measure(shown, into, by=request.reader))

    answer = pressed(
        request,
        copy,
        _("The measure is copied as a draft; give it owners, days and money."),
        into.get_absolute_url(),
    )
    return redirect(made[0]) if made else answer


@require_POST
@login_required
def measure_agree(request: Request, key: str, side: str) -> HttpResponse:
    """Agree to a measure for a side."""
    shown = visible_measure(request, key)
    row = _side(request, shown, side)

    def agree() -> Consent:
        return consent_commands.agree_measure(shown, row, by=request.reader, on=timezone.localdate())

    done = _("%(side)s agrees.") % {"side": row.body}
    return pressed(request, agree, done, f"{shown.get_absolute_url()}#said")


@form_door
@login_required
def measure_otherwise(request: Request, key: str, side: str) -> HttpResponse:
    """Say what a side would have otherwise."""
    shown = visible_measure(request, key)
    row = _side(request, shown, side)
    form = OtherwiseForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("What %(side)s would have otherwise") % {"side": row.body},
        verb=_("Say it"),
        cancel=shown.get_absolute_url(),
        done=_("It is said; the measure waits to be changed."),
        lede=str(shown),
    )

    def say() -> Consent:
        told = form.cleaned_data["words"]
        return consent_commands.ask_otherwise(shown, row, told, by=request.reader, on=timezone.localdate())

    return record_form(request, form, say, page, then=f"{shown.get_absolute_url()}#said")


def _side(request: Request, shown: Measure, key: str) -> PlanSide:
    """The side the reader may speak for."""
    found = next((side for side in shown.plan.sides.all() if side.key == key), None)
    if found is None:
        raise Http404
    not_found_unless(can_record(request.reader) or can_speak_for(request.reader, found))
    return found
