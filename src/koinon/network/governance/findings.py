"""What the rules notice about decisions."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.network.evidence.rules import Proposal, rule
from koinon.network.evidence.sourced import expect_sources
from koinon.network.governance.models import Decision, FollowUp, Meeting

expect_sources(Meeting, Decision)


@rule(
    "decision-unowned",
    title=_("Decision that nobody carries out"),
    headline=_("Who does it?"),
    words=_("%(reference)s is open and names nobody who carries it out."),
)
def find_decisions_without_owner(on: date) -> Iterator[Proposal]:
    """Open decisions without an owner."""
    open_ones = Decision.objects.filter(follow_up=FollowUp.OPEN, owner_body=None, owner_person=None)
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
    late = Decision.objects.filter(follow_up=FollowUp.OPEN, due_latest__lt=on).exclude(due_edtf="")
    for decision in late.order_by("key"):
        yield Proposal(
            "decision-overdue", (decision,), {"reference": decision.reference, "due": decision.due}
        )
