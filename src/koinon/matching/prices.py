"""What every other choice would cost: making each pair, and not making each chosen one, exactly and all at once.

Making a pair sends one unit along it and back by the shortest way through the residual graph of reduced prices, so
one all-pairs shortest path answers for all of them (for one-to-one pairing: Demange, Gale & Sotomayor 1986). Where
the rules are more than pins and forbidden pairs, or in one pool, :mod:`koinon.matching.repricing` solves anew.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from koinon.matching import bipartite
from koinon.matching.answer import Answer, Prices, Reporter
from koinon.matching.bipartite import Solved
from koinon.matching.flow import FAR, FARTHEST
from koinon.matching.matchings import Matching
from koinon.matching.problem import Ints, Problem
from koinon.matching.rules import Forbid, Pin

NARROW = 1 << 29
"""Twice this still fits in 32 bits."""
MANY = 900
"""From so many cities on the compiled loop earns the time it takes to load."""
Price = int | None


def priced(
    problem: Problem, answer: Answer, best: Callable[[Problem], Matching], reporter: Reporter
) -> Answer:
    """The answer of the mode best with its prices; ``best`` solves a problem anew where that is needed."""
    if problem.one_pool or not all(isinstance(rule, Pin | Forbid) for rule in problem.rules):
        from koinon.matching.repricing import again

        force, forbid = again(problem, answer, best, reporter)
    else:
        force, forbid = of_flow(bipartite.solved(bipartite.task(problem)))
    left, right = [city.id for city in problem.left], [city.id for city in problem.others]
    named = (
        [left[a] for a in problem.pairs.left.tolist()],
        [right[b] for b in problem.pairs.right.tolist()],
    )
    return replace(
        answer,
        prices=Prices(
            tuple(zip(*named, force, strict=True)),
            tuple((named[0][row], named[1][row], price) for row, price in forbid.items()),
        ),
    )


def of_flow(solved: Solved) -> tuple[list[Price], dict[int, Price]]:
    """Every price from the duals of an optimal flow. Time O(n³ + n·m·capacity), memory O(n² + n·m)."""
    flow, pairs = solved.flow, solved.task.problem.pairs
    infinite = FARTHEST if flow.weight.dtype == object else FAR
    reduced, over = reduced_prices(solved, infinite)
    ways = distances(solved, reduced, over, infinite)
    back = np.full((len(flow.v), len(flow.u)), infinite, flow.weight.dtype)
    for left, right in np.argwhere(flow.made).tolist():
        back[right] = np.minimum(back[right], over[left, right] + ways[left, :-1])
    room = flow.turned.spare() > 0
    back[room] = np.minimum(back[room], ways[-1, :-1])
    losses = (reduced + back.T)[pairs.left, pairs.right]
    made = flow.made[pairs.left, pairs.right] & solved.task.reduction.open
    losses[made | solved.task.reduction.pinned] = 0
    force = _totals(solved, losses.tolist(), infinite)
    rows = solved.task.rows(solved.chosen)
    without = {
        row: _without(solved, reduced, over, ways, row)
        for row in rows.tolist()
        if not solved.task.reduction.pinned[row]
    }
    found = dict(zip(without, _totals(solved, list(without.values()), infinite), strict=True))
    return force, {row: found.get(row) for row in rows.tolist()}


def reduced_prices(solved: Solved, infinite: int) -> tuple[Ints, Ints]:
    """By how much each pair falls short of its cities' prices (no way along chosen or closed ones), or exceeds them."""
    flow, pairs, open_ = solved.flow, solved.task.problem.pairs, solved.task.reduction.open
    gain = solved.task.problem.gain[open_].astype(flow.weight.dtype) + solved.task.premium
    left, right = pairs.left[open_], pairs.right[open_]
    short = np.full(flow.weight.shape, infinite, flow.weight.dtype)
    short[left, right] = flow.u[left] + flow.v[right] - gain
    over = np.where(flow.made, -short, 0)
    short[flow.made] = infinite
    return short, over


def distances(solved: Solved, short: Ints, over: Ints, infinite: int) -> Ints:
    """The shortest ways between the lefts in the residual graph; the last node stands for places left free."""
    flow, n = solved.flow, len(solved.flow.u)
    ways = np.full((n + 1, n + 1), infinite, flow.weight.dtype)
    room = flow.turned.spare() > 0
    ways[:n, n] = np.where(flow.made.any(1), flow.u, infinite)
    if room.any():
        ways[:n, n] = np.minimum(ways[:n, n], short[:, room].min(1))
    ways[n, :n] = np.where(flow.spare() > 0, 0, infinite)
    for left, right in np.argwhere(flow.made).tolist():
        ways[:n, left] = np.minimum(ways[:n, left], short[:, right] + over[left, right])
        ways[n, left] = min(ways[n, left], flow.v[right] + over[left, right])
    np.fill_diagonal(ways, 0)
    return shortest(ways, infinite)


def shortest(ways: Ints, infinite: int) -> Ints:
    """All shortest ways over any nodes (Floyd & Warshall), in 32 bits where no way can be too long for them."""
    longest = int(np.where(ways < infinite, ways, 0).max()) * len(ways)
    if longest < NARROW:
        narrow = np.minimum(ways, NARROW).astype(np.int32)
        found = _shortest(narrow).astype(np.int64)
        return np.where(found < NARROW, found, infinite)
    return _shortest(ways)


def _shortest(ways: NDArray[Any]) -> NDArray[Any]:
    if len(ways) > MANY and ways.dtype != object:
        from koinon.matching import accelerated, distances

        if accelerated.FAST:
            distances.shortest(ways)
            return ways
    through = np.empty_like(ways)
    for node in range(len(ways)):
        np.add(ways[:, node, None], ways[node], out=through)
        np.minimum(ways, through, out=ways)
    return ways


def _without(solved: Solved, short: Ints, over: Ints, ways: Ints, row: int) -> int:
    """What forbidding one chosen pair costs the flow: the shortest way round it."""
    left, right = int(solved.task.problem.pairs.left[row]), int(solved.task.problem.pairs.right[row])
    away = min(int((ways[left, :-1] + short[:, right]).min()), int(ways[left, -1] + solved.flow.v[right]))
    return away + int(over[left, right])


def _totals(solved: Solved, losses: list[int], infinite: int) -> list[Price]:
    """What the total loses where the flow's value loses this much; None where there is no way."""
    if not solved.task.premium:
        return [None if loss >= infinite else loss for loss in losses]
    value = solved.flow.value()
    before = solved.task.without_premium(value)
    return [
        None if loss >= infinite else before - solved.task.without_premium(value - loss) for loss in losses
    ]
