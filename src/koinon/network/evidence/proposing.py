"""Craft of a run: what the rules propose, set against the findings on record. It only reads."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from koinon.network.evidence.inbox import Finding, FindingState, Reopening
from koinon.network.evidence.rules import Proposal, bare, registered
from koinon.network.people.audience import Audience
from koinon.platform.audit.models import Record

logger = logging.getLogger(__name__)

# A finding knows no parties: what only they or named bodies may see stays with the secretariat.
WIDTH = {
    Audience.PUBLIC: 0,
    Audience.MEMBERS: 1,
    Audience.PARTIES: 2,
    Audience.BODIES: 2,
    Audience.SECRETARIAT: 2,
}
BY_WIDTH = (Audience.PUBLIC, Audience.MEMBERS, Audience.SECRETARIAT)


def narrowest(audiences: Iterable[str]) -> Audience:
    """The narrowest of these and of what the site allows for findings; what is not known is narrow."""
    widths = [WIDTH.get(Audience(one), 2) for one in (settings.FINDINGS_AUDIENCE, *audiences)]
    return BY_WIDTH[max(widths)]


def audience_of(subjects: Iterable[Record], given: str = Audience.PUBLIC) -> Audience:
    """For whose eyes a finding on these records is."""
    return narrowest([given, *(getattr(subject, "audience", Audience.PUBLIC) for subject in subjects)])


@dataclass(slots=True)
class Harvest:
    """What the rules proposed on a day, by key, and the rules that broke down."""

    proposals: dict[str, Proposal] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def harvest(on: date) -> Harvest:
    """Ask every rule. One that breaks down is named and left out; the others do not suffer."""
    found = Harvest()
    for rule in registered():
        try:
            with transaction.atomic():
                found.proposals |= {proposal.key: proposal for proposal in rule.find(on)}
        except Exception:
            logger.exception("The rule %s broke down", rule.name)
            found.failed.append(rule.name)
    return found


def news_of(finding: Finding, proposal: Proposal) -> dict[str, Any]:
    """What a run changes in a finding proposed again; a settled one stays so unless its values changed."""
    news: dict[str, Any] = {}
    audience = audience_of(proposal.subjects, proposal.audience)
    if finding.audience != audience:
        news["audience"] = audience
    if finding.values != proposal.kept_values:
        news["values"] = proposal.kept_values
    if finding.state == FindingState.GONE:
        news |= {"state": FindingState.OPEN, "reopened": Reopening.RETURNED}
    elif finding.state == FindingState.SETTLED and bare(finding.values) != bare(proposal.kept_values):
        news |= {"state": FindingState.OPEN, "reopened": Reopening.CHANGED}
    return news
