"""The hard rules of a round: pins, forbidden pairs, quotas, minima, and caps between groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
    groups: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """``count`` pairs or more have an end on ``side`` in all of ``groups``."""

    side: Side
    groups: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class AtMostPairs:
    """No more than ``count`` pairs join a left city of the one group to a right city of the other."""

    left: Mapping[str, str]
    right: Mapping[str, str]
    count: int


Rule = Pin | Forbid | AtMost | AtLeast | AtMostPairs


def belongs(groups: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether a city of these groups is in all the wanted ones."""
    return all(groups.get(kind) == name for kind, name in wanted.items())
