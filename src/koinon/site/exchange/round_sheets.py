"""A round of pairing as a workbook: its sheets and columns, and every wrong cell by sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from koinon.matching.criteria import Criterion
from koinon.matching.problem import Mode
from koinon.matching.weights import MOST_WEIGHT
from koinon.platform.errors import Refused
from koinon.site.exchange.opening import Source, Table

LARGEST = 2**40
MOST_SHOWN = 100
JUNE = datetime(2026, 6, 1)  # noqa: DTZ001 - a plain moment by which time zones are compared
YES, NO = {"yes", "true", "1", "是"}, {"no", "false", "0", "", "否"}


class WrongCells(Refused):
    """The workbook has cells that cannot be used; ``cells`` are all of them."""

    def __init__(self, cells: list[WrongCell]) -> None:
        self.cells = cells
        told = "\n".join(str(cell) for cell in cells[:MOST_SHOWN])
        super().__init__(told)


@dataclass(frozen=True, slots=True)
class WrongCell:
    """One wrong cell: the sheet, its row as the spreadsheet counts, its column, and what to mend."""

    sheet: str
    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.sheet}, row {self.row}" if self.row else self.sheet
        return f"{place}, {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class CityRow:
    """One city as the workbook tells it."""

    id: str
    name: str
    side: str
    capacity: int
    outside: int
    population: int | None
    offset: int | None
    terms: Mapping[str, frozenset[str]]
    groups: Mapping[str, str]
    row: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as the workbook tells it."""

    kind: str
    left: str
    right: str
    side: str
    group: str
    other_group: str
    count: int | None
    row: int


