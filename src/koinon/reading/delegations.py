"""A delegation list as it stands in a mail or a note: who comes, in which order, with which posts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from koinon.reading import han, scripts
from koinon.reading.claims import DelegationClaim, PersonClaim, Place, PostClaim
from koinon.reading.letters import without_courtesies
from koinon.reading.names import BEHIND, DEGREES, read_name
from koinon.reading.plain import blot, made_plain
from koinon.reading.posts import LONGEST_TITLE, read_posts
from koinon.reading.starts import A_NAME_MAY_FOLLOW, AFTER_NAME, BULLET, ITEM, LABEL, LABELLED, Start, starts
from koinon.reading.tables import is_heading, read_table
from koinon.reading.titles import INTERPRETS, LEADS, LINKS, ORGANS, begins_title

BLOCK = re.compile(r"[^\n](?:.|\n(?![^\S\n]*\n))*")
LINE = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"\.(?=\s+[A-ZÀ-Ý“\"])|\.\s*$")
FROM = re.compile(r"(?i:delegation)\s+(?:from|of)\s+(?:the\s+)?([^.,;:\n]+)")
VISITS = re.compile(
    r"^[^\S\n]*([^\n.]{2,60}?)\s+(?:high[ -]level\s+)?delegation\s+"
    r"(?:visits|visited|to visit|visit to)\s+(?:the\s+)?([^\n.]+)",
    re.M,
)
HAN_FROM = re.compile(r"([\u4e00-\u9fff]{2,20}?)(?:政府|市政府)?(?:高级|高級|友好)?代表[团團]")
HAN_VISITS = re.compile(r"(?:访问|訪問|拜访|拜訪|到访|出访)([\u4e00-\u9fffA-Za-z·]{2,20})")
ASIDE = re.compile(rf"[(（\[]\s*(?:{LEADS.pattern[4:]}|{INTERPRETS.pattern[4:]})\s*[)）\]]", re.IGNORECASE)
"""In brackets beside the posts: what somebody does on the journey."""
HOSTED = re.compile(r"(?i)(?:visit|mission|travel)(?:s|ing|ed)?\s+to\s+(?:the\s+)?([A-ZÀ-Ý][^.,;:\n]+)")


def read_delegation(text: str) -> DelegationClaim:
    """Everybody on the list in ``text`` in its order, and who is only mentioned beside it; O(length).

    A block with two entries or more is a list; where there is none, everyone found counts as listed.
    Lines of a list nobody could be read from are given back as ``unread``, never dropped; greeting, closing and
    signature of the mail it came in are none of it.
    """
    text = without_courtesies(made_plain(text))
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
    both = [line for line in lines if scripts.has_both(text[slice(*line)])]
    latin = _in_latin(text, both)
    begun = _begun(latin, block, lines)
    heads = [line[0] for line in lines]

    def line_of(place: int) -> Place:
        return lines[max(0, bisect_right(heads, place) - 1)]

    theirs = set(both).intersection(line_of(start.entry) for start in begun)
    chinese = {
        line: people
        for line in lines
        if line not in theirs and _in_han(text, line)
        for people in [_han(text, line, line in both)]
        if people
    }
    _continued(text, lines, chinese)
    entries = [(line[0], person) for line, people in chinese.items() for person in people]
    items = [
        line[0] for line in lines if ITEM.match(text[slice(*line)]) or LABELLED.match(text[slice(*line)])
    ]
    edges = sorted([*(start.entry for start in begun), *(line[0] for line in chinese), *items, block[1]])
    for start in begun:
        if line_of(start.entry) not in chinese:
            end = edges[bisect_right(edges, start.entry)]
            person = _person(latin, start, end)
            written = line_of(start.entry)
            entries.append(
                (start.entry, _with_chinese(text, person, written) if written in theirs else person)
            )
    yield from (person for _, person in sorted(entries, key=lambda entry: (entry[0], entry[1].place)))


def _in_han(text: str, line: Place) -> bool:
    """Whether a line is in Chinese, or begins with a name in it."""
    written = BULLET.sub("", text[slice(*line)], count=1)
    return han.is_han(written) or han.read_name(re.split(r"[\s,，(（]", written, maxsplit=1)[0]) is not None


def _in_latin(text: str, lines: list[Place]) -> str:
    """The text with the Chinese of these lines hidden."""
    for begin, end in lines:
        text = text[:begin] + scripts.in_latin(text[begin:end]) + text[end:]
    return text


def _with_chinese(text: str, person: PersonClaim, line: Place) -> PersonClaim:
    """The person with the name, and where none was read the posts, in Chinese of the same line."""
    written = text[slice(*line)]
    own = () if person.posts else han.posts(scripts.in_chinese(written), line[0])
    return replace(
        person,
        other_name=scripts.chinese_name(written),
        posts=person.posts or tuple(own),
        interpreter=person.interpreter or bool(INTERPRETS.search(written)),
        leader=person.leader or bool(LEADS.search(written)),
    )


def _continued(text: str, lines: list[Place], chinese: dict[Place, list[PersonClaim]]) -> None:
    """A line of posts under a line with a name in Chinese belongs to it; in place."""
    of = None
    for line in lines:
        if line in chinese or not han.is_han(text[slice(*line)]) or is_heading(text[slice(*line)]):
            of = line if line in chinese else None
        elif of and (posts := tuple(han.posts(text[slice(*line)], line[0]))):
            *others, known = chinese[of]
            place = known.place[0], posts[-1].place[1]
            chinese[of] = [*others, replace(known, posts=known.posts + posts, place=place)]


def _han(text: str, line: Place, both: bool) -> list[PersonClaim]:
    """Those on a line in Chinese: one by one in a sentence, or the one of an entry."""
    bullet = BULLET.match(text[slice(*line)])
    skipped = bullet.end() if bullet else 0
    label = LABEL.match(text[line[0] + skipped : line[1]])
    skipped += label.end() if label else 0
    written = text[line[0] + skipped : line[1]]
    told = scripts.in_chinese(written) if both else written
    found = han.read_sentence(told, line[0] + skipped)
    one = han.read_line(told, line[0] + skipped) if len(found) < A_NAME_MAY_FOLLOW else None
    if one is None:
        return found
    return [replace(one, other_name=scripts.latin_name(written) if both else "")]


def _begun(text: str, block: Place, lines: list[Place]) -> list[Start]:
    """Everybody who begins in the block, each name once and one name an entry."""
    names: dict[int, Start] = {}
    for start in starts(text, block, lines):
        names.setdefault(start.name[0], start)
    entries: dict[int, Start] = {}
    for start in sorted(names.values(), key=lambda start: start.name[0]):
        entries.setdefault(start.entry, start)
    return sorted(entries.values(), key=lambda start: start.entry)


def _person(text: str, start: Start, end: int) -> PersonClaim:
    stop = SENTENCE.search(text, start.posts, end)
    end = stop.start() if stop and not _abbreviated(text, stop.start()) else end
    name = read_name(text[slice(*start.name)])
    entry = text[start.entry : end]
    behind = BEHIND.match(text, start.posts, end)
    return PersonClaim(
        name=name.whole,
        family=name.family,
        given=name.given,
        family_first=name.family_first,
        honorific=start.honorific or ((behind.group(1) or "") if behind else ""),
        posts=_posts(text, start, end),
        interpreter=bool(INTERPRETS.search(entry)),
        leader=bool(LEADS.search(entry)),
        place=(start.before[0] if start.before else start.name[0], _last(text, start.posts, end)),
    )


def _last(text: str, begin: int, end: int) -> int:
    return begin + len(text[begin:end].rstrip(" ,;\n"))


def _posts(text: str, start: Start, end: int) -> tuple[PostClaim, ...]:
    """The post before the name, then those behind it; that somebody leads is no post beside another."""
    begin = start.posts
    for skipped in (DEGREES, BEHIND, DEGREES, AFTER_NAME):
        found = skipped.match(text, begin, end)
        begin = found.end() if found else begin
    hidden = text
    for aside in (*ASIDE.finditer(text, begin, end), *LEADS.finditer(text, begin, end)):
        hidden = blot(hidden, *aside.span(), ";")
    behind = read_posts(hidden[begin:end], begin)
    before = read_posts(text[slice(*start.before)].rstrip(" :："), start.before[0]) if start.before else ()
    told = _of_the_body(text, before, (begin, end)) if before and not behind else before + behind
    return told or read_posts(text[begin:end], begin) or _as_it_stands(text, start, (begin, end))


def _as_it_stands(text: str, start: Start, place: Place) -> tuple[PostClaim, ...]:
    """What follows a name on its line and is no known post is kept as the post."""
    own_line = start.entry == 0 or text[start.entry - 1] == "\n"
    told = next((part for part in re.split(r"[\n\t]", text[slice(*place)].strip(" \t")) if part), "")
    told = told.strip(" ,;.)(")
    says = any(word not in LINKS for word in re.findall(r"[^\W\d_]+", told.casefold()))
    kept = own_line and says and len(told) <= LONGEST_TITLE
    begin = text.find(told, *place)
    return (PostClaim(told, "", (begin, begin + len(told))),) if kept else ()


def _of_the_body(text: str, posts: tuple[PostClaim, ...], place: Place) -> tuple[PostClaim, ...]:
    """ "Mayor Ada Colau, City of Port": what stands behind the name is where the post before it is held."""
    body = text[slice(*place)].strip(" ,;()\n.")
    return tuple(replace(post, body=post.body or body) for post in posts) if ORGANS.search(body) else posts


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
    begins = [person.place[0] for person in people]
    for found in LINE.finditer(text[slice(*block)]):
        line = (block[0] + found.start(), block[0] + found.end())
        before = bisect_left(begins, line[1])
        read = before > 0 and people[before - 1].place[1] > line[0]
        if found.group().strip(" ;\r\t") and not is_heading(found.group()) and not read:
            yield line


def _sides(text: str) -> tuple[str, str]:
    headline, sender, goal = VISITS.search(text), FROM.search(text), HOSTED.search(text)
    sender, goal = sender or HAN_FROM.search(text), goal or HAN_VISITS.search(text)
    visitor = sender.group(1) if sender else headline.group(1) if headline else ""
    host = headline.group(2) if headline else goal.group(1) if goal else ""
    return visitor.strip(), host.strip()
