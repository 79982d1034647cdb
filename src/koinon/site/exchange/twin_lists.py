"""A plain list of twin cities, with their names and countries: told from a sheet, resolved, and summed up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import StringIO
from typing import Any

from koinon.cooperation.agreements.twinning_ends import End
from koinon.cooperation.agreements.twinning_import import (
    COLUMNS,
    DOUBTS,
    TwinningPlan,
    candidate_words,
    record_twinnings,
    resolve_twinnings,
    twinning_effect,
    twinning_rows,
    write_doubtful,
)
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry
from koinon.site.exchange.cells import plain
from koinon.site.exchange.headers import name_of
from koinon.site.exchange.opening import Source, Table
from koinon.site.exchange.sheets import workbook
from koinon.site.exchange.summary import cut

Reporter = Callable[[int, int], None]
MOST_DOUBTS = 300
TWINNINGS = "twinnings"


def twin_list(source: Source) -> Table | None:
    """The sheet of a source that is a list of twin cities, and nothing else."""
    tables = [table for table in source.tables if table.header]
    if len(tables) != 1 or name_of(tables[0].name) in workbook().keys() - {TWINNINGS}:
        return None
    return tables[0] if set(COLUMNS) <= {name_of(header) for header in tables[0].header} else None


def resolved(table: Table, report: Reporter | None = None) -> TwinningPlan:
    """What the list comes to. Raises WrongList where it cannot be read."""
    return resolve_twinnings(twinning_rows(mappings(table)), progress=report)


def mappings(table: Table) -> Iterator[Mapping[str | None, object]]:
    names = [name_of(header) for header in table.header]
    for row in table.rows:
        yield {name: plain(cell) for name, cell in zip(names, row, strict=False)}


def twin_summary(plan: TwinningPlan, *, whole: bool = False) -> dict[str, Any]:
    """The dry run of a list in the shape of the dry run of a workbook; every doubt of it with ``whole``."""
    effect = twinning_effect(plan)
    totals = {
        "create": effect.twinnings_new,
        "change": 0,
        "match": effect.twinnings_known + len(plan.repeated),
        "doubt": len(plan.doubtful),
        "error": 0,
    }
    return {
        "totals": totals,
        "counts": {
            "twinnings": totals,
            "cities": {"create": effect.cities_new, "match": effect.cities_known},
        },
        "notes": [],
        "wrong": [],
        "wrong_total": 0,
        "doubts": [],
        "doubts_total": len(plan.doubtful),
        "changes": [],
        "new": [],
        "can_be_applied": not effect.changes_nothing,
        "digest": f"{effect}",
        "twinnings": {
            "rows": plan.rows,
            "ends": plan.ends,
            "resolved": plan.ends_resolved,
            "pairs": len(plan.pairs),
            "repeated": len(plan.repeated),
            "selves": len(plan.selves),
            "doubtful": [doubtful_row(one) for one in cut(plan.doubtful, MOST_DOUBTS, whole)],
        },
    }


def doubtful_row(doubtful: Any) -> dict[str, Any]:
    row, ends = doubtful
    return {"row": row.number, "ends": [end_words(end) for end in ends]}


def end_words(end: End) -> dict[str, Any]:
    return {
        "city": end.name,
        "country": end.country,
        "doubt": str(DOUBTS[end.doubt]) if end.doubt else "",
        "candidates": [candidate_words(one) for one in end.candidates[:6]] if end.doubt else [],
    }


def doubtful_csv(plan: TwinningPlan) -> bytes:
    """The doubtful rows, for a person to fill in GeoNames numbers and hand in again."""
    target = StringIO(newline="")
    write_doubtful(plan, target)
    return target.getvalue().encode("utf-8-sig")


def record_list(plan: TwinningPlan, *, by: Reader, on: date) -> Entry | None:
    """Record the list in one transaction. The entry, where anything was written."""
    before = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    record_twinnings(plan, by=by, on=on)
    return Entry.objects.filter(verb="record_twinnings", id__gt=before).order_by("-id").first()
