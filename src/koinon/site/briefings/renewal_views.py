"""The door of the renewal dossier."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.agreements.permissions import can_renew
from koinon.network.people.doors import Request, not_found_unless
from koinon.site.briefings.renewal_dossier import renewal_dossier
from koinon.site.briefings.sending import sent


@require_safe
@cache_control(private=True, no_cache=True)
def dossier(request: Request, key: str) -> HttpResponse:
    """The dossier of an agreement as of the day of the page, in the reader's language."""
    found = get_object_or_404(Agreement.objects.visible_to(request.reader), key=key)
    not_found_unless(can_renew(request.reader, found))
    paper = renewal_dossier(found, on=request.on, reader=request.reader, language=get_language() or "en")
    return sent(request, paper)
