"""The doors of the papers of plans: the plan, the report against a strategy, and the sheets at a glance."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.cooperation.plans.models import Plan, PlanKind
from koinon.cooperation.plans.queries import measure_rows, plan_rows
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.models import Body
from koinon.site.briefings.glance import city_glance, cluster_glance, measure_glance, pair_glance
from koinon.site.briefings.permissions import can_brief
from koinon.site.briefings.plan_papers import plan_paper, strategy_report
from koinon.site.briefings.sending import sent

paper_door = cache_control(private=True, no_cache=True)


@require_safe
@paper_door
def plan(request: Request, key: str) -> HttpResponse:
    """The whole plan."""
    shown = _plan(request, key)
    return sent(request, plan_paper(shown, on=request.on, reader=request.reader, language=_language()))


@require_safe
@paper_door
def report(request: Request, key: str) -> HttpResponse:
    """The report against a strategy; a plan of measures has no lines of action to report on."""
    shown = _plan(request, key)
    not_found_unless(shown.kind == PlanKind.STRATEGY)
    return sent(request, strategy_report(shown, on=request.on, reader=request.reader, language=_language()))


@require_safe
@paper_door
def pair(request: Request, key: str) -> HttpResponse:
    """A pair at a glance."""
    shown = _plan(request, key)
    return sent(request, pair_glance(shown, on=request.on, reader=request.reader, language=_language()))


@require_safe
@paper_door
def measure(request: Request, key: str) -> HttpResponse:
    """A measure at a glance."""
    not_found_unless(can_brief(request.reader))
    shown = get_object_or_404(measure_rows(request.reader), key=key)
    return sent(request, measure_glance(shown, on=request.on, reader=request.reader, language=_language()))


@require_safe
@paper_door
def body(request: Request, key: str) -> HttpResponse:
    """A city or body at a glance."""
    not_found_unless(can_brief(request.reader))
    shown = get_object_or_404(Body.objects.visible_to(request.reader), key=key)
    return sent(request, city_glance(shown, on=request.on, reader=request.reader, language=_language()))


@require_safe
@paper_door
def edition(request: Request, key: str) -> HttpResponse:
    """All pairs of an edition at a glance."""
    not_found_unless(can_brief(request.reader))
    rows = Edition.objects.visible_to(request.reader).select_related("programme")
    shown = get_object_or_404(rows, key=key)
    return sent(request, cluster_glance(shown, on=request.on, reader=request.reader, language=_language()))


def _plan(request: Request, key: str) -> Plan:
    not_found_unless(can_brief(request.reader))
    return get_object_or_404(plan_rows(request.reader), key=key)


def _language() -> str:
    return get_language() or "en"
