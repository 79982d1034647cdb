"""Reading a cell: what was typed or stored becomes a value of its column, or a reason in plain words.

A cell is whatever a workbook holds (text, number, date, yes-or-no) or the text of a CSV. Each reader takes
one that is not empty and answers its value, or raises ``WrongCell``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.platform.dates import UNKNOWN, Day, Unreadable
from koinon.platform.dates.days import WORDS_KEPT
from koinon.platform.errors import Refused
from koinon.site.exchange.columns import Column

Reader = Callable[[Any], Any]

DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula, with the apostrophes that may stand before it."""
QUOTED = re.compile(r"'+[=+\-@\t\r]")
INTEGER = re.compile(r"[+-]?\d{1,19}")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3})")
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?:[:.]([0-5]\d))?")
YES = frozenset(["yes", "y", "true", "1", "x", "oui", "sí", "si", "vrai", "verdadero", "是", "√", "✓", "ja"])
NO = frozenset(["no", "n", "false", "0", "non", "faux", "falso", "否", "nein"])
MOST_NUMBERS = 32


class WrongCell(Refused):
    """The cell does not hold what its column asks for."""


def defused(text: str) -> str:
    """The text as it is written into a workbook: never taken for a formula, and read back the same."""
    return f"'{text}" if DANGEROUS.match(text) else text


def plain(cell: Any) -> str:
    """The cell as text, as a person would read it off the screen."""
    if isinstance(cell, str):
        text = cell.strip()
        return text[1:] if "'" in text and QUOTED.match(text) else text
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(cell)


def reader_of(column: Column) -> Reader:
    """The function that reads the cells of a column."""
    if column.kind == "choice":
        return partial(read_choice, known_choices(column, get_language() or "en"))
    if column.kind == "text":
        return text_reader(column)
    make: dict[str, Reader] = {
        "number": partial(read_number, column),
        "decimal": partial(read_decimal, column),
        "float": partial(read_float, column),
        "yesno": read_yesno,
        "day": partial(read_day, column, get_language() or "en"),
        "date": read_date,
        "moment": read_moment,
        "time": read_time,
        "json": partial(read_json, column),
        "key": read_key,
        "subject": read_key,
    }
    return make[column.kind]


def empty_value(column: Column) -> Any:
    """What an empty cell means for a new record."""
    if column.kind == "day":
        return UNKNOWN
    if column.kind == "yesno":
        return None if getattr(column.field, "null", False) else bool(column.default)
    if column.default is not None:
        return column.default
    return "" if column.kind in ("text", "choice") else None


def text_reader(column: Column) -> Reader:
    """Texts are most of a workbook: what their column asks for is looked up once."""
    longest, validators = column.longest, column.validators

    def read_text(cell: Any) -> str:
        text = plain(cell)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise WrongCell(_("The text holds a character that no one can see. Type it anew."))
        if len(text) > longest:
            words = {"longest": longest, "length": len(text)}
            raise WrongCell(_("The text has %(length)s characters; at most %(longest)s are kept.") % words)
        for matches, _check in validators:
            if matches is None or not matches(text):
                return str(checked(column, text))
        return text

    return read_text


def read_number(column: Column, cell: Any) -> int:
    text = without_spaces(plain(cell))
    if not INTEGER.fullmatch(text):
        raise WrongCell(
            _("“%(text)s” is not a whole number. Write it in figures: 1250.") % {"text": shown(cell)}
        )
    return int(checked(column, int(text)))


def read_decimal(column: Column, cell: Any) -> Decimal:
    try:
        number = Decimal(number_text(cell))
    except InvalidOperation:
        raise not_a_number(cell) from None
    return Decimal(checked(column, number))


def read_float(column: Column, cell: Any) -> float:
    return float(checked(column, float(number_text(cell))))


def read_yesno(cell: Any) -> bool:
    word = plain(cell).casefold()
    if word in YES or word in NO:
        return word in YES
    raise WrongCell(_("“%(text)s” is neither yes nor no.") % {"text": shown(cell)})


def read_choice(known: Mapping[str, str], cell: Any) -> str:
    text = plain(cell)
    try:
        return known[text.casefold()]
    except KeyError:
        allowed = ", ".join(dict.fromkeys(value for value in known.values() if value))
        raise WrongCell(
            _("“%(text)s” is not one of: %(allowed)s.") % {"text": shown(cell), "allowed": allowed}
        ) from None


