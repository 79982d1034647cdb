"""Programmes and editions by type-ahead, and the roles that their focal points are."""

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Q
from django.http import HttpRequest

from koinon.cooperation.programmes.models import Edition, Programme
from koinon.cooperation.programmes.queries import editions, programmes
from koinon.network.people.doors import Request
from koinon.network.people.models import Role
from koinon.platform.audit.models import Record
from koinon.platform.folding import fold
from koinon.platform.recording import choices

MOST = 12
Found = Sequence[tuple[Record, str]]


def find_programmes(request: HttpRequest, words: str) -> Found:
    """Programmes by words of title, short name or purpose; the hint is the short name."""
    asked = cast(Request, request)
    return [(row, row.short_name) for row in programmes(asked.reader, on=asked.on, words=words)[:MOST]]


def find_editions(request: HttpRequest, words: str) -> Found:
    """Editions by words of their title or their programme's; the hint is the programme."""
    return [(row, str(row.programme)) for row in editions(cast(Request, request).reader, words)[:MOST]]


def find_roles(request: HttpRequest, words: str) -> Found:
    """Roles by words of the holder, the title and the body together; those held on the day come first."""
    asked = cast(Request, request)
    rows: Any = Role.objects.visible_to(asked.reader).with_holds(asked.on)
    for word in fold(words).split():
        holder = Q(person__folded__contains=word) | Q(holder__folded__contains=word)
        title = Q(title__icontains=word) | Q(post__title__icontains=word)
        rows = rows.filter(holder | title | Q(of__folded__contains=word))
    told = rows.select_related("person", "holder", "post", "of").order_by("-held", "-starts_earliest", "id")
    return [(role, f"{role.person or role.holder}, {role.of}") for role in told[:MOST]] if words else []


def register() -> None:
    """Make them choosable in the forms of this room and of every room above."""
    choices.register("programme", Programme, find_programmes)
    choices.register("edition", Edition, find_editions)
    if choices.named("role") is None:
        choices.register("role", Role, find_roles)
