"""Where questions about a call are read, asked and answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.calls import reader_language
from koinon.cooperation.calls.enquiries_commands import answer_question, ask_question, remove_question
from koinon.cooperation.calls.entry_doors import visible_call
from koinon.cooperation.calls.entry_start_forms import AnswerForm, AskForm
from koinon.cooperation.calls.models import CallLanguage, Enquiry
from koinon.cooperation.calls.permissions import can_run
from koinon.network.events.turnstile import AN_HOUR, TooMany, caller, let_in
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import form_door, refuse
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url

FROM_ONE_PLACE = 12


@form_door
@never_cache
def questions(request: Request, key: str) -> HttpResponse:
    """What was asked and answered, and the form to ask."""
    call = visible_call(request, key)
    moment = timezone.now()
    open_ = call.takes_questions(moment)
    known = {"email": request.reader.user.email} if request.reader.user else {}
    form = AskForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            if not form.is_trapped:
                _asked(request, call, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. The answer will stand here, and we write to you."))
            return redirect("calls:questions", key=key)
    rows = Enquiry.objects.visible_to(request.reader).filter(call=call)
    context = {
        "call": call,
        "told": told(call),
        "form": form,
        "open": open_,
        "answered": list(rows.filter(answered_at__isnull=False).order_by("answered_at", "id")),
        "waiting": list(rows.filter(answered_at=None)) if can_run(request.reader) else [],
        "runs": can_run(request.reader),
    }
    return render(request, "calls/enquiries.html", context, status=422 if form.errors else 200)


def _asked(request: Request, call: object, form: AskForm) -> None:
    try:
        let_in("ask", caller(request), FROM_ONE_PLACE, AN_HOUR)
    except TooMany as many:
        raise Refused(
            _("Too many questions came from here in a short time. Please try again in an hour.")
        ) from many
    language = reader_language()
    ask_question(
        call,  # type: ignore[arg-type]
        form.cleaned_data["words"],
        email=form.cleaned_data["email"],
        language=language if language in CallLanguage.values else CallLanguage.EN,
        by=request.reader,
        moment=timezone.now(),
    )


@form_door
@recorder_required
def answer(request: Request, key: str) -> HttpResponse:
    """Answer one question, to all."""
    rows = Enquiry.objects.visible_to(request.reader).select_related("call")
    enquiry = get_object_or_404(rows, key=key)
    initial = {"words": enquiry.words, "answer": enquiry.answer}
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        try:
            answer_question(
                enquiry, entered["words"], entered["answer"], by=request.reader, moment=timezone.now()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The answer is published."))
            return redirect("calls:questions", key=enquiry.call.key)
    context = {"call": enquiry.call, "told": told(enquiry.call), "enquiry": enquiry, "form": form}
    return render(request, "calls/enquiries_answer.html", context, status=422 if form.errors else 200)


@require_POST
@recorder_required
def remove(request: Request, key: str) -> HttpResponse:
    """Take a question off the record."""
    rows = Enquiry.objects.visible_to(request.reader).select_related("call")
    enquiry = get_object_or_404(rows, key=key)
    return pressed(
        request,
        lambda: remove_question(enquiry, by=request.reader),
        _("The question is taken off the record."),
        url("calls:questions", key=enquiry.call.key),
    )
