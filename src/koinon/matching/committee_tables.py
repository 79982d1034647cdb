"""The question of the committees as tables of whole numbers: n entries by m jurors, and what one step of each aim costs."""

from dataclasses import dataclass

import numpy as np

from koinon.matching.committees import Committees, Reading
from koinon.matching.problem import Ints
from koinon.matching.reduction import Flags


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everything the solver looks at; rows are entries, columns jurors, in the order of the question."""

    barred: Flags
    """n x m: forbidden, kept already, or not read where reading is required."""
    penalty: Ints
    """n x m: language and home."""
    kind: Ints
    """For every entry its class: entries of one class differ in what is barred only."""
    need: Ints
    """How many more jurors each entry wants."""
    seen: Ints
    """n x regions: kept jurors from each region."""
    region: Ints
    """The region of each juror."""
    load: Ints
    """What each juror has already."""
    room: Ints
    """How many more each may take."""
    low: int
    high: int
    """Loads between the two cost nothing."""
    region_most: int
    crowded: int
    load_unit: int
    coverage_unit: int

    def slope(self, load: Ints) -> Ints:
        """What one entry more costs a juror of such a load: strictly rising outside the fair share."""
        over, under = np.maximum(0, load - self.high + 1), np.maximum(0, self.low - load)
        steps = np.where(over > 0, 2 * over - 1, np.where(under > 0, 1 - 2 * under, 0))
        out: Ints = steps * self.load_unit
        return out

    def uneven(self, load: Ints) -> Ints:
        """The squares of what loads lie off the fair share."""
        off: Ints = np.maximum(0, load - self.high) + np.maximum(0, self.low - load)
        return off**2

    def crowding(self, count: Ints) -> Ints:
        """What one juror more from a region costs an entry that has so many from it."""
        out: Ints = np.where(count >= self.region_most, self.crowded, 0)
        return out


def tables(asked: Committees) -> Tables:
    """The tables of a question: O(n m) space and time."""
    terms, entries, jurors = asked.terms, asked.entries, asked.jurors
    regions = {name: at for at, name in enumerate(sorted({juror.region for juror in jurors}))}
    region = np.array([regions[juror.region] for juror in jurors], np.int64)
    kind, reads, home = _kinds(asked)
    barred = np.zeros((len(entries), len(jurors)), np.bool_)
    penalty = np.zeros((len(reads), len(jurors)), np.int64)
    if terms.reading is Reading.REQUIRED:
        barred |= ~reads[kind]
    elif terms.reading is Reading.PREFERRED:
        penalty += np.where(reads, 0, terms.unread)
    penalty += np.where(home, terms.home, 0)
    row = {entry.id: at for at, entry in enumerate(entries)}
    column = {juror.id: at for at, juror in enumerate(jurors)}
    seen = np.zeros((len(entries), max(len(regions), 1)), np.int64)
    load = np.zeros(len(jurors), np.int64)
    has = np.zeros(len(entries), np.int64)
    for one, other in asked.forbidden:
        barred[row[one], column[other]] = True
    for one, other in asked.kept:
        barred[row[one], column[other]] = True
        seen[row[one], region[column[other]]] += 1
        load[column[other]] += 1
        has[row[one]] += 1
    most = np.array([terms.load_max if one.most is None else one.most for one in jurors], np.int64)
    need = np.maximum(0, terms.per_entry - has)
    low, high = _fair(need, load, most, terms.ease)
    crowded = terms.crowded if terms.from_one_region < terms.per_entry else 0
    load_unit = (len(jurors) + 2) * (int(penalty.max(initial=0)) + crowded) + 1
    farthest = max(int(most.max(initial=0)), int(load.max(initial=0)), high)
    return Tables(
        barred,
        penalty[kind],
        kind,
        need,
        seen,
        region,
        load,
        np.maximum(0, most - load),
        low,
        high,
        terms.from_one_region,
        crowded,
        load_unit,
        (4 * farthest + 6) * load_unit,
    )


def _kinds(asked: Committees) -> tuple[Ints, Flags, Flags]:
    """Each entry's class; which class each juror reads; which class comes from each juror's region."""
    readable = {name for juror in asked.jurors for name in juror.languages}
    peopled = {juror.region for juror in asked.jurors} - {""}
    keys = [
        (
            one.language if one.language in readable else "\0" * bool(one.language),
            one.region if one.region in peopled else "",
        )
        for one in asked.entries
    ]
    names = {key: at for at, key in enumerate(sorted(set(keys)))}
    jurors = asked.jurors
    reads = [[not language or language in juror.languages for juror in jurors] for language, _ in names]
    home = [[bool(region) and region == juror.region for juror in jurors] for _, region in names]
    shape = len(names), len(jurors)
    return (
        np.array([names[key] for key in keys], np.int64),
        np.array(reads, np.bool_).reshape(shape),
        np.array(home, np.bool_).reshape(shape),
    )


def _fair(need: Ints, load: Ints, most: Ints, ease: int) -> tuple[int, int]:
    """Between which loads nothing is uneven: the share of those who still judge, rounded both ways, with the ease."""
    judging = most > 0
    count = max(int(judging.sum()), 1)
    total = int(need.sum() + load[judging].sum())
    return max(0, total // count - ease), -(-total // count) + ease
