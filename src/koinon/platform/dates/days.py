"""A Day: an EDTF value, the words it was typed in, and the earliest and latest day it may mean."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _

from koinon.platform.dates.bounds import FIRST, LAST, PLAIN, EdtfError, bounds
from koinon.platform.errors import Refused

__all__ = ["FIRST", "LAST", "OPEN", "UNKNOWN", "Day", "Precision", "Unreadable", "day_from"]

Precision = Literal["unknown", "open", "day", "month", "season", "year", "decade", "interval", "other"]
WORDS_KEPT = 120
"""How many characters of the typed words are kept: the width of their column."""


class Unreadable(Refused):
    """What was typed is not understood as a date or a period."""

    words = _("“%(text)s” is not a date we can read. Write for example “%(first)s” or “%(second)s”.")

    def __init__(self, text: str, examples: tuple[str, str] = ("14 October 2016", "summer 2020")) -> None:
        shown = text if len(text) <= 60 else text[:59] + "…"
        first, second = examples
        super().__init__(str(self.words) % {"text": shown, "first": first, "second": second})
        self.text = text


class NotInCalendar(Unreadable):
    """It looks like a date, but there is no such day."""

    words = _(
        "“%(text)s” is not in the calendar. In figures alone the day comes first."
        " Write for example “%(first)s” or “%(second)s”."
    )


class NotAPeriod(Unreadable):
    """What was typed is not understood as a period."""

    words = _("“%(text)s” is not a period we can read. Write for example “%(first)s” or “%(second)s”.")


@dataclass(frozen=True, repr=False)
class Day:
    """Some day, known to the precision of its EDTF value; two Days are equal when their EDTF is.

    >>> Day("2016-10").earliest, Day("2016-10").latest
    (datetime.date(2016, 10, 1), datetime.date(2016, 10, 31))
    """

    edtf: str = ""
    words: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        try:
            bounds(self.edtf)
        except EdtfError as wrong:
            raise Unreadable(self.words or self.edtf) from wrong
        if len(self.words) > WORDS_KEPT:
            object.__setattr__(self, "words", self.words[:WORDS_KEPT])

    @classmethod
    def of(cls, day: date) -> Self:
        """The Day that is exactly this date."""
        return cls(f"{day.year:04}-{day.month:02}-{day.day:02}")

    @classmethod
    def read(cls, text: str, language: str = "en") -> "Day":
        """What somebody typed in English, Chinese, Spanish, French or EDTF; else ``Unreadable``."""
        from koinon.platform.dates.reading import read_day

        return read_day(text, language)

    @cached_property
    def earliest(self) -> date:
        """The first day it may mean; ``FIRST`` when unbounded."""
        return bounds(self.edtf)[0]

    @cached_property
    def latest(self) -> date:
        """The last day it may mean; ``LAST`` when unbounded."""
        return bounds(self.edtf)[1]

    @property
    def is_unknown(self) -> bool:
        """There is such a day, and nobody here knows it."""
        return self.edtf == ""

    @property
    def is_open(self) -> bool:
        """As an end: there is none yet."""
        return self.edtf == ".."

    @property
    def is_exact(self) -> bool:
        """Known to the day."""
        return self.earliest == self.latest and not self.is_open

    @property
    def precision(self) -> Precision:
        """What kind of value this is."""
        if self.edtf in ("", ".."):
            return "open" if self.edtf else "unknown"
        if "/" in self.edtf:
            return "interval"
        plain = PLAIN.fullmatch(self.edtf)
        if not plain:
            return "decade" if len(self.edtf) == 4 and self.edtf.count("X") == 1 else "other"
        if plain[3]:
            return "day"
        if plain[2]:
            return "season" if int(plain[2]) > 12 else "month"
        return "year"

    def as_dict(self) -> dict[str, str | None]:
        """Ready for JSON; an unbounded side is null."""
        return {
            "edtf": self.edtf,
            "words": self.words,
            "earliest": None if self.earliest == FIRST or self.is_open else self.earliest.isoformat(),
            "latest": None if self.latest == LAST else self.latest.isoformat(),
        }

    @property
    def order(self) -> tuple[date, date]:
        """What Days are sorted by: unknown first, open last."""
        return self.earliest, self.latest

    def __lt__(self, other: "Day") -> bool:
        return self.order < other.order

    def __le__(self, other: "Day") -> bool:
        return self.order <= other.order

    def __gt__(self, other: "Day") -> bool:
        return self.order > other.order

    def __ge__(self, other: "Day") -> bool:
        return self.order >= other.order

    def __str__(self) -> str:
        return self.edtf or "unknown"

    def __repr__(self) -> str:
        return f"Day({self.edtf!r}, {self.words!r})" if self.words else f"Day({self.edtf!r})"


UNKNOWN = Day("")
OPEN = Day("..")


@lru_cache(maxsize=65_536)
def day_from(edtf: str, words: str = "") -> Day:
    """The Day of two columns; shared, since Days do not change."""
    return Day(edtf, words)
