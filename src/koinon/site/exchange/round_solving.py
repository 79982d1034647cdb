"""A round read from a workbook, put to the engine, and its pairs as sheets with every part of their value."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from rustpy_xlsxwriter import write_worksheets

from koinon.matching import exchange_writing
from koinon.matching import rules as hard
from koinon.matching.answer import Answer, Reporter, Status, silent
from koinon.matching.checking import Draft, checked
from koinon.matching.criteria import Profile, features, score
from koinon.matching.problem import City, Columns, Problem
from koinon.matching.refusals import Unusable
from koinon.matching.solve import solve
from koinon.platform.errors import Refused
from koinon.site.exchange.round_sheets import ABOUT, COLUMNS, CityRow, RoundFile, RuleRow

MOST_PAIRS = 4_000_000
Rows = list[dict[str, Any]]


class RoundTooLarge(Refused):
    """More pairs than fit into memory as rows."""


class RoundUnusable(Refused):
    """The engine will not take the round; the message is its own."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A round with its problem and answer."""

    round: RoundFile
    lefts: tuple[CityRow, ...]
    rights: tuple[CityRow, ...]
    profiles: dict[str, Profile]
    problem: Problem
    answer: Answer

    @property
    def is_infeasible(self) -> bool:
        return self.answer.status is Status.INFEASIBLE


def solve_round(told: RoundFile, reporter: Reporter = silent) -> Solved:
    """Put the round to the engine. Raises RoundUnusable in the engine's words, RoundTooLarge beyond 2,000 a side."""
    is_pool = not any(city.side for city in told.cities)
    lefts = tuple(city for city in told.cities if city.side != "right")
    rights = lefts if is_pool else tuple(city for city in told.cities if city.side == "right")
    if len(lefts) * len(rights) > MOST_PAIRS:
        words = {"pairs": len(lefts) * len(rights), "most": MOST_PAIRS}
        raise RoundTooLarge(
            _("%(pairs)s pairs are more than a workbook's round may have (%(most)s).") % words
        )
    profiles = profiles_of(told)
    try:
        question = checked(_draft(told, lefts, rights, profiles, is_pool=is_pool))
        answer = solve(question, reporter=reporter)
    except Unusable as wrong:
        raise RoundUnusable(str(wrong)) from wrong
    return Solved(told, lefts, rights, profiles, question, answer)


def profiles_of(told: RoundFile) -> dict[str, Profile]:
    """Every city as the criteria see it."""
    wishes: dict[tuple[str, str], list[str]] = {}
    for wish in told.wishes:
        wishes.setdefault((wish.city, wish.kind), []).append(wish.other)
    return {
        city.id: Profile(
            city.id,
            **city.terms,
            population=city.population,
            offset=city.offset,
            preferred=tuple(wishes.get((city.id, "prefers"), ())),
            acquainted=frozenset(wishes.get((city.id, "knows"), ())),
            twins=frozenset(wishes.get((city.id, "twinned"), ())),
        )
        for city in told.cities
    }


def _draft(
    told: RoundFile,
    lefts: Sequence[CityRow],
    rights: Sequence[CityRow],
    profiles: dict[str, Profile],
    *,
    is_pool: bool,
) -> Draft:
    to_left, to_right = features(
        [profiles[one.id] for one in lefts], [profiles[one.id] for one in rights], told.weights
    ).values
    kept = np.triu(np.ones(to_left.shape, bool), 1) if is_pool else np.ones(to_left.shape, bool)
    row, column = {one.id: at for at, one in enumerate(lefts)}, {one.id: at for at, one in enumerate(rights)}
    for wish in told.wishes:
        if wish.kind == "vetoes":
            for one, other in ((wish.city, wish.other), (wish.other, wish.city)):
                if one in row and other in column:
                    kept[row[one], column[other]] = False
    i, j = np.nonzero(kept)
    ids, others = [one.id for one in lefts], [one.id for one in rights]
    pairs = Columns(
        [ids[at] for at in i.tolist()],
        [others[at] for at in j.tolist()],
        to_left[kept].tolist(),
        to_right[kept].tolist(),
    )
    return Draft(
        left=[_city(one) for one in lefts],
        right=None if is_pool else [_city(one) for one in rights],
        pairs=pairs,
        rules=[_rule(rule, column) for rule in told.rules],
        everyone=told.everyone,
        mode=told.mode,
        max_loss=told.max_loss,
    )


