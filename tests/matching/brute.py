"""The oracle: every mode and rule by trying every set of pairs, written from the meaning and not from any solver."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from koinon.matching.answer import Answer, Status, Worst
from koinon.matching.problem import City, Mode, Problem
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Pin, Rule, Side, belongs

Choice = tuple[int, ...]
"""Positions of the pairs that are made, ascending."""
End = tuple[str, int]
"""A city: the side it stands on and its position there."""


def ends(problem: Problem, pair: int) -> tuple[End, End]:
    """The two cities of a pair."""
    other = "left" if problem.one_pool else "right"
    return ("left", int(problem.pairs.left[pair])), (other, int(problem.pairs.right[pair]))


def city(problem: Problem, end: End) -> City:
    """The city at an end."""
    side, at = end
    return problem.left[at] if side == "left" else problem.others[at]


def cities(problem: Problem) -> list[End]:
    """Every city, the left ones first."""
    here: list[End] = [("left", at) for at in range(len(problem.left))]
    return here if problem.one_pool else here + [("right", at) for at in range(len(problem.others))]


def partners(problem: Problem, choice: Choice, end: End) -> list[int]:
    """The chosen pairs of a city."""
    return [pair for pair in choice if end in ends(problem, pair)]


def own_value(problem: Problem, pair: int, end: End) -> int:
    """What a pair is worth to one of its two cities."""
    values = problem.pairs.left_value if ends(problem, pair)[0] == end else problem.pairs.right_value
    return int(values[pair])


def names(problem: Problem, pair: int) -> tuple[str, str]:
    """The ids of a pair as the input wrote them."""
    left, right = ends(problem, pair)
    return city(problem, left).id, city(problem, right).id


def named_by(problem: Problem, rule: Pin | Forbid) -> int | None:
    """The pair that a pin or a forbid speaks of, in a pool written either way; None when it is vetoed."""
    wanted = [(rule.left, rule.right)] + ([(rule.right, rule.left)] if problem.one_pool else [])
    found = [pair for pair in range(len(problem.pairs)) if names(problem, pair) in wanted]
    return found[0] if found else None


def every_choice(problem: Problem) -> Iterator[Choice]:
    """Every set of pairs in which no city takes more partners than it has places."""

    def extend(pair: int, made: Choice, places: dict[End, int]) -> Iterator[Choice]:
        if pair == len(problem.pairs):
            yield made
            return
        yield from extend(pair + 1, made, places)
        left, right = ends(problem, pair)
        if places[left] and places[right]:
            fewer = {**places, left: places[left] - 1, right: places[right] - 1}
            yield from extend(pair + 1, (*made, pair), fewer)

    yield from extend(0, (), {end: city(problem, end).capacity for end in cities(problem)})


def keeps(problem: Problem, choice: Choice, rule: Rule) -> bool:
    """Whether the choice obeys one rule."""
    match rule:
        case Pin():
            return named_by(problem, rule) in choice
        case Forbid():
            return named_by(problem, rule) not in choice
        case AtMost():
            return used(problem, choice, rule) <= rule.count
        case AtLeast():
            return used(problem, choice, rule) >= rule.count
        case AtMostPairs():
            return sum(joins(problem, pair, rule) for pair in choice) <= rule.count


def used(problem: Problem, choice: Choice, rule: AtMost | AtLeast) -> int:
    """How many places of the group's cities on that side are taken."""
    side = "left" if problem.one_pool or rule.side is Side.LEFT else "right"
    return sum(
        belongs(city(problem, end).groups, rule.groups)
        for pair in choice
        for end in ends(problem, pair)
        if end[0] == side
    )


def joins(problem: Problem, pair: int, rule: AtMostPairs) -> bool:
    """Whether a pair joins the two groups of a cap; in a pool in either direction."""
    one, two = (city(problem, end).groups for end in ends(problem, pair))
    straight = belongs(one, rule.left) and belongs(two, rule.right)
    return straight or (problem.one_pool and belongs(two, rule.left) and belongs(one, rule.right))


@lru_cache(maxsize=8)
def allowed(problem: Problem, rules: tuple[Rule, ...]) -> list[Choice]:
    """Every choice that obeys these rules."""
    return [choice for choice in every_choice(problem) if all(keeps(problem, choice, rule) for rule in rules)]


