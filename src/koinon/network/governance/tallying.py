"""Craft: quorum and majority, in whole numbers; no record and no clock."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A count, or with ``out_of`` a share: 1 out of 2."""

    number: int
    out_of: int | None = None

    def __str__(self) -> str:
        return f"{self.number}/{self.out_of}" if self.out_of else str(self.number)

    def needed(self, base: int) -> int:
        """How many are at least needed of a base.

        >>> Share(1, 3).needed(10), Share(7).needed(10)
        (4, 7)
        """
        return -(-self.number * base // self.out_of) if self.out_of else self.number

    def carried(self, votes: int, base: int) -> bool:
        """Whether so many votes carry it. A half is carried by more than a half, any other share by as much.

        >>> Share(1, 2).carried(5, 10), Share(1, 2).carried(6, 10), Share(2, 3).carried(6, 9)
        (False, True, True)
        """
        if self.out_of and self.number * 2 == self.out_of:
            return votes * 2 > base
        return votes >= self.needed(base)

    def least(self, base: int) -> int:
        """The fewest votes that carry it.

        >>> Share(1, 2).least(10), Share(2, 3).least(9)
        (6, 6)
        """
        needed = self.needed(base)
        return needed if self.carried(needed, base) else needed + 1


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes on one decision."""

    favour: int = 0
    against: int = 0
    abstain: int = 0

    @property
    def cast(self) -> int:
        """For and against; who abstains casts none."""
        return self.favour + self.against

    @property
    def all(self) -> int:
        return self.cast + self.abstain
