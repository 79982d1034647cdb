"""Calls and entries by type-ahead, for the forms of this room and of the rooms above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.db.models import Q
from django.http import HttpRequest

from koinon.cooperation.calls.models import Call, Entry
from koinon.network.people.doors import Request
from koinon.platform.audit.models import Record
from koinon.platform.recording import choices

MOST = 12
Found = Sequence[tuple[Record, str]]


def find_calls(request: HttpRequest, words: str) -> Found:
    """Calls by words of their title or their code; the hint is the code."""
    rows = Call.objects.visible_to(cast(Request, request).reader)
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(code__icontains=word))
    return [(row, row.code) for row in rows[:MOST]]


def find_entries(request: HttpRequest, words: str) -> Found:
    """Entries by words of their title or their applicant; the hint is the applicant and the call."""
    rows = Entry.objects.visible_to(cast(Request, request).reader).exclude(title="")
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(applicant__name__icontains=word))
    told = rows.select_related("applicant", "call").order_by("-call", "number", "id")
    return [(row, f"{row.applicant}, {row.call.code}") for row in told[:MOST]] if words else []


def register() -> None:
    """Called when the room is ready."""
    choices.register("call", Call, find_calls)
    choices.register("entry", Entry, find_entries)
