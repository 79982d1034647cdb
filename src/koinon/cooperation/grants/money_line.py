"""The money line as data: pledged, granted, due, paid and evidenced as of a day, row by row, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from koinon.cooperation.grants.money import reckoned

STAGES = ("pledged", "granted", "due", "paid", "evidenced")
GAPS = (
    "instalment_unpaid",
    "paid_unevidenced",
    "condition_unmet",
    "no_rate",
    "pledge_ungranted",
    "no_instalment",
    "no_day",
)
DIGITS = ("amount", "rate")


@dataclass(frozen=True, slots=True)
class Row:
    """One pledge, grant, instalment or payment. ``day`` and ``shown_by`` are as on record, without the reader's language."""

    stage: str
    kind: str
    key: str
    title: str
    provider: str
    receiver: str
    day: str = ""
    grant: str = ""
    amount: Decimal | None = None
    currency: str = ""
    undisclosed: bool = False
    in_kind: bool = False
    in_kind_words: str = ""
    rate: Decimal | None = None
    rate_on: str = ""
    rate_source: str = ""
    condition: str = ""
    met_on: str = ""
    shown_by: str = ""

    @property
    def value(self) -> Decimal | None:
        """In the network's currency, where that can be reckoned."""
        return reckoned(self.amount, self.currency, self.rate)

    @property
    def rate_day(self) -> date | None:
        """The day of the rate."""
        return date.fromisoformat(self.rate_on) if self.rate_on else None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing in the line, and the row that lacks it."""

    what: str
    key: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts added up: by currency, and in the network's where rates allow; what cannot be added is counted."""

    count: int = 0
    told: Mapping[str, Decimal] = field(default_factory=dict)
    estimated: Mapping[str, Decimal] = field(default_factory=dict)
    undisclosed: int = 0
    unstated: int = 0
    in_kind: int = 0
    worth: Decimal = Decimal(0)
    worth_in_kind: Decimal = Decimal(0)
    without_rate: int = 0

    @property
    def beyond(self) -> int:
        """How many stand in no bar: undisclosed, not on record, or without a rate."""
        return self.undisclosed + self.unstated + self.without_rate


@dataclass(frozen=True, slots=True)
class Line:
    """The money of one agreement or of one funder as of a day."""

    subject_kind: str
    subject_key: str
    subject_name: str
    on: str
    currency: str
    audience: str
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]

    @property
    def sums(self) -> dict[str, Sum]:
        """What each stage adds up to, in order."""
        return {stage: added(self.at(stage)) for stage in STAGES}

    def at(self, stage: str) -> list[Row]:
        """The rows of a stage; what is evidenced was paid before."""
        if stage == "evidenced":
            return [row for row in self.rows if row.stage == "paid" and row.shown_by]
        return [row for row in self.rows if row.stage == stage]

    def lacking(self, what: str) -> list[Row]:
        """The rows that lack something."""
        keys = {gap.key for gap in self.gaps if gap.what == what}
        wanted = LACKED_BY[what]
        return [row for row in self.rows if row.key in keys and row.stage in wanted]

    @property
    def day(self) -> date:
        """The day it is told for."""
        return date.fromisoformat(self.on)


LACKED_BY: dict[str, frozenset[str]] = {
    "instalment_unpaid": frozenset({"due"}),
    "paid_unevidenced": frozenset({"paid"}),
    "condition_unmet": frozenset({"paid"}),
    "no_rate": frozenset({"pledged", "granted", "paid"}),
    "pledge_ungranted": frozenset({"pledged"}),
    "no_instalment": frozenset({"granted"}),
    "no_day": frozenset({"pledged", "granted", "paid"}),
}


def added(rows: Iterable[Row]) -> Sum:
    """The rows added up."""
    found = list(rows)
    cash = [row for row in found if not row.in_kind]
    kind = [row for row in found if row.in_kind]
    return Sum(
        count=len(found),
        told=_by_currency(cash),
        estimated=_by_currency(kind),
        undisclosed=sum(row.undisclosed for row in found),
        unstated=sum(row.amount is None and not row.undisclosed and not row.in_kind for row in found),
        in_kind=len(kind),
        worth=sum((row.value for row in cash if row.value is not None), Decimal(0)),
        worth_in_kind=sum((row.value for row in kind if row.value is not None), Decimal(0)),
        without_rate=sum(row.amount is not None and row.value is None for row in found),
    )


def _by_currency(rows: Iterable[Row]) -> dict[str, Decimal]:
    told: dict[str, Decimal] = {}
    for row in rows:
        if row.amount is not None:
            told[row.currency] = told.get(row.currency, Decimal(0)) + row.amount
    return dict(sorted(told.items()))


VERSION = "koinon-money-line-1"


def as_json(line: Line) -> dict[str, Any]:
    """The line as JSON that says the same wherever it is written: what is signed."""
    return {
        "line": VERSION,
        "subject": {"kind": line.subject_kind, "key": line.subject_key, "name": line.subject_name},
        "on": line.on,
        "currency": line.currency,
        "audience": line.audience,
        "sums": {stage: _sum_json(one) for stage, one in line.sums.items()},
        "rows": [_row_json(row) for row in line.rows],
        "gaps": [asdict(gap) for gap in line.gaps],
    }


ALWAYS = ("stage", "kind", "key", "title", "provider", "receiver")


def is_told(value: object) -> bool:
    """Whether a value says anything; an amount of nothing does."""
    return value is not None and value is not False and value != ""


def _row_json(row: Row) -> dict[str, Any]:
    told = {name: value for name, value in asdict(row).items() if name in ALWAYS or is_told(value)}
    for name in DIGITS:
        if name in told:
            told[name] = f"{told[name]:f}"
    return told


def _sum_json(one: Sum) -> dict[str, Any]:
    return {
        "count": one.count,
        "told": {currency: f"{amount:f}" for currency, amount in one.told.items()},
        "estimated_in_kind": {currency: f"{amount:f}" for currency, amount in one.estimated.items()},
        "undisclosed": one.undisclosed,
        "not_on_record": one.unstated,
        "worth": f"{one.worth:f}",
        "without_rate": one.without_rate,
    }


def from_json(body: Mapping[str, Any]) -> Line:
    """A line as it was signed."""
    return Line(
        body["subject"]["kind"],
        body["subject"]["key"],
        body["subject"]["name"],
        body["on"],
        body["currency"],
        body["audience"],
        tuple(_row(told) for told in body["rows"]),
        tuple(Gap(**gap) for gap in body["gaps"]),
    )


def _row(told: Mapping[str, Any]) -> Row:
    values: dict[str, Any] = {
        name: Decimal(value) if name in DIGITS else value for name, value in told.items()
    }
    return Row(**values)
