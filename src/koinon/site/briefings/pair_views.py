"""The door through which the paper of a pair leaves, for those whose affair it is."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from koinon.cooperation.evaluation.queries import pairs
from koinon.network.people.doors import Request
from koinon.site.briefings.pair_paper import pair_paper
from koinon.site.briefings.sending import sent


@require_safe
@never_cache
def pair(request: Request, key: str) -> HttpResponse:
    """How a pair is doing, as of the day of the page."""
    agreement = get_object_or_404(pairs(request.reader), key=key)
    language = get_language() or "en"
    return sent(request, pair_paper(agreement, on=request.on, reader=request.reader, language=language))
