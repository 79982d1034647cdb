"""What a juror does with an entry: scores criterion by criterion, comments, abstains, declares a conflict, sends."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import Assignment, Conflict, ConflictKind, JuryScore, PhaseState, Review
from koinon.cooperation.awards.permissions import can_score
from koinon.cooperation.awards.phase_commands import PhaseFrozen, refuse_frozen
from koinon.cooperation.awards.reminders import settle
from koinon.cooperation.awards.tallying import criteria_of, points_of, retally
from koinon.cooperation.calls.models import Criterion
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

LONGEST = 4000


class ScoringClosed(Refused):
    """Scoring is not open."""


class NoSuchScore(Refused):
    """The score is outside what the criterion allows."""


class ChangedElsewhere(Refused):
    """The score was changed on another device since this one saw it."""

    def __init__(self, stands: int) -> None:
        words = _("On another device you gave %(value)s since. Look again, and choose.")
        super().__init__(words % {"value": stands}, field="value")
        self.stands = stands


class NotComplete(Refused):
    """A criterion has no score yet."""


class NoReason(Refused):
    """Something that needs a reason was given none."""


def score_criterion(
    assignment: Assignment, criterion: Criterion, value: int, *, seen: int | None, by: Reader
) -> Review:
    """Give one criterion its score. Sent again it changes nothing, so a bad line does no harm.

    ``seen`` is the score that stood when the juror chose this one; where another stands now, it is not
    written over unawares.
    """
    if criterion.call_id != assignment.phase.panel.call_id or not 0 <= value <= criterion.top:
        raise NoSuchScore(_("Choose from 0 to %(top)s.") % {"top": criterion.top}, field="value")
    with act("score_criterion", by=by.user) as doing:
        review = _open_review(doing, assignment, by)
        score = JuryScore.objects.filter(review=review, criterion=criterion).first()
        if score is None:
            doing.create(JuryScore.of(review, criterion.pk, value))
        elif score.value not in (seen, value):
            raise ChangedElsewhere(score.value)
        else:
            doing.change(score, value=value)
        _count_again(doing, review)
    return review


def write_comments(assignment: Assignment, to_committee: str, to_applicant: str, *, by: Reader) -> Review:
    """What the panel may read, and, apart, what the applicant may."""
    with act("write_comments", by=by.user) as doing:
        review = _open_review(doing, assignment, by)
        doing.change(
            review, to_committee=to_committee.strip()[:LONGEST], to_applicant=to_applicant.strip()[:LONGEST]
        )
    return review


def send_review(assignment: Assignment, *, by: Reader, moment: datetime) -> Review:
    """Hand the scores in, every criterion of them; until scoring closes they can still be changed."""
    with act("send_review", by=by.user) as doing:
        review = _open_review(doing, assignment, by)
        given = set(review.scores.values_list("criterion", flat=True))
        for criterion in criteria_of(assignment.phase):
            if criterion.pk not in given:
                raise NotComplete(_("“%(criterion)s” has no score yet.") % {"criterion": criterion})
        doing.change(
            review,
            sent_at=review.sent_at if review.sent_at and not review.abstained else moment,
            abstained=False,
            abstained_reason="",
            points=points_of(review),
        )
        retally(assignment.phase, [assignment.entry_id])
        settle(assignment.phase, assignment.juror_id, moment=moment)
    return review


def abstain(assignment: Assignment, reason: str, *, by: Reader, moment: datetime) -> Review:
    """Give no score, and say why; the entry then has one juror less."""
    if not reason.strip():
        raise NoReason(_("Say why you abstain."), field="reason")
    with act("abstain", by=by.user) as doing:
        review = _open_review(doing, assignment, by)
        doing.change(review, abstained=True, abstained_reason=reason.strip()[:300], sent_at=moment, points=0)
        retally(assignment.phase, [assignment.entry_id])
        settle(assignment.phase, assignment.juror_id, moment=moment)
    return review


def declare_conflict(assignment: Assignment, words: str, *, by: Reader, moment: datetime) -> Conflict:
    """Say that one has an interest in the entry: from then on one neither reads nor scores it."""
    if not words.strip():
        raise NoReason(_("Say what ties you to this entry."), field="words")
    with act("declare_conflict", by=by.user) as doing:
        _refuse_unless_open(assignment, by)
        conflict = Conflict(
            key=propose_key(Conflict, assignment.key),
            panel=assignment.phase.panel,
            juror=assignment.juror,
            entry=assignment.entry,
            kind=ConflictKind.DECLARED,
            words=words.strip()[:300],
            declared=True,
            found_at=moment,
        )
        doing.create(conflict)
        retally(assignment.phase, [assignment.entry_id])
        settle(assignment.phase, assignment.juror_id, moment=moment)
    return conflict


def _open_review(doing: Act, assignment: Assignment, by: Reader) -> Review:
    """The review of the assignment, made where there is none; locked until the act is over."""
    _refuse_unless_open(assignment, by)
    review = Review.objects.select_for_update().filter(assignment=assignment).first()
    return review or doing.create(Review(key=assignment.key, assignment=assignment))


def _refuse_unless_open(assignment: Assignment, by: Reader) -> None:
    refuse_frozen(assignment.phase)
    if assignment.phase.state is not PhaseState.SCORING:
        raise ScoringClosed(_("Scoring is not open."))
    allowed = can_score(by, assignment) and Assignment.objects.of_reader(by).filter(pk=assignment.pk).exists()
    refuse_unless(allowed)


def _count_again(doing: Act, review: Review) -> None:
    """What was sent before counts with its new score at once."""
    if review.sent_at and not review.abstained:
        doing.change(review, points=points_of(review))
        retally(review.assignment.phase, [review.assignment.entry_id])


__all__ = [
    "PhaseFrozen",
    "abstain",
    "declare_conflict",
    "score_criterion",
    "send_review",
    "write_comments",
]
