"""A plan as plain data: what is kept with an import, shown on its page and printed by ``--json``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from koinon.site.exchange.plans import Plan, Row, told

MOST_WRONG = 1_000
MOST_DOUBTS = 500
MOST_CHANGES = 300
MOST_NEW = 300


def summary(plan: Plan, *, whole: bool = False) -> dict[str, Any]:
    """The plan in words. Long lists are cut for a page and say how long they were; not with ``whole``."""
    changes = [row for row in plan.rows if row.action == "change"]
    new = [row for row in plan.rows if row.action == "create"]
    return {
        "totals": plan.totals,
        "counts": plan.counts,
        "notes": list(plan.notes),
        "wrong": [asdict(one) | {"place": one.place} for one in cut(plan.wrong, MOST_WRONG, whole)],
        "wrong_total": len(plan.wrong),
        "doubts": [asdict(one) | {"name": one.name} for one in cut(plan.doubts, MOST_DOUBTS, whole)],
        "doubts_total": len(plan.doubts),
        "changes": [changed(row) for row in cut(changes, MOST_CHANGES, whole)],
        "new": [named(row) for row in cut(new, MOST_NEW, whole)],
        "can_be_applied": plan.can_be_applied,
        "digest": plan.digest,
    }


def cut(rows: Any, most: int, whole: bool) -> Any:
    return rows if whole else rows[:most]


def named(row: Row) -> dict[str, Any]:
    """A row by what a person calls it."""
    values = row.values
    label = next((told(values[name]) for name in ("name", "title", "text") if values.get(name)), "")
    return {"sheet": row.sheet, "row": row.number, "key": row.key, "label": label}


def changed(row: Row) -> dict[str, Any]:
    """A row with what of it would change."""
    differences = [
        {"field": one.field, "before": told(one.before), "after": told(one.after)} for one in row.differences
    ]
    return named(row) | {"differences": differences}
