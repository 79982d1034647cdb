"""What is done with a round itself: recorded, weighed, ruled, opened to the cities, frozen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from koinon.cooperation.pairing.facts import facts_of
from koinon.cooperation.pairing.models import (
    CriterionName,
    Profile,
    Round,
    RoundRule,
    RoundState,
    RoundWeight,
    RuleKind,
)
from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.pairing.readiness import refuse_unready
from koinon.cooperation.pairing.sealing import said, sealed, weights_of
from koinon.cooperation.programmes.models import Edition
from koinon.matching.weights import MOST_WEIGHT
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.sealing import digest
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

USUAL = {
    CriterionName.NEEDS: 10,
    CriterionName.INTERESTS: 6,
    CriterionName.SDGS: 3,
    CriterionName.SIZE: 4,
    CriterionName.LANGUAGES: 2,
    CriterionName.TIME_ZONE: 1,
    CriterionName.CONTACT: 5,
    CriterionName.TWINNING: 5,
    CriterionName.PREFERENCE: 4,
}
"""The weights a new round starts from, to be changed before the freeze."""


class NotNow(Refused):
    """The round is not in a state in which this can be done."""


class BadWeight(Refused):
    """A weight is no whole number in the range."""


class NotARule(Refused):
    """The rule lacks something, or speaks of somebody who is not in the round."""


class SameSide(Refused):
    """Two sides of a round bear one name."""


class OutOfOrder(Refused):
    """A day of the calendar comes before one that it follows."""


def refuse_in(round_: Round, *states: RoundState) -> None:
    """Refuse what may not be done in these states."""
    if round_.state in states:
        raise NotNow(
            _("This cannot be done any more: the round is at “%(state)s”.") % {"state": round_.state.label}
        )


def record_round(edition: Edition, *, by: Reader, **values: Any) -> Round:
    """Put a new round of the edition on record, with the usual weights to start from."""
    refuse_unless(can_run(by))
    refuse_same_sides(values)
    refuse_out_of_order(values, values.keys())
    values.setdefault("key", propose_key(Round, edition.key, values["title"]))
    with act("record_round", by=by.user) as doing:
        round_ = doing.create(Round(edition=edition, **values))
        for criterion, weight in USUAL.items():
            key = f"{round_.key}-{criterion.value.replace('_', '-')}"
            doing.create(RoundWeight(round=round_, criterion=criterion, weight=weight, key=key))
    return round_


def change_round(round_: Round, *, by: Reader, expected_version: int | None = None, **values: Any) -> Round:
    """Change the calendar and the frame of a round until its weights are frozen, and afterwards the days to come."""
    refuse_unless(can_run(by))
    refuse_in(round_, *(AFTER_FREEZE if values.keys() - LATER else [RoundState.PUBLISHED]))
    refuse_same_sides(values)
    days = {name: values.get(name, getattr(round_, name)) for name in CALENDAR}
    refuse_out_of_order(days, values.keys())
    with act("change_round", by=by.user) as doing:
        return doing.change(round_, expected_version, **values)


def same_name(one: str, other: str) -> bool:
    """Whether two sides bear one name."""
    return one.strip().casefold() == other.strip().casefold()


def refuse_same_sides(values: Mapping[str, Any]) -> None:
    left, right = values.get("left_side", ""), values.get("right_side", "")
    if right and same_name(left, right):
        raise SameSide(
            _("Both sides are called the same. Leave the second empty for one pool."), field="right_side"
        )


CALENDAR = ("call_opens", "call_closes", "freeze_on", "consult_by", "publish_on")
LATER = {"consult_by", "publish_on", "note"}
"""What may still be changed when the weights are frozen."""


def refuse_out_of_order(days: Mapping[str, Any], asked: Collection[str]) -> None:
    """The days of which one is asked for follow each other as the steps of a round do.

    What stands on record in another order since long hinders nobody who changes something else.
    """
    given = [name for name in CALENDAR if days.get(name)]
    for earlier, later in pairwise(given):
        if not {earlier, later}.isdisjoint(asked) and days[later] < days[earlier]:
            raise OutOfOrder(
                _("This is before “%(earlier)s”. The days of a round follow each other.")
                % {"earlier": Round._meta.get_field(earlier).verbose_name},  # type: ignore[union-attr]
                field=later,
            )


def remove_round(round_: Round, *, by: Reader) -> None:
    """Take a round off the record that no city has been called to."""
    refuse_unless(can_run(by))
    if round_.opened_at:
        raise NotNow(_("The call was opened: a round that cities know of stays on record."))
    with act("remove_round", by=by.user) as doing:
        doing.remove(round_)


AFTER_FREEZE = (RoundState.FROZEN, RoundState.PROPOSED, RoundState.ASKED, RoundState.PUBLISHED)


def set_weights(round_: Round, weights: Mapping[str, int], *, by: Reader) -> None:
    """Say how much each criterion counts; refused once the weights are frozen."""
    refuse_unless(can_run(by))
    if round_.frozen_at:
        raise NotNow(_("The weights were frozen. What if they were others is asked of a scenario."))
    for criterion, weight in weights.items():
        if criterion not in CriterionName.values or not 0 <= weight <= MOST_WEIGHT:
            raise BadWeight(
                _("A weight is a whole number from 0 to %(most)s.") % {"most": MOST_WEIGHT}, field=criterion
            )
    known = {row.criterion: row for row in round_.weights.all()}
    with act("set_weights", by=by.user) as doing:
        doing.about(round_)
        for criterion, weight in weights.items():
            if criterion in known:
                doing.change(known[criterion], weight=weight)
            else:
                key = propose_key(RoundWeight, round_.key, criterion)
                doing.create(RoundWeight(round=round_, criterion=criterion, weight=weight, key=key))


def open_call(round_: Round, *, by: Reader, moment: datetime) -> None:
    """Let the cities fill in their profiles."""
    refuse_unless(can_run(by))
    if round_.opened_at:
        raise NotNow(_("The call is open already."))
    with act("open_call", by=by.user) as doing:
        doing.about(round_)
        doing.change(round_, opened_at=moment)


def freeze_weights(round_: Round, *, by: Reader, moment: datetime, without: bool = False) -> None:
    """Freeze the weights, then seal every profile sent; only then may whoever runs the round read them.

    Two acts in the log, in this order. ``without`` leaves cities out, withdrawn, that sent nothing.
    """
    refuse_unless(can_run(by))
    if round_.state != RoundState.CALL:
        raise NotNow(_("Weights are frozen once, while the call is open."))
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("edition").get(pk=round_.pk)
        if locked.frozen_at:
            raise NotNow(_("The weights were frozen already."))
        weights = weights_of(locked.weights.all())
        ready = refuse_unready(locked, weights, without=without)
        with act("freeze_weights", by=by.user, note=digest(weights)) as doing:
            doing.about(locked)
            doing.change(locked, frozen_at=moment, frozen_digest=digest(weights))
        with act("open_profiles", by=by.user) as doing:
            doing.about(locked)
            for profile in ready.left_out:
                doing.change(profile, withdrawn_at=moment)
            facts = facts_of(locked, ready.profiles, moment)
            for profile in ready.profiles:
                wishes = ready.wishes[profile.pk]
                seal = sealed(profile, wishes, facts[profile.participation.key])
                doing.change(profile, frozen=seal, frozen_digest=digest(said(profile, wishes)))
            doing.change(locked, profiles_opened_at=moment)
    round_.refresh_from_db()


def record_rule(round_: Round, *, by: Reader, **values: Any) -> RoundRule:
    """Set a hard rule with its reason: before the call, or later as a veto, a pin or a quota."""
    refuse_unless(can_run(by))
    refuse_in(round_, RoundState.ASKED, RoundState.PUBLISHED)
    refuse_unsound_rule(round_, values)
    key = propose_key(RoundRule, round_.key, values["kind"])
    with act("record_rule", by=by.user) as doing:
        doing.about(round_)
        return doing.create(RoundRule(round=round_, key=key, **values))


def refuse_unsound_rule(round_: Round, values: Mapping[str, Any]) -> None:
    """A pin and a veto name two cities of the round; the others name groups and a number."""
    if not values.get("reason", "").strip():
        raise NotARule(_("Say why: the reason stands in the report."), field="reason")
    if values["kind"] in (RuleKind.PIN, RuleKind.FORBID):
        for name in ("left", "right"):
            other = values.get(name)
            if other is None or not Profile.objects.filter(round=round_, participation=other).exists():
                raise NotARule(_("Choose two cities of this round."), field=name)
        if values["left"] == values["right"]:
            raise NotARule(_("A city cannot be paired with itself."), field="right")
        if not round_.is_one_pool and same_name(values["left"].side, values["right"].side):
            raise NotARule(_("They stand on the same side."), field="right")
        return
    if not values.get("group"):
        raise NotARule(_("Choose the group the rule speaks of."), field="group")
    if values["kind"] == RuleKind.AT_MOST_PAIRS and not values.get("other_group"):
        raise NotARule(_("Choose the other group."), field="other_group")
    if values.get("count") is None:
        raise NotARule(_("Say how many pairs."), field="count")


def remove_rule(rule: RoundRule, *, by: Reader) -> None:
    """Take a rule back."""
    refuse_unless(can_run(by))
    refuse_in(rule.round, RoundState.ASKED, RoundState.PUBLISHED)
    with act("remove_rule", by=by.user) as doing:
        doing.about(rule.round)
        doing.remove(rule)
