"""What is done with the pairs: proposed, changed by hand with a reason, put to the cities, answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.letters import unique_of
from koinon.cooperation.pairing.models import (
    AnswerChoice,
    CityAnswer,
    Profile,
    ProposedPair,
    Round,
    RoundState,
    Scenario,
)
from koinon.cooperation.pairing.permissions import can_answer_for, can_run
from koinon.cooperation.pairing.profile_commands import BY_LINK
from koinon.cooperation.pairing.round_commands import NotNow
from koinon.cooperation.pairing.solving import pair_values, setting_of
from koinon.cooperation.programmes.models import Participation
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.sealing import digest
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on


class WeightsNotTheRounds(Refused):
    """The scenario asks what would be if the weights were others; it cannot be proposed."""


class NoReason(Refused):
    """What is done by hand needs a reason, because the reason is published."""


class NoPlaceLeft(Refused):
    """A city has all the partners it can take."""


class Withdrawn(Refused):
    """A city of a standing pair has withdrawn from the round."""


class NotOfThisRound(Refused):
    """The cities do not stand opposite each other in this round."""


def choose_scenario(scenario: Scenario, *, by: Reader) -> None:
    """Propose the pairs of a scenario; another one may be chosen until the cities are asked."""
    refuse_unless(can_run(by))
    round_ = scenario.round
    if round_.state not in (RoundState.FROZEN, RoundState.PROPOSED):
        raise NotNow(_("The cities were asked: pairs are now changed by hand, each with its reason."))
    if not scenario.is_solved:
        raise NotNow(_("This scenario has no answer to propose."))
    if digest(scenario.weights) != round_.frozen_digest:
        raise WeightsNotTheRounds(
            _("This scenario weighs otherwise than the round was frozen with. It answers what if, no more.")
        )
    with act("choose_scenario", by=by.user) as doing:
        doing.about(round_)
        for old in round_.proposed.all():
            doing.remove(old)
        doing.change(round_, chosen=scenario)
        for pair in scenario.pairs.select_related("left", "right").order_by("id"):
            told = {name: getattr(pair, name) for name in ("left_value", "right_value", "parts")}
            key = pair_key(round_, pair.left, pair.right)
            doing.create(ProposedPair(key=key, round=round_, left=pair.left, right=pair.right, **told))


def pair_key(round_: Round, left: Participation, right: Participation) -> str:
    """The key of a pair: the same whenever it is proposed."""
    return f"{round_.key[:60]}-{left.pk}-{right.pk}"


def make_pair(
    round_: Round, left: Participation, right: Participation, *, reason: str, by: Reader
) -> ProposedPair:
    """Make a pair by hand, or let one stand by hand that a city declined; the reason is published."""
    refuse_unless(can_run(by))
    refuse_by_hand(round_, reason)
    setting = setting_of(round_)
    sides = {one.id: one.side for one in setting.present}
    if sides.get(left.key) == "right" or (setting.one_pool and left.key > right.key):
        left, right = right, left
    opposite = ("left", "left") if setting.one_pool else ("left", "right")
    if left == right or (sides.get(left.key), sides.get(right.key)) != opposite:
        raise NotOfThisRound(_("Choose two cities of this round that stand opposite each other."))
    value = pair_values(setting, left.key, right.key)
    old = round_.proposed.filter(left=left, right=right).first()
    with act("make_pair", by=by.user, note=reason) as doing:
        doing.about(round_)
        if old is None or old.undone:
            for city in (left, right):
                refuse_full(round_, city)
        if old is not None:
            return doing.change(old, by_hand=True, undone=False, reason=reason.strip(), **value)
        key = pair_key(round_, left, right)
        made = ProposedPair(
            key=key, round=round_, left=left, right=right, by_hand=True, reason=reason.strip()
        )
        for name, told in value.items():
            setattr(made, name, told)
        return doing.create(made)


def refuse_by_hand(round_: Round, reason: str) -> None:
    if round_.state not in (RoundState.PROPOSED, RoundState.ASKED):
        raise NotNow(_("Pairs are changed by hand after they were proposed, and before they are published."))
    if not reason.strip():
        raise NoReason(_("Say why: what is done by hand is published with its reason."), field="reason")


def refuse_full(round_: Round, city: Participation) -> None:
    """A city with as many pairs as it can take."""
    profile = round_.profiles.filter(participation=city).select_related("participation__body").get()
    standing = round_.proposed.standing()
    taken = standing.filter(left=city).count() + standing.filter(right=city).count()
    if taken >= profile.capacity:
        raise NoPlaceLeft(
            _("%(city)s has all the partners it can take. Undo its pair first.") % {"city": profile}
        )


def undo_pair(pair: ProposedPair, *, reason: str, by: Reader) -> None:
    """Undo a proposed pair by hand; it stays on record as undone, with the reason."""
    refuse_unless(can_run(by))
    refuse_by_hand(pair.round, reason)
    if pair.undone:
        raise NotNow(_("This pair was undone already."))
    with act("undo_pair", by=by.user, note=reason) as doing:
        doing.about(pair.round)
        doing.change(pair, undone=True, by_hand=True, reason=reason.strip())


def ask_cities(round_: Round, *, by: Reader, moment: datetime) -> None:
    """Let every city see its own proposal and answer it."""
    refuse_unless(can_run(by))
    if round_.state != RoundState.PROPOSED:
        raise NotNow(_("Choose a scenario first; the cities are asked once."))
    refuse_withdrawn(round_)
    with act("ask_cities", by=by.user) as doing:
        doing.about(round_)
        doing.change(round_, asked_at=moment)


def refuse_withdrawn(round_: Round) -> None:
    """No pair stands with a city that has withdrawn since it was proposed."""
    gone = round_.profiles.filter(withdrawn_at__isnull=False).select_related("participation__body")
    standing = round_.proposed.standing().values_list("left", "right")
    paired = {end for pair in standing for end in pair}
    told = ", ".join(str(one) for one in gone if one.participation_id in paired)
    if told:
        raise Withdrawn(_("Withdrawn since: %(cities)s. Undo the pair first.") % {"cities": told})


def answer_proposal(
    pair: ProposedPair,
    profile: Profile,
    *,
    choice: str,
    other: Participation | None = None,
    reason: str = "",
    by: Reader,
    moment: datetime,
) -> CityAnswer:
    """Take a city's answer about its own proposal; it may change its mind until the pairs are published."""
    refuse_unless(can_answer_for(by, profile))
    if Round.objects.get(pk=pair.round_id).state != RoundState.ASKED:
        raise NotNow(_("The cities are not being asked at present."))
    if profile.participation_id not in (pair.left_id, pair.right_id) or pair.undone:
        raise NotOfThisRound(_("This is not your proposal."))
    if choice == AnswerChoice.OTHER and other is None:
        raise NoReason(_("Say which city you would rather work with."), field="other")
    if choice != AnswerChoice.YES and not reason.strip():
        raise NoReason(_("Say why, in a sentence."), field="reason")
    told: dict[str, Any] = {
        "choice": choice,
        "other": other if choice == AnswerChoice.OTHER else None,
        "reason": reason.strip(),
        "answered_at": moment,
    }
    old = pair.answers.filter(profile=profile).first()
    with act("answer_proposal", by=by.user, note="" if by.user else BY_LINK) as doing:
        doing.about(profile)
        mark_acted_on(unique_of(profile, asked=True), moment=moment)
        if old is not None:
            return doing.change(old, **told)
        key = f"{pair.key[:90]}-{profile.pk}"
        return doing.create(CityAnswer(key=key, pair=pair, profile=profile, **told))
