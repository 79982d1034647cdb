"""A line in two scripts: 陈国 CHEN Guo, Secretary General — each script by itself, every character in its place."""

import re

from koinon.reading import han
from koinon.reading.names import NAME
from koinon.reading.starts import is_a_person

HAN = "\u4e00-\u9fff"
HAN_RUN = re.compile(rf"[（(]?[{HAN}·]*[{HAN}]{{2}}[{HAN}·、，；：（）]*[)）]?|[（(][{HAN}][)）]")
LATIN_RUN = re.compile(r"[(（]?[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.,;:'’&()\d \-]*")
NAMED = re.compile(rf"[{HAN}·]{{2,}}")


def has_both(line: str) -> bool:
    """Whether a line has two Chinese characters in a row and a name's worth of Latin words."""
    return HAN_RUN.search(line) is not None and len(re.findall(r"[A-Za-zÀ-ɏ]{2,}", line)) > 1


def in_latin(line: str) -> str:
    """The line with its Chinese hidden; where it stood begins another cell."""
    return HAN_RUN.sub(lambda found: "\t" + " " * (len(found.group()) - 1), line)


def in_chinese(line: str) -> str:
    """The line with its Latin words hidden."""
    return LATIN_RUN.sub(lambda found: " " * len(found.group()), line)


def chinese_name(line: str) -> str:
    """The first name in Chinese on a line, or nothing."""
    names = (han.read_name(found.group()) for found in NAMED.finditer(line))
    return next((name[0] for name in names if name), "")


def latin_name(line: str) -> str:
    """The first name in Latin letters on a line, or nothing."""
    names = (found.group() for found in NAME.finditer(in_latin(line)))
    return next((name for name in names if is_a_person(name)), "")
