"""The doors without an account: a question to somebody, may you be asked, how does it go on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koinon.cooperation.practices import asking_commands
from koinon.cooperation.practices.follow_up_commands import Told, answer_follow_up
from koinon.cooperation.practices.forms import AnswerForm, QuestionForm
from koinon.cooperation.practices.links import follow_up_behind, person_behind, question_behind
from koinon.cooperation.practices.models import PracticeFollowUp, PracticePerson
from koinon.cooperation.practices.queries import people_of
from koinon.cooperation.practices.views import visible_practice
from koinon.network.events.turnstile import AN_HOUR, TooMany, caller, let_in
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.ui.speaking import tongue_for

guest_door = require_http_methods(["GET", "HEAD", "POST"])
FROM_ONE_PLACE, FROM_ONE_ADDRESS = 10, 4
"""Questions an hour."""
CLOSED, WRONG = 410, 422


@never_cache
@guest_door
def question(request: Request, key: str, person: str) -> HttpResponse:
    """A form to somebody who agreed to be asked; the address stays with us."""
    shown = visible_practice(request, key)
    rows = people_of(shown, request.reader, timezone.localdate()).filter(agreed_on__isnull=False)
    asked = get_object_or_404(rows, key=person)
    not_found_unless(shown.published_on is not None)
    form = QuestionForm(request.POST or None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        try:
            waits = form.is_trapped or _taken(request, asked, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            context = {"practice": shown, "email": form.cleaned_data["email"], "waits": waits}
            return render(request, "practices/question_taken.html", context)
    context = {"practice": shown, "person": asked, "form": form}
    return render(request, "practices/question.html", context, status=WRONG if form.errors else 200)


def _taken(request: Request, asked: PracticePerson, form: QuestionForm) -> bool:
    """Whether the question waits for its sender to follow the link in the first letter."""
    values = form.values | {"language": get_language() or "en"}
    try:
        let_in("practice-question", caller(request), FROM_ONE_PLACE, AN_HOUR)
        let_in("practice-question", values["email"].casefold(), FROM_ONE_ADDRESS, AN_HOUR)
    except TooMany as many:
        raise TooMany(
            _("Too many questions from here in a short time. Please try again in an hour.")
        ) from many
    on = timezone.localdate()
    return asking_commands.ask_question(asked, values, by=request.reader, on=on) is not None


def _known(request: Request) -> dict[str, str]:
    user = request.reader.user
    if user is None:
        return {}
    person = getattr(user, "person", None)
    return {"email": user.email, "name": person.display() if person else ""}


@never_cache
@guest_door
def question_proved(request: Request, token: str) -> HttpResponse:
    """The sender's word that the question is meant; only then does it go on."""
    try:
        waiting = question_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        return _closed(request, spoilt)
    with override(tongue_for(request, waiting.language)):
        context = {"question": waiting, "practice": waiting.person.practice, "sent": False, "refusal": ""}
        if request.method == "POST":
            try:
                asking_commands.send_question(waiting, on=timezone.localdate())
                context["sent"] = True
            except Refused as refused:
                context["refusal"] = str(refused)
        return render(request, "practices/question_proved.html", context)


@never_cache
@guest_door
def naming(request: Request, token: str) -> HttpResponse:
    """May you be named as somebody to ask?"""
    try:
        asked = person_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        return _closed(request, spoilt)
    with override(tongue_for(request, asked.practice.language)):
        context = {"person": asked, "practice": asked.practice, "said": ""}
        said = request.POST.get("says", "")
        if request.method == "POST" and said in ("yes", "no"):
            asking_commands.answer_naming(asked, said == "yes", on=timezone.localdate())
            context["said"] = said
        return render(request, "practices/naming.html", context)


@never_cache
@guest_door
def follow_up(request: Request, token: str) -> HttpResponse:
    """How does it go on, and what came of it?"""
    try:
        asked = follow_up_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        return _closed(request, spoilt)
    with override(tongue_for(request, asked.practice.language)):
        return _followed(request, asked)


def _followed(request: Request, asked: PracticeFollowUp) -> HttpResponse:
    form = AnswerForm(request.POST or None, instance=asked)
    done = False
    if request.method == "POST" and form.is_valid():
        moment = timezone.now()
        told = Told(form.cleaned_data["outcome"], form.cleaned_data["words"])
        try:
            answer_follow_up(asked, told, by=None, on=timezone.localdate(moment), moment=moment)
            done = True
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"practice": asked.practice, "form": form, "done": done}
    return render(request, "practices/follow_up.html", context, status=WRONG if form.errors else 200)


def _closed(request: Request, spoilt: LinkNotGood) -> HttpResponse:
    with override(tongue_for(request, spoilt.language)):
        return render(request, "ui/link_closed.html", {"why": str(spoilt)}, status=CLOSED)
