"""A delegation list as it stands in a mail or a note: who comes, in which order, with which posts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from koinon.reading import han
from koinon.reading.claims import DelegationClaim, PersonClaim, Place
from koinon.reading.letters import without_courtesies
from koinon.reading.names import BEHIND, HONORIFICS, NAME, TURNED, read_name
from koinon.reading.posts import read_posts
from koinon.reading.tables import is_heading, read_table
from koinon.reading.titles import INTERPRETS, LEADS, ORGANS, WORDS, begins_title

BLOCK = re.compile(r"[^\n](?:.|\n(?!\s*\n))*")
LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"^\s*(?:[-*•·–—▪◦]|\(?\d{1,3}\s*[.)、）:]|\d{1,3}\t|\(?[a-z]\))?\s*")
ITEM = re.compile(r"^\s*(?:[-*•▪◦]|\(?\d{1,3}\s*[.)、）])\s*\S")
LABELLED = re.compile(r"^[^:：,;\d]{3,40}[:：]\s*$")
LABEL = re.compile(r"^[^:：,;\d]{3,40}[:：]\s*(?=\S)")
AFTER_NAME = re.compile(r"\s*(?:,|;|:|\t+|\||\s[-–—]\s|\(|—|\s{2,}|$)")
SENTENCE = re.compile(r"\.(?=\s+[A-ZÀ-Ý“\"])|\.\s*$")
HEADINGS = frozenset(
    "name nom nombre names surname title position post organisation organization no delegation participants".split()  # noqa: SIM905
)
FROM = re.compile(r"(?i:delegation)\s+(?:from|of)\s+(?:the\s+)?([^.,;:\n]+)")
VISITS = re.compile(
    r"^\s*([^\n.]{2,60}?)\s+(?:high[ -]level\s+)?delegation\s+"
    r"(?:visits|visited|to visit|visit to)\s+(?:the\s+)?([^\n.]+)",
    re.M,
)
HAN_FROM = re.compile(r"([\u4e00-\u9fff]{2,20}?)(?:政府|市政府)?(?:高级|高級|友好)?代表[团團]")
HAN_VISITS = re.compile(r"(?:访问|訪問|拜访|拜訪|到访|出访)([\u4e00-\u9fffA-Za-z·]{2,20})")
HOSTED = re.compile(r"(?i)(?:visit|mission|travel)(?:s|ing|ed)?\s+to\s+(?:the\s+)?([A-ZÀ-Ý][^.,;:\n]+)")
A_NAME_MAY_FOLLOW = 2


@dataclass(frozen=True, slots=True)
class _Start:
    """Where an entry begins, where its name lies, and where its posts begin."""

    entry: int
    name: Place
    posts: int
    honorific: str


def read_delegation(text: str) -> DelegationClaim:
    """Everybody on the list in ``text`` in its order, and who is only mentioned beside it; O(length).

    A block with two entries or more is a list; where there is none, everyone found counts as listed.
    Lines of a list nobody could be read from are given back as ``unread``, never dropped; greeting, closing and
    signature of the mail it came in are none of it.
    """
    text = without_courtesies(text)
    found = [(block, list(_people(text, block))) for block in _blocks(text)]
    longest = max((len(people) for _, people in found), default=0)
    fewest = 2 if longest >= A_NAME_MAY_FOLLOW and not _one_a_block(found) else 1
    listed = [person for _, people in found if len(people) >= fewest for person in people]
    mentioned = [_only_titles(person) for _, people in found if 0 < len(people) < fewest for person in people]
    unread = [
        line for block, people in found if len(people) >= fewest for line in _unread(text, block, people)
    ]
    visitor, host = _sides(text)
    return DelegationClaim(tuple(listed), visitor, host, tuple(mentioned), tuple(unread))


def _blocks(text: str) -> Iterator[Place]:
    for found in BLOCK.finditer(text):
        yield found.span()


def _one_a_block(found: list[tuple[Place, list[PersonClaim]]]) -> bool:
    """A list whose entries are set apart by empty lines."""
    return sum(len(people) == 1 for _, people in found) > max(
        2, sum(len(people) > 1 for _, people in found) * 2
    )


def _people(text: str, block: Place) -> Iterator[PersonClaim]:
    lines = [(block[0] + at.start(), block[0] + at.end()) for at in LINE.finditer(text[slice(*block)])]
    table = read_table(text, lines)
    if table is not None:
        yield from table
        return
    starts = sorted(
        {start.entry: start for start in _starts(text, block, lines)}.values(), key=lambda start: start.entry
    )
    chinese = {
        line: person
        for line in lines
        if han.is_han(text[slice(*line)])
        for person in [_han(text, line)]
        if person
    }
    _continued(text, lines, chinese)
    entries: list[tuple[int, PersonClaim]] = [(line[0], person) for line, person in chinese.items()]
    items = [
        line[0] for line in lines if ITEM.match(text[slice(*line)]) or LABELLED.match(text[slice(*line)])
    ]
    edges = sorted([*(start.entry for start in starts), *(line[0] for line in chinese), *items, block[1]])
    for start in starts:
        if not any(line[0] <= start.entry < line[1] for line in chinese):
            end = min(edge for edge in edges if edge > start.entry)
            entries.append((start.entry, _person(text, start, end)))
    yield from (person for _, person in sorted(entries, key=lambda entry: entry[0]))


def _continued(text: str, lines: list[Place], chinese: dict[Place, PersonClaim]) -> None:
    """A line of posts under a line with a name in Chinese belongs to it; in place."""
    of = None
    for line in lines:
        if line in chinese or not han.is_han(text[slice(*line)]) or is_heading(text[slice(*line)]):
            of = line if line in chinese else None
        elif of and (posts := tuple(han.posts(text[slice(*line)], line[0]))):
            known = chinese[of]
            chinese[of] = replace(
                known, posts=known.posts + posts, place=(known.place[0], posts[-1].place[1])
            )


def _han(text: str, line: Place) -> PersonClaim | None:
    bullet = BULLET.match(text[slice(*line)])
    skipped = bullet.end() if bullet else 0
    label = LABEL.match(text[line[0] + skipped : line[1]])
    skipped += label.end() if label else 0
    return han.read_line(text[line[0] + skipped : line[1]], line[0] + skipped)


def _starts(text: str, block: Place, lines: list[Place]) -> Iterator[_Start]:
    for found in HONORIFICS.finditer(text, *block):
        name = NAME.match(text, found.end(), block[1])
        if name and (found.start() == block[0] or not text[found.start() - 1].isalnum()):
            end = _name_end(name)
            yield _Start(
                _line_start(text, found.start(), block[0]), (name.start(), end), end, found.group().strip()
            )
    for line in lines:
        start = _plain_line(text, line)
        if start is not None:
            yield start


def _line_start(text: str, at: int, floor: int) -> int:
    """An entry that only a bullet or a label precedes on its line begins with the line."""
    begin = max(text.rfind("\n", floor, at) + 1, floor)
    before = BULLET.sub("", text[begin:at], count=1)
    return begin if not before or LABELLED.match(before) else at


def _plain_line(text: str, line: Place) -> _Start | None:
    """A line such as "2. CAO Zhicong, Director General": two name words or more, then a mark."""
    body = text[slice(*line)]
    bullet = BULLET.match(body)
    skipped = bullet.end() if bullet else 0
    label = LABEL.match(body[skipped:])
    if label and (LEADS.search(label.group()) or INTERPRETS.search(label.group())):
        skipped += label.end()
    turned = TURNED.match(body, skipped)
    if turned and _is_turned(turned, body):
        return _Start(line[0], (line[0] + turned.start(), line[0] + turned.end()), line[0] + turned.end(), "")
    name = NAME.match(body, skipped)
    if name is None or HONORIFICS.match(body, skipped):
        return None
    end = _name_end(name)
    whole = body[name.start() : end]
    plain = len(whole.split()) >= A_NAME_MAY_FOLLOW and _could_be_a_person(whole)
    if not plain or not AFTER_NAME.match(body, end) or not body[end:].strip(" ,;:-–—.|\t("):
        return None
    return _Start(line[0], (line[0] + name.start(), line[0] + end), line[0] + end, "")


def _is_turned(turned: re.Match[str], line: str) -> bool:
    """Whether "NOWAK, Zofia" is one name: the family's in capitals or alone, no post, and something follows."""
    family, given = turned.groups()
    plain = family.isupper() or len(family.split()) == 1
    named = not begins_title(given) and _could_be_a_person(f"{family} {given}")
    return plain and named and begins_title(line[turned.end() :].lstrip(" ,;:-–—\t|("))


