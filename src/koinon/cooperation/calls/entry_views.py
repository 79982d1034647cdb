"""Where an entry begins: with an account, by a link that is mailed, or invited by those who run the call."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from koinon.cooperation.calls import entry_letters as letters
from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.calls import reader_language
from koinon.cooperation.calls.entry_beginning import (
    begin_by_mail,
    invite_entry,
    issue_link,
    revoke_link,
    start_entry,
)
from koinon.cooperation.calls.entry_doors import spoilt_link, visible_call
from koinon.cooperation.calls.entry_queries import own_bodies, own_entries
from koinon.cooperation.calls.entry_refusals import NotAMember, refuse_shut
from koinon.cooperation.calls.entry_start_forms import BeginForm, InviteForm, LinkForm, StartForm
from koinon.cooperation.calls.links import Beginning, beginning_behind, token_of
from koinon.cooperation.calls.models import Call, CallLanguage, Entry
from koinon.cooperation.calls.naming import not_looked_at
from koinon.cooperation.calls.naming_tasks import look_later
from koinon.cooperation.calls.permissions import can_run
from koinon.network.events.turnstile import AN_HOUR, TooMany, caller, let_in
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import form_door, refuse
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url

FROM_ONE_PLACE, TO_ONE_ADDRESS = 20, 4
"""Letters asked for an hour: an office may enter several times, an address needs few letters."""


@form_door
@never_cache
def enter(request: Request, key: str) -> HttpResponse:
    """Begin an entry: choose for whom, or have a link mailed."""
    call = visible_call(request, key)
    context: dict[str, Any] = {"call": call, "told": told(call)}
    context["closing"] = letters.how_it_closes(call, timezone.now())
    context["entries"] = own_entries(call, request.reader)
    bodies = own_bodies(request.reader)
    language = {"language": _offered(reader_language())}
    form: BeginForm | StartForm
    if bodies:
        form = StartForm(request.POST or None, bodies=bodies, initial=language | {"applicant": bodies[0].key})
    else:
        form = BeginForm(request.POST or None, initial=language | _known(request))
    context["shut"] = _why_not(call, by_mail=not bodies)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_shut(call, timezone.now())
            if isinstance(form, StartForm):
                return _started(request, call, form)
            return _mailed(request, call, form, context)
        except Refused as refused:
            form.add_error(None, str(refused))
    context |= {"form": form, "by_mail": not bodies}
    return render(request, "calls/entry_begin.html", context, status=422 if form.errors else 200)


def _offered(language: str) -> str:
    return language if language in CallLanguage.values else CallLanguage.EN


def _known(request: Request) -> dict[str, str]:
    return {"email": request.reader.user.email} if request.reader.user else {}


def _why_not(call: Call, *, by_mail: bool) -> str:
    """Why nobody can begin here, before anything is asked."""
    try:
        refuse_shut(call, timezone.now())
        if by_mail and call.members_only:
            raise NotAMember(
                _(
                    "This call is for members of the network. Sign in with the account of your city, "
                    "or ask those who run the call for a link."
                )
            )
    except Refused as refused:
        return str(refused)
    return ""


def _started(request: Request, call: Call, form: StartForm) -> HttpResponse:
    language = form.cleaned_data["language"]
    entry = start_entry(call, form.body, by=request.reader, moment=timezone.now(), language=language)
    return redirect("calls:own-write", key=entry.key)


def _mailed(request: Request, call: Call, form: BeginForm, context: dict[str, Any]) -> HttpResponse:
    """The same page whatever happened: nobody learns here which addresses have entered."""
    if call.members_only:
        raise NotAMember(_why_not(call, by_mail=True))
    if not form.is_trapped:
        told_ = form.cleaned_data
        try:
            let_in("enter", caller(request), FROM_ONE_PLACE, AN_HOUR)
            let_in("enter", told_["email"].casefold(), TO_ONE_ADDRESS, AN_HOUR)
        except TooMany as many:
            raise Refused(
                _("Too many links were asked for in a short time. Please try again in an hour.")
            ) from many
        beginning = Beginning(call.key, told_["email"], told_["applicant"], told_["language"])
        letters.write_beginning(call, beginning, on=timezone.localdate())
    return render(request, "calls/entry_mailed.html", context | {"email": form.cleaned_data["email"]})


@form_door
@never_cache
def begin(request: Request, token: str) -> HttpResponse:
    """The link of the letter: one press and the form is there. Looking at it begins nothing."""
    try:
        beginning = beginning_behind(token)
    except LinkNotGood as spoilt:
        return spoilt_link(request, str(spoilt))
    call = get_object_or_404(
        Call.objects.select_related("run_by").prefetch_related("texts"), key=beginning.call
    )
    if request.method == "POST":
        try:
            entry = begin_by_mail(call, beginning, moment=timezone.now())
            return redirect("calls:link-write", token=token_of(entry))
        except Refused as refused:
            return spoilt_link(request, str(refused))
    closing = letters.how_it_closes(call, timezone.now())
    context = {"call": call, "told": told(call), "beginning": beginning, "closing": closing}
    return render(request, "calls/entry_proved.html", context)


@form_door
@recorder_required
def invite(request: Request, key: str) -> HttpResponse:
    """Begin an entry for a city whose people have no account."""
    call = visible_call(request, key)
    not_found_unless(can_run(request.reader))
    form = InviteForm(
        request.POST or None, request=request, initial={"language": _offered(reader_language())}
    )
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        try:
            invite_entry(
                call, entered["applicant"], email=entered["email"], language=entered["language"],
                by=request.reader, moment=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The link is on its way to %(email)s.") % {"email": entered["email"]})
            return redirect(call.get_absolute_url())
    context = {"call": call, "told": told(call), "form": form}
    return render(request, "calls/entry_invite.html", context, status=422 if form.errors else 200)


@form_door
@recorder_required
def link_issue(request: Request, key: str) -> HttpResponse:
    """Mail a fresh link; the former one opens nothing any more."""
    rows = Entry.objects.visible_to(request.reader).select_related("call", "applicant")
    entry = get_object_or_404(rows, key=key)
    form = LinkForm(request.POST or None, initial={"email": entry.email})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        issue_link(entry, by=request.reader, on=timezone.localdate(), email=email)
        messages.success(request, _("A new link is on its way; the former one opens nothing any more."))
        return redirect("calls:entry", key=key)
    context = {"entry": entry, "call": entry.call, "told": told(entry.call), "form": form}
    return render(request, "calls/entry_link.html", context, status=422 if form.errors else 200)


@require_POST
@recorder_required
def look_all(request: Request, key: str) -> HttpResponse:
    """Have every entry of a call looked through for names that was not since it was sent."""
    call = visible_call(request, key)
    not_found_unless(can_run(request.reader))
    rows = list(not_looked_at(call.entries.sent()))
    for entry in rows:
        look_later(entry)
    said = ngettext(
        "%(num)s entry is being looked through.", "%(num)s entries are being looked through.", len(rows)
    )
    messages.success(request, said % {"num": len(rows)})
    return redirect("calls:screening", key=key)


@require_POST
@recorder_required
def link_revoke(request: Request, key: str) -> HttpResponse:
    """Let the link open nothing any more."""
    entry = get_object_or_404(Entry.objects.visible_to(request.reader), key=key)
    return pressed(
        request,
        lambda: revoke_link(entry, by=request.reader),
        _("The link opens nothing any more."),
        url("calls:entry", key=key),
    )
