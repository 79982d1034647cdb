"""The hard rules of a round: pins, forbidden pairs, quotas, minima, and caps between groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Groups = tuple[tuple[str, str], ...]
"""(kind, name) pairs such as (("country", "CN"),), sorted; made by :func:`groups`."""


def groups(named: Mapping[str, str]) -> Groups:
    """The groups of a mapping such as {"country": "CN"}, hashable and in order."""
    return tuple(sorted(named.items()))


class Side(StrEnum):
    """Which cities a quota counts; in one pool always the left."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Pin:
    """This pair is made."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Forbid:
    """This pair is not made."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class AtMost:
    """No more than ``count`` pairs have an end on ``side`` in all of ``groups``."""

    side: Side
    groups: Groups
    count: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """``count`` pairs or more have an end on ``side`` in all of ``groups``."""

    side: Side
    groups: Groups
    count: int


@dataclass(frozen=True, slots=True)
class AtMostPairs:
    """No more than ``count`` pairs join a left city of the one group to a right city of the other."""

    left: Groups
    right: Groups
    count: int


Rule = Pin | Forbid | AtMost | AtLeast | AtMostPairs


def belongs(theirs: Groups, wanted: Groups) -> bool:
    """Whether a city of these groups is in all the wanted ones."""
    return set(wanted) <= set(theirs)