def read_day(column: Column, language: str, cell: Any) -> Day:
    """Words or EDTF; or both, as ``two years from January 2017 = 2018-12``."""
    day = read_day_text(plain(cell), language)
    if day is None:
        raise WrongCell(Unreadable(plain(cell)).message)
    if day.is_open and not getattr(column.field, "open_allowed", False):
        raise WrongCell(_("This date cannot be open: write a date, or “unknown”."))
    return day


def read_day_text(text: str, language: str = "") -> Day | None:
    """The Day a text means, in the language or in the reader's; nothing where it means none."""
    words, apart, edtf = text.rpartition(" = ")
    try:
        if apart and len(words) <= WORDS_KEPT:
            return Day("" if edtf.strip() == "?" else edtf.strip(), words.strip())
        return Day.read(text, language or get_language() or "en")
    except Unreadable:
        return None


def read_date(cell: Any) -> date:
    try:
        day = Day.read(plain(cell), get_language() or "en")
    except Unreadable as wrong:
        raise WrongCell(wrong.message) from None
    if not day.is_exact:
        raise WrongCell(_("“%(text)s” is not one day. Write for example 2016-10-14.") % {"text": shown(cell)})
    return day.earliest


def read_moment(cell: Any) -> datetime:
    """A day and an hour with its distance from UTC; without one, UTC itself."""
    try:
        moment = cell if isinstance(cell, datetime) else datetime.fromisoformat(plain(cell))
    except ValueError:
        words = _("“%(text)s” is not a day and an hour. Write for example 2018-05-31T23:59+08:00.")
        raise WrongCell(words % {"text": shown(cell)}) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_json(column: Column, cell: Any) -> Any:
    """A list, or names with their values, as JSON writes them; of the shape an empty one has."""
    try:
        value = json.loads(plain(cell))
    except (ValueError, RecursionError):
        raise WrongCell(_("“%(text)s” is not JSON.") % {"text": shown(cell)}) from None
    shape = type(column.default)
    if shape in (dict, list) and type(value) is not shape:
        raise WrongCell(
            _('Write a list: ["…", "…"].') if shape is list else _('Write names with values: {"es": "…"}.')
        )
    return value


def read_time(cell: Any) -> time:
    if isinstance(cell, timedelta):
        cell = (datetime(1, 1, 1, tzinfo=UTC) + cell).time()
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return cell.replace(microsecond=0)
    clock = CLOCK.fullmatch(plain(cell))
    if not clock:
        raise WrongCell(
            _("“%(text)s” is not a time of day. Write for example 09:30.") % {"text": shown(cell)}
        )
    return time(int(clock[1]), int(clock[2]), int(clock[3] or 0))


def read_key(cell: Any) -> str:
    return plain(cell)


def checked(column: Column, value: Any) -> Any:
    """The value after the field's own validators, such as its greatest length or its range."""
    for matches, check in column.validators:
        if matches is not None and matches(str(value)):
            continue
        try:
            check(value)
        except ValidationError as wrong:
            raise WrongCell(" ".join(wrong.messages)) from None
    return value


@cache
def known_choices(column: Column, language: str) -> Mapping[str, str]:
    """Every way to write each choice: its value, its label in the reader's language and in English."""
    with override(language):
        values = column.choices
    with override("en"):
        english = column.choices
    known = {label.casefold(): value for labels in (english, values) for value, label in labels.items()}
    return known | {value.casefold(): value for value in values}


def number_text(cell: Any) -> str:
    text = without_spaces(plain(cell))
    if not NUMBER.fullmatch(text) or len(text) > MOST_NUMBERS:
        raise not_a_number(cell)
    return text


def not_a_number(cell: Any) -> WrongCell:
    return WrongCell(
        _("“%(text)s” is not a number. Write 1234.5: a point for decimals, nothing between thousands.")
        % {"text": shown(cell)}
    )


def without_spaces(text: str) -> str:
    """A number without the spaces people put between thousands."""
    return text if text.isalnum() else THOUSANDS.sub("", text)


def shown(cell: Any) -> str:
    """The cell as an error message repeats it: not longer than a line."""
    text = plain(cell)
    return text if len(text) <= 60 else text[:59] + "…"