def _city(one: CityRow) -> City:
    return City(one.id, one.capacity, one.outside, hard.groups(dict(one.groups)))


def _rule(rule: RuleRow, rights: dict[str, int]) -> hard.Rule:
    """A rule of the sheet as the workshop's; the city of the left side comes first."""
    if rule.kind in ("pin", "forbid"):
        turned = rule.left in rights and rule.right not in rights
        left, right = (rule.right, rule.left) if turned else (rule.left, rule.right)
        return (hard.Pin if rule.kind == "pin" else hard.Forbid)(left, right)
    group, count = _group(rule.group), rule.count or 0
    if rule.kind == "at_most_pairs":
        return hard.AtMostPairs(group, _group(rule.other_group), count)
    side = hard.Side(rule.side or "left")
    return (hard.AtMost if rule.kind == "at_most" else hard.AtLeast)(side, group, count)


def _group(text: str) -> hard.Groups:
    kind, _colon, name = text.partition(":")
    return hard.groups({kind: name})


# The answer as sheets


def answer_sheets(solved: Solved) -> list[tuple[str, Rows]]:
    """The pairs with their parts, each city with its partners, and what is proven."""
    sheets = [
        ("pairs", list(_pairs(solved))),
        ("cities", list(_cities(solved))),
        ("proof", list(_proof(solved))),
    ]
    if solved.answer.relax:
        rules = [
            {"rule": exchange_writing.compact(exchange_writing.rule_content(one.rule)), "why": one.why}
            for one in solved.answer.relax
        ]
        sheets.append(("relax", rules))
    return [(name, rows or [{"pairs": None}]) for name, rows in sheets]


def _pairs(solved: Solved) -> Iterator[dict[str, Any]]:
    names = {one.id: one.name for one in solved.round.cities}
    for left, right in solved.answer.pairs:
        told = score(solved.profiles[left], solved.profiles[right], solved.round.weights)
        parts = {f"{part.criterion.value}": part.total for part in told.parts}
        terms = {term for part in told.parts for side in part.points.because for term in side}
        yield {
            "left": left,
            "left_name": names[left],
            "right": right,
            "right_name": names[right],
            "value": told.total,
            "left_value": told.left_value,
            "right_value": told.right_value,
            **{one.value: parts.get(one.value, 0) for one in solved.round.weights},
            "because": "; ".join(sorted(terms)),
        }


def _cities(solved: Solved) -> Iterator[dict[str, Any]]:
    partners: dict[str, list[str]] = {}
    for left, right in solved.answer.pairs:
        partners.setdefault(left, []).append(right)
        partners.setdefault(right, []).append(left)
    for one in solved.round.cities:
        theirs = partners.get(one.id, [])
        yield {
            "id": one.id,
            "name": one.name,
            "side": one.side,
            "partners": "; ".join(theirs),
            "paired": len(theirs),
        }


def _proof(solved: Solved) -> Iterator[dict[str, Any]]:
    answer = exchange_writing.content(solved.problem, solved.answer)
    for name in ("status", "total", "bound", "blocking_pairs", "digest"):
        yield {"what": name, "value": str(answer[name])}
    if answer["worst"]:
        yield {"what": "worst", "value": f"{answer['worst']['id']}: {answer['worst']['value']}"}
    for criterion, weight in solved.round.weights.items():
        yield {"what": f"weight of {criterion.value}", "value": str(weight)}


def written(sheets: list[tuple[str, Rows]]) -> bytes:
    """Sheets as an XLSX."""
    target = io.BytesIO()
    write_worksheets([*sheets], target, freeze_panes={"general": {"row": 1, "col": 0}})
    return target.getvalue()


def template() -> bytes:
    """An empty round: each sheet with its columns, and a first sheet that explains them."""
    about = [
        {"sheet": sheet, "column": column, "meaning": ABOUT[sheet].get(column, "")}
        for sheet, columns in COLUMNS.items()
        for column in columns
    ]
    return written(
        [("about", about), *((sheet, [dict.fromkeys(columns)]) for sheet, columns in COLUMNS.items())]
    )
