"""What a hub did year by year: its curricula, seminars and outputs, and what a year lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from koinon.cooperation.learning.curricula import Curriculum, CurriculumState, Output
from koinon.cooperation.learning.queries import SeminarRow


@dataclass(frozen=True, slots=True)
class YearTold:
    """One year of a hub."""

    year: int
    curricula: tuple[tuple[Curriculum, CurriculumState], ...]
    seminars: tuple[SeminarRow, ...]
    outputs: tuple[Output, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.curricula or self.seminars or self.outputs)


def years_told(
    years: Iterable[int],
    curricula: Iterable[Curriculum],
    seminars: Iterable[SeminarRow],
    outputs: Iterable[Output],
    on: date,
) -> list[YearTold]:
    """The years of the grid and any other in which something was done, in order."""
    written, dated, published = list(curricula), [one for one in seminars if has_year(one)], list(outputs)
    found = {*years, *(one.year for one in written), *(one.seminar.year for one in dated)}
    found |= {one.year for one in published}
    return [
        YearTold(
            year,
            tuple((one, one.state(on)) for one in written if one.year == year),
            tuple(one for one in dated if one.seminar.year == year),
            tuple(one for one in published if one.year == year),
        )
        for year in sorted(found)
    ]


def has_year(row: SeminarRow) -> bool:
    """Whether it is on record when the seminar begins."""
    return not row.seminar.event.starts.is_unknown
