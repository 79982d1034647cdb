"""The exchange file, written: an answer as JSON, and the canonical form of a problem with its digest."""

import hashlib
import json
from typing import Any

from koinon.matching.answer import Answer, Relaxation, Status
from koinon.matching.checking import notes
from koinon.matching.exchange_file import FORMAT, RULES
from koinon.matching.problem import City, Problem
from koinon.matching.rules import Rule


def compact(value: object) -> str:
    """JSON in one way only: keys sorted, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def rule_content(rule: Rule) -> dict[str, Any]:
    """A rule as the file writes it."""
    name, fields = next((name, fields) for name, (kind, fields) in RULES.items() if isinstance(rule, kind))
    values = {key: getattr(rule, key) for key in fields}
    return {"rule": name} | {
        key: dict(value) if isinstance(value, tuple) else value for key, value in values.items()
    }


def _city_content(city: City) -> dict[str, Any]:
    return {"id": city.id, "capacity": city.capacity, "outside": city.outside, "groups": dict(city.groups)}


def canonical(problem: Problem) -> str:
    """The one text of a problem, itself an exchange file: nothing left to default, everything in order.

    Cities by id, pairs by left then right id, rules by their own canonical text, keys by name, no blanks, ASCII;
    ``max_loss`` as a fraction in lowest terms; ``explain`` is left out, because it asks nothing of the pairs.
    """
    pairs = problem.pairs
    before = [f'{{"left":{compact(city.id)},"left_value":' for city in problem.left]
    between = [f',"right":{compact(city.id)},"right_value":' for city in problem.others]
    pieces = zip(
        map(before.__getitem__, pairs.left.tolist()),
        map(str, pairs.left_value.tolist()),
        map(between.__getitem__, pairs.right.tolist()),
        map(str, pairs.right_value.tolist()),
        strict=True,
    )
    rows = "},".join(map("".join, pieces)) + ("}" if len(pairs) else "")
    parts = {
        "everyone": compact(problem.everyone),
        "format": compact(FORMAT),
        "left": compact([_city_content(city) for city in problem.left]),
        "max_loss": compact(str(problem.max_loss)),
        "mode": compact(problem.mode),
        "pairs": f"[{rows}]",
        "rules": f"[{','.join(sorted(compact(rule_content(rule)) for rule in problem.rules))}]",
    }
    if problem.right is not None:
        parts["right"] = compact([_city_content(city) for city in problem.right])
    return "{" + ",".join(f'"{name}":{parts[name]}' for name in sorted(parts)) + "}"


def digest(problem: Problem) -> str:
    """The SHA-256 of the canonical problem, so that an answer tells which problem it answers."""
    return hashlib.sha256(canonical(problem).encode("ascii")).hexdigest()


def content(problem: Problem, answer: Answer) -> dict[str, Any]:
    """An answer as the file writes it; where there is none, what would be measured on it is null."""
    none = answer.status is Status.INFEASIBLE
    worst = None if answer.worst is None else {"id": answer.worst.id, "value": answer.worst.value}
    prices = {}
    if answer.prices is not None:
        prices = {"prices": {"force": answer.prices.force, "forbid": answer.prices.forbid}}
    return {
        "status": answer.status,
        "pairs": answer.pairs,
        "total": None if none else answer.total,
        "bound": None if none else answer.bound,
        "blocking_pairs": None if none else answer.blocking_pairs,
        "worst": worst,
        **prices,
        "relax": [_relaxed(relaxation) for relaxation in answer.relax],
        "digest": digest(problem),
        **({"notes": list(said)} if (said := notes(problem)) else {}),
    }


def _relaxed(relaxation: Relaxation) -> dict[str, Any]:
    return {"rule": rule_content(relaxation.rule), "why": relaxation.why}


def written(problem: Problem, answer: Answer) -> str:
    """An answer as text: one key a line, one pair a line, so that two answers can be compared line by line."""
    lines = []
    for name, value in content(problem, answer).items():
        if name == "prices":
            value = "{" + ", ".join(f'"{kind}": {_listed(rows)}' for kind, rows in value.items()) + "}"
        elif name in {"pairs", "relax", "notes"}:
            value = _listed(value)
        else:
            value = json.dumps(value, ensure_ascii=False)
        lines.append(f' "{name}": {value}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _listed(rows: tuple[Any, ...] | list[Any]) -> str:
    if not rows:
        return "[]"
    return "[\n  " + ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n ]"
