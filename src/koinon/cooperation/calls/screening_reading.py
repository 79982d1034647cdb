"""The page of an entry: what everybody may know of an announced one, and all of it for whoever runs the call."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.entry_queries import answers_said
from koinon.cooperation.calls.models import Entry, Placing
from koinon.cooperation.calls.permissions import can_enter_for, can_run
from koinon.cooperation.calls.screening_commands import BEYOND
from koinon.cooperation.calls.screening_queries import where
from koinon.cooperation.calls.screening_views import TONES
from koinon.network.evidence.queries import marks
from koinon.network.people.doors import Request


@require_safe
def entry(request: Request, key: str) -> HttpResponse:
    """One entry. Its answers are read out only to whoever runs the call, and only once it was sent."""
    rows = Entry.objects.visible_to(request.reader).select_related(
        "call__run_by", "applicant__city", "category"
    )
    shown = get_object_or_404(rows.prefetch_related("call__texts"), key=key)
    may_run = can_run(request.reader)
    placings = list(Placing.objects.visible_to(request.reader).filter(entry=shown).select_related("stage"))
    for one in placings:
        one.stage.call = shown.call
    together = shown.co_applicants.visible_to(request.reader)
    context = {
        "entry": shown,
        "call": shown.call,
        "told": told(shown.call),
        "may_run": may_run,
        "is_own": can_enter_for(request.reader, shown),
        "where": where(shown),
        "tone": TONES,
        "tags": [
            (one.stage.named(shown.call.kind), "yes" if one.stage.is_public else "plain")
            for one in placings[-1:]
        ],
        "placings": placings,
        "has_gone_farther": any(one.stage.kind in BEYOND for one in placings),
        "together": list(together.select_related("body")),
        "answers": answers_said(shown) if may_run and shown.sent_at else [],
        "sources": marks([shown, *placings], request.reader),
    }
    return render(request, "calls/entry.html", context)
