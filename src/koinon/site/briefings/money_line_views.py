"""The doors through which a frozen money line leaves: as a paper, and as the data that were signed."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.cooperation.grants.models import FrozenLine
from koinon.network.people.doors import Request
from koinon.site.briefings.money_line_paper import money_line_paper
from koinon.site.briefings.sending import sent


@require_safe
@cache_control(private=True, no_cache=True)
def money_line(request: Request, key: str) -> HttpResponse:
    """The frozen line as a paper, for everybody who may see it."""
    frozen = _frozen(request, key)
    address = request.build_absolute_uri(frozen.get_absolute_url())
    paper = money_line_paper(frozen, language=get_language() or "en", address=address)
    return sent(request, paper, made_at=frozen.made_at)


@require_safe
@cache_control(private=True, no_cache=True)
def money_line_json(request: Request, key: str) -> HttpResponse:
    """The body that was signed, as data, with its digest and signature."""
    frozen = _frozen(request, key)
    body = {"line": frozen.body, "digest": frozen.digest, "signature": frozen.signature}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "sort_keys": True})


def _frozen(request: Request, key: str) -> FrozenLine:
    return get_object_or_404(FrozenLine.objects.visible_to(request.reader), key=key)
