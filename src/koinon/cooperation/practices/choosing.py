"""Practices by type-ahead."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest

from koinon.cooperation.practices.listing import Sought, practice_list
from koinon.cooperation.practices.models import Practice
from koinon.network.people.doors import Request
from koinon.platform.audit.models import Record
from koinon.platform.recording import choices

MOST = 12


def find_practices(request: HttpRequest, words: str) -> Sequence[tuple[Record, str]]:
    """Practices by their words; the hint is whose they are."""
    asked = cast(Request, request)
    rows = practice_list(asked.reader, asked.on, Sought(words=words))[:MOST]
    return [(row, str(row.body)) for row in rows]


def register() -> None:
    """Make them choosable in every form."""
    choices.register("practice", Practice, find_practices)
