"""What a round asks with: its candidates as the engine sees them, its weights and its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from koinon.matching import rules as hard
from koinon.matching.criteria import Criterion
from koinon.matching.criteria import Profile as Told
from koinon.platform.errors import Refused


class NotSolvable(Refused):
    """The workshop will not take the round as it stands; the message says what to mend."""


class UnknownCity(Refused):
    """A what-if speaks of a city that is not in the round."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A city of the round as the engine sees it, with what a page says of it."""

    id: str
    participation: int
    name: str
    side: str
    told: Told
    capacity: int
    outside: int
    groups: hard.Groups
    vetoes: Mapping[str, str]
    paired_before: frozenset[str]
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything a round asks with: its candidates, weights and rules. What-ifs make another one of it."""

    candidates: tuple[Candidate, ...]
    one_pool: bool
    weights: Mapping[Criterion, int]
    rules: tuple[hard.Rule, ...]
    no_repeat: bool
    everyone: bool
    smallest: int | None = None
    left_out: frozenset[str] = frozenset()

    @property
    def lefts(self) -> list[Candidate]:
        return [one for one in self.present if one.side == "left"]

    @property
    def rights(self) -> list[Candidate]:
        return self.lefts if self.one_pool else [one for one in self.present if one.side == "right"]

    @property
    def present(self) -> list[Candidate]:
        """The candidates that take part, by id: large enough, and not left out."""
        return [one for one in self.candidates if one.id not in self.left_out and self.is_eligible(one)]

    def is_eligible(self, one: Candidate) -> bool:
        """Whether the city is as large as the round asks; where its size is not known, it is."""
        return self.smallest is None or one.told.population is None or one.told.population >= self.smallest

    def candidate(self, city: str) -> Candidate:
        """The candidate of that id. Raises UnknownCity."""
        for one in self.candidates:
            if one.id == city:
                return one
        raise UnknownCity(_("Choose cities of this round."))
