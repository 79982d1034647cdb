"""Pairing: the engine for other programs, and the rounds of the record with their weights, rules and pairs."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from koinon.cooperation.pairing.models import ProposedPair, Round, RoundRule, RoundWeight
from koinon.network.people.readers import Reader
from koinon.site.api.answers import Asked, AsOf, ListOf, Ref, listed, reader_of, ref, single
from koinon.site.api.pointing import pointing
from koinon.site.api.problems import problem

router = Router()
MOST_PAIRS = 40_000
MOST_PAIRS_PUBLIC = 10_000


class CityIn(Schema):
    id: str
    capacity: int = 1
    outside: int = 0
    groups: dict[str, str] = {}


class PairIn(Schema):
    left: str
    right: str
    left_value: int
    right_value: int


class ProblemIn(Schema):
    """A problem in the format ``koinon-match-1``; docs/pairing-format.md says what each part means."""

    format: str = "koinon-match-1"
    left: list[CityIn]
    right: list[CityIn] | None = None
    pairs: list[PairIn]
    rules: list[dict[str, Any]] = []
    everyone: bool = False
    mode: str = "best"
    max_loss: float = 0
    explain: list[str] = []


class WorstOut(Schema):
    id: str
    value: int


class AnswerOut(Schema):
    status: str
    pairs: list[tuple[str, str]]
    total: int | None
    bound: int | None
    blocking_pairs: int | None
    worst: WorstOut | None
    prices: dict[str, list[tuple[str, str, int | None]]] = {}
    relax: list[dict[str, Any]]
    digest: str
    notes: list[str] = []


class WeightOut(Schema):
    criterion: str
    weight: int


class RuleOut(Schema):
    kind: str
    left: Ref | None
    right: Ref | None
    group: str
    other_group: str
    count: int | None


class PairOut(Schema):
    left: Ref
    right: Ref
    left_value: int
    right_value: int
    parts: list[dict[str, Any]]
    by_hand: bool
    undone: bool
    reason: str
    agreement: Ref | None


class RoundOut(Schema):
    key: str
    title: str
    edition: Ref
    state: str
    left_side: str
    right_side: str
    frozen_digest: str
    published_at: str | None
    weights: list[WeightOut]
    rules: list[RuleOut]
    pairs: list[PairOut]


class RoundFilter(Schema):
    edition: str = ""


DESCRIBED = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": ProblemIn.json_schema()}}}
}


@router.post("/pairing/solve", response=AnswerOut, openapi_extra=DESCRIBED)
def solve(request: HttpRequest) -> HttpResponse:
    """Answer a problem in the format koinon-match-1, exactly as `koinon match` does.

    A problem whose rules cannot all be kept is answered with status `infeasible` and a smallest set of rules to relax.
    """
    # Here, because the workshop brings arrays with it that no other door needs.
    from koinon.cooperation.pairing.setting import NotSolvable
    from koinon.cooperation.pairing.solving import TooLarge, solved_content

    most = MOST_PAIRS_PUBLIC if reader_of(request).is_public else MOST_PAIRS
    try:
        content = solved_content(request.body, most=most)
    except TooLarge as large:
        return problem(413, str(large))
    except NotSolvable as wrong:
        return problem(422, _("The problem cannot be used as it is."), errors=_placed(str(wrong)))
    return HttpResponse(content, content_type="application/json")


def _placed(faults: str) -> list[dict[str, str]]:
    """Each fault with its place: "pairs[12].left_value: …" parted at the first colon."""
    placed = []
    for line in faults.splitlines():
        place, colon, words = line.partition(": ")
        placed.append({"field": place, "message": words} if colon else {"field": "", "message": line})
    return placed


def round_rows(reader: Reader) -> QuerySet[Round]:
    pairs = ProposedPair.objects.visible_to(reader).select_related("left__body", "right__body", "agreement")
    rules = RoundRule.objects.visible_to(reader).select_related("left__body", "right__body")
    weights = RoundWeight.objects.visible_to(reader).filter(weight__gt=0)
    return (
        Round.objects.visible_to(reader)
        .select_related("edition", "chosen")
        .prefetch_related(Prefetch("proposed", pairs), Prefetch("rules", rules), Prefetch("weights", weights))
    )


def told(one: Round) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "edition": ref(one.edition),
        "state": one.state.value,
        "left_side": one.left_side,
        "right_side": one.right_side,
        "frozen_digest": one.frozen_digest,
        "published_at": one.published_at.isoformat() if one.published_at else None,
        "weights": [{"criterion": row.criterion, "weight": row.weight} for row in one.weights.all()],
        "rules": [_rule(row) for row in one.rules.all()],
        "pairs": [_pair(row) for row in one.proposed.all()],
    }


def _rule(row: RoundRule) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "left": ref(row.left.body) if row.left else None,
        "right": ref(row.right.body) if row.right else None,
        "group": row.group,
        "other_group": row.other_group,
        "count": row.count,
    }


def _pair(row: ProposedPair) -> dict[str, Any]:
    return {
        "left": ref(row.left.body),
        "right": ref(row.right.body),
        "left_value": row.left_value,
        "right_value": row.right_value,
        "parts": row.parts,
        "by_hand": row.by_hand,
        "undone": row.undone,
        "reason": row.reason,
        "agreement": ref(row.agreement),
    }


@router.get("/pairing/rounds", response=ListOf[RoundOut])
def rounds(request: HttpRequest, asked: Asked, wanted: Query[RoundFilter]) -> HttpResponse:
    """Rounds of pairing with their weights, rules and pairs, as far as the asker may see them."""
    reader = reader_of(request)
    found = round_rows(reader).filter(pointing(Round, reader, {"edition": wanted.edition}))
    return listed(request, found, asked, told)


@router.get("/pairing/rounds/{key}", response=RoundOut)
def round_(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One round."""
    return single(request, round_rows(reader_of(request)), key, told)