def _name_end(name: re.Match[str]) -> int:
    """Without the full stop of a sentence that ends with the name."""
    return name.end() - 1 if name.group().endswith(".") else name.end()


def _could_be_a_person(name: str) -> bool:
    words = [word.casefold() for word in name.split()]
    return not (
        HEADINGS.intersection(words) or ORGANS.search(name) or begins_title(name) or WORDS.intersection(words)
    )


def _person(text: str, start: _Start, end: int) -> PersonClaim:
    stop = SENTENCE.search(text, start.posts, end)
    end = stop.start() if stop and not _abbreviated(text, stop.start()) else end
    rest = text[start.posts : end]
    behind = BEHIND.match(rest)
    skipped = behind.end() if behind else 0
    lead = AFTER_NAME.match(rest, skipped)
    skipped = lead.end() if lead else skipped
    name = read_name(text[slice(*start.name)])
    entry = text[start.entry : end]
    return PersonClaim(
        name=name.whole,
        family=name.family,
        given=name.given,
        family_first=name.family_first,
        honorific=start.honorific or ((behind.group(1) or "") if behind else ""),
        posts=read_posts(rest[skipped:], start.posts + skipped),
        interpreter=bool(INTERPRETS.search(entry)),
        leader=bool(LEADS.search(entry)),
        place=(start.name[0], start.posts + len(rest.rstrip(" ,;\n"))),
    )


def _abbreviated(text: str, dot: int) -> bool:
    return (
        re.search(r"\b(?:[A-Z]|Dept|Gen|Dr|Mr|Ms|Mrs|St|Prof|No)$", text[max(0, dot - 5) : dot]) is not None
    )


def _only_titles(person: PersonClaim) -> PersonClaim:
    """In running text what follows a name is a post only when it begins as one."""
    return replace(person, posts=tuple(post for post in person.posts if begins_title(post.title)))


def _unread(text: str, block: Place, people: list[PersonClaim]) -> Iterator[Place]:
    """The lines of a list that nobody was read from."""
    if len(people) < A_NAME_MAY_FOLLOW or "\n" not in text[slice(*block)]:
        return
    for found in LINE.finditer(text[slice(*block)]):
        line = (block[0] + found.start(), block[0] + found.end())
        read = any(person.place[0] < line[1] and line[0] < person.place[1] for person in people)
        if found.group().strip() and not is_heading(found.group()) and not read:
            yield line


def _sides(text: str) -> tuple[str, str]:
    headline, sender, goal = VISITS.search(text), FROM.search(text), HOSTED.search(text)
    sender, goal = sender or HAN_FROM.search(text), goal or HAN_VISITS.search(text)
    visitor = sender.group(1) if sender else headline.group(1) if headline else ""
    host = headline.group(2) if headline else goal.group(1) if goal else ""
    return visitor.strip(), host.strip()
