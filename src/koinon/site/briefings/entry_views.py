"""The doors of an entry on paper: for its own people, by account or link, and for those who run the call."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.cooperation.calls.entry_doors import Hand, by_link
from koinon.cooperation.calls.models import Entry
from koinon.network.people.doors import Request, not_found_unless
from koinon.site.briefings.entry_paper import entry_paper
from koinon.site.briefings.sending import sent


@require_safe
@cache_control(private=True, no_store=True)
def entry(request: Request, key: str) -> HttpResponse:
    """The paper of an entry that was sent."""
    rows = Entry.objects.open_to(request.reader).select_related("call", "applicant", "category")
    found = get_object_or_404(rows, key=key, sent_at__isnull=False)
    return sent(request, entry_paper(found, language=get_language() or "en"))


@by_link
@require_safe
def entry_by_link(request: Request, hand: Hand) -> HttpResponseBase:
    """The same for whoever holds the link."""
    not_found_unless(hand.entry.sent_at is not None)
    return sent(request, entry_paper(hand.entry, language=get_language() or "en"))
