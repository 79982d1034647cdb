"""The door through which the report of a panel leaves, for the panel and the secretariat."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from koinon.cooperation.awards.models import Result
from koinon.network.people.doors import Request
from koinon.platform.ui.addresses import url
from koinon.site.briefings.jury_report import jury_report
from koinon.site.briefings.sending import sent


@require_safe
@never_cache
def report(request: Request, key: str) -> HttpResponse:
    """What a phase came to, as it was frozen."""
    rows = Result.objects.visible_to(request.reader).select_related(
        "phase__panel__call", "phase__panel__body"
    )
    result = get_object_or_404(rows, key=key)
    there = request.build_absolute_uri(url("awards:verify", key=result.key))
    return sent(request, jury_report(result, language=get_language() or "en", verify_address=there))
