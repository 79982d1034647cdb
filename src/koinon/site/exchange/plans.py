"""The dry run as a value: what each row would do, every wrong cell, every doubt. Nothing in it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from koinon.platform.dates import Day

Action = Literal["create", "change", "match", "doubt", "error"]
ACTIONS: tuple[Action, ...] = ("create", "change", "match", "doubt", "error")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong cell (or row, column or sheet: then the rest is empty), with the reason in plain words."""

    sheet: str
    row: int
    letters: str
    column: str
    reason: str
    cell: str = ""

    @property
    def place(self) -> str:
        """Where a person finds it: roles!C7."""
        return f"{self.sheet}!{self.letters}{self.row or ''}" if self.letters or self.row else self.sheet


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the things a doubted row may mean; ``answer`` is what to say to choose it."""

    answer: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that may mean several things: a person chooses."""

    sheet: str
    row: int
    reason: str
    candidates: tuple[Candidate, ...]

    @property
    def name(self) -> str:
        """By what name its answer is given: cities:12."""
        return f"{self.sheet}:{self.row}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a record that would change."""

    field: str
    before: Any
    after: Any


class Row(NamedTuple):
    """What one row of a sheet would do. ``values`` are the fields to write, by column."""

    sheet: str
    number: int
    action: Action
    key: str
    values: Mapping[str, Any] = MappingProxyType({})
    pk: int | None = None
    version: int = 0
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Plan:
    """All that an import would do."""

    rows: tuple[Row, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def can_be_applied(self) -> bool:
        """Whether there is nothing wrong, nothing in doubt and something to do."""
        return (
            not self.wrong
            and not self.doubts
            and any(row.action in ("create", "change") for row in self.rows)
        )

    @cached_property
    def counts(self) -> dict[str, dict[Action, int]]:
        """How many rows of each sheet would do what."""
        found = Counter((row.sheet, row.action) for row in self.rows)
        sheets = dict.fromkeys(row.sheet for row in self.rows)
        return {sheet: {action: found[sheet, action] for action in ACTIONS} for sheet in sheets}

    @cached_property
    def totals(self) -> dict[Action, int]:
        """How many rows would do what, of all sheets."""
        return {action: sum(found[action] for found in self.counts.values()) for action in ACTIONS}

    @cached_property
    def digest(self) -> str:
        """The same for the same plan against the same state of the record."""
        told = (f"{row.sheet} {row.number} {row.action} {row.key} {row.version}\n" for row in self.rows)
        return sha256("".join(told).encode()).hexdigest()


def told(value: Any) -> str:
    """A value as a person reads it in the dry run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Day):
        return value.words or value.edtf
    return str(value)
