"""Hard rules as JSON of the exchange file, and in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from koinon.cooperation.pairing.models import Round, RoundRule, RuleKind
from koinon.matching import rules as hard
from koinon.network.places.naming import territory_name
from koinon.platform.ui.figures import number

Json = Mapping[str, Any]


def rule_json(rule: hard.Rule) -> dict[str, Any]:
    """The rule as the exchange file of the workshop has it."""
    match rule:
        case hard.Pin() | hard.Forbid():
            name = "pin" if isinstance(rule, hard.Pin) else "forbid"
            return {"rule": name, "left": rule.left, "right": rule.right}
        case hard.AtMostPairs():
            return {
                "rule": "at_most_pairs",
                "left": dict(rule.left),
                "right": dict(rule.right),
                "count": rule.count,
            }
        case _:
            name = "at_most" if isinstance(rule, hard.AtMost) else "at_least"
            return {"rule": name, "side": str(rule.side), "groups": dict(rule.groups), "count": rule.count}


def rule_in_words(rule: Json, names: Mapping[str, object]) -> str:
    """The rule in a line, for the reader."""
    match rule["rule"]:
        case "pin" | "forbid":
            pair = {
                "one": names.get(rule["left"], rule["left"]),
                "other": names.get(rule["right"], rule["right"]),
            }
            if rule["rule"] == "pin":
                return _("%(one)s and %(other)s are a pair") % pair
            return _("%(one)s and %(other)s are no pair") % pair
        case "at_most_pairs":
            said = ngettext(
                "At most %(count)d pair of %(one)s with %(other)s",
                "At most %(count)d pairs of %(one)s with %(other)s",
                rule["count"],
            )
            return said % {
                "count": rule["count"],
                "one": groups_in_words(rule["left"]),
                "other": groups_in_words(rule["right"]),
            }
        case "at_most":
            said = ngettext(
                "At most %(count)d pair with %(group)s",
                "At most %(count)d pairs with %(group)s",
                rule["count"],
            )
        case _:
            said = ngettext(
                "At least %(count)d pair with %(group)s",
                "At least %(count)d pairs with %(group)s",
                rule["count"],
            )
    return said % {"count": rule["count"], "group": groups_in_words(rule["groups"])}


def frame_of(round_: Round) -> dict[str, Any]:
    """What the round itself rules beside its hard rules, as the report has it."""
    return {name: getattr(round_, name) for name in ("everyone", "no_repeat", "smallest_population")}


def frame_in_words(frame: Json) -> list[str]:
    """The same, a line each."""
    lines = [_("As many pairs as possible first") if frame["everyone"] else _("Only pairs that gain")]
    if frame["no_repeat"]:
        lines.append(_("No pair of an earlier edition again"))
    if frame["smallest_population"]:
        told = {"number": number(frame["smallest_population"])}
        lines.append(_("Cities of %(number)s inhabitants or more") % told)
    return lines


def groups_in_words(groups: Mapping[str, str]) -> str:
    """Groups by name: a country or a region of M49 in the reader's language, a division as it is recorded."""
    return ", ".join(group_name(kind, name) for kind, name in groups.items())


def group_name(kind: str, name: str) -> str:
    """One group by name."""
    return territory_name(name.removeprefix("m49-"), get_language() or "en") if kind != "division" else name


def recorded_rule_json(rule: RoundRule) -> dict[str, Any]:
    """A rule on record in the form its words are made from, the side left out."""
    if rule.kind in (RuleKind.PIN, RuleKind.FORBID):
        assert rule.left is not None
        assert rule.right is not None
        return {"rule": rule.kind, "left": rule.left.key, "right": rule.right.key}
    group = dict([rule.group.split(":", 1)]) if ":" in rule.group else {"division": rule.group}
    if rule.kind == RuleKind.AT_MOST_PAIRS:
        other = dict([rule.other_group.split(":", 1)]) if ":" in rule.other_group else {}
        return {"rule": rule.kind, "left": group, "right": other, "count": rule.count}
    return {"rule": rule.kind, "groups": group, "count": rule.count}
