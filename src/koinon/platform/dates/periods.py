"""Reading a period as people write it: "2021–2023", "since 1993", "two years from January 2017"."""

import re
from collections.abc import Callable

from koinon.platform.dates import words
from koinon.platform.dates.days import OPEN, UNKNOWN, Day, NotAPeriod
from koinon.platform.dates.lengths import length_in
from koinon.platform.dates.reading import (
    BETWEEN,
    BETWEEN_AFTER,
    LONGEST_TEXT,
    as_edtf,
    completed,
    halves,
    stated,
    taken_off,
    understood,
)
from koinon.platform.dates.spans import Span, end_after

SINCE, STILL_OPEN = words.prefix(words.SINCE), words.suffix(words.STILL_OPEN)
FROM, FROM_AFTER = words.prefix(words.FROM), words.suffix(words.FROM_AFTER)
UNTIL, UNTIL_AFTER = words.prefix(words.UNTIL), words.suffix(words.UNTIL_AFTER)
END_UNKNOWN, START_UNKNOWN = words.suffix(words.END_UNKNOWN), words.suffix(words.START_UNKNOWN)
NEVER = re.compile(r"(?P<rest>(?!))")
TWO_YEARS = re.compile(r"(\d\d)(\d\d)-(\d\d)")
LENGTH_WORDS = re.compile(
    r"\b(?:for an? (?:period|term|duration) of|for|(?:an? )?(?:initial )?(?:period|term|duration)(?: of)?"
    r"|lasting|valid|pour une (?:periode|duree) de|pour|pendant|(?:une )?(?:periode|duree) de"
    r"|(?:durante|por) un (?:periodo|plazo) de|durante|por|(?:un )?(?:periodo|plazo) de)\b"
    r"|为期|期限为|期限|有效期为|有效期|的$|[,，]"
)
Sides = tuple[str, str]
"""EDTF of start and end."""


def read_span(text: str, language: str = "en") -> Span:
    """The Span a text means; ``NotAPeriod`` when it means none, ``Backwards`` when it ends too early."""
    typed = " ".join(text.split())
    if not typed:
        return Span()
    sides = read_sides(typed) if len(typed) <= LONGEST_TEXT else None
    if sides is None:
        raise NotAPeriod(typed, words.PERIOD_EXAMPLES.get(language[:2], words.PERIOD_EXAMPLES["en"]))
    # The words are kept where they say more than the EDTF value does.
    starts, ends = (Day(edtf, typed if edtf.strip(".") and edtf not in typed else "") for edtf in sides)
    return Span(starts, ends)


def read_sides(typed: str) -> Sides | None:
    """Start and end as EDTF, or nothing."""
    first, slash, last = typed.upper().partition("/")
    if slash and as_edtf(typed.upper()):
        return first.replace("..", ""), last
    if (years := TWO_YEARS.fullmatch(typed)) and int(years[3]) > max(12, int(years[2])):
        return years[1] + years[2], years[1] + years[3]
    text = words.fold(typed)
    if text in words.UNKNOWN_WORDS:
        return UNKNOWN.edtf, UNKNOWN.edtf
    return term_of_length(text) or from_to(text) or one_sided(text) or one_day(typed, text)


def term_of_length(text: str) -> Sides | None:
    """A start and a length: "two years from January 2017", "从2017年1月起，为期两年"."""
    found = length_in(text)
    if not found:
        return None
    months, rest = found
    rest = " ".join(LENGTH_WORDS.sub(" ", " ".join(rest.split())).split())
    starts = understood(rest.strip(" ,()"))
    return (starts, end_after(Day(starts), months).edtf) if starts and starts != OPEN.edtf else None


def from_to(text: str) -> Sides | None:
    """Two sides with a word or a dash between; a long dash parts before any word does."""
    left, dash, right = text.partition("–")
    if dash and (sides := two_sides(left.strip(), right.strip(), understood)):
        return sides
    inner = taken_off(text, BETWEEN, BETWEEN_AFTER) or text
    for left, right in halves(inner):
        if sides := two_sides(left, right, stated):
            return sides
    return None


def two_sides(left: str, right: str, read: Callable[[str], str | None]) -> Sides | None:
    """Both sides read; a dash with nothing after it is open, with nothing before it unknown."""
    if not left and not right:
        return None
    if pair := completed(left, right):
        return pair
    starts, ends = read(left) if left else UNKNOWN.edtf, read(right) if right else OPEN.edtf
    return None if starts is None or ends is None or starts == OPEN.edtf else (starts, ends)


def one_sided(text: str) -> Sides | None:
    """Only a start, or only an end, said."""
    for starting, ending, start_said, other in (
        (NEVER, END_UNKNOWN, True, UNKNOWN),
        (NEVER, START_UNKNOWN, False, UNKNOWN),
        (SINCE, STILL_OPEN, True, OPEN),
        (FROM, FROM_AFTER, True, UNKNOWN),
        (UNTIL, UNTIL_AFTER, False, UNKNOWN),
    ):
        if inner := taken_off(text, starting, ending):
            said = understood(inner)
            if said is None or (start_said and said == OPEN.edtf):
                return None
            return (said, other.edtf) if start_said else (other.edtf, said)
    return None


def one_day(typed: str, text: str) -> Sides | None:
    """A period of which one Day is said began and ended in it."""
    said = as_edtf(typed.upper()) or understood(text)
    return (said, said) if said and said != OPEN.edtf else None
