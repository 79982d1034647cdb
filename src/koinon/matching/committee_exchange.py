"""From a good set of assignments to the best: exchanges between jurors along cycles that gain, until there is none.

In the residual network of the assignments (Klein, *Management Science* 14, 1967) every way between two jurors leads
through one entry, which gives the one up and takes the other; so the network folds into a graph of the jurors and
one node more, nobody, where an entry's lack and a juror's load begin and end. It is searched by Bellman and Ford. When
no cycle gains, the distances are prices of the jurors' places, and the prices prove the answer.
"""

from dataclasses import dataclass

import numpy as np

from koinon.matching.answer import Reporter
from koinon.matching.committee_tables import Tables
from koinon.matching.problem import Ints
from koinon.matching.reduction import Flags

FAR = 1 << 60
AT_ONCE = 1024
"""So many entries are looked at in one step."""
ABSORBED = -1
"""Instead of an entry: the juror's own load rises or falls."""

Step = tuple[int, int, int]
"""(entry or ABSORBED, juror or nobody it leaves, juror or nobody it goes to)."""


@dataclass(slots=True, eq=False)
class State:
    """Assignments under way, with what follows from them."""

    tables: Tables
    given: Flags
    count: Ints
    """n x regions: jurors from each region, with those kept."""
    short: Ints
    load: Ints
    rest: Ints
    """How many more entries each juror may take."""

    @property
    def nobody(self) -> int:
        """The node beside the jurors."""
        return len(self.load)

    def cost(self, rows: Ints) -> int:
        """What these entries cost: penalties, crowding and lack; O(rows x jurors)."""
        t = self.tables
        over = np.maximum(0, self.count[rows] - t.region_most) - np.maximum(0, t.seen[rows] - t.region_most)
        lack = self.short[rows] * (self.short[rows] + 1) // 2
        penalty = t.penalty[rows][self.given[rows]].sum()
        return int(penalty + t.crowded * over.sum() + t.coverage_unit * lack.sum())

    def total(self) -> int:
        """What all costs together."""
        uneven = self.tables.uneven(self.load).sum() * self.tables.load_unit
        return self.cost(np.arange(len(self.given))) + int(uneven)

    def move(self, entry: int, leaves: int, goes: int) -> bool:
        """Move an entry from one juror to another, either of them perhaps nobody; False if that cannot be."""
        nobody, region = self.nobody, self.tables.region
        if goes != nobody and (self.tables.barred[entry, goes] or self.given[entry, goes]):
            return False
        if (self.short[entry] <= 0) if leaves == nobody else not self.given[entry, leaves]:
            return False
        for juror, sign in ((leaves, -1), (goes, 1)):
            if juror == nobody:
                self.short[entry] += sign
            else:
                self.given[entry, juror] = sign > 0
                self.count[entry, region[juror]] += sign
                self.load[juror] += sign
                self.rest[juror] -= sign
        return True


def state(tables: Tables, given: Flags) -> State:
    """The state of these assignments."""
    count = tables.seen.copy()
    for region in range(count.shape[1]):
        count[:, region] += given[:, tables.region == region].sum(1)
    new = given.sum(0)
    return State(tables, given, count, tables.need - given.sum(1), tables.load + new, tables.room - new)


@dataclass(slots=True, eq=False)
class Graph:
    """For every two nodes the cheapest way from the one to the other, and the entry through which it leads."""

    cost: Ints
    via: Ints
    lack: Ints
    """The ways out of nobody through entries that lack a juror, and those entries."""
    lacking: Ints

    def refresh(self, now: State, jurors: Ints, lack: bool) -> None:
        """Look again at the ways out of these jurors, at loads, and if asked at the entries that lack somebody."""
        for juror in jurors.tolist():
            self._out_of(now, juror)
        nobody = now.nobody
        if lack:
            self._out_of_nobody(now)
        self.cost[nobody], self.via[nobody] = self.lack, self.lacking
        fewer = np.where(now.load > now.tables.load, -now.tables.slope(now.load - 1), FAR)
        more = np.where(now.rest > 0, now.tables.slope(now.load), FAR)
        out, back = self.cost[nobody, :nobody], self.cost[:nobody, nobody]
        self.via[nobody, :nobody][fewer <= out] = ABSORBED
        self.cost[nobody, :nobody] = np.minimum(out, fewer)
        self.via[:nobody, nobody][more <= back] = ABSORBED
        self.cost[:nobody, nobody] = np.minimum(back, more)

    def _out_of(self, now: State, juror: int) -> None:
        rows = np.flatnonzero(now.given[:, juror])
        self.cost[juror], self.via[juror] = FAR, ABSORBED
        if not len(rows):
            return
        ways = ways_from(now, rows, juror)
        best = ways.argmin(0)
        self.cost[juror], self.via[juror] = ways[best, np.arange(len(best))], rows[best]
        self.cost[juror, juror] = FAR

    def _out_of_nobody(self, now: State) -> None:
        self.lack[:] = FAR
        rows = np.flatnonzero(now.short > 0)
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            ways = ways_from(now, some, now.nobody)
            best = ways.argmin(0)
            least = ways[best, np.arange(len(best))]
            nearer = least < self.lack
            self.lack[nearer], self.lacking[nearer] = least[nearer], some[best[nearer]]
        self.lack[now.nobody] = FAR


