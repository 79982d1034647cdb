"""Pairing: rounds, the cities' profiles, the scenarios of the engine, and what is proposed and answered."""

from koinon.cooperation.pairing.profiles import Profile, Wish, WishKind, terms
from koinon.cooperation.pairing.proposals import AnswerChoice, CityAnswer, ProposedPair, Report
from koinon.cooperation.pairing.rounds import (
    CriterionName,
    Round,
    RoundRule,
    RoundState,
    RoundWeight,
    RuleKind,
)
from koinon.cooperation.pairing.scenarios import Scenario, ScenarioMode, ScenarioPair, ScenarioState

__all__ = [
    "AnswerChoice",
    "CityAnswer",
    "CriterionName",
    "Profile",
    "ProposedPair",
    "Report",
    "Round",
    "RoundRule",
    "RoundState",
    "RoundWeight",
    "RuleKind",
    "Scenario",
    "ScenarioMode",
    "ScenarioPair",
    "ScenarioState",
    "Wish",
    "WishKind",
    "terms",
]
