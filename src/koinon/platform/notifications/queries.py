"""What the ledger tells: which letters, how many were expected and how many left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from koinon.platform.notifications.models import LEFT, Message, MessageQuerySet, State


@dataclass(frozen=True, slots=True)
class Standing:
    """The letters due by a day. ``missing`` ought to have left and did not, or came back."""

    expected: int
    left: int
    missing: int
    bounced: int
    doubtful: int
    held: int


def standing(on: date) -> Standing:
    """How the letters due by the day stand: one statement."""
    unanswered = Q(acted_at=None)
    told = Message.objects.due(on).aggregate(
        expected=Count("pk"),
        left=Count("pk", filter=Q(state__in=LEFT)),
        gone=Count("pk", filter=Q(state__in=(State.SENT, State.DELIVERED)) | ~unanswered),
        bounced=Count("pk", filter=Q(state=State.BOUNCED) & unanswered),
        doubtful=Count("pk", filter=Q(state=State.DOUBTFUL) & unanswered),
        held=Count("pk", filter=Q(state=State.HELD) & unanswered),
    )
    gone = told.pop("gone")
    return Standing(**told, missing=told["expected"] - gone)


def ledger(*, state: str = "", about: str = "", words: str = "") -> MessageQuerySet:
    """The letters, those due last first."""
    rows = Message.objects.select_related("mailbox")
    if state == "trouble":
        rows = rows.filter(acted_at=None, state__in=(State.BOUNCED, State.DOUBTFUL, State.HELD))
    elif state == "acted":
        rows = rows.exclude(acted_at=None)
    elif state:
        rows = rows.filter(state=state)
    if about:
        rows = rows.filter(about_kind=about)
    if words:
        rows = rows.filter(Q(subject__icontains=words) | Q(mailbox__address__icontains=words))
    return rows


def letters_about(kind: str, keys: list[str]) -> dict[str, list[Message]]:
    """The letters about records of a kind, by key, the first due first: one statement."""
    found: dict[str, list[Message]] = {}
    for one in Message.objects.filter(about_kind=kind, about_key__in=keys).order_by("due_on", "id"):
        found.setdefault(one.about_key, []).append(one)
    return found
