"""Pledges, grants, terms of agreements and evidence by type-ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.db.models import Q
from django.http import HttpRequest

from koinon.cooperation.agreements.models import Evidence, GrantTerm
from koinon.cooperation.calls.models import Call
from koinon.cooperation.grants.models import Grant, Pledge
from koinon.network.people.doors import Request
from koinon.platform.audit.models import Record
from koinon.platform.recording import choices

MOST = 12
Found = Sequence[tuple[Record, str]]


def find_pledges(request: HttpRequest, words: str) -> Found:
    """Pledges by words of what for or of either end; the hint is the two ends."""
    rows = Pledge.objects.visible_to(cast(Request, request).reader).filter(_between(words, "title"))
    return [
        (row, f"{row.funder} → {row.recipient}") for row in rows.select_related("funder", "recipient")[:MOST]
    ]


def find_grants(request: HttpRequest, words: str) -> Found:
    """Grants likewise."""
    rows = Grant.objects.visible_to(cast(Request, request).reader).filter(_between(words, "title"))
    return [
        (row, f"{row.funder} → {row.recipient}") for row in rows.select_related("funder", "recipient")[:MOST]
    ]


def find_terms(request: HttpRequest, words: str) -> Found:
    """Grant terms of agreements by words of the agreement, of what for, or of either end."""
    rows = GrantTerm.objects.visible_to(cast(Request, request).reader)
    for word in words.split():
        ends = Q(payer__name__icontains=word) | Q(payee__name__icontains=word)
        rows = rows.filter(ends | Q(agreement__title__icontains=word) | Q(purpose__icontains=word))
    return [(row, str(row.agreement)) for row in rows.select_related("agreement", "payer", "payee")[:MOST]]


def find_evidence(request: HttpRequest, words: str) -> Found:
    """Evidence of promises by words of what it shows; the hint is where it stands."""
    rows = Evidence.objects.visible_to(cast(Request, request).reader)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return [(row, str(row.get_state_display())) for row in rows[:MOST]]


def find_calls(request: HttpRequest, words: str) -> Found:
    """Calls by words of their title; the hint is what they are for."""
    rows = Call.objects.visible_to(cast(Request, request).reader)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return [(row, str(row.get_kind_display())) for row in rows[:MOST]]


def _between(words: str, title: str) -> Q:
    found = Q()
    for word in words.split():
        ends = Q(funder__name__icontains=word) | Q(recipient__name__icontains=word)
        found &= ends | Q(**{f"{title}__icontains": word})
    return found


def register() -> None:
    """Make them choosable in every form of this room and of those above."""
    choices.register("pledge", Pledge, find_pledges)
    choices.register("grant", Grant, find_grants)
    for name, model, find in (
        ("grant-term", GrantTerm, find_terms),
        ("evidence", Evidence, find_evidence),
        ("call", Call, find_calls),
    ):
        if choices.named(name) is None:
            choices.register(name, model, find)
