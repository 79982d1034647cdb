"""Reading one point in time from a folded text: a date, month, year, season or decade, or a part of one.

Of a year: beginning is January and February, early January to April, mid May to August, late September to
December, end November and December. Of a month: beginning and early are the 1st to 10th, mid the 11th to
20th, late and end the 21st to the last. Of a decade: early is its years 0 to 3, mid 4 to 6, late 7 to 9.
"""

import re

from koinon.platform.dates import words
from koinon.platform.dates.bounds import SEASONS, month_end

CHINESE_DIGITS = "〇一二三四五六七八九"
CHINESE_YEAR_DIGITS = str.maketrans("零○" + CHINESE_DIGITS, "000123456789")
CHINESE_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年)")
CHINESE_NUMBER = re.compile(r"([二三]?)(十?)([一二三四五六七八九]?)(?=[月日号號])")
CHINESE_DATES = (
    (re.compile(r"(?<!\d)(\d\d)世[纪紀](\d)0年代"), lambda m: f" {int(m[1]) - 1:02}{m[2]}X "),
    (re.compile(r"(?<!\d)(\d{3})0年代"), r" \1X "),
    (
        re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})(?:[日号號]|$)"),
        lambda m: f" {m[1]}-{m[2]:0>2}-{m[3]:0>2} ",
    ),
    (re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月份?"), lambda m: f" {m[1]}-{m[2]:0>2} "),
    (re.compile(r"(?<!\d)(\d{4})年度?"), r" \1 "),
    (re.compile(r"[(]?(?:星期|周|週)[一二三四五六日天][)]?"), " "),
)
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
DAY_FIRST = re.compile(r"(?:(\d{1,2})([-/.]))?(\d{1,2})[-/.](\d{4})")
WINTER = re.compile(r"((?:winter|invierno|hiver).* (\d\d)(\d\d))[-/–](?:\2)?(\d\d)")
CODES = {
    word: code for table in (words.SEASONS, words.PARTS) for code, listed in table.items() for word in listed
}
CODED = re.compile(
    "|".join(
        re.escape(word) if words.has_chinese(word) else rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])"
        for word in words.longest_first(tuple(CODES))
    )
)
TOKEN = re.compile(
    r"(?P<e>\d{4}-\d\d(?:-\d\d)?)(?!\d)|(?P<x>\d{3}X)|(?P<dd>\d{3})0'?s(?![a-z])|(?P<y>\d{4})(?!\d)"
    r"|(?P<n>\d{1,2})(?:st|nd|rd|th|er|re|o|e)?(?![a-z0-9])"
    r"|=(?P<c>\w+)|(?P<w>[a-z]+)|(?P<gap>[ ,.'\-/]+)|(?P<bad>.)",
    re.ASCII | re.DOTALL,
)
YEAR_PARTS = {
    "beginning": (1, 2), "early": (1, 4), "mid": (5, 8), "late": (9, 12), "end": (11, 12),
    "h1": (1, 6), "h2": (7, 12), "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
}  # fmt: skip
MONTH_PARTS = {"beginning": (1, 10), "early": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
DECADE_PARTS = {"beginning": (0, 1), "early": (0, 3), "mid": (4, 6), "late": (7, 9), "end": (8, 9)}


def point(text: str) -> str | None:
    """The EDTF value, not yet checked against the calendar; nothing where the text says anything else.

    >>> point("14th of october, 2016"), point("mid-july 2018"), point("2020年夏季")
    ('2016-10-14', '2018-07-11/2018-07-20', '2020-22')
    """
    if figures := YEAR_FIRST.fullmatch(text):
        return dashed(figures[1], figures[3], figures[4])
    if figures := DAY_FIRST.fullmatch(text):
        return dashed(figures[4], figures[3], figures[1])
    if winter := WINTER.fullmatch(text):
        text = winter[1]
    if words.has_chinese(text):
        text = from_chinese(text)
    kinds, values = tokens(CODED.sub(lambda match: f" ={CODES[match[0]]} ", text))
    return assembled(kinds, values)


def dashed(year: str, month: str | None, day: str | None) -> str:
    """Figures as EDTF."""
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def from_chinese(text: str) -> str:
    """Chinese numerals and the signs for year, month and day, turned into EDTF."""
    text = CHINESE_YEAR.sub(lambda match: match[0].translate(CHINESE_YEAR_DIGITS), text)
    text = CHINESE_NUMBER.sub(chinese_number, text)
    for pattern, form in CHINESE_DATES:
        text = pattern.sub(form, text)
    return text


def chinese_number(match: re.Match[str]) -> str:
    """Up to thirty-nine: 十四 is 14, 二十 is 20, 三 is 3."""
    tens, ten, ones = match.groups()
    if not match[0]:
        return ""
    if not ten:
        return str(CHINESE_DIGITS.find(ones or tens)) if not (ones and tens) else match[0]
    return str((CHINESE_DIGITS.find(tens) if tens else 1) * 10 + (CHINESE_DIGITS.find(ones) if ones else 0))


def tokens(text: str) -> tuple[str, list[str]]:
    """The text as a row of kinds and their values; ``!`` marks what is not understood.

    y year, n number, m month, s season, p part, x decade, D the word decade, e a value that is EDTF already.
    """
    kinds, values = "", []
    for match in TOKEN.finditer(text):
        kind, value = match.lastgroup or "bad", match[match.lastgroup or 0]
        if kind == "w":
            kind, value = named(value)
        elif kind == "c":
            kind = "s" if value in SEASONS else "p"
        elif kind == "dd":
            kind, value = "x", f"{value}X"
        if kind != "gap":
            kinds += "!" if kind == "bad" else kind
            values.append(value)
    return kinds, values


def named(word: str) -> tuple[str, str]:
    """What a word in letters is: a month, a decade word, or one that adds nothing."""
    if word in words.months():
        return "m", f"{words.months()[word]:02}"
    if word in words.DECADES:
        return "D", word
    return ("gap", word) if word in words.FILLERS or word in words.weekdays() else ("bad", word)


def assembled(kinds: str, values: list[str]) -> str | None:
    """The EDTF value of a row of tokens, whatever their order."""
    if len(set(kinds)) != len(kinds):
        return None
    given = dict(zip(kinds, values, strict=True))
    match "".join(sorted(kinds)):
        case "e" | "x" | "y" as kind:
            return given[kind]
        case "Dy" if given["y"].endswith("0"):
            return given["y"][:3] + "X"
        case "Dx":
            return given["x"]
        case "my":
            return f"{given['y']}-{given['m']}"
        case "mny":
            return dashed(given["y"], given["m"], given["n"])
        case "sy":
            return f"{given['y']}-{given['s']}"
        case "py":
            return part_of_year(given["y"], given["p"])
        case "mpy":
            return part_of_month(given["y"], given["m"], given["p"])
        case "ep" if len(given["e"]) == 7:
            return part_of_month(given["e"][:4], given["e"][5:], given["p"])
        case "px" if given["p"] in DECADE_PARTS:
            first, last = DECADE_PARTS[given["p"]]
            return f"{given['x'][:3]}{first}/{given['x'][:3]}{last}"
        case _:
            return None


def part_of_year(year: str, part: str) -> str:
    """ "early 2016" is ``2016-01/2016-04``."""
    first, last = YEAR_PARTS[part]
    return f"{year}-{first:02}/{year}-{last:02}"


def part_of_month(year: str, month: str, part: str) -> str | None:
    """ "mid-July 2018" is ``2018-07-11/2018-07-20``."""
    if part not in MONTH_PARTS or not 1 <= int(month) <= 12 or year == "0000":
        return None
    first, last = MONTH_PARTS[part]
    last = min(last, month_end(int(year), int(month)).day)
    return f"{year}-{month}-{first:02}/{year}-{month}-{last:02}"
