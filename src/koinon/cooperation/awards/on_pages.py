"""What awards puts on the page of a call: its panels and their phases, and the results that can be verified."""

from __future__ import annotations

from collections.abc import Iterator

from koinon.cooperation.awards.models import Panel, Result
from koinon.cooperation.awards.permissions import can_run
from koinon.cooperation.calls.models import Call
from koinon.network.people.doors import Request
from koinon.platform.ui.beside import Part, drawn


def on_call(request: Request, call: Call) -> Iterator[Part]:
    """The panels for those who run the call or judge it; for everybody the results that are signed: two statements."""
    reader = request.reader
    panels = list(
        Panel.objects.visible_to(reader).filter(call=call).select_related("body").prefetch_related("phases")
    )
    results = list(
        Result.objects.filter(phase__panel__call=call, phase__to_stage__announced_at__isnull=False)
        .select_related("phase__to_stage")
        .defer("frozen")
    )
    if panels or results or can_run(reader):
        context = {"panels": panels, "results": results, "call": call, "may_run": can_run(reader)}
        yield drawn(request, "awards/beside_call.html", context, order=20)
