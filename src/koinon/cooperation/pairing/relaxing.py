"""Why a rule cannot be kept: found out from the problem as data, and told in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.cooperation.pairing.rule_words import rule_in_words, rule_json
from koinon.cooperation.pairing.solving import Solved, barred
from koinon.matching import rules as hard
from koinon.matching.relax import reach

Because = dict[str, Any]


def relaxed(found: Solved) -> list[dict[str, Any]]:
    """A smallest set of rules that must give way, each with what stands against it; as JSON."""
    rules, gone = found.problem.rules, []
    for one in found.answer.relax:
        gone.append(next(at for at, rule in enumerate(rules) if rule == one.rule and at not in gone))
    return [{"rule": rule_json(rules[at]), "because": because(found, gone, at)} for at in gone]


def because(found: Solved, gone: list[int], at: int) -> Because:
    """What stands against a rule of the smallest set."""
    rule = found.problem.rules[at]
    if isinstance(rule, hard.Pin):
        return obstacle(found, rule)
    if isinstance(rule, hard.Forbid):
        return {"why": "asked for"}
    return {"why": "reach", "number": reach(found.problem, gone, at)}


def obstacle(found: Solved, pin: hard.Pin) -> Because:
    """What stands against a pin: a veto, an earlier pair, a rule against it, too few places, or all the rest."""
    setting, problem = found.setting, found.problem
    ends = [setting.candidate(city) for city in (pin.left, pin.right)]
    for one, other in (ends, reversed(ends)):
        if other.id in one.vetoes:
            return {"why": "vetoed", "city": one.id, "other": other.id}
        if other.id in barred(setting, one):
            return {"why": "paired before"}
    bans = {frozenset((rule.left, rule.right)) for rule in problem.rules if isinstance(rule, hard.Forbid)}
    if {pin.left, pin.right} in bans:
        return {"why": "forbidden"}
    pins = {frozenset((rule.left, rule.right)) for rule in problem.rules if isinstance(rule, hard.Pin)}
    for one in ends:
        held = sum(one.id in pair for pair in pins)
        if held > one.capacity:
            return {"why": "places", "city": one.id, "places": one.capacity, "number": held}
    return {"why": "no room"}


def in_words(told: Mapping[str, Any], names: Mapping[str, object]) -> tuple[str, str]:
    """A rule to relax and why, in the reader's words."""
    rule = told["rule"]
    return rule_in_words(rule, names), why_in_words(told.get("because") or {}, rule, names)


def why_in_words(because: Mapping[str, Any], rule: Mapping[str, Any], names: Mapping[str, object]) -> str:
    """Why the rule cannot be kept; nothing where that was not kept."""
    number = because.get("number", 0)
    match because.get("why"):
        case "vetoed":
            cities = {name: names.get(because[name], because[name]) for name in ("city", "other")}
            return _("%(city)s ruled out %(other)s.") % cities
        case "paired before":
            return _("They were a pair in an earlier edition.")
        case "forbidden":
            return _("Another rule keeps them apart.")
        case "asked for":
            return _("Another rule asks for this pair.")
        case "places":
            said = ngettext(
                "%(city)s takes %(places)d partner and is to have %(number)d by the rules.",
                "%(city)s takes %(places)d partners and is to have %(number)d by the rules.",
                because["places"],
            )
            return said % {**because, "city": names.get(because["city"], because["city"])}
        case "no room":
            return _("The other rules leave no room for this pair.")
        case "reach" if rule["rule"] == "at_least":
            return _("Vetoes, places and the other rules allow %(number)s.") % {"number": number}
        case "reach":
            return _("The other rules need %(number)s.") % {"number": number}
    return ""
