"""The doors through which papers leave: the briefing note of a body, the name plates of an event."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.cooperation.pairing.models import Report
from koinon.cooperation.pairing.reporting import is_whole
from koinon.cooperation.visits.models import Visit
from koinon.cooperation.visits.queries import with_host
from koinon.network.events.models import Event
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.models import Body
from koinon.site.briefings.briefing_note import briefing_note
from koinon.site.briefings.name_plates import name_plates
from koinon.site.briefings.pairing_report import pairing_report
from koinon.site.briefings.permissions import can_brief
from koinon.site.briefings.sending import sent
from koinon.site.briefings.visit_invitation import visit_invitation
from koinon.site.briefings.visit_papers import follow_up_report, visit_briefing, visit_programme

ENOUGH_OF_A_DIGEST = 16
"""So many of its 64 letters stand at the foot of every page of the paper."""


@require_safe
@cache_control(private=True, no_cache=True)
def briefing(request: Request, key: str) -> HttpResponse:
    """The briefing note of a body as of the day of the page, in the reader's language."""
    not_found_unless(can_brief(request.reader))
    bodies = Body.objects.visible_to(request.reader).select_related("parent", "city__country")
    body = get_object_or_404(bodies, key=key)
    return sent(
        request, briefing_note(body, on=request.on, reader=request.reader, language=get_language() or "en")
    )


@require_safe
@cache_control(private=True, no_cache=True)
def plates(request: Request, key: str) -> HttpResponse:
    """The name plates of everybody who takes part in an event."""
    not_found_unless(can_brief(request.reader))
    event = get_object_or_404(Event.objects.visible_to(request.reader), key=key)
    return sent(request, name_plates(event, reader=request.reader, language=get_language() or "en"))


@require_safe
@cache_control(private=True, no_cache=True)
def visit(request: Request, key: str) -> HttpResponse:
    """The briefing for a visit."""
    shown, language = _visit(request, key), get_language() or "en"
    return sent(request, visit_briefing(shown, on=request.on, reader=request.reader, language=language))


@require_safe
@cache_control(private=True, no_cache=True)
def programme(request: Request, key: str) -> HttpResponse:
    """The programme of a visit."""
    return sent(
        request, visit_programme(_visit(request, key), reader=request.reader, language=get_language() or "en")
    )


@require_safe
@cache_control(private=True, no_cache=True)
def invitation(request: Request, key: str) -> HttpResponse:
    """The letter that invites the guest, in the reader's language or the one asked for."""
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else get_language() or "en"
    paper = visit_invitation(_visit(request, key), on=request.on, by=request.reader, language=language)
    return sent(request, paper)


@require_safe
@cache_control(private=True, no_cache=True)
def report(request: Request, key: str) -> HttpResponse:
    """The report on a visit."""
    return sent(
        request,
        follow_up_report(_visit(request, key), reader=request.reader, language=get_language() or "en"),
    )


@require_safe
@cache_control(private=True, no_cache=True)
def pairing(request: Request, key: str) -> HttpResponse:
    """The signed report of a published round, for everybody who may see the round."""
    report = _report(request, key)
    address = request.build_absolute_uri(reverse("briefings:pairing-verify", kwargs={"key": key}))
    paper = pairing_report(report, language=get_language() or "en", verify_address=address)
    return sent(request, paper, made_at=report.made_at)


@require_safe
@cache_control(private=True, no_cache=True)
def pairing_json(request: Request, key: str) -> HttpResponse:
    """The body that was signed, as data, with its digest and signature."""
    report = _report(request, key)
    body = {"report": report.body, "digest": report.digest, "signature": report.signature}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "sort_keys": True})


@require_safe
@cache_control(private=True, no_cache=True)
def verify(request: Request, key: str) -> HttpResponse:
    """Whether the report on record is the one that was signed."""
    report = _report(request, key)
    asked = "".join(request.GET.get("digest", "").casefold().split())
    context = {
        "report": report,
        "is_whole": is_whole(report),
        "asked": asked,
        "is_same": len(asked) >= ENOUGH_OF_A_DIGEST and report.digest.startswith(asked),
    }
    return render(request, "briefings/verify.html", context)


def _report(request: Request, key: str) -> Report:
    return get_object_or_404(
        Report.objects.visible_to(request.reader).select_related("round"), round__key=key
    )


def _visit(request: Request, key: str) -> Visit:
    not_found_unless(can_brief(request.reader))
    rows = with_host(Visit.objects.visible_to(request.reader), request.reader)
    return get_object_or_404(
        rows.select_related("event__city", "guest__parent", "guest__city__country"), key=key
    )
