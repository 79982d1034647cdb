"""An answer of the engine as it is kept: totals, prices, rules to relax, the pairs with the parts of their value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from koinon.cooperation.pairing.explaining import ranks
from koinon.cooperation.pairing.firmness import firmness
from koinon.cooperation.pairing.models import Scenario, ScenarioPair
from koinon.cooperation.pairing.relaxing import relaxed
from koinon.cooperation.pairing.rule_words import rule_json
from koinon.cooperation.pairing.solving import Solved, ids_of, rows_of, score_of
from koinon.matching.answer import Reporter, Status, silent
from koinon.matching.exchange_writing import digest
from koinon.matching.measures import blocking_rows

MOST_TOLD = 50


def results(found: Solved, reporter: Reporter = silent) -> dict[str, Any]:
    """The columns of a scenario that the answer fills."""
    answer, setting = found.answer, found.setting
    worst = worst_paired(found)
    solvable = answer.status is not Status.INFEASIBLE
    return {
        "digest": digest(found.problem),
        "weights": {name.value: weight for name, weight in setting.weights.items()},
        "rules": [rule_json(rule) for rule in setting.rules],
        "status": answer.status.value,
        "total": answer.total if solvable else None,
        "bound": answer.bound if solvable else None,
        "blocking_pairs": answer.blocking_pairs if solvable else None,
        "worst": worst[1] if worst else "",
        "worst_value": worst[0] if worst else None,
        "answer": kept(found) | firmness(found, reporter),
    }


def kept(found: Solved) -> dict[str, Any]:
    """What else is kept of the answer, as JSON."""
    answer = found.answer
    prices = answer.prices
    return {
        "pairs": [list(pair) for pair in answer.pairs],
        "force": [list(row) for row in prices.force] if prices else [],
        "forbid": [list(row) for row in prices.forbid] if prices else [],
        "relax": relaxed(found),
        "too_small": [one.id for one in found.setting.candidates if not found.setting.is_eligible(one)],
        "alone": alone(found),
        "blocking": blocking(found),
    }


def worst_paired(found: Solved) -> tuple[int, str] | None:
    """The city with a partner that gets least, and what it gets; those without one are told apart."""
    rows = {one.id: at for at, one in enumerate(found.values.lefts)}
    columns = {one.id: at for at, one in enumerate(found.values.rights)}
    worth: dict[str, int] = {}
    for left, right in found.answer.pairs:
        place = rows[left], columns[right]
        worth[left] = worth.get(left, 0) + int(found.values.to_left[place])
        worth[right] = worth.get(right, 0) + int(found.values.to_right[place])
    return min(((value, city) for city, value in worth.items()), default=None)


def blocking(found: Solved) -> list[list[str]]:
    """The pairs both of whose cities would rather have each other, the first so many."""
    if found.answer.status is Status.INFEASIBLE:
        return []
    ids = ids_of(found.problem)
    return [list(ids[at]) for at in blocking_rows(found.problem, rows_of(found))[:MOST_TOLD].tolist()]


def alone(found: Solved) -> list[str]:
    """The cities without a partner, by id."""
    paired = {city for pair in found.answer.pairs for city in pair}
    cities = {one.id for one in (*found.values.lefts, *found.values.rights) if one.capacity}
    return sorted(cities - paired)


def pairs_kept(scenario: Scenario, found: Solved) -> Iterator[ScenarioPair]:
    """The pairs of the answer as rows, dearest first."""
    values = found.values
    rows = {one.id: at for at, one in enumerate(values.lefts)}
    columns = {one.id: at for at, one in enumerate(values.rights)}
    places = [(rows[left], columns[right]) for left, right in found.answer.pairs]
    for row, column in sorted(
        places, key=lambda at: (-int(values.to_left[at] + values.to_right[at]), values.lefts[at[0]].id)
    ):
        left, right = values.lefts[row], values.rights[column]
        told = ranks(values, row, column)
        yield ScenarioPair(
            scenario=scenario,
            left_id=left.participation,
            right_id=right.participation,
            left_value=int(values.to_left[row, column]),
            right_value=int(values.to_right[row, column]),
            left_rank=told.left,
            right_rank=told.right,
            parts=score_of(found.setting, left, right),
        )
