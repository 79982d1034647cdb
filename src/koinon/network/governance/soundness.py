"""What makes a decision possible: a meeting that was held, a quorum, and the votes of those who may vote."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.governance.electorate import Electorate, electorate
from koinon.network.governance.models import Decision, HowTaken, Meeting, Outcome, Reckoned, RuleKind
from koinon.network.governance.states import is_past
from koinon.network.governance.tallying import Share, Votes
from koinon.platform.errors import Refused
from koinon.platform.ui import figures

COUNTS = ("votes_for", "votes_against", "abstentions")


class CancelledMeeting(Refused):
    """A meeting that was cancelled decides nothing."""


class NotHeldYet(Refused):
    """A meeting decides on its day, not before."""


class NoQuorum(Refused):
    """Too few were there, and no rule lets the body decide without them."""


class AttendanceMissing(Refused):
    """The rules ask for a quorum, and nobody has written down who was there."""


class VotesWithoutVote(Refused):
    """Counts are given for a decision that was not taken by vote."""


class TooManyVotes(Refused):
    """More votes than seats that may vote and were there."""


class NotCarried(Refused):
    """The votes do not reach the majority the rules ask for."""


def refuse_cancelled(meeting: Meeting) -> None:
    """Raise CancelledMeeting, with the reason it was cancelled for."""
    if meeting.cancelled_on:
        raise CancelledMeeting(
            _("This meeting was cancelled on %(day)s (%(reason)s). It can decide nothing.")
            % {"day": figures.day(meeting.cancelled_on), "reason": meeting.cancelled_because}
        )


def refuse_unheld(meeting: Meeting, on: date) -> None:
    """Raise where the meeting was cancelled, or lies ahead."""
    refuse_cancelled(meeting)
    if not is_past(meeting, on):
        raise NotHeldYet(
            _("This meeting is on %(day)s. It can decide nothing before.")
            % {"day": figures.day(meeting.held)}
        )


def refuse_decision_of_cancelled(decision: Decision | None, field: str = "decision") -> None:
    """Raise where something would rest on a decision of a cancelled meeting; for the rooms above."""
    if decision and (meeting := decision.item.meeting).cancelled_on:
        raise CancelledMeeting(
            _(
                "%(reference)s is a decision of a meeting that was cancelled on %(day)s; nothing can rest on it."
            )
            % {"reference": decision.reference, "day": figures.day(meeting.cancelled_on)},
            field=field,
        )


def judged(meeting: Meeting, values: dict[str, Any]) -> bool:
    """Whether the decision is without quorum; raises where it is impossible. ``values`` are those of the decision."""
    refuse_counts_without_vote(values)
    room = electorate(meeting)
    without = _lacks_quorum(room, values)
    _refuse_votes(room, values)
    return without


def refuse_counts_without_vote(values: dict[str, Any]) -> None:
    counted = any(values.get(name) is not None for name in COUNTS)
    if counted and values.get("taken") != HowTaken.VOTE:
        raise VotesWithoutVote(_("Votes are counted only where a decision was taken by vote."), field="taken")


def _lacks_quorum(room: Electorate, values: dict[str, Any]) -> bool:
    quorum = room.quorum
    if quorum is None or values.get("outcome") == Outcome.DEFERRED:
        return False
    if not room.is_taken:
        if room.meeting.convened_on is None:
            return False  # a meeting of before Koinon: nobody can say any more
        raise AttendanceMissing(
            _("Take the attendance first: %(rule)s asks for a quorum of %(needed)s.")
            % {"rule": named(quorum.rule), "needed": figures.number(quorum.needed)}
        )
    if quorum.is_kept or room.rule(RuleKind.WITHOUT_QUORUM):
        return not quorum.is_kept
    raise NoQuorum(
        _("There is no quorum: %(present)s of %(needed)s needed who may vote are there (%(rule)s).")
        % {
            "present": figures.number(quorum.present),
            "needed": figures.number(quorum.needed),
            "rule": named(quorum.rule),
        }
    )


def _refuse_votes(room: Electorate, values: dict[str, Any]) -> None:
    if values.get("taken") != HowTaken.VOTE or not room.is_known or not room.is_taken:
        return
    votes = Votes(*(values.get(name) or 0 for name in COUNTS))
    if votes.all > len(room.voting):
        raise TooManyVotes(
            _("%(votes)s votes, but only %(seats)s of those present may vote.")
            % {"votes": figures.number(votes.all), "seats": figures.number(len(room.voting))},
            field="votes_for",
        )
    if values.get("outcome", Outcome.ADOPTED) == Outcome.ADOPTED and values.get("votes_for") is not None:
        refuse_uncarried(room, votes)


def refuse_uncarried(room: Electorate, votes: Votes) -> None:
    """Raise where the votes do not reach the majority that a rule of the day asks for."""
    rule = room.rule(RuleKind.MAJORITY)
    if rule is None or rule.number is None:
        return
    base = votes.cast if rule.reckoned in ("", Reckoned.CAST) else room.base_of(rule)
    share = Share(rule.number, rule.out_of)
    if not share.carried(votes.favour, base):
        raise NotCarried(
            _("%(votes)s for is not enough: %(rule)s asks for %(least)s of %(base)s. Record it as rejected.")
            % {
                "votes": figures.number(votes.favour),
                "rule": named(rule),
                "least": figures.number(share.least(base)),
                "base": figures.number(base),
            },
            field="votes_for",
        )


def named(rule: Any) -> str:
    """A rule by its article, or by what it is about."""
    return str(rule.article or rule)
