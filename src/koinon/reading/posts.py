"""The posts that follow a name on a list, cut into title and body."""

import re
from collections.abc import Iterator
from dataclasses import replace

from koinon.reading.claims import PostClaim
from koinon.reading.titles import COLLEGES, OFFICES, ORGANS, begins_title, has_field, is_field, names_a_post

# Blanks are gone through from their first only: a line may have thousands of them.
BREAK = re.compile(
    r"(?<!\s)(?:\s*;\s*|(?:\s*,)?\s+(?:and|as well as|&|y|e|et|ainsi que|así como)\s+|\s+/\s+|\s*,\s+|\s*\n\s*"
    r"|\s*\|\s*)|\t+"
)
ALWAYS = re.compile(r"\s*[;\n]\s*$|\s+/\s+$")
APART = re.compile(r"\s*,\s*|\s*\t\s*|\s*\|\s*|\s+[-–—]\s+|\s{2,}|\s*\((?![A-Z]{2,9}\))\s*")
OF = re.compile(
    r"(?<!\s)\s+(?:of|for|to|at|with|in|de|del|des|du|d’|d'|en)\s+(?:the\s+|la\s+|le\s+|les\s+|el\s+|los\s+|las\s+|l’|l')?"
    r"|(?<!\s)\s+(?:au|aux|al)\s+"
)
FOR = re.compile(r"(?<!\s)\s+for\s+")
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Dept|Ltd|Inc|Co)\.$")
JOINING = re.compile(r"(?:and|y|et)\s+")
LONGEST_TITLE = 90
LOOSE = " ,;:–—-\t\n\r\u00a0"
LABELS = re.compile(
    r"(?i)(?:title|position|post|function|role|job title|cargo|puesto|función|fonction|poste|titre|qualité)\s*[:：]\s*"
)
OF_A_BODY = re.compile(
    r"(?i)(?:organi[sz]ation|institution|affiliation|employer|company|entity|entidad|organismo|institución|organisme)\s*"
    r"[:：]\s*"
)
IN_COLLEGE = re.compile(r"(?i)\bof\s+(?:the\s+)?(?:standing|executive|steering|management|advisory)\s*\w+$")
OF_SOME_COLLEGE = re.compile(r"(?i)\b(?:committee|board|council) member\b")
ANDS = re.compile(r"\s*(?:,\s*)?(?:and|&|y|e|et)\s*")
DANGLING = re.compile(
    r"(?i)(?<![\s,;|/])(?:[\s,;|/]+(?:and|&|y|e|et|und|de|d[’']|con|avec|with|included?|including|incluye|"
    r"as well as|así como|(?:se compose|est composée|est formée|"
    r"se compone|está compuesta|está integrada|is made up|is composed) (?:de|por|of)))*[\s,;|/]*$"
)
AT = re.compile(r"(?<!\s)\s+(?:at|with)\s+(?:the\s+)?")


def read_posts(text: str, start: int) -> tuple[PostClaim, ...]:
    """The posts in text that begins at character ``start`` of the whole; O(length)."""
    kept: list[PostClaim] = []
    for begin, end in _pieces(text):
        post = _post(text[begin:end], start + begin)
        if not any(mark.isalpha() for mark in post.title + post.body):
            continue
        if kept and not kept[-1].body and _is_a_body(post, text[begin:end]):
            kept[-1] = replace(kept[-1], body=post.body or post.title)
        elif post.title and _could_be_a_post(post.title):
            kept.append(post)
    following: list[PostClaim | None] = [*kept[1:], None]
    followed = zip(kept, following, strict=False)
    return tuple(_of_the_next(post, after, text, start) for post, after in followed)


def _is_a_body(post: PostClaim, piece: str) -> bool:
    """Whether what should be a post is but the body of the one before: labelled so, or on a line of its own."""
    labelled = OF_A_BODY.match(piece.lstrip(LOOSE + "(")) is not None
    alone = not post.body and not begins_title(post.title)
    return labelled or (alone and ORGANS.search(post.title) is not None)


