"""Reading a day as people type it, in English, Chinese, Spanish, French or EDTF.

House rules: an ISO or EDTF value is what it says; figures alone are day first (``4/10/2016`` is in October);
seasons are those of the northern half; every text gives one value or is refused, nothing is guessed in
between. Once a leading or closing word is recognised it is taken off and never put back, so that reading
takes time in proportion to the text.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from koinon.platform.dates import words
from koinon.platform.dates.bounds import FIRST, LAST, PLAIN, EdtfError, bounds
from koinon.platform.dates.days import OPEN, UNKNOWN, Day, NotInCalendar, Unreadable, day_from
from koinon.platform.dates.points import point

ABOUT, ABOUT_AFTER = words.prefix(words.ABOUT), words.suffix(words.ABOUT_AFTER)
PERHAPS, PERHAPS_AFTER = words.prefix(words.PERHAPS), words.suffix(words.PERHAPS_AFTER)
BETWEEN, BETWEEN_AFTER = words.prefix(words.BETWEEN), words.suffix(words.BETWEEN_AFTER)
LEADING = words.prefix(words.SINCE, words.FROM, words.UNTIL)
CLOSING = words.suffix(words.STILL_OPEN, words.FROM_AFTER, words.UNTIL_AFTER)
SEPARATOR = re.compile(
    rf" (?:{'|'.join(words.longest_first(words.SEPARATING_WORDS))}) "
    rf"| ?(?:{'|'.join(words.longest_first(words.SEPARATING_SIGNS))}) ?"
)
MOST_SEPARATORS = 8
"""Of words and signs that may part two dates; no date has more, and each costs two readings."""
LONGEST_TEXT = 240
DAYS_OF_MONTH = re.compile(r"([a-z]+)\.? (\d{1,2}) ?[-–] ?(\d{1,2}),? (\d{4})")
DAY_ALONE = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th|er|o)?")
TIME_OF_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}.*")


def read_day(text: str, language: str = "en") -> Day:
    """The Day a text means; ``Unreadable`` when it means none."""
    typed = " ".join(text.split())
    if not typed:
        return UNKNOWN
    edtf = None if words.fold(typed) in words.TODAY_WORDS else read_edtf(typed)
    if edtf is None:
        impossible = len(typed) <= LONGEST_TEXT and point(words.fold(typed)) is not None
        refusal = NotInCalendar if impossible else Unreadable
        raise refusal(typed, words.EXAMPLES.get(language[:2], words.EXAMPLES["en"]))
    return day_from(edtf, "" if typed == edtf else typed)


def read_edtf(typed: str) -> str | None:
    """The EDTF value of a text, or nothing."""
    if len(typed) > LONGEST_TEXT:
        return None
    if stamped := TIME_OF_DAY.fullmatch(typed):
        typed = stamped[1]
    return as_edtf(typed.upper()) or understood(words.fold(typed))


def as_edtf(text: str) -> str | None:
    """The text itself where it is EDTF."""
    try:
        bounds(text)
    except EdtfError:
        return None
    return text


def understood(text: str) -> str | None:
    """The EDTF value of a folded text: a state, a term, a limit or an interval, whatever leads up to it."""
    if (found := stated(text)) is not None:
        return found
    if found := between(text):
        return found
    inner = taken_off(text, LEADING, CLOSING)
    return understood(inner) if inner else None


def stated(text: str) -> str | None:
    """The EDTF value of a state, a term or a limit."""
    if text in words.UNKNOWN_WORDS:
        return UNKNOWN.edtf
    if text in words.OPEN_WORDS:
        return OPEN.edtf
    if found := term(text):
        return found
    for limit, starting, ending in LIMITS:
        if inner := taken_off(text, starting, ending):
            found = term(inner) or between(inner)
            return limit(found) if found else None
    return None


def taken_off(text: str, starting: re.Pattern[str], ending: re.Pattern[str]) -> str:
    """What is left of the text without the leading or the closing word; empty when there is neither."""
    match = starting.fullmatch(text) or ending.fullmatch(text)
    return match["rest"].strip() if match else ""


def term(text: str) -> str | None:
    """A point in time, perhaps said with a doubt: "about 1993", "1993?", "perhaps May 2015"."""
    for mark, starting, ending in (("?", PERHAPS, PERHAPS_AFTER), ("~", ABOUT, ABOUT_AFTER)):
        if inner := taken_off(text, starting, ending):
            found = term(inner)
            return doubted(found, mark) if found else None
    found = point(text)
    return found if found and as_edtf(found) else None


def doubted(edtf: str, mark: str) -> str | None:
    """The value with a doubt; seasons and parts, which EDTF cannot mark, reach a month further."""
    plain = PLAIN.fullmatch(edtf)
    if plain and int(plain[2] or 0) <= 12:
        return edtf.rstrip("~?%") + ("%" if plain[4] not in ("", mark) else mark)
    try:
        earliest, latest = bounds(edtf)
        return f"{month_of(earliest - timedelta(28))}/{month_of(latest + timedelta(28))}"
    except OverflowError:
        return None


def month_of(day: date) -> str:
    """The month a date lies in, as EDTF."""
    return day.isoformat()[:7]


def by(edtf: str) -> str | None:
    """Some day up to this one: "by 2014" is ``../2014``."""
    return f"../{edtf.rpartition('/')[2]}"


def not_before(edtf: str) -> str | None:
    """Some day from this one on: "2016 or later" is ``2016/..``."""
    return f"{edtf.partition('/')[0]}/.."


def before(edtf: str) -> str | None:
    """Some day before this one: "before 2015" is ``../2014-12-31``."""
    earliest = bounds(edtf)[0]
    return None if earliest == FIRST else f"../{(earliest - timedelta(1)).isoformat()}"


def after(edtf: str) -> str | None:
    """Some day after this one: "after 2015" is ``2016-01-01/..``."""
    latest = bounds(edtf)[1]
    return None if latest == LAST else f"{(latest + timedelta(1)).isoformat()}/.."


LIMITS = tuple(
    (limit, words.prefix(starting), words.suffix(ending))
    for limit, starting, ending in (
        (by, words.BY, words.BY_AFTER),
        (not_before, words.NOT_BEFORE, words.NOT_BEFORE_AFTER),
        (before, words.BEFORE, words.BEFORE_AFTER),
        (after, words.AFTER, words.AFTER_AFTER),
    )
)


def between(text: str) -> str | None:
    """Some day between two: "between May and November 2015", "2021–2023"."""
    inner = taken_off(text, BETWEEN, BETWEEN_AFTER) or text
    for left, right in halves(inner):
        if pair := completed(left, right):
            found = f"{pair[0].partition('/')[0]}/{pair[1].rpartition('/')[2]}"
            return as_edtf(found)
    return None


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Each way of parting a text into a beginning and an end; at words before bare dashes and slashes."""
    if days := DAYS_OF_MONTH.fullmatch(text):
        yield f"{days[2]} {days[1]} {days[4]}", f"{days[3]} {days[1]} {days[4]}"
    separators = list(SEPARATOR.finditer(text))
    if len(separators) > MOST_SEPARATORS:
        return
    for separator in sorted(separators, key=lambda match: match[0] in ("–", "-", "/")):
        yield text[: separator.start()].strip(), text[separator.end() :].strip()


