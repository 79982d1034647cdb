"""Two doors to one entry: an account that speaks for the applicant, or the signed link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from koinon.cooperation.calls import links
from koinon.cooperation.calls.models import Call, Entry
from koinon.cooperation.calls.permissions import can_enter_for
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.ui.addresses import url


@dataclass(frozen=True, slots=True)
class Hand:
    """Who has the entry in hand: by account, or by the link whose token this is."""

    entry: Entry
    reader: Reader
    token: str = ""

    def address(self, verb: str = "", **more: str) -> str:
        """The address of one of the applicant's own pages, through the same door."""
        name = f"calls:{'link' if self.token else 'own'}{'-' if verb else ''}{verb}"
        return url(name, **({"token": self.token} if self.token else {"key": self.entry.key}), **more)


View = Callable[..., HttpResponseBase]


def by_account(view: View) -> View:
    """For the applicant's own people; whoever else asks finds nothing."""

    @wraps(view)
    def opened(request: Request, key: str, **more: str) -> HttpResponseBase:
        rows = Entry.objects.visible_to(request.reader).select_related(
            "call__run_by", "applicant", "category"
        )
        found = get_object_or_404(rows, key=key)
        not_found_unless(can_enter_for(request.reader, found))
        return never_cache(view)(request, Hand(found, request.reader), **more)

    return login_required(opened)


def by_link(view: View) -> View:
    """For whoever holds the link; a spoilt, revoked or old one says so."""

    @wraps(view)
    def opened(request: Request, token: str, **more: str) -> HttpResponseBase:
        try:
            found = links.entry_behind(token, timezone.localdate())
        except LinkNotGood as spoilt:
            return spoilt_link(request, str(spoilt))
        answer = never_cache(view)(request, Hand(found, links.bearer(found), token), **more)
        answer["X-Robots-Tag"] = "noindex"
        answer["Referrer-Policy"] = "same-origin"
        return answer

    return opened


def spoilt_link(request: HttpRequest, words: str) -> HttpResponse:
    """The page that says why a link opens nothing."""
    return render(request, "calls/entry_link_spoilt.html", {"words": words}, status=410)


def visible_call(request: Request, key: str) -> Call:
    """The call, for whoever may see it, with its words in all languages."""
    rows = Call.objects.visible_to(request.reader).select_related("run_by").prefetch_related("texts")
    return get_object_or_404(rows, key=key)
