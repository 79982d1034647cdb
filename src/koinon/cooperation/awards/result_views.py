"""The doors of a frozen result: the page on which everybody verifies it, the whole of it for the panel, the letters."""

from __future__ import annotations

import json

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.awards.doors import runners, visible_phase
from koinon.cooperation.awards.freezing import proof_of
from koinon.cooperation.awards.letters import write_letters
from koinon.cooperation.awards.models import Result
from koinon.cooperation.awards.permissions import can_run
from koinon.cooperation.awards.sight import is_veiled
from koinon.cooperation.calls.models import Call, Entry
from koinon.network.people.doors import Request, insiders, not_found_unless
from koinon.network.people.readers import Reader
from koinon.platform.errors import Refused


@require_safe
@never_cache
def verify(request: Request, key: str) -> HttpResponse:
    """Whether a result still is the one that was signed; whom it placed is told once that is announced."""
    rows = Result.objects.select_related("phase__panel__call", "phase__panel__body", "phase__to_stage")
    result = get_object_or_404(rows.filter(phase__panel__call__in=_calls(request).values("pk")), key=key)
    stage = result.phase.to_stage
    placed = (
        list(Entry.objects.filter(placings__stage=stage, placings__stage__announced_at__isnull=False)
             .select_related("applicant").order_by("number"))
        if stage is not None and stage.announced_at is not None
        else []
    )  # fmt: skip
    inside = may_have_whole(request.reader, result)
    context = {
        "result": result,
        "phase": result.phase,
        "proof": proof_of(result),
        "placed": placed,
        "inside": inside,
        "asked": request.GET.get("digest", "").strip().lower()[:64],
    }
    return render(request, "awards/verify.html", context)


def _calls(request: Request) -> QuerySet[Call]:
    """A result is known of where its call is."""
    return Call.objects.visible_to(request.reader)


def may_have_whole(reader: Reader, result: Result) -> bool:
    """Whether the reader may have all of a result. Entries have their numbers in it, which public lists have too:

    while another blind phase of the call runs, its panels do without.
    """
    inside = Result.objects.visible_to(reader).filter(pk=result.pk).exists()
    return inside and (can_run(reader) or not is_veiled(result.phase))


@require_safe
@insiders
def result_json(request: Request, key: str) -> HttpResponse:
    """The whole result as it was signed, for the panel and the secretariat."""
    rows = Result.objects.visible_to(request.reader).select_related("phase__panel").distinct()
    result = get_object_or_404(rows, key=key)
    not_found_unless(may_have_whole(request.reader, result))
    body = {"result": result.frozen, "digest": result.digest, "signature": result.signature}
    name = f"result-{result.digest[:12]}.json"
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@runners
def letters(request: Request, key: str) -> HttpResponse:
    """Write to every applicant of the phase what became of the entry."""
    found = visible_phase(request, key)
    try:
        written = write_letters(found, by=request.reader, moment=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Letters planned: %(n)s.") % {"n": written})
    return redirect(found)
