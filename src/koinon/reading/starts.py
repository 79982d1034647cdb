"""Where on a list somebody begins: at a form of address, at a name on a line of its own, or inside a sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from koinon.reading.claims import Place
from koinon.reading.names import DEGREES, HONORIFICS, NAME, TURNED
from koinon.reading.titles import (
    INTERPRETS,
    LEADS,
    LINKS,
    ORGANS,
    WORDS,
    begins_title,
    is_field,
    names_a_post,
)

BULLET = re.compile(
    r"^\s*(?:[-*•·–—▪◦●■➢►]|\(?\d{1,3}\s*[.)、）:]|\d{1,3}\t|\(?[a-z]\)|[（(]?[一二三四五六七八九十]{1,3}[、.）)]"
    r"|(?i:no|nº|n°|nr)\.?[ ]?\d{1,3}[.):]?(?=\s))?\s*"
)
ITEM = re.compile(
    r"^\s*(?:[-*•▪◦●■➢►]|\(?\d{1,3}\s*[.)、）]|[（(]?[一二三四五六七八九十]{1,3}[、.）)]|"
    r"(?i:no|nº|n°|nr)\.?[ ]?\d{1,3}[.):]?(?=\s))\s*\S"
)
NUMBER = re.compile(r"^\s*(?:\(?\d{1,3}\s*(?:[.)、）]|\t)|(?i:no|nº|n°|nr)\.?[ ]?\d)")
LABELLED = re.compile(r"^[^:：,;，。；、\d]{3,40}[:：]\s*$")
LABEL = re.compile(r"^[^:：,;，。；、\d]{3,40}[:：]\s*(?=\S)")
AFTER_NAME = re.compile(r"\s*(?:,|;|:|\t+|\||\s[-–—]\s|\(|—|\s{2,}|$)")
HEADING = (
    "name nom nombre names surname title position post organisation organization no delegation participants "
    "delegación délégation list lista liste members miembros membres programme annex dear"
)
HEADINGS = frozenset(HEADING.split())
LED_IN = re.compile(
    r"(?:[;:]|\b(?:and|y|e|et|by|por|par|with|con|avec|includ(?:es|ed|ing)|incluye|are|son|sont)\b)\s+(?:(?:the|el|la|le|its|su|son)\s+)?"
)
MEANT = re.compile(r"(?:[^\W\d_][\w’'-]*\s+){1,3}?(?=[^\W\d_a-zß-öø-ÿ])")
SENTENCE_GOES_ON = re.compile(r"\s*(?:[,;.)]|$)")
LOOSE_ENDS = " ,;:-–—.|\t("
LONGEST_LINE = 200
LONGEST_NAME = 5
A_NAME_MAY_FOLLOW = 2


@dataclass(frozen=True, slots=True)
class Start:
    """Where an entry begins, where its name lies, where its posts begin, and the post before the name if there is one."""

    entry: int
    name: Place
    posts: int
    honorific: str
    before: Place | None = None


def starts(text: str, block: Place, lines: list[Place]) -> Iterator[Start]:
    """Everybody's beginning in a block, in no order; one place may be found in two ways."""
    plain = [start for start in _of_lines(text, lines) if start]
    yield from _addressed(text, block)
    yield from plain
    yield from _in_sentences(text, block, plain)


def _addressed(text: str, block: Place) -> Iterator[Start]:
    """Names behind a form of address, wherever they stand."""
    for found in HONORIFICS.finditer(text, *block):
        name = NAME.match(text, found.end(), block[1])
        if name and (found.start() == block[0] or not text[found.start() - 1].isalnum()):
            end = name_end(name)
            entry, before = _begins(text, found.start(), block)
            yield Start(entry, (name.start(), end), end, found.group().strip(), before)


def _begins(text: str, at: int, block: Place) -> tuple[int, Place | None]:
    """An entry that only a bullet, a label or a post precedes on its line begins with the line."""
    begin = max(text.rfind("\n", block[0], at) + 1, block[0])
    bullet = BULLET.match(text[begin:at])
    skipped = begin + (bullet.end() if bullet else 0)
    before = text[skipped:at]
    if not before:
        return begin, None
    if LABELLED.match(before):
        return begin, (skipped, at) if begins_title(before) and not LEADS.search(before) else None
    end = text.find("\n", at, block[1])
    short = (end if end > 0 else block[1]) - begin <= LONGEST_LINE
    title = short and (begins_title(before) or names_a_post(before)) and not HONORIFICS.search(before)
    return (begin, (skipped, at)) if title else (at, None)


def _of_lines(text: str, lines: list[Place]) -> Iterator[Start | None]:
    """At most one name of each line, behind nothing but a bullet, a label or a post."""
    alone = False
    for at, line in enumerate(lines):
        under = lines[at + 1] if at + 1 < len(lines) else None
        start = _plain_line(text, line, under) or (None if alone else _post_first(text, line))
        alone = start is not None and not text[start.posts : line[1]].strip(LOOSE_ENDS)
        yield start