def fullest(problem: Problem, choices: list[Choice]) -> list[Choice]:
    """Where everyone is to be paired: the choices with the most pairs; otherwise all of them."""
    if not problem.everyone or not choices:
        return choices
    most = max(map(len, choices))
    return [choice for choice in choices if len(choice) == most]


def worth(problem: Problem, choice: Choice, end: End) -> int:
    """What a choice is worth to one city: its own values, and its outside value for every free place."""
    mine = partners(problem, choice, end)
    free = city(problem, end).capacity - len(mine)
    return sum(own_value(problem, pair, end) for pair in mine) + free * city(problem, end).outside


def total(problem: Problem, choice: Choice) -> int:
    """What a choice is worth to all cities together."""
    return sum(worth(problem, choice, end) for end in cities(problem))


def worst(problem: Problem, choice: Choice) -> Worst | None:
    """The city that gets least."""
    ranked = [
        (worth(problem, choice, end), city(problem, end).id, end[0] != "left")
        for end in cities(problem)
        if city(problem, end).capacity
    ]
    return Worst(min(ranked)[1], min(ranked)[0]) if ranked else None


def pinned(problem: Problem) -> set[int | None]:
    """The pairs that are pinned."""
    return {named_by(problem, rule) for rule in problem.rules if isinstance(rule, Pin)}


def forbidden(problem: Problem) -> set[int | None]:
    """The pairs that a rule forbids."""
    return {named_by(problem, rule) for rule in problem.rules if isinstance(rule, Forbid)}


def blocks(problem: Problem, choice: Choice, pair: int) -> bool:
    """Whether both cities of an unchosen pair would strictly gain by it."""
    return all(_gains(problem, choice, pair, end) for end in ends(problem, pair))


def _gains(problem: Problem, choice: Choice, pair: int, end: End) -> bool:
    mine, value = partners(problem, choice, end), own_value(problem, pair, end)
    free = len(mine) < city(problem, end).capacity
    leave = [own_value(problem, held, end) for held in mine if held not in pinned(problem)]
    return (free and value > city(problem, end).outside) or any(value > less for less in leave)


def blocking(problem: Problem, choice: Choice) -> int:
    """How many pairs block a choice."""
    open_ = set(range(len(problem.pairs))) - set(choice) - forbidden(problem)
    return sum(blocks(problem, choice, pair) for pair in open_)


def best(problem: Problem) -> Choice | None:
    """The greatest total; of equals the fewest pairs; of these the first in order."""
    choices = fullest(problem, allowed(problem, problem.rules))
    return min(choices, key=lambda made: (-total(problem, made), len(made), made), default=None)


def leximin(problem: Problem) -> Choice | None:
    """The worst-off city raised first, then the next; then as for the best."""

    def order(made: Choice) -> tuple[object, ...]:
        served = [end for end in cities(problem) if city(problem, end).capacity]
        vector = sorted(worth(problem, made, end) for end in served)
        return [-value for value in vector], -total(problem, made), len(made), made

    return min(fullest(problem, allowed(problem, problem.rules)), key=order, default=None)


def least_total(problem: Problem, top: int) -> int:
    """The smallest total that a trade-off may go down to."""
    return top if top < 0 else top - int(top * problem.max_loss)


def tradeoff(problem: Problem) -> Choice | None:
    """Fewest blocking pairs within the loss that is allowed; then as for the best."""
    found = best(problem)
    if found is None:
        return None
    floor = least_total(problem, total(problem, found))
    choices = [
        made for made in fullest(problem, allowed(problem, problem.rules)) if total(problem, made) >= floor
    ]
    return min(choices, key=lambda made: (blocking(problem, made), -total(problem, made), len(made), made))


def rank(problem: Problem, pair: int, end: End) -> tuple[int, int]:
    """How a city ranks the partner of a pair: own value first, then the partner's place in order."""
    one, two = ends(problem, pair)
    return -own_value(problem, pair, end), (two if one == end else one)[1]


