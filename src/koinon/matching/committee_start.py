"""Where to begin: classes of entries and classes of jurors as one small transportation problem, laid out entry by entry.

Entries of one language and region cost the same everywhere, jurors of one region and the same languages are as good
as each other; what sets them apart are conflicts, which are few. So the classes are shared out by HiGHS, and the shares
laid out by the wrap-around rule (McNaughton, *Management Science* 6, 1959): region by region, juror by juror, round
and round the entries of the class, where it can be in another order each time round, so that panels are mixed and
scores can be compared. Nobody gets an entry twice, and no entry more of a region than its share. What hits a conflict
is swapped.
"""

from dataclasses import dataclass
from itertools import pairwise

import highspy
import numpy as np

from koinon.matching.committee_tables import Tables
from koinon.matching.problem import Ints
from koinon.matching.reduction import Flags

NEAR = 200
"""Loads so near to the fair share are priced one by one; what lies further, as one piece."""


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """How many entries of each class go to each class of jurors."""

    kinds: Ints
    """The class of each juror."""
    share: Ints
    """Classes of entries x classes of jurors."""


def begun(tables: Tables, languages: Ints) -> Flags:
    """A first set of assignments that breaks no rule, near the best: n x m.

    ``languages`` numbers what each juror reads. O(n m) beside the linear programme, whose size does not grow with n.
    """
    shares = _shared(tables, languages)
    single = _dealt(tables, shares)
    given = np.zeros(tables.barred.shape, np.bool_)
    for kind in range(len(single)):
        rows = np.flatnonzero((tables.kind == kind) & (tables.need > 0))
        if len(rows):
            _lay(tables, rows, single[kind], given)
    _fill(tables, given)
    return given


def _shared(tables: Tables, languages: Ints) -> Shares:
    """The best shares of the classes, were conflicts met by numbers alone."""
    keys = np.stack([languages, tables.region, tables.load, tables.room], 1)
    _, first, kinds = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    kinds = kinds.reshape(-1)
    count = int(tables.kind.max(initial=0)) + 1, len(first)
    free = ~tables.barred & (tables.need > 0)[:, None] & (tables.room > 0)
    able = np.zeros((count[0], free.shape[1]), np.int64)
    np.add.at(able, tables.kind, free)
    upper = np.zeros(count, np.int64)
    np.add.at(upper.T, kinds, able.T)
    penalty = np.zeros((count[0], free.shape[1]), np.int64)
    penalty[tables.kind] = tables.penalty
    one, two = np.nonzero(upper)
    share = np.zeros(count, np.int64)
    share[one, two] = _programme(tables, kinds, first, (one, two), penalty[one, first[two]], upper[one, two])
    return Shares(kinds, share)


class _Columns:
    """Columns of a linear programme as they are thought of, block by block."""

    def __init__(self) -> None:
        self.cost: list[Ints] = []
        self.upper: list[Ints] = []
        self.rows: list[Ints] = []
        self.signs: list[Ints] = []

    def add(self, cost: Ints, upper: Ints, rows: list[Ints], signs: list[int]) -> None:
        """Columns of these costs, each with an entry in one row of each kind."""
        self.cost.append(np.broadcast_to(cost, upper.shape))
        self.upper.append(upper)
        self.rows.append(np.stack(rows, 1))
        self.signs.append(np.broadcast_to(np.array(signs, np.int64), self.rows[-1].shape))


def _programme(
    tables: Tables, kinds: Ints, first: Ints, ends: tuple[Ints, Ints], penalty: Ints, upper: Ints
) -> Ints:
    """Solve the transportation problem between classes; whole by total unimodularity of flows."""
    one, two = ends
    many = int(tables.kind.max(initial=0)) + 1
    wanted = np.bincount(tables.kind, tables.need, many).astype(np.int64)
    regions = tables.seen.shape[1]
    crowd = many + len(first) + one * regions + tables.region[first[two]] if tables.crowded else None
    columns = _Columns()
    columns.add(
        penalty,
        upper,
        [one, many + two] + ([] if crowd is None else [crowd]),
        [1, 1] + [1] * bool(tables.crowded),
    )
    for lacking in range(1, int(tables.need.max(initial=0)) + 1):
        able = np.bincount(tables.kind, tables.need >= lacking, many).astype(np.int64)
        columns.add(np.full(many, lacking * tables.coverage_unit), able, [np.arange(many)], [1])
    members = np.bincount(kinds)
    for start, end in _pieces(tables):
        begin = np.maximum(start, tables.load[first])
        width = np.minimum(end, tables.load[first] + tables.room[first]) - begin
        some = np.flatnonzero(width > 0)
        cost = tables.slope(np.full(len(some), end - 1))
        columns.add(cost, (members * width)[some], [many + some], [-1])
    low = np.concatenate([wanted, np.zeros(len(first), np.int64)])
    high = low
    if tables.crowded:
        free = np.zeros((many, regions), np.int64)
        np.add.at(free, tables.kind, np.maximum(0, tables.region_most - tables.seen))
        over = many + len(first) + np.arange(many * regions)
        columns.add(np.full(many * regions, tables.crowded), np.repeat(wanted, regions), [over], [-1])
        low = np.concatenate([low, np.full(many * regions, -int(wanted.sum()) - 1)])
        high = np.concatenate([high, free.reshape(-1)])
    out: Ints = _solved(columns, low, high)[: len(one)]
    return out


