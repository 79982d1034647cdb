"""What if: one change to a scenario, solved at once, and told as what moves and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.answers import worst_paired
from koinon.cooperation.pairing.asking_again import AtHand, asked_again, at_hand
from koinon.cooperation.pairing.explaining import Ranks, place_of, ranks
from koinon.cooperation.pairing.models import CriterionName, Scenario
from koinon.cooperation.pairing.naming import Names
from koinon.cooperation.pairing.relaxing import in_words as relax_in_words
from koinon.cooperation.pairing.relaxing import relaxed
from koinon.cooperation.pairing.round_commands import same_name
from koinon.cooperation.pairing.setting import Setting, UnknownCity
from koinon.cooperation.pairing.solving import (
    Change,
    Solved,
    changed,
    score_of,
    solved,
)
from koinon.matching import rules as hard
from koinon.matching.answer import Status
from koinon.matching.weights import MOST_WEIGHT
from koinon.platform.errors import Refused

PAIR, CITY, WEIGHT = ("pin", "forbid"), ("leave", "join"), "weigh"


QUICK = 400


class TakesLonger(Refused):
    """The answer would keep the page waiting; as a scenario a worker looks for it."""


class NotAChange(Refused):
    """A what-if that does not say what."""


def read_change(asked: Mapping[str, str]) -> dict[str, Any]:
    """The change a form speaks of. Raises NotAChange."""
    do = asked.get("do", "")
    if do in PAIR and asked.get("left") and asked.get("right"):
        return {"do": do, "left": asked["left"], "right": asked["right"]}
    if do in CITY and asked.get("city"):
        return {"do": do, "city": asked["city"]}
    if do == WEIGHT and asked.get("criterion") in CriterionName.values:
        weight = asked.get("weight", "").strip()
        if weight.isascii() and weight.isdecimal() and int(weight) <= MOST_WEIGHT:
            return {"do": do, "criterion": asked["criterion"], "weight": int(weight)}
        raise NotAChange(_("A weight is a whole number from 0 to %(most)s.") % {"most": MOST_WEIGHT})
    raise NotAChange(_("Say what should be otherwise: choose the cities, or the criterion and its weight."))


def refuse_strangers(change: Mapping[str, Any], names: Names, *, one_pool: bool) -> None:
    """A what-if speaks of cities of the round, and of two that can be paired. Raises UnknownCity, NotAChange."""
    for name in ("left", "right", "city"):
        if name in change and change[name] not in names:
            raise UnknownCity(_("Choose cities of this round."))
        if name in change and names[change[name]].has_left:
            raise UnknownCity(_("%(city)s has withdrawn.") % {"city": names[change[name]]})
    if change["do"] in PAIR:
        if change["left"] == change["right"]:
            raise NotAChange(_("Choose two different cities."))
        if not one_pool and same_name(names[change["left"]].side, names[change["right"]].side):
            raise NotAChange(_("They stand on the same side."))


def in_words(change: Mapping[str, Any], names: Names) -> str:
    """One change as the heading of its answer."""
    match change["do"]:
        case "pin":
            words = _("If %(left)s and %(right)s were a pair")
        case "forbid":
            words = _("If %(left)s and %(right)s were no pair")
        case "leave":
            words = _("If %(city)s withdraws")
        case "join":
            words = _("If %(city)s joins again")
        case "drop":
            words = _("If a rule were dropped")
        case _:
            words = _("If “%(criterion)s” weighed %(weight)s")
    criterion = change.get("criterion", "")
    told = {name: names.get(change.get(name, ""), "") for name in ("left", "right", "city")}
    label = CriterionName(criterion).label if criterion else ""
    return words % (told | {"criterion": label, "weight": change.get("weight", "")})


@dataclass(frozen=True, slots=True)
class Move:
    """A city whose partners are others."""

    city: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a change would do: who moves, and how the totals stand side by side."""

    change: dict[str, Any]
    found: Solved
    moves: list[Move]
    loss: int

    @property
    def worst(self) -> int:
        """What the worst-off city with a partner would get."""
        worst = worst_paired(self.found)
        return worst[0] if worst else 0

    @property
    def is_feasible(self) -> bool:
        return self.found.answer.status is not Status.INFEASIBLE

    def relaxed(self, names: Names) -> list[tuple[str, str]]:
        """The rules that would have to give way, each with the reason."""
        return [relax_in_words(one, names) for one in relaxed(self.found)]


def is_quick(setting: Setting, mode: str) -> bool:
    """Whether the answer is there within the second: always for the best total, under quotas else only if small."""
    free = all(isinstance(rule, hard.Pin | hard.Forbid) for rule in setting.rules)
    return mode == "best" or free or len(setting.lefts) * len(setting.rights) <= QUICK


