"""The workbook's shape: a sheet for each kind of record, its columns being the fields of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db import models

from koinon.platform.audit.models import Record
from koinon.site.exchange.columns import Column, column_of

# Given the values of a row by column name, the column at fault and the reason; or nothing.
Rule = Callable[[dict[str, Any]], "tuple[str, str] | None"]


@dataclass(frozen=True)
class Sheet:
    """One subject. ``identity`` names the columns that tell its rows apart where the key is left empty.

    An empty cell in a ``kept`` column leaves a record's value alone. ``unordered`` columns hold a pair in no
    order. With ``namesakes`` a row without a key that is like a record only in its identity is doubted.
    """

    name: str
    model: type[models.Model]
    fields: str
    identity: str
    rules: tuple[Rule, ...] = ()
    kept: str = ""
    unordered: tuple[str, ...] = ()
    namesakes: bool = False
    # The columns a new key is made of, where fewer will do than tell rows apart.
    called: str = ""

    @property
    def has_key(self) -> bool:
        """Whether its rows are records with a key of their own."""
        return issubclass(self.model, Record)

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns by header, the key first."""
        key = {"key": column_of(self.model, "key", required=False)} if self.has_key else {}
        return key | {name: column_of(self.model, name) for name in self.fields.split()}

    @cached_property
    def keeps(self) -> frozenset[str]:
        """The columns in which an empty cell leaves a record's value alone."""
        by_itself = {name for name, column in self.columns.items() if column.keeps_its_value}
        return frozenset(by_itself | set(self.kept.split()) | {"key"})

    @cached_property
    def unique(self) -> tuple[tuple[str, ...], ...]:
        """The sets of columns of which no two rows may have the same, the key apart."""
        single = [
            (name,)
            for name, column in self.columns.items()
            if name != "key" and getattr(column.field, "unique", False)
        ]
        several = [
            constraint.fields
            for constraint in self.model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
        ]
        return tuple(single) + tuple(self._as_columns(names) for names in several)

    def _as_columns(self, fields: Iterable[str]) -> tuple[str, ...]:
        """Fields of the model by the columns that hold them."""
        holds = {field: name for name, column in self.columns.items() for field in column.stored if field}
        return tuple(dict.fromkeys(holds.get(field, field) for field in fields))

    def tidy(self, values: dict[str, Any]) -> None:
        """Put what is in no order into one."""
        if self.unordered:
            ordered = sorted(str(values.get(name) or "") for name in self.unordered)
            values.update(zip(self.unordered, (name or None for name in ordered), strict=True))

    @property
    def identifying(self) -> tuple[str, ...]:
        """The columns of the identity."""
        return tuple(self.identity.split())

    @property
    def kind(self) -> str:
        """The word for its records in the audit and in citations: ``people.role``."""
        return self.model._meta.label_lower


@cache
def workbook() -> dict[str, Sheet]:
    """Every sheet by name, in an order in which what is pointed at comes first."""
    from koinon.site.exchange import (
        call_sheets,
        cooperation_sheets,
        event_sheets,
        grant_sheets,
        learning_sheets,
        network_sheets,
        plan_sheets,
        practice_sheets,
    )

    listed = (
        *network_sheets.SHEETS,
        *event_sheets.SHEETS,
        *cooperation_sheets.SHEETS,
        *call_sheets.SHEETS,
        *practice_sheets.SHEETS,
        *learning_sheets.SHEETS,
        *plan_sheets.SHEETS,
        *grant_sheets.SHEETS,
        *network_sheets.LAST,
    )
    return {sheet.name: sheet for sheet in listed}


@cache
def sheet_of_kind() -> dict[str, Sheet]:
    """The sheet of each kind of record."""
    return {sheet.kind: sheet for sheet in workbook().values()}
