"""Labs and communities by type-ahead."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest

from koinon.cooperation.labs.models import Community, Lab
from koinon.cooperation.labs.queries import Sought, community_list, lab_list
from koinon.network.people.doors import Request
from koinon.platform.audit.models import Record
from koinon.platform.recording import choices

MOST = 12
Found = Sequence[tuple[Record, str]]


def find_labs(request: HttpRequest, words: str) -> Found:
    """Labs by their names; the hint is the host."""
    asked = cast(Request, request)
    rows = lab_list(asked.reader, asked.on, Sought(words=words))[:MOST]
    return [(row, str(row.host or "")) for row in rows]


def find_communities(request: HttpRequest, words: str) -> Found:
    """Communities by their names."""
    asked = cast(Request, request)
    rows = community_list(asked.reader, asked.on, Sought(words=words))[:MOST]
    return [(row, str(row.body.city or "")) for row in rows]


def register() -> None:
    """Make them choosable in every form."""
    choices.register("lab", Lab, find_labs)
    choices.register("community", Community, find_communities)
