"""vCard 4.0 (RFC 6350) written out: escaping, structured values, groups, and folding by octets.

A writer of our own, because the libraries at hand write version 3 and fold by characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

LINE = 75
"""The most octets of a line, its end not counted."""
ESCAPED = {"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": ""}
ESCAPES = str.maketrans(ESCAPED)
# RFC 6868: what a parameter value cannot hold otherwise.
IN_PARAMETER = {"^": "^^", "\n": "^n", '"': "^'", "\r": ""}


@dataclass
class Card:
    """A card under way: properties are added in the order in which they are to stand."""

    lines: list[str] = field(default_factory=list)

    def add(self, name: str, *parts: str, group: str = "", **parameters: str | int) -> None:
        """Add a property of text; several parts make a structured value such as ``N`` or ``ORG``."""
        self._write(name, ";".join(escaped(part) for part in parts), group, parameters)

    def add_plain(self, name: str, value: str, **parameters: str | int) -> None:
        """Add a property whose value is no text to escape: an address on the web, a time, a kind."""
        self._write(name, value.replace("\r", "").replace("\n", ""), "", parameters)

    def _write(self, name: str, value: str, group: str, parameters: dict[str, str | int]) -> None:
        given = "".join(f";{key.upper()}={parameter(str(one))}" for key, one in parameters.items() if one)
        self.lines.append(f"{group + '.' if group else ''}{name}{given}:{value}")

    def text(self) -> str:
        """The card as it is sent."""
        lines = ("BEGIN:VCARD", "VERSION:4.0", *self.lines, "END:VCARD")
        return "".join(f"{piece}\r\n" for line in lines for piece in folded(line))


def escaped(text: str) -> str:
    """A text as a value."""
    return text.translate(ESCAPES)


def parameter(text: str) -> str:
    """A text as the value of a parameter, in quotes where it needs them."""
    plain = "".join(IN_PARAMETER.get(sign, sign) for sign in text)
    return f'"{plain}"' if any(sign in plain for sign in ",;:") else plain


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no letter cut; all but the first begin with a space."""
    piece, octets = "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > LINE:
            yield piece
            piece, octets = " ", 1
        piece += sign
        octets += size
    yield piece
