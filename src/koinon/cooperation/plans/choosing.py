"""Plans, measures and promises by type-ahead."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest

from koinon.cooperation.agreements.commitment_queries import worded
from koinon.cooperation.agreements.models import Commitment
from koinon.cooperation.plans.models import Measure, Plan
from koinon.cooperation.plans.queries import plan_list
from koinon.network.people.doors import Request
from koinon.platform.audit.models import Record
from koinon.platform.recording import choices

MOST = 12
Found = Sequence[tuple[Record, str]]


def find_plans(request: HttpRequest, words: str) -> Found:
    """Plans by words of their title or of a side; the hint is the sides."""
    asked = cast(Request, request)
    rows = plan_list(asked.reader, asked.on, words=words)[:MOST]
    return [(row, ", ".join(str(side) for side in row.sides.all())) for row in rows]


def find_measures(request: HttpRequest, words: str) -> Found:
    """Measures by words of their title in either language; the hint is the plan."""
    rows = Measure.objects.visible_to(cast(Request, request).reader).select_related("plan")
    for word in words.split():
        rows = rows.filter(title__icontains=word) | rows.filter(other_title__icontains=word)
    return [(row, str(row.plan)) for row in rows[:MOST]]


def find_commitments(request: HttpRequest, words: str) -> Found:
    """Promises by their words or those of their agreement; the hint is the agreement."""
    rows = Commitment.objects.visible_to(cast(Request, request).reader).filter(worded(words))
    return [(row, str(row.agreement)) for row in rows.select_related("agreement")[:MOST]] if words else []


def register() -> None:
    """Make them choosable in every form."""
    choices.register("plan", Plan, find_plans)
    choices.register("measure", Measure, find_measures)
    if choices.named("commitment") is None:
        choices.register("commitment", Commitment, find_commitments)
