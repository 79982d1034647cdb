"""The report of a published round: what was weighed, ruled, proven, changed by hand and decided, signed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from koinon.cooperation.pairing.models import (
    AnswerChoice,
    CityAnswer,
    Report,
    Round,
    RoundRule,
    RuleKind,
    Scenario,
)
from koinon.cooperation.pairing.rule_words import frame_of, recorded_rule_json
from koinon.cooperation.pairing.sealing import weights_of
from koinon.platform.audit import sealing
from koinon.platform.audit.sealing import digest

SALT = "koinon.pairing.report"
VERSION = "koinon-pairing-report-1"


def report_of(round_: Round, moment: datetime) -> dict[str, Any]:
    """The body of the report, as JSON: eight statements, whatever the number of pairs."""
    scenario = Scenario.objects.get(chosen_for=round_)
    rules = round_.rules.select_related("left", "right")
    pairs = round_.proposed.select_related("left__body__city", "right__body__city").order_by("id")
    profiles = round_.profiles.filter(withdrawn_at=None).select_related("participation__body__city")
    return {
        "report": VERSION,
        "round": {"key": round_.key, "title": round_.title, "edition": round_.edition.title},
        "moments": {
            "call opened": told(round_.opened_at),
            "weights frozen": told(round_.frozen_at),
            "profiles opened": told(round_.profiles_opened_at),
            "solved": told(scenario.solved_at),
            "cities asked": told(round_.asked_at),
            "published": told(moment),
        },
        "weights": weights_of(round_.weights.all()),
        "weights_digest": round_.frozen_digest,
        "frame": frame_of(round_),
        "rules": [rule_told(rule) for rule in rules],
        "result": {
            "mode": scenario.mode,
            "status": scenario.status,
            "total": scenario.total,
            "bound": scenario.bound,
            "blocking_pairs": scenario.blocking_pairs,
            "worst": {"id": scenario.worst, "value": scenario.worst_value},
            "problem_digest": scenario.digest,
            "intervals": scenario.answer.get("intervals"),
            "steady": scenario.answer.get("steady"),
        },
        "cities": {
            one.participation.key: {
                "name": str(one.participation.body.city or one.participation.body),
                "profile_digest": one.frozen_digest,
            }
            for one in profiles.order_by("participation__key")
        },
        "consultation": consulted(round_, [pair.pk for pair in pairs if not pair.undone]),
        "pairs": [
            {
                "left": pair.left.key,
                "right": pair.right.key,
                "names": [str(one.body.city or one.body) for one in (pair.left, pair.right)],
                "left_value": pair.left_value,
                "right_value": pair.right_value,
                "parts": pair.parts,
                "by_hand": pair.by_hand,
                "undone": pair.undone,
                "reason": pair.reason,
            }
            for pair in pairs
        ],
    }


def consulted(round_: Round, standing: list[int]) -> dict[str, int]:
    """How the cities of the pairs that stand answered, counted: what each said is theirs."""
    answers = CityAnswer.objects.filter(pair__round=round_, pair__in=standing)
    said = Counter(answers.values_list("choice", flat=True))
    return {"asked": 2 * len(standing)} | {choice: said[choice] for choice in AnswerChoice.values}


def told(moment: datetime | None) -> str:
    """A moment as the report writes it, to the second."""
    return moment.isoformat(timespec="seconds") if moment else ""


def rule_told(rule: RoundRule) -> dict[str, Any]:
    """A rule as the report has it; why two cities are kept apart is theirs, and stays out of it."""
    kept = {} if rule.kind == RuleKind.FORBID else {"reason": rule.reason}
    return recorded_rule_json(rule) | kept


def sign(digested: str) -> str:
    """The signature of this installation over a digest."""
    return sealing.sign(digested, salt=SALT)


def is_whole(report: Report) -> bool:
    """Whether the report on record is the one that was signed."""
    return digest(report.body) == report.digest and sealing.is_genuine(
        report.digest, report.signature, salt=SALT
    )
