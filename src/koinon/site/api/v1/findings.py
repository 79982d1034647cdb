"""Findings: contradictions and gaps that the rules noticed."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.evidence.inbox import Finding, FindingState
from koinon.network.evidence.visibility import visible_records
from koinon.network.people.readers import Reader
from koinon.site.api.answers import Asked, AsOf, ListOf, listed, moment, reader_of, single
from koinon.site.api.asking import one_of

router = Router()


class SubjectOut(Schema):
    kind: str
    key: str
    name: str


class FindingOut(Schema):
    key: str
    rule: str
    title: str
    headline: str
    words: str
    state: str
    first_seen_at: datetime
    last_seen_at: datetime
    settled_at: datetime | None
    reason: str
    subjects: list[SubjectOut]


class FindingFilter(Schema):
    rule: str = ""
    state: Annotated[str, one_of(FindingState)] = ""


def rows(reader: Reader) -> QuerySet[Finding]:
    return Finding.objects.visible_to(reader).prefetch_related("subjects")


def teller(reader: Reader, found: list[Finding]) -> Callable[[Finding], dict[str, Any]]:
    """How each is told, with the subjects of all looked up together: one statement a kind."""
    places = [(one.kind, one.object_id) for finding in found for one in finding.subjects.all()]
    seen = visible_records(places, reader)

    def told(one: Finding) -> dict[str, Any]:
        about = [
            ((s.kind), seen[s.kind, s.object_id]) for s in one.subjects.all() if (s.kind, s.object_id) in seen
        ]
        return {
            "key": one.key,
            "rule": one.rule,
            "title": one.rule_title,
            "headline": one.headline,
            "words": one.words,
            "state": one.state,
            "first_seen_at": moment(one.first_seen_at),
            "last_seen_at": moment(one.last_seen_at),
            "settled_at": moment(one.settled_at),
            "reason": one.reason,
            "subjects": [{"kind": kind, "key": record.key, "name": str(record)} for kind, record in about],
        }

    return told


@router.get("/findings", response=ListOf[FindingOut])
def findings(request: HttpRequest, asked: Asked, wanted: Query[FindingFilter]) -> HttpResponse:
    """Findings by rule and state (open, settled, gone)."""
    reader = reader_of(request)
    named = {"rule": wanted.rule, "state": wanted.state}
    found = rows(reader).filter(**{path: value for path, value in named.items() if value})
    part = list(found[asked.offset : asked.offset + asked.limit])
    return listed(request, found, asked, teller(reader, part))


@router.get("/findings/{key}", response=FindingOut)
def finding(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One finding."""
    reader = reader_of(request)
    found = list(rows(reader).filter(key=key))
    return single(request, rows(reader), key, teller(reader, found))