def what_if(scenario: Scenario, change: dict[str, Any]) -> WhatIf:
    """Solve a scenario with one change more: at most four statements, warm where it can be. Raises TakesLonger."""
    return what_then(scenario, at_hand(scenario), change)


def what_then(scenario: Scenario, hand: AtHand, change: dict[str, Any]) -> WhatIf:
    """The same, of a scenario at hand."""
    setting = changed(hand.setting, [change])
    if not is_quick(setting, scenario.mode):
        raise TakesLonger(
            _(
                "With this aim and these rules the answer takes longer. Keep it as a scenario, and it is looked for."
            )
        )
    found = asked_again(hand, setting, change) or solved(setting, scenario.mode, hand.max_loss)
    had = {tuple(pair) for pair in scenario.answer.get("pairs", ())}
    moves = moved(had, set(found.answer.pairs)) if found.answer.status is not Status.INFEASIBLE else []
    moves = [move for move in moves if move.city != change.get("city") or change["do"] != "leave"]
    return WhatIf(change, found, moves, (scenario.total or 0) - found.answer.total)


def moved(before: set[Any], after: set[Any]) -> list[Move]:
    """The cities whose partners differ: of the left ends all, of the others those left alone."""
    lefts = sorted({pair[0] for pair in before | after})
    rights = sorted({pair[1] for pair in before | after} - set(lefts))
    moves = []
    for city in (*lefts, *rights):
        was, now = partners(city, before), partners(city, after)
        if was != now and (city in lefts or not now):
            moves.append(Move(city, was, now))
    return moves


def partners(city: str, pairs: set[Any]) -> tuple[str, ...]:
    return tuple(sorted((a if b == city else b) for a, b in pairs if city in (a, b)))


# Why not


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Any two cities: what they would be worth, how they rank each other, what stands against them."""

    left: str
    right: str
    parts: list[dict[str, Any]]
    left_value: int
    right_value: int
    ranks: Ranks | None
    obstacles: list[str]
    is_chosen: bool
    forced: WhatIf | None

    @property
    def value(self) -> int:
        return self.left_value + self.right_value


def why_not(scenario: Scenario, one: str, other: str, names: Names) -> WhyNot:
    """Why two cities are no pair: at most four statements, and one run of the engine for what forcing them does."""
    if one == other:
        raise NotAChange(_("Choose two different cities."))
    hand = at_hand(scenario)
    setting = hand.setting
    sides = {candidate.id: candidate.side for candidate in setting.candidates}
    for city in (one, other):
        setting.candidate(city)
    turned = sides[one] == "right" or (setting.one_pool and one > other)
    left, right = (other, one) if turned else (one, other)
    chosen = [left, right] in scenario.answer.get("pairs", ())
    first, second = setting.candidate(left), setting.candidate(right)
    parts = score_of(setting, first, second)
    obstacles = list(obstacles_of(setting, left, right, names))
    at = place_of(hand.values, left, right)
    forced = None
    if not chosen and not obstacles and is_quick(setting, scenario.mode):
        forced = what_then(scenario, hand, {"do": "pin", "left": left, "right": right})
    return WhyNot(
        left,
        right,
        parts,
        sum(part["weight"] * part["left"] for part in parts),
        sum(part["weight"] * part["right"] for part in parts),
        ranks(hand.values, *at) if at and not obstacles else None,
        obstacles,
        chosen,
        forced,
    )


def obstacles_of(setting: Setting, left: str, right: str, names: Names) -> list[str]:
    """What keeps two cities apart whatever they are worth."""
    first, second = setting.candidate(left), setting.candidate(right)
    found = []
    for one in (first, second):
        if one.id in setting.left_out:
            found.append(_("%(city)s is left out of this scenario.") % {"city": names[one.id]})
        if not setting.is_eligible(one):
            found.append(_("%(city)s has too few inhabitants for this round.") % {"city": names[one.id]})
        if not one.capacity:
            found.append(_("%(city)s takes no partner.") % {"city": names[one.id]})
    if not setting.one_pool and first.side == second.side:
        found.append(_("They stand on the same side."))
    for one, other in ((first, second), (second, first)):
        if other.id in one.vetoes:
            told = {"city": names[one.id], "other": names[other.id], "reason": one.vetoes[other.id]}
            found.append(_("%(city)s ruled out %(other)s: %(reason)s") % told)
    if setting.no_repeat and second.id in first.paired_before:
        found.append(_("They were a pair in an earlier edition."))
    if {hard.Forbid(left, right), hard.Forbid(right, left)} & set(setting.rules):
        found.append(_("A rule of the round keeps them apart."))
    return found


def kept_changes(scenario: Scenario, change: Change) -> list[Change]:
    """The changes of a scenario that keeps a what-if."""
    return [*scenario.changes, change]