@dataclass(frozen=True, slots=True)
class WishRow:
    """What one city says of another."""

    city: str
    kind: str
    other: str
    row: int


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A whole round read without fault of form."""

    cities: tuple[CityRow, ...]
    weights: Mapping[Criterion, int]
    rules: tuple[RuleRow, ...]
    wishes: tuple[WishRow, ...]
    mode: Mode
    max_loss: Fraction
    everyone: bool


TERMS = ("offers", "needs", "interests", "sdgs", "languages")
GROUPS = ("country", "region", "division")
RULES = ("pin", "forbid", "at_most", "at_least", "at_most_pairs")
WISHES = ("prefers", "vetoes", "knows", "twinned")
COLUMNS: dict[str, tuple[str, ...]] = {
    "cities": ("id", "name", "side", "capacity", "outside", "population", "time_zone", *TERMS, *GROUPS),
    "weights": ("criterion", "weight"),
    "rules": ("rule", "left", "right", "side", "group", "other_group", "count"),
    "wishes": ("city", "kind", "other"),
    "settings": ("setting", "value"),
}
NEEDED = {"cities": ("id",), "weights": ("criterion", "weight")}
ABOUT: dict[str, dict[str, str]] = {
    "cities": {
        "id": "a short name of your own, once in the sheet, such as cn-kmg",
        "side": "left or right; empty on every row where all cities are one pool",
        "capacity": "how many partners it can take; 1 when empty",
        "outside": "points below which a pair is not made; 0 when empty",
        "population": "inhabitants, a whole number",
        "time_zone": "such as Asia/Shanghai",
        "offers": "terms parted by semicolons, as for needs, interests, sdgs and languages",
        "country": "a group that rules can count, as are region and division",
    },
    "weights": {
        "criterion": ", ".join(one.value for one in Criterion),
        "weight": f"a whole number from 0 to {MOST_WEIGHT}",
    },
    "rules": {
        "rule": ", ".join(RULES),
        "left": "the id of a city, for pin and forbid",
        "group": "for the others, such as country:CN; at_most and at_least also say the side",
        "other_group": "the right group of at_most_pairs",
    },
    "wishes": {
        "kind": ", ".join(WISHES),
        "other": "those preferred in the order of the rows, the dearest first",
    },
    "settings": {"setting": "mode, max_loss or everyone", "value": "best, 0.01, no"},
}


def read_round(source: Source) -> RoundFile:
    """The round in a workbook. Raises WrongCells with every fault of form, not only the first."""
    reading = Reading(source)
    cities = tuple(reading.rows("cities", reading.city))
    weights = dict(reading.rows("weights", reading.weight))
    rules = tuple(reading.rows("rules", reading.rule))
    wishes = tuple(reading.rows("wishes", reading.wish))
    settings = dict(reading.rows("settings", reading.setting))
    reading.judge(cities, rules, wishes)
    if reading.wrong:
        raise WrongCells(reading.wrong)
    return RoundFile(
        cities,
        weights,
        rules,
        wishes,
        settings.get("mode", Mode.BEST),
        settings.get("max_loss", Fraction(0)),
        settings.get("everyone", False),
    )


@dataclass
class Row:
    """One row under way: its cells by column, and where to complain."""

    sheet: str
    number: int
    cells: dict[str, str]
    wrong: list[WrongCell]

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def complain(self, column: str, reason: str) -> None:
        self.wrong.append(WrongCell(self.sheet, self.number, column, reason))

    def needed(self, column: str) -> str:
        if not self.text(column):
            self.complain(column, _("This cell is needed."))
        return self.text(column)

    def whole(self, column: str, default: int | None, most: int = LARGEST) -> int | None:
        """A whole number from 0 up."""
        text = self.text(column).replace("\u00a0", "").replace(",", "")
        text = text.removesuffix(".0")
        if not text:
            return default
        if not text.isdecimal() or int(text) > most:
            words = {"text": self.text(column), "most": most}
            self.complain(column, _("“%(text)s” is not a whole number from 0 to %(most)s.") % words)
            return default
        return int(text)

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        text, known = self.text(column).casefold(), list(allowed)
        if text not in known:
            words = {"text": self.text(column), "allowed": ", ".join(one for one in known if one)}
            self.complain(column, _("“%(text)s” is not one of: %(allowed)s.") % words)
            return ""
        return text


@dataclass
class Reading:
    """A workbook under way, and all that is wrong with it."""

    source: Source
    wrong: list[WrongCell] = field(default_factory=list)

    def rows(self, sheet: str, read: Callable[[Row], Any]) -> Iterator[Any]:
        table = next((one for one in self.source.tables if one.name.strip().casefold() == sheet), None)
        if table is None:
            if sheet in NEEDED:
                self.wrong.append(WrongCell(sheet, 0, "", _("This sheet is missing.")))
            return
        header = self._header(sheet, table)
        for at, cells in enumerate(table.rows):
            told = {name: _words(value) for name, value in zip(header, cells, strict=False) if name}
            row = Row(sheet, table.first + at, told, self.wrong)
            for (number, column), reason in table.broken.items():
                if number == row.number and column < len(header):
                    row.complain(header[column], reason)
            found = read(row) if any(told.values()) else None
            if found is not None:
                yield found

    def _header(self, sheet: str, table: Table) -> list[str]:
        header = [_words(value).casefold() for value in table.header]
        for name in header:
            if name and name not in COLUMNS[sheet]:
                reason = _("There is no such column; known are: %(columns)s.") % {
                    "columns": ", ".join(COLUMNS[sheet])
                }
                self.wrong.append(WrongCell(sheet, table.first - 1, name, reason))
        for name in NEEDED.get(sheet, ()):
            if name not in header:
                self.wrong.append(WrongCell(sheet, table.first - 1, name, _("This column is missing.")))
        return header

    def city(self, row: Row) -> CityRow:
        zone = row.text("time_zone")
        offset = _offset(zone)
        if zone and offset is None:
            row.complain("time_zone", _("“%(text)s” is no time zone; write Asia/Shanghai.") % {"text": zone})
        return CityRow(
            id=row.needed("id"),
            name=row.text("name") or row.text("id"),
            side=row.one_of("side", ("left", "right", "")),
            capacity=row.whole("capacity", 1, 1000) or 0,
            outside=row.whole("outside", 0) or 0,
            population=row.whole("population", None),
            offset=offset,
            terms={name: _terms(row.text(name)) for name in TERMS},
            groups={name: row.text(name) for name in GROUPS if row.text(name)},
            row=row.number,
        )

    def weight(self, row: Row) -> tuple[Criterion, int] | None:
        criterion = row.one_of("criterion", [one.value for one in Criterion])
        weight = row.whole("weight", 0, MOST_WEIGHT)
        return (Criterion(criterion), weight or 0) if criterion else None

    def rule(self, row: Row) -> RuleRow:
        kind = row.one_of("rule", RULES)
        needed = {
            "pin": ("left", "right"),
            "forbid": ("left", "right"),
            "at_most_pairs": ("group", "other_group"),
        }
        for name in needed.get(kind, ("group",) if kind else ()):
            row.needed(name)
        count = row.whole("count", None)
        if kind.startswith("at_") and count is None:
            row.needed("count")
        for name in ("group", "other_group"):
            if row.text(name) and row.text(name).partition(":")[0] not in GROUPS:
                row.complain(name, _("Write a group as country:CN."))
        side = row.one_of("side", ("left", "right", ""))
        texts = (row.text("left"), row.text("right"), side, row.text("group"), row.text("other_group"))
        return RuleRow(kind, *texts, count, row.number)

    def wish(self, row: Row) -> WishRow:
        return WishRow(row.needed("city"), row.one_of("kind", WISHES), row.needed("other"), row.number)

    def setting(self, row: Row) -> tuple[str, Any] | None:
        name, value = row.one_of("setting", ("mode", "max_loss", "everyone")), row.text("value")
        if name == "mode":
            mode = row.one_of("value", [one.value for one in Mode])
            return ("mode", Mode(mode)) if mode else None
        if name == "everyone":
            row.one_of("value", sorted(YES | NO))
            return "everyone", value.casefold() in YES
        if name == "max_loss":
            return "max_loss", self._share(row, value)
        return None

    def _share(self, row: Row, value: str) -> Fraction:
        try:
            share = Fraction(value or "0")
        except (ValueError, ZeroDivisionError):
            share = Fraction(-1)
        if not 0 <= share <= 1:
            row.complain("value", _("“%(text)s” is not a share from 0 to 1.") % {"text": value})
            return Fraction(0)
        return share

    # What one row cannot know

    def judge(
        self, cities: tuple[CityRow, ...], rules: tuple[RuleRow, ...], wishes: tuple[WishRow, ...]
    ) -> None:
        """Ids given twice, sides missing, strangers in rules and wishes."""
        first: dict[str, int] = {}
        sided = any(city.side for city in cities)
        for city in cities:
            if city.id and city.id in first:
                words = {"id": city.id, "row": first[city.id]}
                self._complain("cities", city.row, "id", _("“%(id)s” stands in row %(row)s already.") % words)
            first.setdefault(city.id, city.row)
            if sided and not city.side:
                self._complain("cities", city.row, "side", _("Say left or right, as the other rows do."))
        self._strangers("rules", [(r.row, (("left", r.left), ("right", r.right))) for r in rules], first)
        self._strangers("wishes", [(w.row, (("city", w.city), ("other", w.other))) for w in wishes], first)

    def _strangers(
        self, sheet: str, rows: list[tuple[int, tuple[tuple[str, str], ...]]], known: Mapping[str, int]
    ) -> None:
        for row, cells in rows:
            for column, name in cells:
                if name and name not in known:
                    reason = _("There is no city “%(id)s” in the sheet cities.") % {"id": name}
                    self._complain(sheet, row, column, reason)

    def _complain(self, sheet: str, row: int, column: str, reason: str) -> None:
        """A cell that is wrong in itself is not complained of twice."""
        if not any((one.sheet, one.row, one.column) == (sheet, row, column) for one in self.wrong):
            self.wrong.append(WrongCell(sheet, row, column, reason))


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _terms(text: str) -> frozenset[str]:
    parts = text.replace("；", ";").split(";")
    return frozenset(" ".join(part.split()).casefold() for part in parts if part.strip())


def _offset(zone: str) -> int | None:
    """The time of a zone in minutes from UTC, in June."""
    if not zone:
        return None
    try:
        offset = JUNE.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return int((offset or timedelta()).total_seconds() // 60)