def _plain_line(text: str, line: Place, under: Place | None) -> Start | None:
    """A line such as "2. CAO Zhicong, Director General": two name words or more, then a mark."""
    body = text[slice(*line)]
    bullet = BULLET.match(body)
    skipped = bullet.end() if bullet else 0
    label = LABEL.match(body[skipped:])
    meant = label is not None and _says_a_post(label.group())
    before = (line[0] + skipped, line[0] + skipped + label.end()) if label and meant else None
    skipped += label.end() if label and meant else 0
    turned = TURNED.match(body, skipped)
    if turned and _is_turned(turned, body):
        end = line[0] + turned.end()
        return Start(line[0], (line[0] + turned.start(), end), end, "")
    name = NAME.match(body, skipped)
    if name is None or HONORIFICS.match(body, skipped):
        return None
    end = name_end(name)
    degrees = DEGREES.match(body, end)
    rest = degrees.end() if degrees else end
    if not is_a_person(body[name.start() : end]) or not AFTER_NAME.match(body, rest):
        return None
    followed = body[rest:].strip(LOOSE_ENDS) or meant or (under and _says_a_post(text[slice(*under)]))
    numbered = NUMBER.match(body) and len(name.group().split()) <= LONGEST_NAME
    if not followed and not numbered:
        return None
    only_leads = before and LEADS.search(text[slice(*before)])
    return Start(
        line[0], (line[0] + name.start(), line[0] + end), line[0] + end, "", None if only_leads else before
    )


def _post_first(text: str, line: Place) -> Start | None:
    """A line such as "City Architect Piotr Grzelczak": a post, then a name, then nothing or a mark."""
    body = text[slice(*line)]
    bullet = BULLET.match(body)
    begin = bullet.end() if bullet else 0
    words = [found.span() for found in re.finditer(r"\S+", body[begin:].split(",")[0])]
    for at in range(min(len(words) - 1, LONGEST_NAME), 0, -1):
        post = body[begin : begin + words[at - 1][1]]
        name = NAME.match(body, begin + words[at][0])
        if names_a_post(post) and name and is_a_person(body[name.start() : name_end(name)]):
            end = name_end(name)
            if SENTENCE_GOES_ON.match(body, end) and not LINKS.intersection(name.group().split()):
                place = (line[0] + name.start(), line[0] + end)
                return Start(line[0], place, place[1], "", (line[0] + begin, line[0] + begin + len(post)))
    return None


def _in_sentences(text: str, block: Place, found: list[Start]) -> Iterator[Start]:
    """ "…; Ana Ruiz, secretaria de Planeación, y Laura Ospina, intérprete": names that a post follows or precedes."""
    taken = sorted(start.name for start in found)
    for led in LED_IN.finditer(text, *block):
        at = led.end()
        if HONORIFICS.match(text, at, block[1]):
            continue
        name = NAME.match(text, at, block[1])
        post = None
        if name is None or not is_a_person(name.group()) or not _post_follows(text, name, block):
            post, name = _post_before(text, at, block)
        before = bisect_left(taken, (name.end(), 0)) if name else 0
        if name and not (before and taken[before - 1][1] > name.start()):
            end = name_end(name)
            yield Start(post[0] if post else name.start(), (name.start(), end), end, "", post)


def _post_follows(text: str, name: re.Match[str], block: Place) -> bool:
    after = re.compile(r"\s*[,(]\s*").match(text, name_end(name), block[1])
    told = text[after.end() : block[1]] if after else ""
    return begins_title(told) or names_a_post(re.split(r"[,;.\n]| of ", told, maxsplit=1)[0])


def _post_before(text: str, at: int, block: Place) -> tuple[Place | None, re.Match[str] | None]:
    """A post of words that name one, then the name: "Vice Mayor Kim Eui-seung"."""
    for meant in MEANT.finditer(text, at, min(at + 60, block[1])):
        words = text[at : meant.end()].split()
        if not all(word.casefold() in WORDS for word in words):
            break
        name = NAME.match(text, meant.end(), block[1])
        if name and is_a_person(name.group()) and SENTENCE_GOES_ON.match(text, name_end(name)):
            return (at, meant.end()), name
    return None, None


def _says_a_post(text: str) -> bool:
    first = re.split(r"[,;:(\n]| of ", text.strip(), maxsplit=1)[0]
    return (
        begins_title(text.strip())
        or names_a_post(first)
        or bool(LEADS.search(text) or INTERPRETS.search(text))
    )


def _is_turned(turned: re.Match[str], line: str) -> bool:
    """Whether "NOWAK, Zofia" is one name: the family's in capitals or alone, no post, and something follows."""
    family, given = turned.groups()
    plain = family.isupper() or len(family.split()) == 1
    named = not begins_title(given) and is_a_person(f"{family} {given}")
    return plain and named and begins_title(line[turned.end() :].lstrip(" ,;:-–—\t|("))


def name_end(name: re.Match[str]) -> int:
    """Without what somebody has studied, and without the full stop of a sentence that ends with the name."""
    for cut in re.finditer(r"[ \u00a0]+", name.group()):
        degrees = DEGREES.match(name.string, name.start() + cut.start())
        if degrees and cut.start():
            return name.start() + cut.start()
    return name.end() - 1 if name.group().endswith(".") else name.end()


def is_a_person(name: str) -> bool:
    """Whether two words or more can be somebody's name."""
    words = [word.casefold() for word in name.split()]
    return len(words) >= A_NAME_MAY_FOLLOW and not (
        HEADINGS.intersection(words)
        or ORGANS.search(name)
        or begins_title(name)
        or WORDS.intersection(words)
        or is_field(name)
        or HONORIFICS.match(name)
    )
