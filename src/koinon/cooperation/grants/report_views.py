"""The doors of a scholar's report: the scholar's own page behind the link, and what the secretariat says to it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from koinon.cooperation.grants import report_commands as commands
from koinon.cooperation.grants.models import ScholarReport
from koinon.cooperation.grants.report_links import address_of, report_behind, tongue_of
from koinon.cooperation.grants.scholarship_forms import HandInForm, ReturnForm
from koinon.cooperation.grants.scholarship_views import recorded
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import carried_out, form_door, refuse
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url
from koinon.platform.ui.speaking import tongue_for


@never_cache
@form_door
def scholar(request: Request, token: str) -> HttpResponse:
    """The scholar's own page: what was awarded, by when the report is due, where it stands, and the way to hand it in."""
    try:
        report = report_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        with override(tongue_for(request, spoilt.language)):
            return render(request, "ui/link_closed.html", {"why": str(spoilt)}, status=410)
    with override(tongue_for(request, tongue_of(report.scholarship))):
        return _own(request, report, token)


def _own(request: Request, report: ScholarReport, token: str) -> HttpResponse:
    form = HandInForm(request.POST or None, request.FILES or None, initial={"words": report.words})
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            commands.hand_in_report(
                report, given["words"], given["file"], on=timezone.localdate(now), moment=now
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, _("Your report has arrived. Thank you; you hear from us once it is read.")
            )
            return redirect(url("grants:scholar", token=token))
    context = {"report": report, "one": report.scholarship, "form": form, "on": timezone.localdate()}
    return render(request, "grants/scholar.html", context, status=422 if form.errors else 200)


@require_POST
@recorder_required
def ask(request: Request, key: str) -> HttpResponse:
    """Ask the scholar for the report by letter."""
    one, on = recorded(request, key), timezone.localdate()
    do = partial(commands.ask_for_report, one, by=request.reader, on=on)
    done = _("The scholar is asked by letter, with a link to hand the report in.")
    if not address_of(one, on):
        done = _(
            "No e-mail address of the scholar is on record, and the letter is held back: record one and ask again."
        )
    return pressed(request, do, done, one.get_absolute_url())


@require_POST
@recorder_required
def accept(request: Request, key: str) -> HttpResponse:
    """Accept the report that was handed in."""
    report = _handed_in(request, key)
    seen = _version_seen(request)
    do = partial(
        commands.accept_report, report, by=request.reader, on=timezone.localdate(), expected_version=seen
    )
    done = _("The report is accepted and the scholarship complete; the scholar is told.")
    return pressed(request, do, done, report.scholarship.get_absolute_url())


@form_door
@recorder_required
def send_back(request: Request, key: str) -> HttpResponse:
    """Return the report with a reason."""
    report = _handed_in(request, key)
    one = report.scholarship
    form = ReturnForm(request.POST or None)

    def do() -> ScholarReport:
        reason, seen = form.cleaned_data["reason"], _version_seen(request)
        return commands.return_report(
            report, reason, by=request.reader, on=timezone.localdate(), expected_version=seen
        )

    if carried_out(request, form, do, _("The report is returned; the scholar is told why.")):
        return redirect(one.get_absolute_url())
    context = {"one": one, "report": report, "form": form}
    return render(request, "grants/report_return.html", context, status=422 if form.errors else 200)


def _version_seen(request: Request) -> int | None:
    """The report as it stood on the page: what was handed in anew since is read before it is judged."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


def _handed_in(request: Request, key: str) -> ScholarReport:
    rows = ScholarReport.objects.visible_to(request.reader).select_related(
        "scholarship__scholar__account", "scholarship__entry", "document"
    )
    return get_object_or_404(rows, scholarship__key=key)
