"""The doors of confirmations: ask a side, its page behind the link, the list, and what it said."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.network.confirmations import commands, queries
from koinon.network.confirmations.commands import Question, Said
from koinon.network.confirmations.elsewhere import waiting_elsewhere
from koinon.network.confirmations.forms import AskForm, ConfirmationFilter
from koinon.network.confirmations.letters import send_link
from koinon.network.confirmations.links import confirmation_behind, token_of
from koinon.network.confirmations.models import Confirmation, Remark
from koinon.network.confirmations.permissions import can_ask, can_settle_remark
from koinon.network.confirmations.subjects import (
    digest_of,
    lines_of,
    page_of,
    sides_of,
    subject_of,
    subject_seen,
)
from koinon.network.evidence.visibility import href_of
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.paging import ROWS, Pages
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui.speaking import tongue_for

LONGEST = 20_000
"""A line may be the whole account of a case."""


@require_safe
def confirmations(request: Request) -> HttpResponse:
    """What was asked of whom and what they said; for a city, what it was asked."""
    if request.reader.is_public:
        raise Http404
    asked = ConfirmationFilter(request.GET)
    answer = asked.cleaned_data["answer"] if asked.is_valid() else ""
    page = Pages(queries.confirmation_list(request.reader, answer), request).get_page(request.GET.get("page"))
    in_other_rooms = waiting_elsewhere(request.reader, request.on) if not answer and page.number == 1 else []
    context = {
        "page": page,
        "rows": queries.with_subjects(page.object_list),
        "filters": asked,
        # It turns its own pages: what waits in other rooms may be longer than what was asked here.
        "elsewhere": Paginator(in_other_rooms, ROWS).get_page(request.GET.get("waiting")),
    }
    return render(request, "confirmations/confirmations.html", context)


@require_safe
def confirmation(request: Request, key: str) -> HttpResponse:
    """One question: the link while it waits, the answer with what was shown, and the lines to settle."""
    shown = _seen(request, key)
    subject = _subject(shown)
    context = {
        "confirmation": shown,
        "subject": subject,
        "subject_href": href_of(subject),
        "remarks": list(shown.remarks.all()),
        # What was said stays in the language it was asked in; what it is about, the reader is told in the own one.
        "labels": {line.name: line.label for line in lines_of(subject, get_language() or "en")},
        "address": _address(request, shown) if shown.is_open and can_ask(request.reader) else "",
        "is_past": shown.link_until < timezone.localdate(),
        "may_settle": can_settle_remark(request.reader),
    }
    return render(request, "confirmations/confirmation.html", context)


@recorder_required
def ask(request: Request, kind: str, key: str) -> HttpResponse:
    """Choose a side and make its link."""
    subject = subject_seen(kind, key, request.reader)
    if subject is None:
        raise Http404
    form = AskForm(request.POST or None, request=request, sides=sides_of(subject))
    page = FormPage(
        title=_("Have %(name)s confirmed") % {"name": subject},
        verb=_("Make the link"),
        done=_("The link is made. Send it; it opens without an account and is good for one answer."),
        cancel=href_of(subject),
        lede=_("The other side sees the record line by line in its language, agrees, or corrects a line."),
    )

    def do() -> Confirmation:
        values = form.values
        question = Question(values["side"], values["language"], values["person"])
        today = timezone.localdate()
        made = commands.ask_confirmation(subject, question, by=request.reader, on=today)
        if address := form.cleaned_data["address"]:
            link = _address(request, made)
            send_link(made, subject, address, link=link, by=request.reader, on=today)
        return made

    return record_form(request, form, do, page)


@require_POST
@recorder_required
def withdraw(request: Request, key: str) -> HttpResponse:
    """Take a question back."""
    shown = _seen(request, key)
    then = shown.get_absolute_url()
    return pressed(
        request,
        lambda: commands.withdraw_confirmation(shown, by=request.reader),
        _("The link opens nothing now."),
        then,
    )


@require_POST
@recorder_required
def settle(request: Request, key: str, remark: str) -> HttpResponse:
    """Say that a line was mended, or leave it with a reason."""
    shown = _seen(request, key)
    row = get_object_or_404(Remark.objects.select_related("confirmation"), confirmation=shown, key=remark)
    then = shown.get_absolute_url()
    if "decline" in request.POST:
        reason = request.POST.get("reason", "")
        return pressed(
            request,
            lambda: commands.decline_remark(row, reason, by=request.reader),
            _("Left as it is."),
            then,
        )
    return pressed(request, lambda: commands.take_remark(row, by=request.reader), _("Taken over."), then)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: Request, token: str) -> HttpResponse:
    """The record line by line, in the language of the side asked: agree, or correct a line."""
    try:
        found = confirmation_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        with override(tongue_for(request, spoilt.language)):
            return render(request, "ui/link_closed.html", {"why": str(spoilt)}, status=410)
    with override(_shown_in(request) or tongue_for(request, found.language)):
        return _answered(request, found) if request.method == "POST" else _shown(request, found)


def _shown(
    request: Request, found: Confirmation, refusal: str = "", typed: dict[str, str] | None = None
) -> HttpResponse:
    subject = _subject(found)
    page, shown = page_of(subject)
    context = {
        **shown,
        "confirmation": found,
        "subject": subject,
        "lines": lines_of(subject, get_language() or found.language),
        "language": get_language(),
        "digest": digest_of(subject),
        "typed": typed or {},
        "name": request.POST.get("name", ""),
        "longest": LONGEST,
        "refusal": refusal,
    }
    return render(request, page, context, status=422 if refusal else 200)


def _answered(request: Request, found: Confirmation) -> HttpResponse:
    lines = {
        name.removeprefix("line-"): str(text)[:LONGEST]
        for name, text in request.POST.items()
        if name.startswith("line-")
    }
    said = Said(
        name=request.POST.get("name", ""),
        digest=request.POST.get("digest", ""),
        lines=lines,
        agrees="agrees" in request.POST,
        language=_shown_in(request),
    )
    try:
        remarks = commands.answer_confirmation(found, _subject(found), said, moment=timezone.now())
    except Refused as refused:
        return _shown(request, found, str(refused), lines)
    return render(request, "confirmations/guest_thanks.html", {"confirmation": found, "remarks": remarks})


def _shown_in(request: Request) -> str:
    """In which language the lines stood on the page that was sent: corrections are told from them."""
    sent = request.POST.get("language", "")
    return sent if sent in dict(settings.LANGUAGES) else ""


def _address(request: Request, waiting: Confirmation) -> str:
    return request.build_absolute_uri(reverse("confirmations:guest", kwargs={"token": token_of(waiting)}))


def _seen(request: Request, key: str) -> Confirmation:
    rows = Confirmation.objects.visible_to(request.reader).select_related("side", "person")
    return get_object_or_404(rows, key=key)


def _subject(found: Confirmation) -> Record:
    """What the confirmation is about. A record that was removed takes its confirmations out of sight."""
    subject = subject_of(found.subject_kind, found.subject_id)
    if subject is None:
        raise Http404
    return subject
