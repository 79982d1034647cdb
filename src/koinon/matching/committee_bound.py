"""What prices of the jurors' places prove: no set of assignments costs less (Lagrange's relaxation of the loads)."""

import numpy as np

from koinon.matching.committee_tables import Tables
from koinon.matching.problem import Ints

AT_ONCE = 1024
"""So many entries are looked at in one step."""


def bound(tables: Tables, prices: Ints) -> int:
    """The least that any assignments can cost, by weak duality, whatever the prices are.

    At these prices each entry takes the cheapest jurors it may have, and each juror the load that suits best; every
    set of assignments that keeps the rules costs at least what the two cost together. O(n m) time.
    """
    out = _jurors(tables, prices)
    for start in range(0, len(tables.need), AT_ONCE):
        out += _entries(tables, prices, np.arange(start, min(start + AT_ONCE, len(tables.need))))
    return out


def _entries(tables: Tables, prices: Ints, rows: Ints) -> int:
    """What these entries pay for their cheapest jurors; each region's come in order, the more the dearer."""
    most = int(tables.need[rows].max(initial=0))
    if not most:
        return 0
    dear = tables.coverage_unit * (most + 1) + int(np.abs(prices).max(initial=0)) * 2
    offers = [np.tile(tables.coverage_unit * np.arange(1, most + 1), (len(rows), 1))]
    for region in range(tables.seen.shape[1]):
        members = np.flatnonzero(tables.region == region)
        if not len(members):
            continue
        cost = tables.penalty[np.ix_(rows, members)] + prices[members]
        cost[tables.barred[np.ix_(rows, members)]] = dear
        count = min(most, len(members))
        cheapest = np.sort(np.partition(cost, count - 1, 1)[:, :count], 1)
        turn = tables.seen[rows, region][:, None] + np.arange(count)
        offers.append(cheapest + tables.crowding(turn))
    taken = np.sort(np.concatenate(offers, 1), 1)[:, :most]
    return int(taken[np.arange(most) < tables.need[rows][:, None]].sum())


def _jurors(tables: Tables, prices: Ints) -> int:
    """What the loads cost less what the places earn, each juror as suits best: where a step first costs its price."""
    out = 0
    for load, room, price in zip(tables.load.tolist(), tables.room.tolist(), prices.tolist(), strict=True):
        loads = np.arange(load, load + room + 1)
        out += int((tables.uneven(loads) * tables.load_unit - price * (loads - load)).min())
    return out
