"""A money line to take along: one row for each transaction, in the terms of IATI."""

from __future__ import annotations

from collections.abc import Iterator

from koinon.cooperation.grants.money_line import Line, Row

# The codes of the IATI code list TransactionType; what is to come is no transaction but a planned disbursement.
TRANSACTION = {
    "pledge": ("12", "Outgoing Pledge"),
    "term": ("12", "Outgoing Pledge"),
    "grant": ("2", "Outgoing Commitment"),
    "instalment": ("", "Planned disbursement"),
    "payment": ("3", "Disbursement"),
}
HEADER = (
    "transaction-type-code",
    "transaction-type",
    "ref",
    "transaction-date",
    "value",
    "currency",
    "undisclosed",
    "in kind",
    "provider-org",
    "receiver-org",
    "description",
    "grant",
    "rate",
    "value-date",
    "source of the rate",
    "value in {currency}",
    "condition",
    "condition met on",
    "shown by",
)


def header(line: Line) -> list[str]:
    """The names of the columns, with the currency the line is reckoned in."""
    return [name.format(currency=line.currency) for name in HEADER]


def rows(line: Line) -> Iterator[list[object]]:
    """The rows of a line in order: numbers as numbers, days as they are on record."""
    for row in line.rows:
        yield _cells(row)


def _cells(row: Row) -> list[object]:
    return [
        *TRANSACTION[row.kind],
        row.key,
        row.day,
        _number(row.amount),
        row.currency,
        "yes" if row.undisclosed else "",
        (row.in_kind_words or "yes") if row.in_kind else "",
        row.provider,
        row.receiver,
        row.title,
        row.grant,
        _number(row.rate),
        row.rate_on,
        row.rate_source,
        _number(row.value),
        row.condition,
        row.met_on,
        row.shown_by,
    ]


def _number(value: object) -> float | str:
    return "" if value is None else float(str(value))
