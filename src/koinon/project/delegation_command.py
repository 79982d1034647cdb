"""``koinon delegation FILE``: what is understood of a pasted list, without a network or a database."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from koinon.reading.claims import DelegationClaim, PersonClaim
from koinon.reading.delegations import read_delegation

LARGEST = 1_000_000


def main(arguments: list[str]) -> int:
    """Print the delegation read from a text file ("-" reads the keyboard); 2 when the file cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        text = _text(options.file)
    except (OSError, ValueError) as trouble:
        print(f"koinon delegation: {trouble}", file=sys.stderr)
        return 2
    claim = read_delegation(text)
    print(
        json.dumps(as_data(claim, text), ensure_ascii=False, indent=2)
        if options.json
        else in_words(claim, text)
    )
    if not claim.people:
        print(
            "koinon delegation: nobody was recognised; put one person on a line: name, post, body",
            file=sys.stderr,
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="koinon delegation",
        description="Read a delegation list as it stands in a mail: people in order, their posts, the interpreter.",
    )
    parser.add_argument("file", metavar="FILE", help="a text file in UTF-8, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print JSON instead of words")
    return parser


def _text(file: str) -> str:
    read = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    if len(read) > LARGEST:
        raise ValueError(f"{file} is larger than a list: {len(read):,} bytes, at most {LARGEST:,}")
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise ValueError(f"{file} is not a text file in UTF-8 (byte {wrong.start})") from wrong


def as_data(claim: DelegationClaim, text: str) -> dict[str, Any]:
    """The claim as JSON has it; ``span`` counts characters of the text."""
    return {
        "visitor": claim.visitor or None,
        "host": claim.host or None,
        "people": [_person(person, order) for order, person in enumerate(claim.people, 1)],
        "mentioned": [_person(person, None) for person in claim.mentioned],
        "unread": [{"text": text[start:end], "span": [start, end]} for start, end in claim.unread],
    }


def _person(person: PersonClaim, order: int | None) -> dict[str, Any]:
    posts = [
        {"title": post.title, "body": post.body or None, "span": list(post.place)} for post in person.posts
    ]
    data = asdict(person) | {"order": order, "posts": posts, "span": list(person.place)}
    del data["place"]
    return data if order else {key: value for key, value in data.items() if key != "order"}


def in_words(claim: DelegationClaim, text: str) -> str:
    """The claim as a numbered list."""
    lines = [f"{order}. {_line(person)}" for order, person in enumerate(claim.people, 1)]
    lines += [f"also mentioned: {_line(person)}" for person in claim.mentioned]
    lines += [f"not read: {text[start:end].strip()}" for start, end in claim.unread]
    return "\n".join(lines)


def _line(person: PersonClaim) -> str:
    posts = "; ".join(", ".join(filter(None, (post.title, post.body))) for post in person.posts)
    marks = [word for word, is_so in (("interpreter", person.interpreter), ("leads", person.leader)) if is_so]
    return " — ".join(filter(None, (f"{person.honorific} {person.name}".strip(), posts, ", ".join(marks))))
