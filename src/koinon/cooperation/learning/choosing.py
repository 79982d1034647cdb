"""Hubs and curricula by type-ahead."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest

from koinon.cooperation.learning.curricula import Curriculum
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.queries import hub_list
from koinon.network.people.doors import Request
from koinon.platform.audit.models import Record
from koinon.platform.recording import choices

MOST = 12
Found = Sequence[tuple[Record, str]]


def find_hubs(request: HttpRequest, words: str) -> Found:
    """Hubs by words of their title, host or themes; the hint is the host."""
    return [(row, str(row.host)) for row in hub_list(cast(Request, request).reader, words)[:MOST]]


def find_curricula(request: HttpRequest, words: str) -> Found:
    """Curricula by words of their title in either language; the hint is the year."""
    rows = Curriculum.objects.visible_to(cast(Request, request).reader)
    for word in words.split():
        rows = rows.filter(title__icontains=word) | rows.filter(other_title__icontains=word)
    return [(row, str(row.year)) for row in rows.order_by("-year", "title", "id")[:MOST]]


def register() -> None:
    """Make them choosable in every form."""
    choices.register("hub", Hub, find_hubs)
    choices.register("curriculum", Curriculum, find_curricula)
