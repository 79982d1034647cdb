"""The best pairing by a dense library solver, with whole-number prices found afterwards.

lapx (Jonker & Volgenant, *Computing* 38, 1987) gives pairs and no duals. The smallest valid prices of the rights are
the longest distances in the exchange graph, found by label correction in whole numbers (Bellman & Ford); where the
pairs were not optimal they would not settle, and the caller repairs with :mod:`koinon.matching.flow` instead.
"""

import lap
import numpy as np

from koinon.matching.flow import Flow, begun, fill
from koinon.matching.problem import Ints

WHOLE = 1 << 50
"""Below this every sum and difference of a few weights is exact in double precision."""
NARROW = 1 << 31
"""Prices that stay below this, even where they would not settle, fit 32 bits."""
MOST = 4
"""How many times as many places as cities, squared, are still worth a table."""
SMALL = 12
"""Up to so many lefts the plain flow is as quick as the library and its prices."""


def mates(weight: Ints) -> Ints:
    """The right of each left in a best one-to-one pairing, -1 for none; weights are 0 where no pair is wanted."""
    mate, _ = lap.lapjv(-weight.astype(np.float64), extend_cost=True, return_cost=False)
    mate = np.asarray(mate, np.int64)[: len(weight)]
    mate[mate >= weight.shape[1]] = -1
    made = np.flatnonzero(mate >= 0)
    mate[made[weight[made, mate[made]] <= 0]] = -1
    return mate


def prices(weight: Ints, mate: Ints) -> tuple[Ints, Ints]:
    """The duals with the smallest prices of the rights: each right as cheap as those who want it allow."""
    n, m = weight.shape
    table = weight.astype(np.int32) if int(weight.max(initial=0)) < NARROW // (n + 2) else weight
    alone = np.flatnonzero(mate < 0)
    v = table[alone].max(0, initial=0)
    paired = np.flatnonzero(mate >= 0)
    owner = np.full(m, -1, np.int64)
    owner[mate[paired]] = paired
    own = np.zeros(n, table.dtype)
    own[paired] = table[paired, mate[paired]]
    changed = paired
    for _ in range(n + 1):
        if not len(changed):
            break
        worth = table[changed]
        worth -= (own[changed] - v[mate[changed]])[:, None]
        asked = worth.max(0)
        dearer = np.flatnonzero(asked > v)
        v[dearer] = asked[dearer]
        changed = owner[dearer]
        changed = changed[changed >= 0]
    u = np.zeros(n, np.int64)
    u[paired] = own[paired] - v[mate[paired]]
    return u, v.astype(np.int64)


def assigned(weight: Ints, left_places: Ints, right_places: Ints) -> Flow:
    """The best pairing with prices that prove it; each place of a city stands as a city of its own.

    That might pair the same two cities twice; what is too much is dropped, and the flow fills the places again.
    """
    flow = begun(weight, left_places, right_places)
    left = np.repeat(np.arange(len(weight)), np.minimum(left_places, (weight > 0).sum(1)))
    right = np.repeat(np.arange(weight.shape[1]), np.minimum(right_places, (weight > 0).sum(0)))
    cells = len(left) * len(right)
    if min(len(left), len(right)) <= SMALL or cells > MOST * weight.size or int(weight.max()) >= WHOLE:
        return fill(flow)
    table = weight if cells == weight.size else weight[np.ix_(left, right)]
    mate = mates(table)
    u, v = prices(table, mate)
    paired = np.flatnonzero(mate >= 0)
    flow.made[left[paired], right[mate[paired]]] = True
    flow.u[:] = 0
    np.maximum.at(flow.u, left, u)
    np.maximum.at(flow.v, right, v)
    fill(flow)
    return flow if flow.is_proven() else fill(begun(weight, left_places, right_places))