def _of_the_next(post: PostClaim, after: PostClaim | None, text: str, start: int) -> PostClaim:
    """A "Member of the Standing Committee and Secretary General, X" is a member of the Standing Committee of X.

    Of two posts that only "and" joins, the first is in the body of the second.
    """
    if after is None or not after.body or post.body:
        return post
    between = text[post.place[1] - start : after.place[0] - start]
    joined = ANDS.fullmatch(between) is not None and not OF_SOME_COLLEGE.search(post.title)
    return replace(post, body=after.body) if joined or IN_COLLEGE.search(post.title) else post


def _could_be_a_post(title: str) -> bool:
    """What follows a name in running text is mostly not a post: it begins small, or goes on and on."""
    return begins_title(title) or names_a_post(title) or (len(title) <= LONGEST_TITLE and title[:1].isupper())


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A new post begins after a break that is followed by a title, or after a semicolon."""
    begin = 0
    for found in BREAK.finditer(text):
        after = text[found.end() :]
        own = ALWAYS.match(found.group()) is not None and found.start() > begin
        if (begins_title(after) and found.start() > begin) or (own and after.strip()):
            yield begin, found.start()
            begin = found.end()
    yield begin, len(text)


def _post(piece: str, start: int) -> PostClaim:
    lead = len(piece) - len(piece.lstrip(LOOSE + "("))
    joined = JOINING.match(piece, lead)
    lead = joined.end() if joined else lead
    labelled = LABELS.match(piece, lead) or OF_A_BODY.match(piece, lead)
    lead = labelled.end() if labelled else lead
    clean = DANGLING.sub("", piece[lead:]).rstrip(LOOSE + "|")
    clean = clean[:-1] if clean.endswith(".") and not ABBREVIATED.search(clean) else clean
    clean = clean[:-1].rstrip() if clean.endswith(")") and "(" not in clean else clean
    title, body = title_and_body(clean)
    body = (body[:-1] if body.endswith(")") and "(" not in body else body).rstrip(" (")
    return PostClaim(title, body, (start + lead, start + lead + len(clean)))


def title_and_body(text: str) -> tuple[str, str]:
    """("Director", "General Office of Panyu District") from "Director, General Office of Panyu District"."""
    cell, _, rest = (part.strip(LOOSE) for part in text.partition("\t"))
    if rest and "," in cell and begins_title(cell) and "\t" not in rest:
        return cell, rest
    if not begins_title(text) and not names_a_post(_head(text)):
        turned = _body_first(text)
        return turned or (text, "")
    before, comma, after = (part.strip() for part in _cut(text))
    if comma and not OF.search(before):
        college, another, rest = (part.strip() for part in after.partition(","))
        return (f"{before}, {college}", rest) if another and COLLEGES.fullmatch(college) else (before, after)
    title, body = _split_of(before)
    if COLLEGES.fullmatch(body) or OFFICES.fullmatch(body) or is_field(body) or has_field(body):
        return before, after if ORGANS.search(after) or not begins_title(after) else ""
    if comma and body and (FOR.search(before) or ORGANS.search(after)) and not ORGANS.search(body):
        return before, after
    return title, f"{body}, {after}" if comma and body else body or after


def _head(text: str) -> str:
    """What stands before the first mark or "of"."""
    head = _cut(text)[0]
    first = OF.search(head)
    return head[: first.start()] if first else head


def _cut(text: str) -> tuple[str, str, str]:
    """Around the first mark that sets a body apart: a comma, a tab, a bar, a dash between spaces, wide space."""
    found = APART.search(text)
    return (text[: found.start()], ",", text[found.end() :]) if found else (text, "", "")


def _split_of(text: str) -> tuple[str, str]:
    """Title and body around "of" or "at", the college of a member and the field of a director left in the title."""
    at = AT.search(text)
    if at:
        return text[: at.start()], text[at.end() :]
    first = OF.search(text)
    if first is None:
        return text, ""
    second = OF.search(text, first.end())
    between = text[first.end() : second.start()] if second else ""
    belongs_to_title = second and (COLLEGES.match(between) or not ORGANS.search(between))
    cut = second if second and belongs_to_title else first
    return text[: cut.start()], text[cut.end() :]


def _body_first(text: str) -> tuple[str, str] | None:
    """ "City of Lyon, Deputy Mayor": the body before its post."""
    before, comma, after = (part.strip() for part in text.rpartition(","))
    if comma and begins_title(after) and not OF.search(after):
        return after, before
    return None
