"""The hard rules of a round as the workshop's, and the refusals of those that cannot be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.models import RoundRule, RuleKind
from koinon.cooperation.pairing.setting import Candidate, NotSolvable, Setting
from koinon.matching import problem as workshop
from koinon.matching import rules as hard

STABLE = (workshop.Mode.STABLE_LEFT, workshop.Mode.STABLE_RIGHT)


def refuse_rules_about_absent(rows: Iterable[RoundRule], candidates: Sequence[Candidate]) -> None:
    """Refuse a pin or a ban about a city that has left the round. Raises NotSolvable."""
    present = {one.id for one in candidates}
    for row in rows:
        for end in (row.left, row.right):
            if end is not None and end.key not in present:
                told = {"city": end.body.city or end.body, "reason": row.reason}
                raise NotSolvable(
                    _("A rule (“%(reason)s”) names %(city)s, which has withdrawn. Take the rule back.") % told
                )


def refuse_rules_about_small(setting: Setting) -> None:
    """Refuse a pin about a city that is too small for the round. Raises NotSolvable."""
    for one in setting.candidates:
        if not setting.is_eligible(one) and any(one.id in speaks_of(rule) for rule in setting.rules):
            raise NotSolvable(
                _("A rule names %(city)s, which has too few inhabitants for this round. Take the rule back.")
                % {"city": one.name}
            )


def refuse_counting_stable(setting: Setting, mode: workshop.Mode) -> None:
    """Refuse numbers of pairs where a stable pairing is asked for. Raises NotSolvable."""
    if mode in STABLE and any(not speaks_of(rule) for rule in setting.rules):
        raise NotSolvable(
            _(
                "A stable pairing takes pins and vetoes, but no numbers of pairs. Ask for “nearly stable” instead."
            )
        )


def rule_of(row: RoundRule, candidates: Sequence[Candidate]) -> hard.Rule:
    """A rule of the round as the workshop's. Raises NotSolvable where a group is on both sides."""
    if row.kind in (RuleKind.PIN, RuleKind.FORBID):
        assert row.left is not None
        assert row.right is not None
        return pair_rule(row.kind, row.left.key, row.right.key, candidates)
    group, count = group_of(row.group), row.count or 0
    if row.kind == RuleKind.AT_MOST_PAIRS:
        one, other = group, group_of(row.other_group)
        turned = sides_of(one, candidates) == {"right"}
        return hard.AtMostPairs(other, one, count) if turned else hard.AtMostPairs(one, other, count)
    side = hard.Side(one_side(group, candidates))
    return (hard.AtMost if row.kind == RuleKind.AT_MOST else hard.AtLeast)(side, group, count)


def pair_rule(kind: str, one: str, other: str, candidates: Sequence[Candidate]) -> hard.Rule:
    """A pin or a ban, the city of the left side first."""
    sides = {candidate.id: candidate.side for candidate in candidates}
    left, right = (other, one) if (sides.get(one), sides.get(other)) == ("right", "left") else (one, other)
    return (hard.Pin if kind == RuleKind.PIN else hard.Forbid)(left, right)


def group_of(text: str) -> hard.Groups:
    """``country:CN`` as groups."""
    kind, _colon, name = text.partition(":")
    return hard.groups({kind: name})


def sides_of(group: hard.Groups, candidates: Sequence[Candidate]) -> set[str]:
    return {one.side for one in candidates if hard.belongs(one.groups, group)}


def one_side(group: hard.Groups, candidates: Sequence[Candidate]) -> str:
    """The side on which the group stands."""
    sides = sides_of(group, candidates)
    if len(sides) > 1:
        raise NotSolvable(
            _("Cities of the group “%(group)s” stand on both sides: choose a country.")
            % {"group": group[0][1]}
        )
    return next(iter(sides), "left")


def speaks_of(rule: hard.Rule) -> set[str]:
    """The cities a rule names."""
    return {rule.left, rule.right} if isinstance(rule, hard.Pin | hard.Forbid) else set()
