"""The rules of a round as rows of whole numbers: one row for the places of each city, then one for each rule.

Every pair uses one unit of the rows of its two cities and of each rule it falls under (two units where both
ends of a pair in one pool stand in the group). Pins and forbidden pairs are no rows: they close pairs.
"""

from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from koinon.matching.problem import City, Ints, Problem
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Groups, Pin, Rule, Side, belongs

Counted = AtMost | AtLeast | AtMostPairs
Number = TypeVar("Number", Ints, NDArray[np.float64])
UNBOUNDED = 1 << 52
UNNAMED = "\0"
"""The name of the group of a kind that a city does not stand in."""


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """The rows of a problem: what each pair uses of them, and how much of each there may and must be used."""

    first: Ints
    """For every pair the row of its left city."""
    second: Ints
    """For every pair the row of its right city."""
    city_rules: Ints
    """For every city the rows of the quotas and minima that count its places, filled up with -1."""
    layers: tuple[Ints, ...]
    """For every pair the row of a cap between groups, or -1; as many layers as caps may meet on one pair."""
    low: Ints
    high: Ints
    rules: tuple[Counted, ...] = field(default=())

    @property
    def cities(self) -> int:
        """How many rows are cities."""
        return len(self.city_rules)

    def used(self, rows: Ints) -> Ints:
        """How much of every row these pairs use."""
        _, index, value = self.columns(rows)
        return np.bincount(index, value, len(self.low)).astype(np.int64)

    def charged(self, price: Number) -> Number:
        """What every pair pays at these prices of the rows."""
        padded = np.append(price, price.dtype.type(0))
        city = price[: self.cities] + padded[self.city_rules].sum(1)
        out: Number = city[self.first] + city[self.second]
        for layer in self.layers:
            out += padded[layer]
        return out

    def columns(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """What these pairs use, column by column: where each column starts, the rows, the units."""
        one, two = self.first[rows], self.second[rows]
        parts = [one[:, None], two[:, None], self.city_rules[one], self.city_rules[two]]
        parts += [layer[rows][:, None] for layer in self.layers]
        table = np.concatenate(parts, 1).astype(np.int64)
        at = np.broadcast_to(np.arange(len(rows))[:, None], table.shape)[table >= 0]
        keys, units = np.unique(at * len(self.low) + table[table >= 0], return_counts=True)
        starts = np.searchsorted(keys, np.arange(len(rows) + 1) * len(self.low))
        return starts, keys % len(self.low), units


def limits(problem: Problem) -> Limits:
    """The rows of a problem, pins not yet taken out."""
    cities = problem.left if problem.right is None else problem.left + problem.right
    rules = tuple(rule for rule in problem.rules if isinstance(rule, Counted))
    second = problem.pairs.right if problem.one_pool else problem.pairs.right + len(problem.left)
    places = [city.capacity for city in cities]
    low = [rule.count if isinstance(rule, AtLeast) else 0 for rule in rules]
    high = [UNBOUNDED if isinstance(rule, AtLeast) else rule.count for rule in rules]
    return Limits(
        problem.pairs.left,
        second,
        _city_rules(problem, cities, rules),
        _layers(problem, cities, rules, len(cities)),
        np.array([0] * len(cities) + low, np.int64),
        np.array(places + high, np.int64),
        rules,
    )


def _city_rules(problem: Problem, cities: tuple[City, ...], rules: tuple[Counted, ...]) -> Ints:
    held: list[list[int]] = [[] for _ in cities]
    kinds: dict[tuple[bool, Groups], list[int]] = {}
    for row, city in enumerate(cities):
        kinds.setdefault((row < len(problem.left), city.groups), []).append(row)
    for at, rule in enumerate(rules, len(cities)):
        if not isinstance(rule, AtMostPairs):
            here = problem.one_pool or rule.side is Side.LEFT
            alike = [
                rows
                for (left, theirs), rows in kinds.items()
                if left == here and belongs(theirs, rule.groups)
            ]
            for row in (row for rows in alike for row in rows):
                held[row].append(at)
    table = np.full((len(cities), max(map(len, held), default=0)), -1, np.int64)
    for row, rows in enumerate(held):
        table[row, : len(rows)] = rows
    return table


def _layers(
    problem: Problem, cities: tuple[City, ...], rules: tuple[Counted, ...], offset: int
) -> tuple[Ints, ...]:
    """The caps between groups, laid out so that no two caps of one layer meet on a pair."""
    books: dict[tuple[object, ...], dict[tuple[Groups, Groups], int]] = {}
    for at, rule in enumerate(rules, offset):
        if isinstance(rule, AtMostPairs):
            kinds = tuple(kind for kind, _ in rule.left), tuple(kind for kind, _ in rule.right)
            copy = 0
            while (rule.left, rule.right) in books.setdefault((*kinds, copy), {}):
                copy += 1
            books[(*kinds, copy)][rule.left, rule.right] = at
    out: list[Ints] = []
    for book in books.values():
        table, of_left, of_right = _table(cities, book)
        one = problem.pairs.left
        two = problem.pairs.right if problem.one_pool else problem.pairs.right + len(problem.left)
        out.append(table[of_left[one], of_right[two]])
        if problem.one_pool:
            back = table[of_left[two], of_right[one]]
            out.append(np.where(back == out[-1], -1, back))
    return tuple(out)


def _table(cities: tuple[City, ...], book: dict[tuple[Groups, Groups], int]) -> tuple[Ints, Ints, Ints]:
    """The caps of one book by two classes of cities, and each city's class when it stands left, and right."""
    lefts = {groups: at for at, groups in enumerate(dict.fromkeys(one for one, _ in book))}
    rights = {groups: at for at, groups in enumerate(dict.fromkeys(two for _, two in book))}
    table = np.full((len(lefts) + 1, len(rights) + 1), -1, np.int64)
    for (one, two), at in book.items():
        table[lefts[one], rights[two]] = at
    return table, _classes(cities, lefts), _classes(cities, rights)


def _classes(cities: tuple[City, ...], wanted: dict[Groups, int]) -> Ints:
    """For every city which of these groups it stands in (they share their kinds, so at most one); else the last."""
    kinds = [kind for kind, _ in next(iter(wanted))]
    named = (tuple((kind, dict(city.groups).get(kind, UNNAMED)) for kind in kinds) for city in cities)
    return np.array([wanted.get(groups, len(wanted)) for groups in named], np.int64)


def named_pairs(problem: Problem, rules: list[Rule]) -> list[int]:
    """The position of the pair that each pin or forbid names, -1 for one that is vetoed; in a pool either way round."""
    left = {city.id: at for at, city in enumerate(problem.left)}
    right = {city.id: at for at, city in enumerate(problem.others)}
    named = [(rule.left, rule.right) for rule in rules if isinstance(rule, Pin | Forbid)]
    straight = _places(problem, [(left[one], right[two]) for one, two in named])
    if not problem.one_pool:
        return straight
    back = _places(problem, [(left[two], right[one]) for one, two in named])
    return [max(at) for at in zip(straight, back, strict=True)]


def _places(problem: Problem, ends: list[tuple[int, int]]) -> list[int]:
    """Where the pairs with these ends stand, -1 for one that does not."""
    if not len(problem.pairs):
        return [-1] * len(ends)
    width = len(problem.others)
    keys = problem.pairs.left * width + problem.pairs.right
    wanted = np.array([one * width + two for one, two in ends], np.int64)
    at = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    found: list[int] = np.where(keys[at] == wanted, at, -1).tolist()
    return found
