"""How severe a judge is: what each gives against what the others give the same entries. Plain data in, plain data out.

Two measures. The *mean deviation* of a judge is the mean, over the entries that others scored too, of the judge's
score less the mean of the others'. The *additive model* says that a score is what the entry is worth, plus how
mild the judge is, plus chance: y = q + s + e. Both are found together by least squares, with the mildnesses of
judges who are linked by shared entries adding up to nought. See docs/severity-of-judges.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True)
class Given:
    """One score, in percent of what could be given, of a judge for an entry."""

    entry: int
    judge: int
    score: float


@dataclass(frozen=True, slots=True)
class Mildness:
    """Of one judge: scores given, those of entries others scored too, both measures; above nought is mild."""

    given: int
    shared: int
    deviation: float | None
    model: float | None


def mildness(scores: Iterable[Given]) -> dict[int, Mildness]:
    """Both measures for every judge; none where a judge shares no entry with another.

    >>> told = mildness([Given(1, 1, 80.0), Given(1, 2, 60.0), Given(2, 1, 90.0), Given(2, 2, 70.0)])
    >>> told[1].deviation, round(told[1].model, 6)
    (20.0, 10.0)
    """
    rows = list(scores)
    by_entry: dict[int, list[Given]] = defaultdict(list)
    given: dict[int, int] = defaultdict(int)
    for row in rows:
        by_entry[row.entry].append(row)
        given[row.judge] += 1
    apart: dict[int, list[float]] = defaultdict(list)
    for same in by_entry.values():
        if len(same) > 1:
            total = fsum(row.score for row in same)
            for row in same:
                apart[row.judge].append(row.score - (total - row.score) / (len(same) - 1))
    model = _fitted([same for same in by_entry.values() if len(same) > 1])
    return {
        judge: Mildness(
            given=given[judge],
            shared=len(apart[judge]),
            deviation=fsum(apart[judge]) / len(apart[judge]) if apart[judge] else None,
            model=model.get(judge),
        )
        for judge in sorted(given)
    }


def freed(scores: Iterable[Given], model: Mapping[int, float | None]) -> dict[int, float]:
    """The mean of each entry's scores, each freed of its judge's mildness by the model.

    >>> freed([Given(1, 1, 80.0), Given(1, 2, 60.0)], {1: 10.0, 2: -10.0})
    {1: 70.0}
    """
    by_entry: dict[int, list[float]] = defaultdict(list)
    for row in scores:
        by_entry[row.entry].append(row.score - (model.get(row.judge) or 0.0))
    return {entry: fsum(some) / len(some) for entry, some in by_entry.items()}


def _fitted(shared: list[list[Given]]) -> dict[int, float]:
    """The mildnesses of the additive model, the entries' worth eliminated: conjugate gradients from nought.

    From nought the steps never leave the space in which those of each linked group add up to nought, so the
    answer is the one of least length, and it is exact after as many steps as there are judges.
    """
    groups = [[row.judge for row in same] for same in shared]
    right: dict[int, float] = defaultdict(float)
    for same in shared:
        mean = fsum(row.score for row in same) / len(same)
        for row in same:
            right[row.judge] += row.score - mean
    found = dict.fromkeys(right, 0.0)
    rest = dict(right)
    step = dict(rest)
    length = fsum(one * one for one in rest.values())
    enough = TOLERANCE * TOLERANCE * max(length, 1.0)
    for _round in range(len(right) + 10):
        if length <= enough:
            break
        image = _image(step, groups)
        along = fsum(step[judge] * image[judge] for judge in step)
        if along <= 0:
            break
        far = length / along
        for judge in found:
            found[judge] += far * step[judge]
            rest[judge] -= far * image[judge]
        before, length = length, fsum(one * one for one in rest.values())
        for judge in step:
            step[judge] = rest[judge] + length / before * step[judge]
    return found


def _image(step: Mapping[int, float], groups: list[list[int]]) -> dict[int, float]:
    """What the normal equations make of a step: for each entry, each judge's less the mean of its judges."""
    image = dict.fromkeys(step, 0.0)
    for judges in groups:
        steps = [step[judge] for judge in judges]
        mean = sum(steps) / len(steps)
        for judge, one in zip(judges, steps, strict=True):
            image[judge] += one - mean
    return image