def acceptable(problem: Problem, pair: int) -> bool:
    """Whether both cities of a pair prefer it to a free place."""
    return all(own_value(problem, pair, end) > city(problem, end).outside for end in ends(problem, pair))


def is_stable(problem: Problem, choice: Choice) -> bool:
    """Whether no city holds what it would not accept and no pair would rather have each other."""
    fixed = pinned(problem)
    if any(not acceptable(problem, pair) for pair in choice if pair not in fixed):
        return False

    def wants(pair: int, end: End) -> bool:
        mine = partners(problem, choice, end)
        loose = [held for held in mine if held not in fixed]
        return len(mine) < city(problem, end).capacity or any(
            rank(problem, pair, end) < rank(problem, held, end) for held in loose
        )

    others = set(range(len(problem.pairs))) - set(choice) - forbidden(problem)
    return not any(
        acceptable(problem, pair) and all(wants(pair, end) for end in ends(problem, pair)) for pair in others
    )


def stable_choices(problem: Problem) -> list[Choice]:
    """Every stable choice."""
    return [choice for choice in allowed(problem, problem.rules) if is_stable(problem, choice)]


def stable(problem: Problem, side: str) -> Choice | None:
    """The stable choice that every city of one side likes at least as well as any other stable one."""
    choices = stable_choices(problem)

    def ranks(choice: Choice, end: End) -> list[tuple[int, int]]:
        return sorted(rank(problem, pair, end) for pair in partners(problem, choice, end))

    here = [end for end in cities(problem) if end[0] == side]
    tops = [
        one
        for one in choices
        if all(
            mine <= theirs
            for other in choices
            for end in here
            for mine, theirs in zip(ranks(one, end), ranks(other, end), strict=True)
        )
    ]
    if choices and len(tops) != 1:
        raise AssertionError(
            f"{len(tops)} stable choices are best for the {side}: the theory or the oracle errs"
        )
    return tops[0] if tops else None


def smallest_relaxation(problem: Problem) -> tuple[Rule, ...]:
    """The fewest rules, the first ones in order among equals, without which the others can hold."""
    everyone_of = range(len(problem.rules))
    for size in range(len(problem.rules) + 1):
        for gone in combinations(everyone_of, size):
            rest = tuple(rule for at, rule in enumerate(problem.rules) if at not in gone)
            if any(all(keeps(problem, made, rule) for rule in rest) for made in allowed(problem, ())):
                return tuple(problem.rules[at] for at in gone)
    raise AssertionError("without any rule the empty choice always holds")


def price_of_forcing(problem: Problem, pair: int) -> int | None:
    """What the best total loses when a pair is made; None where it cannot be."""
    return _loss(problem, [made for made in allowed(problem, problem.rules) if pair in made])


def price_of_forbidding(problem: Problem, pair: int) -> int | None:
    """What the best total loses when a pair is not made; None where it must be."""
    return _loss(problem, [made for made in allowed(problem, problem.rules) if pair not in made])


def _loss(problem: Problem, choices: list[Choice]) -> int | None:
    found = best(problem)
    if found is None or not choices:
        return None
    return total(problem, found) - max(total(problem, made) for made in fullest(problem, choices))


def solve(problem: Problem) -> Answer:
    """The whole answer to a problem; in the stable modes of one pool any stable choice will do."""
    match problem.mode:
        case Mode.BEST:
            made = best(problem)
        case Mode.LEXIMIN:
            made = leximin(problem)
        case Mode.TRADEOFF:
            made = tradeoff(problem)
        case _ if problem.one_pool:
            made = next(iter(stable_choices(problem)), None)
        case Mode.STABLE_LEFT:
            made = stable(problem, "left")
        case Mode.STABLE_RIGHT:
            made = stable(problem, "right")
    if made is None:
        return Answer(Status.INFEASIBLE)
    return described(problem, made)


def described(problem: Problem, made: Choice) -> Answer:
    """A choice as an answer; its bound is the best total there is, whatever the mode."""
    top = best(problem)
    assert top is not None
    return Answer(
        Status.OPTIMAL,
        tuple(sorted(names(problem, pair) for pair in made)),
        total(problem, made),
        total(problem, top),
        blocking(problem, made),
        worst(problem, made),
    )
