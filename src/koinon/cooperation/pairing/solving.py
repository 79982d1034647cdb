"""From a round to a problem of the workshop and back: the only file that knows both worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from koinon.cooperation.pairing.models import Profile, Round, Wish, WishKind
from koinon.cooperation.pairing.readiness import profiles_in, side_of, wishes_in
from koinon.cooperation.pairing.ruling import (
    STABLE,
    pair_rule,
    refuse_counting_stable,
    refuse_rules_about_absent,
    refuse_rules_about_small,
    rule_of,
    speaks_of,
)
from koinon.cooperation.pairing.sealing import check_seal, check_weights, weights_of
from koinon.cooperation.pairing.setting import Candidate, NotSolvable, Setting
from koinon.matching import exchange_file, exchange_writing
from koinon.matching import problem as workshop
from koinon.matching import rules as hard
from koinon.matching.answer import Answer, Reporter, silent
from koinon.matching.checking import Draft, checked
from koinon.matching.criteria import Criterion, Ints, features, score
from koinon.matching.criteria import Profile as Told
from koinon.matching.matchings import positions
from koinon.matching.refusals import Unusable
from koinon.matching.solve import free_of_quotas, solve
from koinon.platform.errors import Refused

Change = Mapping[str, Any]
MOST_PRICED, MOST_PRICED_UNDER_QUOTAS = 40_000, 400
"""How many possible pairs a round may have for every one to be priced; under quotas each is solved by itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """What every pair is worth to either city, as two matrices, and which pairs may be made at all."""

    lefts: tuple[Candidate, ...]
    rights: tuple[Candidate, ...]
    to_left: Ints
    to_right: Ints
    allowed: Any


def setting_of(round_: Round) -> Setting:
    """What a frozen round asks with: four statements. Raises ProfileChanged and WeightsChanged."""
    profiles, wishes = profiles_in(round_), wishes_in(round_)
    weights = list(round_.weights.all())
    check_weights(round_, weights)
    for profile in profiles:
        check_seal(profile, wishes.get(profile.pk, ()))
    candidates = tuple(
        sorted((candidate(round_, one, wishes.get(one.pk, ())) for one in profiles), key=lambda one: one.id)
    )
    rows = list(round_.rules.select_related("left__body__city", "right__body__city"))
    refuse_rules_about_absent(rows, candidates)
    return Setting(
        candidates,
        round_.is_one_pool,
        {Criterion(name): weight for name, weight in weights_of(weights).items()},
        tuple(rule_of(row, candidates) for row in rows),
        round_.no_repeat,
        round_.everyone,
        round_.smallest_population,
    )


def candidate(round_: Round, profile: Profile, wishes: Iterable[Wish]) -> Candidate:
    """A city as it was sealed."""
    said, facts = profile.frozen["said"], profile.frozen["facts"]
    city, told = profile.participation.body.city, list(wishes)
    by_kind = {kind: [wish.other.key for wish in told if wish.kind == kind] for kind in WishKind.values}
    return Candidate(
        id=profile.participation.key,
        participation=profile.participation_id,
        name=str(city or profile.participation.body),
        side=side_of(round_, profile),
        told=Told(
            profile.participation.key,
            offers=folded(said["offers"]),
            needs=folded(said["needs"]),
            interests=folded(said["interests"]),
            sdgs=folded(said["sdgs"]),
            languages=folded(said["languages"]),
            population=said["population"] or facts["population"],
            offset=facts["offset"],
            preferred=tuple(by_kind[WishKind.PREFERS]),
            acquainted=frozenset(facts["acquainted"]) | frozenset(by_kind[WishKind.KNOWS]),
            twins=frozenset(facts["twins"]),
        ),
        capacity=profile.capacity,
        outside=profile.outside,
        groups=hard.groups({kind: facts[kind] for kind in ("country", "region", "division") if facts[kind]}),
        vetoes={wish.other.key: wish.reason for wish in told if wish.kind == WishKind.VETOES},
        paired_before=frozenset(facts["paired_before"]),
        latitude=city.latitude if city else None,
        longitude=city.longitude if city else None,
    )


def folded(terms: Sequence[str]) -> frozenset[str]:
    """Terms as they are compared: capitals do not tell them apart."""
    return frozenset(term.casefold() for term in terms)


# What if


def changed(setting: Setting, changes: Iterable[Change]) -> Setting:
    """The setting after what-ifs: forbid, pin, weigh, leave, join, drop (a rule by its place)."""
    rules, weights, left_out = list(setting.rules), dict(setting.weights), set(setting.left_out)
    for change in changes:
        match change["do"]:
            case "pin" | "forbid":
                for name in ("left", "right"):
                    setting.candidate(change[name])
                rules.append(pair_rule(change["do"], change["left"], change["right"], setting.candidates))
            case "leave":
                left_out.add(setting.candidate(change["city"]).id)
            case "join":
                left_out.discard(setting.candidate(change["city"]).id)
            case "weigh":
                weights[Criterion(change["criterion"])] = int(change["weight"])
            case "drop":
                rules = [rule for rule in rules if str(rule) != change["rule"]]
    present = {one.id for one in setting.candidates} - left_out
    return Setting(
        setting.candidates,
        setting.one_pool,
        {name: weight for name, weight in weights.items() if weight},
        tuple(rule for rule in rules if speaks_of(rule) <= present),
        setting.no_repeat,
        setting.everyone,
        setting.smallest,
        frozenset(left_out),
    )


