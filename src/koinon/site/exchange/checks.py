"""What must hold of the rows of a sheet: filled cells, sound rows, references that end, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from koinon.platform.dates import Day
from koinon.site.exchange.record_rows import Values
from koinon.site.exchange.sheet_plans import SheetPlan
from koinon.site.exchange.sheets import workbook


def check(plan: SheetPlan) -> None:
    """Everything that can be told from the sheet and the records of its kind."""
    check_rows(plan)
    check_own_references(plan)
    check_unique(plan)


def check_rows(plan: SheetPlan) -> None:
    """What must be filled, and what must hold within one row."""
    required = [name for name, column in plan.sheet.columns.items() if column.required]
    there = {column.name for column, _place in plan.head.columns}
    absent = [name for name in required if name not in there]
    rules, bad = plan.sheet.rules, plan.reading.bad
    for index, values in enumerate(plan.final):
        if index in bad:
            continue
        for name in required:
            if not (value := values[name]) and (value is None or value == ""):
                reason = (
                    _("The column “%(name)s” is missing.")
                    if name in absent
                    else _("“%(name)s” must be filled.")
                )
                plan.reading.blame(index, name, reason % {"name": name})
        for rule in rules:
            if found := rule(values):
                plan.reading.blame(index, *found)
        if values.get("field"):
            check_cited_field(plan, index, values)


def check_cited_field(plan: SheetPlan, index: int, values: Values) -> None:
    """A citation supports a field that the record it speaks of has."""
    sheet = workbook().get(str(values.get("subject") or "").partition(":")[0])
    if sheet and values["field"] not in sheet.columns:
        words = {"sheet": sheet.name, "name": values["field"]}
        plan.reading.blame(index, "field", _("The sheet “%(sheet)s” has no column “%(name)s”.") % words)


def check_own_references(plan: SheetPlan) -> None:
    """References to rows of the same sheet: that they exist, and that nothing lies within itself."""
    for column in plan.sheet.columns.values():
        if column.kind != "key" or column.target is not plan.sheet.model:
            continue
        above = {row.values["key"]: row.values[column.name] for row in plan.records.rows}
        above |= {key: values[column.name] for key, values in zip(plan.keys, plan.final, strict=True)}
        for index, values in enumerate(plan.final):
            key = values[column.name]
            if key and key not in above:
                plan.reading.blame(index, column.name, plan.references.reason(column, key), key)
            elif key and goes_round(plan.keys[index], above):
                plan.reading.blame(index, column.name, _("The rows point at each other in a circle."), key)


def check_unique(plan: SheetPlan) -> None:
    """What no two records may share: among the rows, and with what stays on record."""
    for names in plan.sheet.unique:
        taken: dict[tuple[Any, ...], str] = {}
        for row in plan.unmoved:
            taken[exact(row.values, names)] = row.values.get("key", "")
        for index, values in enumerate(plan.final):
            identity = exact(values, names)
            if None in identity or index in plan.reading.bad:
                continue
            if identity in taken:
                words = {"names": ", ".join(names), "key": taken[identity]}
                plan.reading.blame(index, names[-1], _("“%(key)s” has the same %(names)s already.") % words)
            taken.setdefault(identity, plan.keys[index])


def goes_round(key: str, above: Mapping[str, str | None]) -> bool:
    """Whether the way up from a row comes back to it."""
    seen, at = {key}, above.get(key)
    while at:
        if at in seen:
            return at == key
        seen.add(at)
        at = above.get(at)
    return False


def exact(values: Values, names: Iterable[str]) -> tuple[Any, ...]:
    """The values as the database compares them."""
    return tuple(value.edtf if isinstance(value := values[name], Day) else value for name in names)
