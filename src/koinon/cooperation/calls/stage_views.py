"""The doors of stages: who reached one, who is chosen for it, and the announcement."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.calls import stage_commands as commands
from koinon.cooperation.calls import stage_queries as queries
from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.models import Stage
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.recording.form_doors import form_door
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url
from koinon.platform.ui.downloads import download

ROWS = 50


def visible_stage(request: Request, key: str) -> Stage:
    """The stage with its call, for whoever may see it."""
    rows = Stage.objects.visible_to(request.reader).select_related("call__run_by")
    return get_object_or_404(rows, key=key)


@require_safe
def stage(request: Request, key: str) -> HttpResponseBase:
    """Who reached a stage: for everybody once it is announced."""
    found = visible_stage(request, key)
    may_run = can_run(request.reader)
    if not (found.is_public or may_run):
        raise Http404
    rows = queries.reached(found, request.reader)
    header = [_("Applicant"), _("City"), _("Country"), _("Title"), _("Category"), _("Note")]
    cells = (
        [
            str(one.entry.applicant), str(one.entry.applicant.city or ""), str(one.entry.applicant.country or ""),
            one.entry.title, str(one.entry.category or ""), one.note,
        ]
        for one in rows
    )  # fmt: skip
    if taken := download(request, f"{found.call.key}-{found.kind}", header, lambda: cells):
        return taken
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "stage": found,
        "call": found.call,
        "told": told(found.call),
        "page": page,
        "may_run": may_run,
        "is_computed": found.kind in commands.COMPUTED,
    }
    return render(request, "calls/stage.html", context)


@form_door
@recorder_required
def stage_choose(request: Request, key: str) -> HttpResponse:
    """Tick the entries that reach a stage; what is shown and not ticked is taken back."""
    found = visible_stage(request, key)
    if found.kind in commands.COMPUTED or found.announced_at:
        raise Http404
    words = request.GET.get("words", "").strip()[:120]
    rows = queries.candidates(found, request.reader, words)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    if request.method == "POST":
        shown = {str(one.pk): one for one in page.object_list}
        ticked = [one for pk, one in shown.items() if pk in request.POST.getlist("reached")]
        others = [one for one in shown.values() if one not in ticked]

        def settle() -> None:
            commands.place_entries(found, ticked, by=request.reader)
            commands.take_back(found, others, by=request.reader)

        return pressed(request, settle, _("It is kept."), request.get_full_path())
    there = set(found.placings.values_list("entry_id", flat=True))
    context = {
        "stage": found,
        "call": found.call,
        "told": told(found.call),
        "page": page,
        "rows": [(one, one.pk in there) for one in page.object_list],
        "placed": len(there),
        "earlier": queries.before(found),
        "words": words,
    }
    return render(request, "calls/stage_choose.html", context)


@require_POST
@recorder_required
def stage_announce(request: Request, key: str) -> HttpResponse:
    """Announce a stage."""
    found = visible_stage(request, key)
    return pressed(
        request,
        lambda: commands.announce_stage(found, by=request.reader, moment=timezone.now()),
        _("The stage is announced: everybody may see who reached it."),
        url("calls:stage", key=found.key),
    )
