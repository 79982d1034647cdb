"""When a body was met: events it took part in or held, and the days on which something was signed with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from koinon.cooperation.agreements.models import Party
from koinon.network.events.models import Attendance, Event
from koinon.platform.dates.bounds import FIRST

Contact = tuple[int | None, int, date, date]


def contacts(ids: list[int], on: date) -> list[Contact]:
    """For each body how often it was met by the day, and when first and last: one statement."""
    met = Attendance.objects.filter(
        Q(body__in=ids) | Q(sent_by__in=ids),
        event__starts_earliest__gt=FIRST,
        event__starts_latest__lte=on,
    )
    attended = met.annotate(side=Coalesce(F("sent_by"), F("body")))
    held = Event.objects.filter(host__in=ids, starts_earliest__gt=FIRST, starts_latest__lte=on)
    agreed = Party.objects.filter(
        body__in=ids, agreement__acts__day_earliest__gt=FIRST, agreement__acts__day_latest__lte=on
    )
    rows = _counted(attended, "side", "event", "event__starts").union(
        _counted(held.annotate(side=F("host")), "side", "pk", "starts"),
        _counted(agreed.annotate(side=F("body")), "side", "agreement__acts", "agreement__acts__day"),
        all=True,
    )
    return list(rows)


def _counted(rows: QuerySet[Any, Any], side: str, what: str, day: str) -> QuerySet[Any, Any]:
    counted = {
        "times": Count(what, distinct=True),
        "first": Min(f"{day}_earliest"),
        "last": Max(f"{day}_latest"),
    }
    grouped: QuerySet[Any, Any] = rows.order_by().values(side).annotate(**counted)
    return grouped.values_list(side, *counted)
