"""The doors without an account: a side agrees to measures, a side reports; each in its own language."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koinon.cooperation.plans import update_commands
from koinon.cooperation.plans.consent_commands import answer_by_link
from koinon.cooperation.plans.forms import UpdateForm
from koinon.cooperation.plans.links import side_behind, update_behind
from koinon.cooperation.plans.models import Consent, MeasureUpdate, PlanSide, Says
from koinon.cooperation.plans.queries import open_measures
from koinon.cooperation.plans.readiness import lacks_of
from koinon.cooperation.plans.update_views import report_form, told_in
from koinon.network.people.doors import Request
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.audit.commands import Stale
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import refuse
from koinon.platform.ui.speaking import tongue_for

guest_door = require_http_methods(["GET", "HEAD", "POST"])
CLOSED, CONFLICT = 410, 409
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "version"})


@never_cache
@guest_door
def update(request: Request, token: str) -> HttpResponse:
    """The update a link asks for."""
    try:
        opened = update_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        with override(tongue_for(request, spoilt.language)):
            return _closed(request, str(spoilt))
    with override(tongue_for(request, opened.side.language)):
        return _reported(request, opened)


def _reported(request: Request, opened: MeasureUpdate) -> HttpResponse:
    form = UpdateForm(request.POST or None, request.FILES or None, instance=opened)
    if request.method != "POST" or not form.is_valid():
        return report_form(request, opened, form, as_guest=True)
    now = timezone.now()
    try:
        sent = update_commands.send_update(
            opened, told_in(form), by=None, on=timezone.localdate(now), moment=now
        )
    except (Stale, update_commands.NotInThatState) as late:
        return _closed(request, str(late), CONFLICT)
    except Refused as refused:
        refuse(form, refused)
        return report_form(request, opened, form, as_guest=True)
    return render(request, "plans/report_thanks.html", {"update": sent, "measure": sent.measure})


@never_cache
@guest_door
def consent(request: Request, token: str) -> HttpResponse:
    """The measures that wait for a side: agree to each, or say what it would have otherwise."""
    try:
        side = side_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        with override(tongue_for(request, spoilt.language)):
            return _closed(request, str(spoilt))
    with override(tongue_for(request, side.language)):
        return _answered(request, side) if request.method == "POST" else _asked(request, side)


def _asked(request: Request, side: PlanSide, refusal: str = "") -> HttpResponse:
    rows = [(measure, lacks_of(measure, measure.plan)) for measure in open_measures(side)]
    said = {
        (one.measure_id, one.revision): one
        for one in Consent.objects.filter(side=side, measure__plan=side.plan)
    }
    context = {
        "side": side,
        "plan": side.plan,
        "other": _reads_other(side),
        "rows": rows,
        "said": said,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "plans/consent.html", context, status=422 if refusal else 200)


def _answered(request: Request, side: PlanSide) -> HttpResponse:
    told = {}
    for measure in open_measures(side):
        says = request.POST.get(f"says-{measure.pk}", "")
        revision = request.POST.get(f"revision-{measure.pk}", "")
        if says in Says.values and revision.isdecimal():
            words = request.POST.get(f"words-{measure.pk}", "")[:4000] if says == Says.OTHERWISE else ""
            told[measure.pk] = (says, words, int(revision))
    try:
        made = answer_by_link(side, told, on=timezone.localdate())
    except Refused as refused:
        return _asked(request, side, str(refused))
    context = {"plan": side.plan, "other": _reads_other(side), "made": made, "left": open_measures(side)}
    return render(request, "plans/consent_thanks.html", context)


def _reads_other(side: PlanSide) -> bool:
    """Whether a plan is shown in its other language: it is the reader's, or neither is and it is the side's."""
    own, other = side.plan.language, side.plan.other_language
    now = get_language() or "en"
    return other in (now, side.language if now != own else "") if other else False


def _closed(request: Request, why: str, status: int = CLOSED) -> HttpResponse:
    """Why nothing is taken, and what was typed, so that nothing of it is lost."""
    typed = ((name, str(value).strip()) for name, value in request.POST.items())
    kept = [value for name, value in typed if value and name not in NOT_TYPED]
    return render(request, "plans/link_closed.html", {"why": why, "kept": kept}, status=status)
