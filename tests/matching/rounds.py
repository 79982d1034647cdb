"""Small rounds for Hypothesis: two sides or one pool, places, outside values, groups, vetoes, and every kind of rule."""

from fractions import Fraction

from hypothesis import strategies as st

from koinon.matching.problem import City, Mode, Problem, Row, problem
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Groups, Pin, Rule, Side, groups

COUNTRIES, REGIONS = ("CN", "ES", "FR"), ("north", "south")
STABLE = (Mode.STABLE_LEFT, Mode.STABLE_RIGHT)
places = st.sampled_from([1, 1, 1, 1, 0, 2, 3])
values = st.integers(0, 6)
of_city = st.builds(
    lambda country, region: groups(
        {kind: name for kind, name in (("country", country), ("region", region)) if name}
    ),
    st.sampled_from([*COUNTRIES, ""]),
    st.sampled_from([*REGIONS, ""]),
)
named: st.SearchStrategy[Groups] = st.one_of(
    st.just(groups({})),
    st.sampled_from(COUNTRIES).map(lambda name: groups({"country": name})),
    st.sampled_from(REGIONS).map(lambda name: groups({"region": name})),
    st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(REGIONS)).map(
        lambda both: groups({"country": both[0], "region": both[1]})
    ),
)


def cities(prefix: str, most: int) -> st.SearchStrategy[list[City]]:
    """One to ``most`` cities."""
    one = st.tuples(places, st.integers(0, 3), of_city)
    return st.lists(one, min_size=1, max_size=most).map(
        lambda drawn: [City(f"{prefix}{at}", *city) for at, city in enumerate(drawn)]
    )


@st.composite
def rows(draw: st.DrawFn, left: list[City], right: list[City] | None) -> list[Row]:
    """Pairs that nobody vetoed; in a pool some of them written the other way round."""
    ends = [(a.id, b.id) for a in left for b in right or () if right is not None]
    if right is None:
        ends = [(a.id, b.id) for at, a in enumerate(left) for b in left[at + 1 :]]
    found: list[Row] = []
    for one, two in ends:
        worth = draw(st.none() | st.tuples(values, values, st.booleans()))
        if worth is not None:
            turned = right is None and worth[2]
            found.append((two, one, *worth[:2]) if turned else (one, two, *worth[:2]))
    return found


@st.composite
def named_pair(draw: st.DrawFn, left: list[City], right: list[City] | None) -> tuple[str, str]:
    """A left city and another that it might be paired with, vetoed or not."""
    one = draw(st.sampled_from(left)).id
    others = [city.id for city in right or left if city.id != one]
    return one, draw(st.sampled_from(others))


def one_rule(left: list[City], right: list[City] | None, counting: bool) -> st.SearchStrategy[Rule]:
    """A pin or a forbidden pair or, when counting, a quota, a minimum or a cap."""
    pair = named_pair(left, right)
    side = st.just(Side.LEFT) if right is None else st.sampled_from(list(Side))
    kinds: list[st.SearchStrategy[Rule]] = [
        pair.map(lambda ends: Pin(*ends)),
        pair.map(lambda ends: Forbid(*ends)),
    ]
    if counting:
        kinds.append(st.builds(AtMost, side, named, st.integers(0, 3)))
        kinds.append(st.builds(AtLeast, side, named, st.integers(0, 3)))
        kinds.append(st.builds(AtMostPairs, named, named, st.integers(0, 2)))
    return st.one_of(kinds)


@st.composite
def rounds(
    draw: st.DrawFn,
    mode: Mode = Mode.BEST,
    *,
    pool: bool = False,
    most: int = 4,
    counting: bool = True,
    ruled: bool = True,
) -> Problem:
    """A round in one mode; ``counting`` lets in quotas, minima and caps, ``ruled`` any rule at all."""
    left = draw(cities("l", most + pool))
    right = None if pool else draw(cities("r", most))
    alone = right is None and len(left) == 1
    rule = one_rule(left, right, counting and mode not in STABLE)
    rules = draw(st.lists(rule, max_size=4)) if ruled and not alone else []
    everyone = mode not in STABLE and draw(st.booleans())
    loss = Fraction(draw(st.integers(0, 30)), 100)
    pairs = draw(rows(left, right))
    return problem(left, right, pairs, rules, everyone=everyone, mode=mode, max_loss=loss)
