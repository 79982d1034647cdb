"""Of all choices of equal value the canonical one: fewest pairs, then the first in order (HiGHS)."""

import numpy as np
from numpy.typing import NDArray

from koinon.matching.generation import Priced
from koinon.matching.limits import Limits
from koinon.matching.problem import Ints
from koinon.matching.programme import Programme

Bools = NDArray[np.bool_]
BATCH = 20
"""How many pairs are settled in one programme; the first of them weighs 2 ** 19."""
GAP = 0.5
"""Values are whole, so a bound nearer than one proves the answer."""


def settled(limits: Limits, gain: Ints, priced: Priced, found: Ints) -> Ints:
    """The canonical choice among all that are worth as much as the one found, which is worth most.

    Only pairs that the prices leave able to be in one are looked at; mostly the found choice proves to be the
    only one, which takes one programme.
    """
    pairs = np.union1d(priced.able(int(gain[found].sum())), found)
    made = np.isin(pairs, found)
    if made.all() and (gain[found] > 0).all():
        return found
    programme = Programme(limits)
    programme.add(pairs, np.zeros(len(pairs)))
    programme.require(gain[pairs].astype(float), float(gain[found].sum()), np.inf)
    other = solved(programme, np.where(made, -1.0, 1.0) - 2.0 * len(made), made)
    if (other == made).all():
        return found
    programme.require(np.ones(len(pairs)), 0.0, float(other.sum()))
    equals = [other] + ([made] if made.sum() == other.sum() else [])
    loose = moving(programme, equals, np.ones(len(pairs), bool))
    programme.settle(np.flatnonzero(~loose), other[~loose])
    return pairs[in_order(programme, np.flatnonzero(loose), other)]


def solved(programme: Programme, value: NDArray[np.float64], known: Bools) -> Bools:
    """The choice of greatest value, begun from a known one."""
    programme.revalue(value)
    made = programme.whole(GAP, np.flatnonzero(known))
    return known if made is None or made @ value <= known @ value else made


def moving(programme: Programme, known: list[Bools], among: Bools) -> Bools:
    """The pairs among some that are made in one choice and not in another: every other one is decided."""
    seen_in, seen_out = np.logical_or.reduce(known), ~np.logical_and.reduce(known)
    seen_in, seen_out = seen_in | ~among, seen_out | ~among
    while True:
        value = np.where(seen_in, 0.0, 1.0) - np.where(seen_out, 0.0, 1.0)
        made = solved(programme, value, known[0])
        if made @ value <= known[0] @ value:
            return np.asarray(seen_in & seen_out & among)
        seen_in, seen_out = seen_in | made, seen_out | ~made


def in_order(programme: Programme, todo: Ints, made: Bools) -> Bools:
    """Settle the moving pairs in order, each made if it can be."""
    for begin in range(0, len(todo), BATCH):
        batch = todo[begin : begin + BATCH]
        value = np.zeros(len(made))
        value[batch] = 2.0 ** np.arange(len(batch) - 1, -1, -1)
        made = solved(programme, value, made)
        programme.settle(batch, made[batch])
    return made
