"""Where seminars are planned and bound to their hub, and their assessment and evaluation are run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.cooperation.learning import assessment_commands, evaluation_commands, queries
from koinon.cooperation.learning import seminar_commands as commands
from koinon.cooperation.learning.assessments import Assessment, Question
from koinon.cooperation.learning.attendance import present_by_event
from koinon.cooperation.learning.certificate_permissions import can_certify
from koinon.cooperation.learning.evaluations import EvaluationForm, EvaluationQuestion
from koinon.cooperation.learning.hub_views import visible_hub
from koinon.cooperation.learning.permissions import can_hold, can_run_hubs
from koinon.cooperation.learning.seminar_forms import (
    AssessmentForm,
    EvaluationQuestionForm,
    PlanSeminarForm,
    QuestionForm,
    SeminarForm,
)
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui.addresses import url

form_door = require_http_methods(["GET", "HEAD", "POST"])


@recorder_required
def seminar_plan(request: Request, key: str) -> HttpResponse:
    """Plan a seminar: its event, its curriculum and who may register, in one form."""
    hub = visible_hub(request, key)
    form = PlanSeminarForm(request.POST or None, request=request, hub=hub)
    page = FormPage(
        title=_("Plan a seminar of %(hub)s") % {"hub": hub},
        verb=_("Plan the seminar"),
        cancel=hub.get_absolute_url(),
        done=_("The seminar is in the calendar."),
        groups=(
            (_("What, when, where"), [*form.Meta.fields]),
            (_("What is learnt"), list(form.SEMINAR)),
            (_("Registration"), list(form.RULES)),
        ),
    )

    def plan() -> Seminar:
        return commands.plan_seminar(
            hub,
            form.event_values,
            form.rules_values,
            form.seminar_values,
            by=request.reader,
            on=timezone.localdate(),
            site=request.build_absolute_uri("/"),
        )

    return record_form(request, form, plan, page)


@recorder_required
def seminar_bind(request: Request, key: str) -> HttpResponse:
    """Make an event on record a seminar of the hub."""
    hub = visible_hub(request, key)
    form = SeminarForm(request.POST or None, request=request, hub=hub)
    page = FormPage(
        title=_("An event is a seminar of %(hub)s") % {"hub": hub},
        verb=_("Make it a seminar"),
        cancel=hub.get_absolute_url(),
        done=_("The event is a seminar of the hub."),
    )

    def bind() -> Seminar:
        values = dict(form.values)
        return commands.bind_seminar(values.pop("event"), hub, values, by=request.reader)

    return record_form(request, form, bind, page)


@recorder_required
def seminar_edit(request: Request, key: str) -> HttpResponse:
    """Change the curriculum and the hours of a seminar."""
    shown = visible_seminar(request, key)
    form = SeminarForm(request.POST or None, request=request, instance=shown, hub=shown.hub)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the seminar"),
        cancel=address_of(shown),
        done=_("The seminar is saved."),
    )

    def change() -> Seminar:
        return commands.change_seminar(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page, then=address_of(shown))


@require_POST
@login_required
def seminar_release(request: Request, key: str) -> HttpResponse:
    """The event is no seminar of the hub any more."""
    shown = visible_seminar(request, key)
    not_found_unless(can_run_hubs(request.reader))
    then = shown.event.get_absolute_url()
    done = _("The event is no seminar of the hub.")
    return pressed(request, lambda: commands.release_seminar(shown, by=request.reader), done, then)


@never_cache
@require_safe
@login_required
def seminar(request: Request, key: str) -> HttpResponse:
    """How a seminar is run: who came, its assessment with results, what people made of it."""
    shown = held_seminar(request, key)
    assessment = Assessment.objects.filter(seminar=shown).first()
    questions = assessment.questions.prefetch_related("choices") if assessment else ()
    form = EvaluationForm.objects.filter(seminar=shown).first()
    context = {
        "seminar": shown,
        "present": present_by_event([shown.event_id]).get(shown.event_id, 0),
        "assessment": assessment,
        "questions": list(questions),
        "frozen": bool(assessment and assessment.tries.exists()),
        "results": queries.results_of(shown),
        "asked": list(form.questions.all()) if form else [],
        "summary": queries.summary_of(shown),
        "runs": can_run_hubs(request.reader),
        "certifies": can_certify(request.reader, shown.hub),
    }
    return render(request, "learning/seminar.html", context)


@form_door
@login_required
def assessment_set(request: Request, key: str) -> HttpResponse:
    """Say how the seminar is assessed."""
    shown = held_seminar(request, key)
    there = Assessment.objects.filter(seminar=shown).first()
    form = AssessmentForm(request.POST or None, request=request, instance=there)
    page = _page(_("Assessment of %(name)s") % {"name": shown}, _("Save the assessment"), shown)

    def save() -> Assessment:
        version = form.expected_version if there else None
        return assessment_commands.set_assessment(
            shown, form.values, by=request.reader, expected_version=version
        )

    return record_form(request, form, save, page, then=f"{address_of(shown)}#assessment")


@form_door
@login_required
def question_new(request: Request, key: str) -> HttpResponse:
    """Write a question of the assessment."""
    shown = held_seminar(request, key)
    assessment = get_object_or_404(Assessment, seminar=shown)
    form = QuestionForm(request.POST or None, request=request, seminar=shown)
    page = _page(_("Write a question"), _("Write the question"), shown, form.groups)

    def write() -> Question:
        return assessment_commands.write_question(assessment, form.values, form.written, by=request.reader)

    return record_form(request, form, write, page, then=f"{address_of(shown)}#assessment")


@form_door
@login_required
def question_edit(request: Request, key: str) -> HttpResponse:
    """Change a question and its answers."""
    question = visible_question(request, key)
    shown = question.assessment.seminar
    form = QuestionForm(request.POST or None, request=request, instance=question, seminar=shown)
    page = _page(_("Change a question"), _("Save the question"), shown, form.groups)

    def change() -> Question:
        version = form.expected_version
        return assessment_commands.change_question(
            question, form.values, form.written, by=request.reader, expected_version=version
        )

    return record_form(request, form, change, page, then=f"{address_of(shown)}#assessment")


@require_POST
@login_required
def question_remove(request: Request, key: str) -> HttpResponse:
    """Take a question out."""
    question = visible_question(request, key)
    then = f"{address_of(question.assessment.seminar)}#assessment"
    done = _("The question is taken out.")
    return pressed(
        request, lambda: assessment_commands.remove_question(question, by=request.reader), done, then
    )


@require_POST
@login_required
def evaluation_begin(request: Request, key: str) -> HttpResponse:
    """Ask those who came what they make of the seminar."""
    shown = held_seminar(request, key)
    then = f"{address_of(shown)}#evaluation"
    done = _("Those who came are asked, without their name.")
    return pressed(
        request, lambda: evaluation_commands.begin_evaluation(shown, by=request.reader), done, then
    )


@form_door
@login_required
def evaluation_ask(request: Request, key: str) -> HttpResponse:
    """Ask one thing more."""
    shown = held_seminar(request, key)
    asked = get_object_or_404(EvaluationForm, seminar=shown)
    form = EvaluationQuestionForm(request.POST or None, request=request)
    page = _page(_("Ask one thing more"), _("Ask it"), shown)

    def ask() -> EvaluationQuestion:
        return evaluation_commands.ask_in_evaluation(asked, form.values, by=request.reader)

    return record_form(request, form, ask, page, then=f"{address_of(shown)}#evaluation")


@require_POST
@login_required
def evaluation_unask(request: Request, key: str) -> HttpResponse:
    """Ask it no longer."""
    rows = EvaluationQuestion.objects.visible_to(request.reader).select_related(
        "form__seminar__event", "form__seminar__hub"
    )
    question = get_object_or_404(rows, key=key)
    shown = question.form.seminar
    not_found_unless(can_hold(request.reader, shown))
    then, done = f"{address_of(shown)}#evaluation", _("It is asked no longer.")
    return pressed(
        request, lambda: evaluation_commands.remove_from_evaluation(question, by=request.reader), done, then
    )


def address_of(shown: Seminar) -> str:
    """Where the seminar is run."""
    return url("learning:seminar", key=shown.key)


def visible_seminar(request: Request, key: str) -> Seminar:
    """The seminar, if the reader may see it."""
    rows = Seminar.objects.visible_to(request.reader)
    return get_object_or_404(rows.select_related("event__host", "hub__host", "curriculum", "module"), key=key)


def held_seminar(request: Request, key: str) -> Seminar:
    """The seminar, if the reader may run it."""
    shown = visible_seminar(request, key)
    not_found_unless(can_hold(request.reader, shown))
    return shown


def visible_question(request: Request, key: str) -> Question:
    """The question, if the reader may write it."""
    rows = Question.objects.select_related(
        *(f"assessment__seminar__{one}" for one in ("event", "hub", "curriculum"))
    )
    question = get_object_or_404(rows, key=key)
    seminar = Seminar.objects.visible_to(request.reader).filter(pk=question.assessment.seminar_id)
    not_found_unless(seminar.exists() and can_hold(request.reader, question.assessment.seminar))
    return question


def _page(title: str, verb: str, shown: Seminar, groups: Sequence[Any] = ()) -> FormPage:
    return FormPage(title=title, verb=verb, cancel=address_of(shown), done=_("Saved."), groups=groups)