def _pieces(tables: Tables) -> list[tuple[int, int]]:
    """The loads cut into pieces, in each of which one entry more costs the same."""
    most = int((tables.load + tables.room).max(initial=0))
    near = range(max(0, tables.low - NEAR), min(most, tables.high + NEAR) + 1)
    return list(pairwise(sorted({0, most, *near})))


def _solved(columns: _Columns, low: Ints, high: Ints) -> Ints:
    programme = highspy.HighsLp()
    programme.num_col_ = sum(map(len, columns.cost))
    programme.num_row_ = len(low)
    programme.col_cost_ = np.concatenate(columns.cost).astype(np.float64)
    programme.col_lower_ = np.zeros(programme.num_col_)
    programme.col_upper_ = np.concatenate(columns.upper).astype(np.float64)
    programme.row_lower_, programme.row_upper_ = low.astype(np.float64), high.astype(np.float64)
    widths = np.concatenate([np.full(len(rows), rows.shape[1]) for rows in columns.rows])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_ = np.concatenate([[0], np.cumsum(widths)])
    programme.a_matrix_.index_ = np.concatenate([rows.reshape(-1) for rows in columns.rows])
    programme.a_matrix_.value_ = np.concatenate([s.reshape(-1) for s in columns.signs]).astype(np.float64)
    highs = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        highs.setOptionValue(option, value)
    highs.passModel(programme)
    highs.run()
    whole: Ints = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
    return whole


def _dealt(tables: Tables, shares: Shares) -> Ints:
    """The shares of a class of jurors dealt out one by one: classes of entries x jurors."""
    single = np.zeros((len(shares.share), len(shares.kinds)), np.int64)
    for kind in range(shares.share.shape[1]):
        members = np.flatnonzero(shares.kinds == kind)
        ends = np.cumsum(shares.share[:, kind])
        before = ends - shares.share[:, kind]
        for at, juror in enumerate(members):
            single[:, juror] = _hits(ends, at, len(members)) - _hits(before, at, len(members))
    return single


def _hits(count: Ints, at: int, of: int) -> Ints:
    """How many of the first ``count`` turns in a circle of ``of`` fall on the one at ``at``."""
    out: Ints = (count - at + of - 1) // of
    return out


def _lay(tables: Tables, rows: Ints, counts: Ints, given: Flags) -> None:
    """Lay the jurors of one class round its entries, then swap what hits a conflict or comes twice."""
    order = np.argsort(tables.region, kind="stable")
    jurors = np.repeat(order, counts[order])
    most = np.bincount(tables.region, counts).max()
    mixed = not tables.crowded or most < (tables.region_most - 1) * len(rows)
    entries = _rounds(rows, tables.need[rows], mixed=mixed)[: len(jurors)]
    jurors = jurors[: len(entries)]
    bad = []
    for entry, juror in zip(entries.tolist(), jurors.tolist(), strict=True):
        if tables.barred[entry, juror] or given[entry, juror]:
            bad.append((entry, juror))
        else:
            given[entry, juror] = True
    for entry, juror in bad:
        _swap(tables, rows, (entry, juror), given)


def _rounds(rows: Ints, need: Ints, *, mixed: bool) -> Ints:
    """The entries round by round, each as often as it has need; mixed: each round in an order of its own.

    Where a region gives almost as many as it may, the order stays: two orders could give an entry one more of it.
    """
    rounds = []
    for turn in range(int(need.max(initial=0))):
        turned = rows[need > turn]
        seed = turn * 40503 * 65537 if mixed else 0
        order = (np.arange(len(turned)) * 2654435761 + seed) % 4294967296
        rounds.append(turned[np.argsort((order * 2246822519) % 4294967291, kind="stable")])
    return np.concatenate(rounds)


def _swap(tables: Tables, rows: Ints, bad: tuple[int, int], given: Flags) -> None:
    """Let another entry of the class take the juror and give one of its own of that region, or of any; else neither."""
    entry, juror = bad
    takers = rows[~(tables.barred[rows, juror] | given[rows, juror])]
    takers = takers[takers != entry]
    gives = given[takers] & ~(tables.barred[entry] | given[entry])
    alike = gives & (tables.region == tables.region[juror])
    for found in (alike, gives):
        if found.any():
            at, other = divmod(int(found.argmax()), found.shape[1])
            given[takers[at], other] = False
            given[takers[at], juror] = True
            given[entry, other] = True
            return


def _fill(tables: Tables, given: Flags) -> None:
    """Give entries that lack somebody whoever comes cheapest by load and penalty, without moving anybody."""
    load = tables.load + given.sum(0)
    full = tables.load + tables.room
    for entry in np.flatnonzero(given.sum(1) < tables.need).tolist():
        count = tables.seen[entry] + np.bincount(tables.region[given[entry]], minlength=tables.seen.shape[1])
        for _ in range(int(tables.need[entry] - given[entry].sum())):
            free = np.flatnonzero(~tables.barred[entry] & ~given[entry] & (load < full))
            if not len(free):
                break
            penalty = tables.penalty[entry, free] + tables.crowding(count[tables.region[free]])
            juror = int(free[(penalty + tables.slope(load[free])).argmin()])
            given[entry, juror] = True
            load[juror] += 1
            count[tables.region[juror]] += 1