# The problem


def values_of(setting: Setting) -> Values:
    """What every pair is worth, and which may be made: no veto, no repetition, nobody with itself."""
    lefts, rights = tuple(setting.lefts), tuple(setting.rights)
    told = features([one.told for one in lefts], [one.told for one in rights], setting.weights).values
    allowed = np.ones((len(lefts), len(rights)), bool)
    if setting.one_pool:
        allowed &= np.triu(allowed, 1)
    columns = {one.id: at for at, one in enumerate(rights)}
    rows = {one.id: at for at, one in enumerate(lefts)}
    for one in lefts:
        for other in barred(setting, one) & columns.keys():
            allowed[rows[one.id], columns[other]] = False
    for one in rights:
        for other in barred(setting, one) & rows.keys():
            allowed[rows[other], columns[one.id]] = False
    return Values(lefts, rights, *told, allowed)


def barred(setting: Setting, one: Candidate) -> set[str]:
    """Whom a city cannot be paired with: vetoed by it, or paired with it before."""
    return set(one.vetoes) | (set(one.paired_before) if setting.no_repeat else set())


def problem_of(
    setting: Setting, values: Values, mode: workshop.Mode, max_loss: Fraction = Fraction(0)
) -> workshop.Problem:
    """The problem in canonical form. Raises NotSolvable with every fault the workshop finds."""
    refuse_rules_about_small(setting)
    refuse_counting_stable(setting, mode)
    cities = [
        [workshop.City(one.id, one.capacity, one.outside, one.groups) for one in side]
        for side in (values.lefts, values.rights)
    ]
    rows = [
        (values.lefts[i].id, values.rights[j].id, int(values.to_left[i, j]), int(values.to_right[i, j]))
        for i, j in zip(*(axis.tolist() for axis in np.nonzero(values.allowed)), strict=True)
    ]
    try:
        return checked(
            Draft(
                cities[0],
                None if setting.one_pool else cities[1],
                rows,
                setting.rules,
                everyone=setting.everyone and mode not in STABLE,
                mode=mode,
                max_loss=max_loss,
            )
        )
    except Unusable as unusable:
        raise NotSolvable(str(unusable)) from unusable


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A setting, its values, the problem put to the engine, and the answer."""

    setting: Setting
    values: Values
    problem: workshop.Problem
    answer: Answer


def solved(
    setting: Setting,
    mode: str = "best",
    max_loss: Fraction = Fraction(0),
    *,
    prices: bool = False,
    reporter: Reporter = silent,
) -> Solved:
    """Put the setting to the engine. Raises NotSolvable with the engine's own words where it will not take it."""
    values = values_of(setting)
    question = problem_of(setting, values, workshop.Mode(mode), max_loss)
    most = MOST_PRICED if free_of_quotas(question) else MOST_PRICED_UNDER_QUOTAS
    priced = prices and mode == "best" and len(question.pairs) <= most
    try:
        answer = solve(question, prices=priced, reporter=reporter)
    except Unusable as unusable:
        raise NotSolvable(str(unusable)) from unusable
    return Solved(setting, values, question, answer)


def ids_of(problem: workshop.Problem) -> list[tuple[str, str]]:
    """The two cities of every possible pair, by id."""
    pairs = problem.pairs
    return [
        (problem.left[a].id, problem.others[b].id)
        for a, b in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    ]


def rows_of(found: Solved) -> workshop.Ints:
    """Which of the possible pairs were chosen, by their positions."""
    chosen = set(found.answer.pairs)
    return positions([at for at, pair in enumerate(ids_of(found.problem)) if pair in chosen])


def score_of(setting: Setting, left: Candidate, right: Candidate) -> list[dict[str, Any]]:
    """The parts of a pair's value, as they are kept: they sum exactly to what the engine was given."""
    return [
        {
            "criterion": part.criterion.value,
            "weight": part.weight,
            "left": part.points.left,
            "right": part.points.right,
            "left_terms": list(part.points.because[0]),
            "right_terms": list(part.points.because[1]),
        }
        for part in score(left.told, right.told, setting.weights).parts
    ]


def pair_values(setting: Setting, left: str, right: str) -> dict[str, Any]:
    """What one pair is worth to either city, with its parts."""
    told = score(setting.candidate(left).told, setting.candidate(right).told, setting.weights)
    return {
        "left_value": told.left_value,
        "right_value": told.right_value,
        "parts": score_of(setting, setting.candidate(left), setting.candidate(right)),
    }


class TooLarge(Refused):
    """More pairs than are answered at once."""


def solved_content(raw: bytes, *, most: int, reporter: Reporter = silent) -> str:
    """The answer to a problem in the exchange format, as text. Raises NotSolvable with places, TooLarge above ``most``."""
    try:
        asked = exchange_file.read(raw)
        if len(asked.problem.pairs) > most:
            told = _(
                "There are %(pairs)s pairs; at most %(most)s are answered here. Use “koinon match” for more."
            )
            raise TooLarge(told % {"pairs": len(asked.problem.pairs), "most": most})
        return exchange_writing.written(
            asked.problem, solve(asked.problem, prices=asked.prices, reporter=reporter)
        )
    except Unusable as wrong:
        raise NotSolvable(str(wrong)) from wrong
