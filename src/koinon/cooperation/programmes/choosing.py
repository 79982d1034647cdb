"""Programmes and editions by type-ahead."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest

from koinon.cooperation.programmes.models import Edition, Programme
from koinon.cooperation.programmes.queries import editions, programmes
from koinon.cooperation.programmes.requests import AskedRequest
from koinon.platform.audit.models import Record
from koinon.platform.recording import choices

MOST = 12


def find_programmes(request: HttpRequest, words: str) -> Sequence[tuple[Record, str]]:
    """Programmes by words of title, short name or purpose; the hint is the short name."""
    asked = cast(AskedRequest, request)
    rows = programmes(asked.reader, on=asked.on, words=words)[:MOST]
    return [(row, row.short_name) for row in rows]


def find_editions(request: HttpRequest, words: str) -> Sequence[tuple[Record, str]]:
    """Editions by words of their title or their programme's; the hint is the programme."""
    return [(row, str(row.programme)) for row in editions(cast(AskedRequest, request).reader, words)[:MOST]]


def register() -> None:
    """Make both choosable in the forms of every room above."""
    choices.register("programme", Programme, find_programmes)
    choices.register("edition", Edition, find_editions)
