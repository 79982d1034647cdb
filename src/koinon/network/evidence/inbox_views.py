"""The doors of the findings inbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.evidence import commands, queries
from koinon.network.evidence.forms import FindingFilter, ReopenForm, SettleForm
from koinon.network.evidence.inbox import Finding, FindingState
from koinon.network.evidence.labels import kind_label
from koinon.network.evidence.marks import name_of
from koinon.network.evidence.permissions import can_settle
from koinon.network.evidence.visibility import visible_record
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.ui.downloads import download

ROWS = 50
COLUMNS = ("key", "rule", "headline", "words", "state", "first_seen_at", "how", "reason")
View = Callable[..., HttpResponseBase]


def findings_reader_required(view: View) -> View:
    """A site may keep its findings to its members or to the secretariat."""

    @wraps(view)
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not queries.may_read_findings(request):
            raise Http404
        return view(request, *args, **kwargs)

    return asked


@require_safe
@findings_reader_required
def findings(request: Request) -> HttpResponseBase:
    asked = FindingFilter(request.GET, kinds=queries.kinds_spoken_of(request.reader))
    wanted = asked.cleaned_data if asked.is_valid() else {}
    state = wanted.get("state") or FindingState.OPEN
    about = _about(request)
    rows = queries.inbox(
        request.reader, state=state, rule=wanted.get("rule", ""), kind=wanted.get("kind", ""), about=about
    )
    if file := download(request, "findings", COLUMNS, lambda: map(_line, rows.iterator())):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": asked,
        "state": state,
        "about": about,
        "settlers": {one.pk: name_of(one.settled_by, request.reader) for one in page.object_list},
    }
    return render(request, "evidence/findings.html", context)


def _about(request: Request) -> Record | None:
    """The record the list is narrowed to: ``?about=people.person:agnes-bickart``."""
    asked = request.GET.get("about", "")
    if not asked:
        return None
    kind, _colon, key = asked.partition(":")
    record = visible_record(kind, key, request.reader)
    if record is None:
        raise Http404
    return record


def _line(finding: Finding) -> list[object]:
    told = finding.key, finding.rule, finding.headline, finding.words, finding.state
    return [*told, finding.first_seen_at.date().isoformat(), finding.how, finding.reason]


@require_safe
@findings_reader_required
def finding(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    return _finding_page(request, shown, _form_for(shown))


def _form_for(shown: Finding, data: Any = None) -> SettleForm | ReopenForm | None:
    """Settle what is open, open again what is settled; what is gone needs neither."""
    if shown.state == FindingState.OPEN:
        return SettleForm(data, initial={"version": shown.version})
    if shown.state == FindingState.SETTLED:
        return ReopenForm(data, initial={"version": shown.version})
    return None


def _finding_page(
    request: Request, shown: Finding, form: SettleForm | ReopenForm | None, status: int = 200
) -> HttpResponse:
    subjects = queries.subjects_of(shown, request.reader)
    context = {
        "finding": shown,
        "subjects": [(one, kind_label(one.kind)) for one in subjects],
        "settled_by": name_of(shown.settled_by, request.reader),
        "sources": queries.marks([one.record for one in subjects], request.reader),
        "form": form if can_settle(request.reader, shown) else None,
    }
    return render(request, "evidence/finding.html", context, status=status)


@recorder_required
@require_POST
def finding_settle(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            commands.settle_finding(
                shown,
                by=request.reader,
                moment=timezone.now(),
                reason=form.cleaned_data["reason"],
                how=form.cleaned_data["how"],
                expected_version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The finding is settled."))
            return redirect("evidence:findings")
    return _finding_page(request, shown, form, status=422)


@recorder_required
@require_POST
def finding_reopen(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            commands.reopen_finding(
                shown,
                by=request.reader,
                reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The finding is open again."))
            return redirect(shown.get_absolute_url())
    return _finding_page(request, shown, form, status=422)


def _visible(request: Request, key: str) -> Finding:
    rows = Finding.objects.visible_to(request.reader).select_related("settled_by__person")
    return get_object_or_404(rows, key=key)
