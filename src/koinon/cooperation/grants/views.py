"""The doors of grants: the list of grants, that of pledges, one grant, one pledge."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.cooperation.agreements.models import Agreement, GrantTerm
from koinon.cooperation.grants import queries
from koinon.cooperation.grants.forms import GrantFilter, PledgeFilter
from koinon.cooperation.grants.models import Grant, Pledge
from koinon.cooperation.grants.money import network_currency
from koinon.cooperation.grants.permissions import can_record_money
from koinon.cooperation.grants.wording import amount_words, in_currency, rate_words, sum_words
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request
from koinon.platform.ui.downloads import download

ROWS = 50
WORDS = {
    "amount_words": amount_words,
    "sum_words": sum_words,
    "in_currency": in_currency,
    "rate_words": rate_words,
}


@require_safe
def grants(request: Request) -> HttpResponseBase:
    """All grants the reader may see, the latest first."""
    asked = GrantFilter(request.GET, request=request, auto_id="filter_%s")
    told = asked.cleaned_data if asked.is_valid() else {}
    sort = request.GET.get("sort", "-day")
    rows = queries.grant_list(
        request.reader,
        request.on,
        words=told.get("words", ""),
        body=told.get("body"),
        state=told.get("state", ""),
    ).order_by(*queries.SORTS.get(sort, queries.SORTS["-day"]))
    header = [_("What for"), _("From"), _("To"), _("Granted on"), _("Amount"), _("Paid")]
    taken = download(request, "grants", header, lambda: (_cells(one, request) for one in rows))
    if taken:
        return taken
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [queries.listed(one, request.on) for one in page.object_list],
        "filters": asked,
        "is_filtered": any(told.values()),
        "sort": sort,
        "may_record": can_record_money(request.reader),
        **WORDS,
    }
    return render(request, "grants/grants.html", context)


def _cells(grant: Grant, request: Request) -> list[object]:
    one = queries.listed(grant, request.on)
    told = amount_words(grant)
    return [grant.title, str(grant.funder), str(grant.recipient), grant.day, told, sum_words(one.paid)]


@require_safe
def grant(request: Request, key: str) -> HttpResponse:
    """A grant: from whom to whom, what falls due on which condition, what was paid and what shows it."""
    shown = visible_grant(request, key)
    context = {
        "page": queries.grant_page(shown, request.on, request.reader),
        "grant": shown,
        "network_currency": network_currency(),
        "may_record": can_record_money(request.reader),
        **WORDS,
    }
    return render(request, "grants/grant.html", context)


@require_safe
def pledges(request: Request) -> HttpResponse:
    """All pledges the reader may see, the latest first, with what became of them."""
    asked = PledgeFilter(request.GET, auto_id="filter_%s")
    words = asked.cleaned_data["words"] if asked.is_valid() else ""
    page = Paginator(queries.pledge_list(request.reader, request.on, words), ROWS).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "filters": asked, "may_record": can_record_money(request.reader), **WORDS}
    return render(request, "grants/pledges.html", context)


@require_safe
def pledge(request: Request, key: str) -> HttpResponse:
    """A pledge and the grants that fulfil it."""
    shown = visible_pledge(request, key)
    granted = list(Grant.objects.visible_to(request.reader).filter(pledge=shown).by(request.on))
    context = {
        "pledge": shown,
        "granted": granted,
        "sources": marks([shown, *granted], request.reader),
        "findings": findings_about([shown], request.reader),
        "may_record": can_record_money(request.reader),
        **WORDS,
    }
    return render(request, "grants/pledge.html", context)


def visible_grant(request: Request, key: str) -> Grant:
    """The grant, for whoever may see it, with what it points at as far as the reader may see that."""
    rows = Grant.objects.visible_to(request.reader).select_related("funder", "recipient")
    return get_object_or_404(queries.with_seen(rows, request.reader, *queries.POINTS), key=key)


def visible_pledge(request: Request, key: str) -> Pledge:
    """The pledge, likewise."""
    rows = Pledge.objects.visible_to(request.reader).select_related("funder", "recipient")
    seen = queries.with_seen(rows, request.reader, ("agreement", Agreement), ("grant_term", GrantTerm))
    return get_object_or_404(seen, key=key)
