"""Where an entry is written: the form, its keeping in the background, sending, what was sent, withdrawing, files."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.cooperation.calls import entry_letters as letters
from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.calls import CallState
from koinon.cooperation.calls.draft_sweeping import forgets_on
from koinon.cooperation.calls.entry_commands import Kept, Sending, save_draft, send_entry, withdraw_entry
from koinon.cooperation.calls.entry_doors import Hand
from koinon.cooperation.calls.entry_fields import FilesField
from koinon.cooperation.calls.entry_files import MEGABYTE, add_file, drop_file, send_file
from koinon.cooperation.calls.entry_forms import EntryForm, as_posted, digest_of
from koinon.cooperation.calls.entry_queries import (
    answers_said,
    body_meant,
    draft_said,
    earlier_of,
    is_changed,
    questions_of,
    said,
    sendings,
    values_of,
)
from koinon.cooperation.calls.entry_refusals import refuse_over
from koinon.cooperation.calls.entry_start_forms import WithdrawForm
from koinon.cooperation.calls.models import EntryFile
from koinon.network.evidence.history import clock
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import form_door, refuse
from koinon.platform.ui.addresses import url


@dataclass(slots=True)
class Sheet:
    """The form of one entry on one page, and what went wrong that is no fault of an answer."""

    request: Request
    hand: Hand
    clashes: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.questions = questions_of(self.hand.entry)
        self.categories = list(self.hand.entry.call.categories.all())
        self.values = values_of(self.hand.entry)

    questions: list[Any] = field(init=False)
    categories: list[Any] = field(init=False)
    values: dict[str, Any] = field(init=False)

    def form(self, data: Any = None, files: Any = None, **more: Any) -> EntryForm:
        """The form, empty, posted or as kept."""
        entry = self.hand.entry
        late = entry.call.state(timezone.now()) == CallState.LATE and not entry.sent_at
        made = EntryForm(
            data, files, entry=entry, questions=self.questions, categories=self.categories,
            find=body_meant(self.request.reader), asks_why_late=late, **more,
        )  # fmt: skip
        made.count_files(self.values)
        return made

    def kept_form(self) -> EntryForm:
        """The form as it is kept, bound, so that it can be checked."""
        return self.form(as_posted(self.form().fields, self.values))

    def answer(self, form: EntryForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        entry = self.hand.entry
        context = {
            "hand": self.hand,
            "entry": entry,
            "call": entry.call,
            "told": told(entry.call),
            "form": form,
            "bases": {name: digest_of(self.values.get(name)) for name in form.fields},
            "clashes": self.clashes,
            "problems": self.problems,
            "earlier": earlier_of(entry),
            "files": files_by_question(entry.files.all(), self.values),
            "pen": self.request.POST.get("pen") or secrets.token_hex(4),
            "closing": letters.how_it_closes(entry.call, timezone.now()),
            "clock": clock,
            "returned": self.request.method == "POST" and "" not in self.problems,
            "limit": settings.UPLOAD_LIMIT // MEGABYTE,
            "is_file": lambda name: isinstance(form.fields[name], FilesField),
        }
        return render(self.request, "calls/entry_write.html", context, status=status)


def files_by_question(files: Iterable[EntryFile], values: dict[str, Any]) -> dict[str, list[EntryFile]]:
    """The files of the draft, by the name of their field."""
    told_: dict[str, list[EntryFile]] = {}
    for file in files:
        name = f"q{file.field_id}"
        if str(file.pk) in (values.get(name) or ()):
            told_.setdefault(name, []).append(file)
    return told_


@form_door
def write(request: Request, hand: Hand) -> HttpResponseBase:
    """The form: shown, kept, checked and sent. Whatever is wrong, what was typed stands in it."""
    sheet = Sheet(request, hand)
    if request.method != "POST":
        if closed := why_over(hand):
            messages.info(request, closed)
            return redirect(hand.address())
        return sheet.answer(sheet.kept_form() if "check" in request.GET else sheet.form(initial=sheet.values))
    in_background = request.headers.get("Accept", "") == "application/json"
    try:
        kept = keep(sheet)
    except Refused as refused:
        if in_background:
            return JsonResponse({"refused": str(refused)}, status=409)
        return _not_kept(sheet, str(refused))
    if in_background:
        return JsonResponse(in_brief(sheet, kept))
    if request.POST.get("do") == "send" and not sheet.clashes and not sheet.problems:
        return _sent(sheet)
    if sheet.clashes or sheet.problems:
        return sheet.answer(sheet.form(initial=sheet.values | _typed_beside(sheet)), status=422)
    messages.success(request, _("Saved. You can close this page and come back."))
    return redirect(f"{hand.address('write')}{'?check=1' if request.POST.get('do') == 'check' else ''}")


def keep(sheet: Sheet) -> Kept:
    """Keep what was typed and take in files; the sheet then knows what stands, and what went wrong."""
    request, hand, moment = sheet.request, sheet.hand, timezone.now()
    posted = sheet.form(request.POST, request.FILES)
    there = [name for name in posted.fields if f"base-{name}" in request.POST]
    names = request.POST.getlist("names") or there or list(posted.fields)
    bases = {name: request.POST.get(f"base-{name}", "") for name in names if f"base-{name}" in request.POST}
    kept = save_draft(
        hand.entry,
        posted.typed(names),
        bases,
        by=hand.reader,
        moment=moment,
        pen=request.POST.get("pen", "")[:16],
    )
    for name, question in posted.questions.items():
        for file in request.FILES.getlist(name):
            try:
                add_file(hand.entry, question, file, by=hand.reader, moment=moment)
            except Refused as refused:
                sheet.problems.setdefault(name, []).append(str(refused))
    if dropped := request.POST.get("drop"):
        drop_file(hand.entry, dropped, by=hand.reader, moment=moment)
    sheet.clashes = kept.clashes
    sheet.values = values_of(hand.entry)
    return kept


def _typed_beside(sheet: Sheet) -> dict[str, Any]:
    """What was typed where somebody else was faster: it stays in the form, and counts when it is sent again."""
    return sheet.form(sheet.request.POST).typed(sheet.clashes)


def _not_kept(sheet: Sheet, words: str) -> HttpResponse:
    """Nothing could be kept: what was typed stays in the form, so that it can be copied."""
    posted = sheet.form(sheet.request.POST)
    sheet.problems[""] = [words]
    return sheet.answer(sheet.form(initial=posted.typed(posted.fields)), status=422)


def in_brief(sheet: Sheet, kept: Kept) -> dict[str, Any]:
    """What the script of the page is told."""
    questions = {f"q{one.pk}": one for one in sheet.questions}
    files = files_by_question(sheet.hand.entry.files.all(), sheet.values)
    asked = [*sheet.request.FILES, *sheet.request.POST.getlist("names")]
    return {
        "saved": clock(sheet.hand.entry.saved_at or timezone.now()),
        "bases": kept.bases,
        "clashes": {
            name: {"words": _in_words(questions.get(name), value), "base": digest_of(value)}
            for name, value in kept.clashes.items()
        },
        "problems": sheet.problems,
        "files": {
            name: render_to_string(
                "calls/entry_files.html", {"files": files.get(name, []), "hand": sheet.hand}, sheet.request
            )
            for name in asked
            if name in questions and questions[name].kind == "file"
        },
    }  # fmt: skip


def _in_words(question: Any, value: Any) -> str:
    """A value of a field as plain text."""
    if isinstance(value, str):
        return value
    if question is None:
        return ", ".join(
            str(one.get("name", "")) if isinstance(one, dict) else str(one) for one in value or []
        )
    shown = said(question, value)
    return "\n".join(shown.lines or [" · ".join(row) for row in shown.rows])


def _sent(sheet: Sheet) -> HttpResponse:
    form, hand = sheet.kept_form(), sheet.hand
    if form.is_valid():
        try:
            entry = send_entry(hand.entry, _sending(sheet, form), by=hand.reader, moment=timezone.now())
        except Refused as refused:
            refuse(form, refused)
        else:
            words = _("Received. The number of your entry is %(number)s.") % {"number": entry.receipt}
            messages.success(sheet.request, words)
            return redirect(hand.address())
    return sheet.answer(form, status=422)


def _sending(sheet: Sheet, form: EntryForm) -> Sending:
    entered = form.cleaned_data
    chosen = next((one for one in sheet.categories if one.key == entered.get("category")), None)
    return Sending(
        title=entered["title"], contact=entered["contact"], category=chosen,
        late_reason=entered.get("late_reason", ""), together=entered["together"], answers=form.answers,
    )  # fmt: skip


def why_over(hand: Hand) -> str:
    """Why the entry cannot be written any more, or nothing."""
    try:
        refuse_over(hand.entry, timezone.now())
    except Refused as refused:
        return str(refused)
    return ""


@require_safe
def own(request: Request, hand: Hand) -> HttpResponse:
    """How the entry stands, and what was sent."""
    entry = hand.entry
    closed = why_over(hand)
    context = {
        "hand": hand,
        "entry": entry,
        "call": entry.call,
        "told": told(entry.call),
        "closed": closed,
        "written": draft_said(entry) if closed and not entry.sent_at else [],
        "forgotten_on": None if entry.sent_at else forgets_on(entry.call),
        "closing": letters.closing(entry.call),
        "sent": letters.at_its_place(entry.call, entry.sent_at),
        "resent": letters.at_its_place(entry.call, entry.changed_at),
        "answers": answers_said(entry) if entry.sent_at else [],
        "together": list(entry.co_applicants.select_related("body")),
        "changed": is_changed(entry),
        "sendings": sendings(entry),
        "asks": entry.call.takes_questions(timezone.now()),
        "paper": paper_address(hand),
    }
    return render(request, "calls/entry_own.html", context)


def paper_address(hand: Hand) -> str:
    """Where the entry stands on paper, through the same door."""
    if hand.token:
        return url("briefings:entry-by-link", token=hand.token)
    return url("briefings:entry", key=hand.entry.key)


@form_door
def withdraw(request: Request, hand: Hand) -> HttpResponse:
    """Take the entry back."""
    entry = hand.entry
    not_found_unless(entry.withdrawn_at is None)
    form = WithdrawForm(request.POST or None, sent=bool(entry.sent_at))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_entry(entry, by=hand.reader, moment=timezone.now(), reason=form.cleaned_data["reason"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The entry is withdrawn."))
            return redirect(hand.address())
    context = {"hand": hand, "entry": entry, "call": entry.call, "told": told(entry.call), "form": form}
    return render(request, "calls/entry_withdraw.html", context, status=422 if form.errors else 200)


@require_safe
def own_file(request: Request, hand: Hand, file: str) -> HttpResponseBase:
    """A file of the entry, for its own people."""
    return send_file(get_object_or_404(hand.entry.files.all(), key=file))


@require_safe
def file(request: Request, key: str) -> HttpResponseBase:
    """A file of an entry that was sent, for those who run the call."""
    rows = EntryFile.objects.visible_to(request.reader)
    return send_file(get_object_or_404(rows, key=key))
