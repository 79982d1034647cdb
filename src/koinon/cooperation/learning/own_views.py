"""The participant's own doors, behind the link of the registration: the course, the questions, what one made of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from koinon.cooperation.learning import (
    assessment_commands,
    enrolment_commands,
    evaluation_commands,
    seminar_commands,
)
from koinon.cooperation.learning.assessment_commands import right_of
from koinon.cooperation.learning.assessments import Assessment, Attempt
from koinon.cooperation.learning.evaluations import EvaluationForm
from koinon.cooperation.learning.own_queries import Own, own_of, sight_of
from koinon.cooperation.learning.seminar_forms import AttemptForm, EvaluateForm
from koinon.cooperation.learning.seminars import Enrolled, Enrolment
from koinon.network.events.links import own_behind
from koinon.network.events.models import Registration
from koinon.network.people.doors import Request
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.ui.addresses import url
from koinon.platform.ui.speaking import tongue_for

guest_door = require_http_methods(["GET", "HEAD", "POST"])
GONE = 410
Seated = Callable[[Request, Registration, str], HttpResponse]


def seated(view: Seated) -> Callable[[Request, str], HttpResponse]:
    """A door behind the link of a registration, in its language; where the link opens nothing, words that say so."""

    @wraps(view)
    def by_link(request: Request, token: str) -> HttpResponse:
        try:
            registration = own_behind(token, timezone.localdate())
        except LinkNotGood as spoilt:
            return _closed(request, str(spoilt))
        with _tongue(request, registration):
            return view(request, registration, token)

    return by_link


@never_cache
@require_safe
@seated
def own(request: Request, registration: Registration, token: str) -> HttpResponse:
    """What the seminar offers whoever registered: the course, the questions, the certificate."""
    context = {"own": own_of(registration, timezone.localdate(), request.reader), "token": token}
    return render(request, "learning/own.html", context)


@never_cache
@require_http_methods(["POST"])
@seated
def enrol(request: Request, registration: Registration, token: str) -> HttpResponse:
    """Register for the other seminars of the curriculum too."""
    mine = own_of(registration, timezone.localdate(), request.reader)
    try:
        if mine.curriculum is None:
            raise seminar_commands.NothingToEnrolFor(_("This seminar is part of no curriculum."))
        seminar_commands.enrol(
            registration,
            mine.curriculum,
            on=timezone.localdate(),
            site=request.build_absolute_uri("/"),
            by=sight_of(registration, request.reader),
        )
        messages.success(request, _("You are enrolled. A letter for each seminar is on its way."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(url("learning:own", token=token))


@never_cache
@guest_door
@seated
def leave(request: Request, registration: Registration, token: str) -> HttpResponse:
    """Leave the course: every seat to come is given back at once."""
    on = timezone.localdate()
    there = Enrolled.objects.filter(registration=registration).select_related("enrolment__curriculum")
    place = there.first()
    if place is None:
        return redirect(url("learning:own", token=token))
    if request.method == "POST":
        return _left(request, place.enrolment, token)
    seats = enrolment_commands.seats_to_come(place.enrolment, on)
    context = {"registration": registration, "enrolment": place.enrolment, "seats": seats, "token": token}
    return render(request, "learning/leave.html", context)


def _left(request: Request, enrolment: Enrolment, token: str) -> HttpResponse:
    on, site = timezone.localdate(), request.build_absolute_uri("/")
    try:
        number = enrolment_commands.leave_course(enrolment, on=on, site=site)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        told = ngettext(
            "You have left the course: %(num)s seat is given back.",
            "You have left the course: %(num)s seats are given back.",
            number,
        )
        messages.success(request, told % {"num": number})
    return redirect(url("learning:own", token=token))


@never_cache
@guest_door
@seated
def answers(request: Request, registration: Registration, token: str) -> HttpResponse:
    """The questions of the seminar: saved as often as one likes, sent once, explained at once."""
    mine = own_of(registration, timezone.localdate(), request.reader)
    if mine.assessment is None:
        return _closed(request, _("Nothing is asked of this seminar."))
    try:
        attempt = assessment_commands.begin_attempt(mine.assessment, registration, on=timezone.localdate())
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect(url("learning:own", token=token))
    return _answered(request, mine, attempt, token)


def _answered(request: Request, mine: Own, attempt: Attempt, token: str) -> HttpResponse:
    """Save or send what was chosen."""
    assert mine.assessment is not None
    questions = list(mine.assessment.questions.prefetch_related("choices").order_by("number", "id"))
    chosen = {one.question_id: one.chosen for one in attempt.answers.all()}
    form = AttemptForm(request.POST or None, questions=questions, chosen=chosen, other=mine.other_language)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        on = timezone.localdate()
        try:
            assessment_commands.save_answers(attempt, form.chosen, on=on)
            if "send" in request.POST:
                assessment_commands.send_attempt(attempt, on=on)
                return redirect(url("learning:result", token=token))
            messages.success(request, _("Your answers are saved. Send them when you are ready."))
            return redirect(url("learning:answers", token=token))
        except Refused as refused:
            refusal = str(refused)
    shown = form.to_be_answered()
    context = {"own": mine, "attempt": attempt, "form": shown, "token": token, "refusal": refusal}
    return render(request, "learning/answers.html", context, status=422 if refusal or form.errors else 200)


@never_cache
@require_safe
@seated
def result(request: Request, registration: Registration, token: str) -> HttpResponse:
    """How the last attempt came out, question by question, with why."""
    mine = own_of(registration, timezone.localdate(), request.reader)
    last = next((one for one in reversed(mine.tries) if one.sent_on), None)
    if last is None or mine.assessment is None:
        return redirect(url("learning:own", token=token))
    context = {
        "own": mine,
        "attempt": last,
        "lines": _lines(mine.assessment, last),
        "in_other": bool(mine.other_language) and get_language() == mine.other_language,
        "explained": bool(last.passed) or not mine.may_try,
        "token": token,
    }
    return render(request, "learning/result.html", context)


def _lines(assessment: Assessment, attempt: Attempt) -> list[dict[str, object]]:
    chosen = {one.question_id: set(one.chosen) for one in attempt.answers.all()}
    questions = assessment.questions.prefetch_related("choices").order_by("number", "id")
    return [
        {
            "question": one,
            "right": chosen.get(one.pk, set()) == right_of(one),
            "chosen": [choice for choice in one.choices.all() if choice.pk in chosen.get(one.pk, ())],
            "wanted": [choice for choice in one.choices.all() if choice.right],
        }
        for one in questions
    ]


@never_cache
@guest_door
@seated
def said(request: Request, registration: Registration, token: str) -> HttpResponse:
    """What one made of the seminar, without a name."""
    mine = own_of(registration, timezone.localdate(), request.reader)
    if mine.evaluation is None or not mine.may_evaluate:
        return redirect(url("learning:own", token=token))
    form = EvaluateForm(request.POST or None, form=mine.evaluation, other=mine.other_language)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _evaluate(mine.evaluation, registration, form)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Thank you. Your answers bear no name."))
            return redirect(url("learning:own", token=token))
    context = {"own": mine, "form": form, "token": token, "refusal": refusal}
    return render(request, "learning/said.html", context, status=422 if refusal or form.errors else 200)


def _evaluate(asked: EvaluationForm, registration: Registration, form: EvaluateForm) -> None:
    evaluation_commands.evaluate(asked, registration, form.answers, on=timezone.localdate())


def _closed(request: Request, why: str) -> HttpResponse:
    return render(request, "events/link_closed.html", {"why": why}, status=GONE)


def _tongue(request: Request, registration: Registration) -> override:
    """The language of the account or the menu, or the one chosen when registering."""
    return override(tongue_for(request, registration.language))
