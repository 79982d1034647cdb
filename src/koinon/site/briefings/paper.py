"""A paper as data: what it says in which order, before anything is typeset."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a part; level 1 is a part, level 2 a part of it."""

    text: str
    level: int = 1
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``sources`` are the numbers of the sources that carry it."""

    text: str
    sources: tuple[int, ...] = ()
    quiet: bool = False
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of facts."""

    label: str
    value: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels on the left, values on the right."""

    rows: tuple[Fact, ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that repeats on every page; ``widths`` are shares, ``numbers`` the right-aligned columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Bars:
    """What a number is made of: parts (label, value) of a total, drawn to one scale."""

    label: str
    parts: tuple[tuple[str, int], ...]
    of: int
    kind: str = "bars"


@dataclass(frozen=True, slots=True)
class Plates:
    """Name plates, folded in the middle: (name, second script, post)."""

    people: tuple[tuple[str, str, str], ...]
    kind: str = "plates"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on: (name, capacity)."""

    people: tuple[tuple[str, str], ...]
    kind: str = "signatures"


@dataclass(frozen=True, slots=True)
class Diploma:
    """A sheet that certifies something of somebody, with a seal (SVG) and a code for a camera (a path on a square)."""

    says: str
    name: str
    what: str
    title: str
    lines: tuple[str, ...]
    seal: str
    code: str
    modules: int
    address: str
    under: tuple[str, ...] = ()
    kind: str = "diploma"


Block = Heading | Text | Facts | Table | Bars | Plates | Signatures | Diploma


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper in one language; ``footer`` stands on each page beside its number, ``sources`` close it, numbered from 1."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    standfirst: str = ""
    footer: str = ""
    sources_title: str = ""
    sources: tuple[str, ...] = ()
    filename: str = "paper"

    def content(self) -> dict[str, Any]:
        """The paper as plain lists and dictionaries, as the typesetter reads it."""
        return asdict(self)


class Sources:
    """Numbers given to sources in the order in which a paper first leans on them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> int:
        """The number of a source, a new one when it is new."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def numbers(self, sources: Iterable[str]) -> tuple[int, ...]:
        """The numbers of several, in rising order."""
        return tuple(sorted({self.number(source) for source in sources}))

    def listed(self) -> tuple[str, ...]:
        """All of them in the order of their numbers."""
        return tuple(self._numbers)
