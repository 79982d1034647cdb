"""Printing days and periods in English, Chinese, Spanish and French; ``Day.read`` reads the English back."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from django.utils.translation import get_language, override

from koinon.platform.dates import phrases
from koinon.platform.dates.bounds import FIRST, LAST, PLAIN
from koinon.platform.dates.days import Day, day_from
from koinon.platform.dates.spans import Span

Style = Literal["short", "medium", "long", "full"]
"""short: "14 Oct 2016"; medium and long: "14 October 2016"; full: "Friday, 14 October 2016"."""
UNBOUNDED = ("", "..")
DOUBTS = {"~": "about", "?": "perhaps", "%": "perhaps about"}


def format_day(day: Day | date, language: str | None = None, style: Style = "medium") -> str:
    """A day in words: "14 October 2016", "summer 2020", "about 1993", "before 2015"."""
    edtf = (day if isinstance(day, Day) else Day.of(day)).edtf
    return day_words(edtf, known(language), style)


def format_span(span: Span, language: str | None = None, style: Style = "medium") -> str:
    """A period in words: "2021–2023", "since 1993", "from January 2017, end unknown"."""
    return span_words(span.starts.edtf, span.ends.edtf, known(language), style)


def note_on(day: Day, language: str | None = None) -> str:
    """What a reader must know to take the day as we do: "June to August, northern half"; mostly empty."""
    plain, spoken = PLAIN.fullmatch(day.edtf), known(language)
    if not plain:
        first, slash, last = day.edtf.partition("/")
        if not slash or not month_part(first, last):
            return ""
        with override(spoken):
            begins, ends = Writer(spoken[:2], "medium").pair(first, last)
            return str(phrases.TAKEN_AS) % {"first": begins, "last": ends}
    with override(spoken):
        if plain[2] in phrases.SEASON_NOTES:
            return str(phrases.SEASON_NOTES[plain[2]])
        if not plain[4]:
            return ""
        length = len(day.edtf) - 1
        first, last = (day_words(bound.isoformat()[:length], spoken, "medium") for bound in day.order)
        return str(phrases.TAKEN_AS) % {"first": first, "last": last}


def known(language: str | None) -> str:
    """The code of one of our languages, English for any other."""
    code = (language or get_language() or "en").lower()
    if code.startswith("zh"):
        return "zh-hans"
    return code[:2] if code[:2] in phrases.LOCALES else "en"


@lru_cache(maxsize=32_768)
def day_words(edtf: str, language: str, style: Style) -> str:
    """The words for an EDTF value."""
    with override(language):
        return Writer(language[:2], style).day(edtf)


@lru_cache(maxsize=32_768)
def span_words(starts: str, ends: str, language: str, style: Style) -> str:
    """The words for a start and an end."""
    with override(language):
        return Writer(language[:2], style).span(starts, ends)


class Writer:
    """Writes EDTF values in one language and style; the language must be active."""

    def __init__(self, language: str, style: Style) -> None:
        self.language, self.style = language, style

    def day(self, edtf: str) -> str:
        """Any value."""
        if edtf in UNBOUNDED:
            return str(phrases.OPEN_DAY if edtf else phrases.UNKNOWN_DAY)
        first, slash, last = edtf.partition("/")
        if slash:
            return self.interval(first, last)
        if plain := PLAIN.fullmatch(edtf):
            return self.phrase(DOUBTS[plain[4]], edtf[:-1]) if plain[4] else self.plain(edtf)
        day = day_from(edtf)
        if day.precision == "decade":
            return str(phrases.DECADE) % {"year": f"{edtf[:3]}0"}
        return self.between(*(bound.isoformat() for bound in day.order))

    def plain(self, edtf: str) -> str:
        """A year, season, month or day."""
        day = day_from(edtf)
        if day.precision == "season":
            return str(phrases.SEASONS[edtf[5:]]) % {"year": edtf[:4]}
        what = "full" if day.precision == "day" and self.style == "full" else day.precision
        return self.calendar(day.earliest, what)

    def calendar(self, day: date, what: str) -> str:
        """A date or part of one."""
        return phrases.calendar_words(day, what, self.language, short=self.style == "short")

    def phrase(self, kind: str, edtf: str) -> str:
        """A phrase around one value."""
        table = phrases.EXACT if day_from(edtf).precision == "day" and edtf[-1].isdigit() else phrases.VAGUE
        return str(table[kind]) % {"day": self.day(edtf)}

    def interval(self, first: str, last: str) -> str:
        """Some day between two, or before or after one."""
        if first in UNBOUNDED:
            end = day_from(last)
            if end.is_exact and end.latest != LAST:
                return self.phrase("before", whole_from(end.latest))
            return self.phrase("by", last)
        if last in UNBOUNDED:
            start = day_from(first)
            if start.is_exact and start.earliest != FIRST:
                return self.phrase("after", whole_until(start.earliest))
            return self.phrase("or later", first)
        return self.between(first, last)

    def between(self, first: str, last: str) -> str:
        """ "between May and November 2015"."""
        if part := month_part(first, last):
            return str(phrases.MONTH_PARTS[part]) % {"month": self.plain(first[:7])}
        exact = all(day_from(edtf).precision == "day" and edtf[-1].isdigit() for edtf in (first, last))
        left, right = self.pair(first, last)
        return str((phrases.EXACT if exact else phrases.VAGUE)["between"]) % {"first": left, "last": right}

    def pair(self, first: str, last: str) -> tuple[str, str]:
        """Both values; what they share is said once, with the last, or in Chinese with the first."""
        shared = shared_part(first, last) if self.style != "full" else ""
        if not shared:
            return self.day(first), self.day(last)
        if self.language == "zh":
            return self.day(first), self.calendar(day_from(last).earliest, shared)
        return self.calendar(day_from(first).earliest, shared), self.day(last)

    def span(self, starts: str, ends: str) -> str:
        """A period."""
        if not starts:
            if not ends:
                return str(phrases.UNKNOWN_SPAN)
            return str(phrases.OPEN_FROM_UNKNOWN) if ends == ".." else self.phrase("until", ends)
        if ends in UNBOUNDED:
            return self.phrase("since" if ends else "from", starts)
        if starts == ends and "/" not in starts:
            return self.day(starts)
        first, last = self.pair(starts, ends)
        close = (
            " " not in first and (" " not in last or first != self.day(starts)) and "/" not in starts + ends
        )
        return str(phrases.CLOSE_RANGE if close else phrases.WIDE_RANGE) % {"first": first, "last": last}


def month_part(first: str, last: str) -> str:
    """Which third of a month two days bound: "mid" from the 11th to the 20th; else nothing."""
    if first[:7] != last[:7] or len(first) != 10 or len(last) != 10:
        return ""
    ends = {"10": "early", "20": "mid", last_day_of(first): "late"}
    part = ends.get(last[8:], "")
    return part if first[8:] == {"early": "01", "mid": "11", "late": "21"}.get(part) else ""


def last_day_of(day: str) -> str:
    """The number of the last day of its month."""
    return f"{monthrange(int(day[:4]), int(day[5:7]))[1]:02}"


def shared_part(first: str, last: str) -> str:
    """What is left to say of one date when the other says year or month; empty where they share neither."""
    certain = (first + last).replace("-", "").isdecimal()
    kinds = {day_from(edtf).precision for edtf in (first, last)}
    if not certain or first == last or first[:4] != last[:4]:
        return ""
    if kinds == {"day"}:
        return "day only" if first[:7] == last[:7] else "day and month"
    return "month only" if kinds == {"month"} else ""


def whole_from(latest: date) -> str:
    """The year, month or day that begins on the day after."""
    following = latest + timedelta(1)
    if following.day != 1:
        return following.isoformat()
    return following.isoformat()[: 4 if following.month == 1 else 7]


def whole_until(earliest: date) -> str:
    """The year, month or day that ends on the day before."""
    previous = (earliest - timedelta(1)).isoformat()
    if earliest.day != 1:
        return previous
    return previous[:4] if earliest.month == 1 else previous[:7]
