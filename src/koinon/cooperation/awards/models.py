"""Awards: panels and their jurors, phases, conflicts, assignments, reviews with scores, and frozen results."""

from koinon.cooperation.awards.allotments import Allotment, AllotmentState, LanguageRule
from koinon.cooperation.awards.panels import Juror, Panel, PanelKind
from koinon.cooperation.awards.phases import Phase, PhaseState, Shown, TieRule
from koinon.cooperation.awards.results import Result, Standing, Turn
from koinon.cooperation.awards.reviews import (
    Assignment,
    Conflict,
    ConflictKind,
    JuryScore,
    Review,
    Severity,
    Tally,
    assignment_key,
    conflict_key,
)

__all__ = [
    "Allotment",
    "AllotmentState",
    "Assignment",
    "Conflict",
    "ConflictKind",
    "Juror",
    "JuryScore",
    "LanguageRule",
    "Panel",
    "PanelKind",
    "Phase",
    "PhaseState",
    "Result",
    "Review",
    "Severity",
    "Shown",
    "Standing",
    "Tally",
    "TieRule",
    "Turn",
    "assignment_key",
    "conflict_key",
]
