"""The list of rounds, and a round as each reader sees it: whoever runs it, one of its cities, everybody."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.cooperation.pairing import queries
from koinon.cooperation.pairing.doors import visible_round
from koinon.cooperation.pairing.explaining import FAMILIES, bars, reasons
from koinon.cooperation.pairing.mapping import pairs_on_map
from koinon.cooperation.pairing.models import Round, RoundState
from koinon.cooperation.pairing.naming import side_name
from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.pairing.reporting import is_whole
from koinon.cooperation.pairing.rule_words import (
    frame_in_words,
    frame_of,
    recorded_rule_json,
    rule_in_words,
)
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.doors import Request

ROWS = 50
EDITIONS = 12
TONES = {
    RoundState.DRAFT: "plain",
    RoundState.CALL: "possibly",
    RoundState.FROZEN: "yes",
    RoundState.PROPOSED: "yes",
    RoundState.ASKED: "possibly",
    RoundState.PUBLISHED: "yes",
}


@require_safe
def round_list(request: Request) -> HttpResponse:
    """The rounds the reader may see."""
    page = Paginator(queries.rounds(request.reader), ROWS).get_page(request.GET.get("page"))
    may_run = can_run(request.reader)
    bare = Edition.objects.visible_to(request.reader).filter(rounds=None, participations__isnull=False)
    context = {
        "page": page,
        "tone": TONES,
        "may_run": may_run,
        "waiting": [queries.Waiting(one) for one in queries.waiting_for(request.reader.bodies)]
        if request.reader.bodies
        else [],
        "editions": list(
            bare.distinct().select_related("programme").order_by("-starts_earliest", "id")[:EDITIONS]
        )
        if may_run
        else [],
    }
    return render(request, "pairing/rounds.html", context)


@require_safe
def round_page(request: Request, key: str) -> HttpResponse:
    """One round: the desk of whoever runs it, the proposal of a city, or the published pairs."""
    found = visible_round(request, key)
    if can_run(request.reader):
        return desk(request, found)
    if own := queries.own_profiles(found, request.reader):
        pages = [queries.own_page(profile, request.reader) for profile in own]
        if not found.published_at:
            return render(request, "pairing/own.html", {"round": found, "pages": pages, "token": ""})
    return published(request, found)


def desk(request: Request, found: Round) -> HttpResponse:
    """The round for whoever runs it."""
    page = queries.round_page(found)
    context = {
        "page": page,
        "round": found,
        "tag": (found.state.label, TONES[found.state]),
        "sides": [side_name(found.left_side), side_name(found.right_side)],
        "frame": frame_in_words(frame_of(found)),
        "rules": [(rule, rule_in_words(recorded_rule_json(rule), page.names)) for rule in page.rules],
        "rule_words": lambda rule: rule_in_words(recorded_rule_json(rule), page.names),
        "is_late": queries.is_late(found, request.on),
        "answered": queries.answered_count(found) if found.state == RoundState.ASKED else (0, 0),
    }
    return render(request, "pairing/round.html", context)


def published(request: Request, found: Round) -> HttpResponse:
    """The published pairs, for everybody."""
    page = queries.published_page(found, request.reader)
    standing = [pair for pair in page.pairs if not pair.undone]
    context = {
        "page": page,
        "round": found,
        "families": [(accent, words) for accent, words, _names in FAMILIES],
        "bars": bars,
        "reasons": reasons,
        "most": max((pair.value for pair in page.pairs), default=1) or 1,
        "rules": [
            *frame_in_words(frame_of(found)),
            *(rule_in_words(recorded_rule_json(rule), page.names) for rule in page.rules),
        ],
        "map": pairs_on_map(_("The pairs of %(round)s") % {"round": found}, standing, page.names),
        "is_whole": page.report is not None and is_whole(page.report),
    }
    return render(request, "pairing/published.html", context)


@require_safe
def published_page(request: Request, key: str) -> HttpResponse:
    """The page everybody sees, for whoever runs the round and wants to look at it."""
    found = get_object_or_404(
        Round.objects.visible_to(request.reader).select_related("edition__programme"),
        key=key,
        published_at__isnull=False,
    )
    return published(request, found)