def completed(left: str, right: str) -> tuple[str, str] | None:
    """Both halves as EDTF, each lending the other the month and year it lacks."""
    if not left or not right:
        return None
    first, last = term(left), term(right)
    if first is None and last:
        first = lent_by_end(left, last)
    elif first and last is None:
        last = lent_by_start(right, first)
    return (first, last) if first and last else None


def lent_by_end(left: str, last: str) -> str | None:
    """ "14" before "17 October 2016", "May" before "November 2015"."""
    if (number := DAY_ALONE.fullmatch(left)) and (plain := PLAIN.fullmatch(last)) and plain[3]:
        return as_edtf(f"{last[:8]}{number[1]:0>2}")
    return with_year(left, last[:4])


def lent_by_start(right: str, first: str) -> str | None:
    """ "11月" after "2015年5月", "17日" after "2016年10月14日", "23" after "2021"."""
    if right.isdecimal() and len(right) == 2:
        return as_edtf(first[:2] + right) if len(first) == 4 and right > first[2:] else None
    if words.has_chinese(right):
        return term(f"{first[:4]}年{right}") or term(f"{first[:4]}年{first[5:7]}月{right}")
    return with_year(right, first[:4])


def with_year(text: str, year: str) -> str | None:
    """The text in this year, unless it adds nothing to it: "date" in "1993 to date"."""
    found = term(f"{text} {year}")
    return None if found == year else found