def ways_from(now: State, rows: Ints, juror: int) -> Ints:
    """What it costs that each of these entries leaves a juror (or nobody) for every other, nobody last."""
    t, nobody = now.tables, now.nobody
    count = now.count[rows]
    left = np.zeros(len(rows), np.int64)
    if juror == nobody:
        left -= t.coverage_unit * now.short[rows]
    else:
        count[:, t.region[juror]] -= 1
        left -= t.penalty[rows, juror] + t.crowding(count[:, t.region[juror]])
    ways = np.empty((len(rows), nobody + 1), np.int64)
    ways[:, :nobody] = t.penalty[rows] + t.crowding(count)[:, t.region]
    shut = t.barred[rows] | now.given[rows]
    ways[:, :nobody] = np.where(shut, FAR, ways[:, :nobody])
    ways[:, nobody] = t.coverage_unit * (now.short[rows] + 1)
    return ways + left[:, None]


def exchanged(tables: Tables, given: Flags, limit: int, reporter: Reporter) -> tuple[State, Ints]:
    """The best assignments, and the prices that prove it; after ``limit`` rounds of exchanges the best so far.

    One round costs O(m²) words a step of the search and O(load · m) for every juror whose entries changed.
    """
    now = state(tables, given)
    nodes = now.nobody + 1
    square, row = (nodes, nodes), (nodes,)
    graph = Graph(*(np.full(shape, value, np.int64) for shape in (square, row) for value in (FAR, ABSORBED)))
    graph.refresh(now, np.arange(now.nobody), lack=True)
    distance = np.zeros(nodes, np.int64)
    for done in range(limit + 1):
        distance, parent, settled = searched(graph.cost)
        if settled or done == limit:
            break
        reporter("exchanges", done, limit)
        found = cycles(parent)
        short = now.short.copy()
        touched = {entry for nodes_on in found for entry in _exchange(now, graph, nodes_on)}
        if not touched:
            break
        rows = np.array(sorted(touched), np.int64)
        stale: Flags = np.asarray(now.given[rows].any(0))
        stale[[juror for nodes_on in found for juror in nodes_on if juror < now.nobody]] = True
        graph.refresh(now, np.flatnonzero(stale), lack=bool((short[rows] + now.short[rows]).any()))
    prices: Ints = distance[-1] - distance[:-1]
    return now, prices


def searched(cost: Ints) -> tuple[Ints, Ints, bool]:
    """Distances from everywhere at once, who comes before whom, and whether they settled: else a cycle gains."""
    nodes = len(cost)
    distance, parent = np.zeros(nodes, np.int64), np.full(nodes, -1, np.int64)
    for turn in range(nodes + 1):
        ways = distance[:, None] + cost
        best = ways.argmin(0)
        length = ways[best, np.arange(nodes)]
        nearer = length < distance
        if not nearer.any():
            return distance, parent, True
        parent[nearer] = best[nearer]
        distance = np.where(nearer, length, distance)
        if turn % 4 == 3 and cycles(parent):
            break
    return distance, parent, False


def cycles(parent: Ints) -> list[list[int]]:
    """The cycles of who comes before whom, each in the direction of the moves."""
    before = parent.tolist()
    colour = [0] * len(before)
    found = []
    for start in range(len(before)):
        path, node = [], start
        while node >= 0 and not colour[node]:
            colour[node] = start + 1
            path.append(node)
            node = before[node]
        if node >= 0 and colour[node] == start + 1 and node in path:
            found.append(path[path.index(node) :][::-1])
    return found


def _exchange(now: State, graph: Graph, nodes: list[int]) -> list[int]:
    """Make the moves along a cycle if they gain; the entries moved."""
    ends = list(zip(nodes, [*nodes[1:], nodes[0]], strict=True))
    steps = [(int(graph.via[one, two]), one, two) for one, two in ends]
    while steps:
        if moved := _made(now, steps):
            return moved
        steps = _shorter(now, steps)
    return []


def _made(now: State, steps: list[Step]) -> list[int]:
    rows = np.array(sorted({entry for entry, _, _ in steps if entry >= 0}), np.int64)
    if not len(rows):
        return []
    jurors = np.array([one for _, one, _ in steps if one != now.nobody], np.int64)
    before, loads = now.cost(rows), now.load.copy()
    done: list[Step] = []
    for entry, leaves, goes in steps:
        if entry >= 0 and not now.move(entry, leaves, goes):
            break
        done.append((entry, leaves, goes))
    else:
        t = now.tables
        uneven = int((t.uneven(now.load) - t.uneven(loads)).sum()) * t.load_unit
        if now.cost(rows) + uneven < before and (now.rest[jurors] >= 0).all():
            return [int(row) for row in rows]
    for entry, leaves, goes in reversed(done):
        if entry >= 0:
            now.move(entry, goes, leaves)
    return []


def _shorter(now: State, steps: list[Step]) -> list[Step]:
    """Where a cycle leads through one entry twice it is two cycles, one of which gains: the better one, or none."""
    seen: dict[int, int] = {}
    for at, (entry, _, _) in enumerate(steps):
        if entry < 0:
            continue
        if entry in seen:
            first = seen[entry]
            inner = [*steps[first + 1 : at], (entry, steps[at][1], steps[first][2])]
            outer = [*steps[:first], (entry, steps[first][1], steps[at][2]), *steps[at + 1 :]]
            both = [[step for step in part if step[1] != step[2]] for part in (inner, outer)]
            return min(both, key=lambda part: _length(now, part))
        seen[entry] = at
    return []


def _length(now: State, steps: list[Step]) -> int:
    total = 0
    for entry, leaves, goes in steps:
        if entry >= 0:
            total += int(ways_from(now, np.array([entry]), leaves)[0, goes])
        elif goes == now.nobody:
            total += int(now.tables.slope(now.load[leaves : leaves + 1])[0])
        else:
            total -= int(now.tables.slope(now.load[goes : goes + 1] - 1)[0])
    return total
