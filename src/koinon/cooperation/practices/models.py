"""Practices: public cases of what a city did, who can be asked, and what became of it after a year."""

from koinon.cooperation.practices.asking import PracticePerson, PracticeQuestion
from koinon.cooperation.practices.follow_ups import Outcome, PracticeFollowUp
from koinon.cooperation.practices.practices import (
    Practice,
    PracticeAlignment,
    PracticeDocument,
    PracticeKind,
    PracticeState,
    PracticeText,
    terms,
)

__all__ = [
    "Outcome",
    "Practice",
    "PracticeAlignment",
    "PracticeDocument",
    "PracticeFollowUp",
    "PracticeKind",
    "PracticePerson",
    "PracticeQuestion",
    "PracticeState",
    "PracticeText",
    "terms",
]
