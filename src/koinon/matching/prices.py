"""What every other choice would cost: making each pair, and not making each chosen one, exactly and all at once.

Making a pair sends one unit along it and back by the shortest way through the residual graph of reduced prices, so
one all-pairs shortest path answers for all of them (for one-to-one pairing: Demange, Gale & Sotomayor 1986). Where
the rules are more than pins and forbidden pairs, or in one pool, each choice is solved anew.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from koinon.matching import bipartite
from koinon.matching.answer import Answer, Prices, Reporter
from koinon.matching.bipartite import Solved
from koinon.matching.flow import FAR, FARTHEST
from koinon.matching.matchings import Infeasible, Matching, total
from koinon.matching.problem import Ints, Problem
from koinon.matching.reduction import marked
from koinon.matching.rules import Forbid, Pin, Rule

Price = int | None


def priced(problem: Problem, answer: Answer, best: Callable[[Problem], Matching], reporter: Reporter) -> Answer:
    """The answer of the mode best with its prices; ``best`` solves a problem anew where that is needed."""
    flows = not problem.one_pool and all(isinstance(rule, Pin | Forbid) for rule in problem.rules)
    force, forbid = of_flow(bipartite.solved(problem)) if flows else one_by_one(problem, answer, best, reporter)
    ends = zip(problem.pairs.left.tolist(), problem.pairs.right.tolist(), strict=True)
    named = [(problem.left[a].id, problem.others[b].id) for a, b in ends]
    return replace(
        answer,
        prices=Prices(
            tuple((a, b, price) for (a, b), price in zip(named, force, strict=True)),
            tuple((*named[row], price) for row, price in forbid.items()),
        ),
    )


def one_by_one(
    problem: Problem, answer: Answer, best: Callable[[Problem], Matching], reporter: Reporter
) -> tuple[list[Price], dict[int, Price]]:
    """Every price by solving again with one rule more."""

    def loss(rule: Rule) -> Price:
        reporter("pricing", answer.total, answer.bound)
        more = replace(problem, rules=tuple(sorted((*problem.rules, rule), key=str)))
        try:
            return answer.total - total(more, best(more).rows)
        except Infeasible:
            return None

    pairs, chosen = problem.pairs, set(answer.pairs)
    pinned, barred = (marked(problem, kind)[0].tolist() for kind in (Pin, Forbid))
    force: list[Price] = []
    forbid: dict[int, Price] = {}
    for row, (a, b) in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)):
        ends = problem.left[a].id, problem.others[b].id
        if ends in chosen:
            force.append(0)
            forbid[row] = None if pinned[row] else loss(Forbid(*ends))
        else:
            force.append(None if barred[row] else loss(Pin(*ends)))
    return force, forbid


def of_flow(solved: Solved) -> tuple[list[Price], dict[int, Price]]:
    """Every price from the duals of an optimal flow. Time O(n³ + n·m·capacity), memory O(n² + n·m)."""
    flow, pairs = solved.flow, solved.problem.pairs
    infinite = FARTHEST if flow.weight.dtype == object else FAR
    reduced, over = reduced_prices(solved, infinite)
    ways = distances(solved, reduced, over, infinite)
    back = np.full((len(flow.v), len(flow.u)), infinite, flow.weight.dtype)
    for left, right in np.argwhere(flow.made).tolist():
        back[right] = np.minimum(back[right], over[left, right] + ways[left, :-1])
    room = flow.turned.spare() > 0
    back[room] = np.minimum(back[room], ways[-1, :-1])
    losses = (reduced + back.T)[pairs.left, pairs.right]
    made = flow.made[pairs.left, pairs.right] & solved.reduction.open
    force = _totals(solved, losses, infinite)
    force = [0 if done else price for done, price in zip(made | solved.reduction.pinned, force, strict=True)]
    rows = solved.rows
    without = {
        row: _without(solved, reduced, over, ways, row) for row in rows.tolist() if not solved.reduction.pinned[row]
    }
    found = dict(zip(without, _totals(solved, list(without.values()), infinite), strict=True))
    return force, {row: found.get(row) for row in rows.tolist()}


def reduced_prices(solved: Solved, infinite: int) -> tuple[Ints, Ints]:
    """By how much each pair falls short of its cities' prices (no way along chosen or closed ones), or exceeds them."""
    flow, pairs, open_ = solved.flow, solved.problem.pairs, solved.reduction.open
    gain = solved.problem.gain[open_].astype(flow.weight.dtype) + solved.premium
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
    for node in range(n + 1):
        np.minimum(ways, ways[:, node, None] + ways[node], out=ways)
    return ways


def _without(solved: Solved, short: Ints, over: Ints, ways: Ints, row: int) -> int:
    """What forbidding one chosen pair costs the flow: the shortest way round it."""
    left, right = int(solved.problem.pairs.left[row]), int(solved.problem.pairs.right[row])
    away = min(int((ways[left, :-1] + short[:, right]).min()), int(ways[left, -1] + solved.flow.v[right]))
    return away + int(over[left, right])


def _totals(solved: Solved, losses: "Ints | list[int]", infinite: int) -> list[Price]:
    """What the total loses where the flow's value loses this much; None where there is no way."""
    value = solved.flow.value()
    before = solved.without_premium(value)
    return [
        None if loss >= infinite else before - solved.without_premium(value - loss)
        for loss in (losses if isinstance(losses, list) else losses.tolist())
    ]
