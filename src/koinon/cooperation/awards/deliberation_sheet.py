"""What the sheet of a deliberation and the last look before freezing show besides the ranking itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q

from koinon.cooperation.awards.models import Phase, Standing
from koinon.cooperation.awards.queries import View, barred_to, entry_of_code
from koinon.cooperation.awards.tallying import in_order
from koinon.cooperation.calls.models import Entry
from koinon.network.people.readers import Reader


def called(phase: Phase, entries: Sequence[int], reader: Reader, view: View) -> list[tuple[str, str]]:
    """Entries by their code, and by their title for who may know it, without those barred: one statement."""
    rows = Entry.objects.filter(pk__in=entries)
    if (barred := barred_to(reader)) is not None:
        rows = rows.exclude(pk__in=barred)
    told = rows.values_list("pk", "title")
    return sorted((phase.code(pk), title if view.names else "") for pk, title in told)


def disputed(phase: Phase, reader: Reader, most: int = 20) -> list[tuple[str, int]]:
    """The entries on which somebody of the panel disagrees, most of them first: one statement."""
    rows = Standing.objects.filter(phase=phase, agrees=False, entry__withdrawn_at=None)
    if (barred := barred_to(reader)) is not None:
        rows = rows.exclude(entry__in=barred)
    told = rows.order_by().values_list("entry").annotate(many=Count("pk"))
    return sorted(((phase.code(entry), many) for entry, many in told), key=lambda one: (-one[1], one[0]))[
        :most
    ]


def ranked_before(phase: Phase, reader: Reader, code: str) -> int | None:
    """How many rows of the ranking the reader sees before that of a code; None where there is none: three statements."""
    entry = entry_of_code(phase, code)
    rows = in_order(phase, barred_to(reader))
    one = rows.filter(entry=entry).first() if entry is not None else None
    if one is None:
        return None
    better = Q(value__gt=one.value) | Q(value=one.value, tie__gt=one.tie)
    return rows.filter(better | Q(value=one.value, tie=one.tie, pk__lt=one.pk)).count()
