"""How bodies decide: their rules, meetings, the numbered agenda, who was there, decisions and what followed."""

from koinon.network.governance.body_rules import IN_DAYS, BodyRule, Reckoned, RuleKind
from koinon.network.governance.decisions import Decision, FollowUp, HowTaken, Outcome, Step
from koinon.network.governance.meetings import AgendaItem, ItemKind, ItemPaper, Meeting, MeetingKind
from koinon.network.governance.sittings import Ballot, Choice, Minute, Presence, Sitting

__all__ = [
    "IN_DAYS",
    "AgendaItem",
    "Ballot",
    "BodyRule",
    "Choice",
    "Decision",
    "FollowUp",
    "HowTaken",
    "ItemKind",
    "ItemPaper",
    "Meeting",
    "MeetingKind",
    "Minute",
    "Outcome",
    "Presence",
    "Reckoned",
    "RuleKind",
    "Sitting",
    "Step",
]
