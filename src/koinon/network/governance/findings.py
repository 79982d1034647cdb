"""What the rules notice about meetings and decisions."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from koinon.network.evidence.rules import Proposal, Value, rule
from koinon.network.evidence.sourced import expect_sources
from koinon.network.governance.citing import citing
from koinon.network.governance.clock import Kept, clock_of
from koinon.network.governance.meetings import approved_by
from koinon.network.governance.models import BodyRule, Decision, FollowUp, Meeting, Outcome, Step
from koinon.network.people.audience import Audience

expect_sources(Meeting, Decision)


@rule(
    "decision-unowned",
    title=_("Decision that nobody carries out"),
    headline=_("Who does it?"),
    words=_("%(reference)s is open and names nobody who carries it out."),
)
def find_decisions_without_owner(on: date) -> Iterator[Proposal]:
    """Open decisions without an owner."""
    open_ones = Decision.objects.filter(
        follow_up=FollowUp.OPEN, outcome=Outcome.ADOPTED, owner_body=None, owner_person=None
    )
    for decision in open_ones.order_by("key"):
        yield Proposal("decision-unowned", (decision,), {"reference": decision.reference})


@rule(
    "decision-overdue",
    title=_("Decision past its day"),
    headline=_("Was it done?"),
    words=_("%(reference)s was to be done by %(due)s and is still open."),
)
def find_overdue_decisions(on: date) -> Iterator[Proposal]:
    """Open decisions whose latest day has passed."""
    for decision in Decision.objects.overdue(on).order_by("key"):
        yield Proposal(
            "decision-overdue", (decision,), {"reference": decision.reference, "due": decision.due}
        )


@rule(
    "step-overdue",
    title=_("Step past its day"),
    headline=_("Was it done?"),
    words=_("“%(step)s”, a step upon %(reference)s, was to be done by %(due)s and is still open."),
)
def find_overdue_steps(on: date) -> Iterator[Proposal]:
    """Open steps whose day has passed; who may see the steps is told, nobody else."""
    late = Step.objects.filter(state=FollowUp.OPEN, due_on__lt=on).select_related("decision")
    for step in late.order_by("key"):
        assert step.due_on is not None
        values: dict[str, Value] = {
            "step": step.text,
            "reference": step.decision.reference,
            "due": step.due_on,
        }
        yield Proposal("step-overdue", (step.decision,), values, Audience.SECRETARIAT, step.key)


@rule(
    "notice-missed",
    title=_("Notice given too late"),
    headline=_("Can the meeting take place?"),
    words=_("Notice of “%(meeting)s” was due by %(due)s. It was not given by then."),
)
def find_missed_notices(on: date) -> Iterator[Proposal]:
    """Meetings that were convened late, or not convened although the day for it has passed."""
    rows = Meeting.objects.filter(cancelled_on=None).filter(Q(held_latest__gte=on) | ~Q(convened_on=None))
    rules = list(BodyRule.objects.filter(body__in=rows.values("body")))
    for meeting in rows.order_by("key"):
        notice = clock_of(meeting, rules, on).notice
        if notice and notice.kept in (Kept.LATE, Kept.MISSED):
            yield Proposal("notice-missed", (meeting,), {"meeting": meeting, "due": notice.due})


@rule(
    "minutes-unapproved",
    title=_("Minutes that nobody approved"),
    headline=_("Were the minutes approved?"),
    words=_("“%(next)s” was held on %(day)s, and the minutes of “%(meeting)s” are still not approved."),
)
def find_unapproved_minutes(on: date) -> Iterator[Proposal]:
    """Drafted minutes which the next meeting of the body, already held, did not approve."""
    later = Meeting.objects.filter(
        body=OuterRef("body"),
        cancelled_on=None,
        held_earliest__gt=OuterRef("held_latest"),
        held_latest__lt=on,
    )
    rows = Meeting.objects.filter(Exists(later), cancelled_on=None, drafted_on__lte=on)
    for meeting in rows.exclude(approved_by(on)).order_by("key"):
        following = Meeting.objects.filter(body=meeting.body_id, cancelled_on=None, held_latest__lt=on)
        after = following.filter(held_earliest__gt=meeting.held_latest).order_by("held_earliest", "id")[0]
        values: dict[str, Value] = {"next": after, "day": after.held, "meeting": meeting}
        yield Proposal("minutes-unapproved", (meeting,), values)


@rule(
    "decision-of-cancelled",
    title=_("Decision of a cancelled meeting"),
    headline=_("Was this decided?"),
    words=_("%(reference)s is cited, but its meeting was cancelled on %(day)s: %(reason)s"),
)
def find_decisions_of_cancelled_meetings(on: date) -> Iterator[Proposal]:
    """Decisions of meetings that did not take place, with whatever rests on them."""
    rows = Decision.objects.filter(item__meeting__cancelled_on__isnull=False).select_related("item__meeting")
    for decision in rows.order_by("key"):
        meeting = decision.item.meeting
        assert meeting.cancelled_on is not None
        values: dict[str, Value] = {
            "reference": decision.reference,
            "day": meeting.cancelled_on,
            "reason": meeting.cancelled_because,
        }
        yield Proposal("decision-of-cancelled", (decision, *citing(decision)), values, name=decision.key)
