"""Rounds of a given size from a seed: every city worth something to every other, as a real round would have it."""

import numpy as np

from koinon.matching.problem import City, Pairs, Problem

THEMES = 8


def _profiles(size: int, dice: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """What each city offers and what it seeks, theme by theme; some themes are more wanted than others."""
    weight = np.arange(THEMES, 0, -1)
    offers, seeks = dice.integers(0, 6, (2, size, THEMES))
    return offers, seeks * weight


def two_sides(size: int, seed: int) -> Problem:
    """As many cities on both sides, one place each, no outside value."""
    dice = np.random.default_rng(seed)
    (offers, seeks), (offered, sought) = _profiles(size, dice), _profiles(size, dice)
    left, right = (tuple(City(f"{side}{at:04}") for at in range(size)) for side in "lr")
    one, two = np.repeat(np.arange(size), size), np.tile(np.arange(size), size)
    values = (seeks @ offered.T).ravel(), (sought @ offers.T).T.ravel()
    return Problem(left, right, Pairs(one, two, *(np.ascontiguousarray(value) for value in values)))


def one_pool(size: int, seed: int) -> Problem:
    """Cities that are paired among themselves, one place each, no outside value."""
    offers, seeks = _profiles(size, np.random.default_rng(seed))
    own = seeks @ offers.T
    one, two = np.triu_indices(size, 1)
    cities = tuple(City(f"c{at:04}") for at in range(size))
    return Problem(cities, None, Pairs(one, two, own[one, two], own[two, one]))
