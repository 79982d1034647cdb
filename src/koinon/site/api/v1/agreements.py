"""Agreements: parties, term as stated, acts and signatories, and how each stands on a day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.agreements.models import Act, Agreement, Party
from koinon.cooperation.agreements.queries import term_of
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.state import standing
from koinon.network.governance.models import Decision
from koinon.network.people.readers import Reader
from koinon.platform.search.narrowing import named_like
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    dated,
    day,
    day_of,
    listed_by,
    named,
    narrowed,
    reader_of,
    ref,
    single,
)
from koinon.site.api.pointing import pointing
from koinon.site.api.v1.agreement_parts import Parts, agreements_in_order, parts_of

router = Router()


class PartyOut(Schema):
    body: Ref
    office: Ref | None
    capacity: str


class SignatoryOut(Schema):
    person: Ref
    kind: str
    capacity: str
    party: Ref | None
    role: Ref | None


class DecisionRef(Schema):
    key: str
    reference: str
    item: str
    meeting: Ref
    body: Ref


class ActOut(Schema):
    kind: str
    day: DayOut
    city: Ref | None
    virtual: bool
    decision: DecisionRef | None
    signatories: list[SignatoryOut]


class GrantOut(Schema):
    payer: Ref
    payee: Ref
    amount: Decimal | None
    currency: str
    undisclosed: bool
    purpose: str


class AppointmentOut(Schema):
    role: Ref
    person: Ref | None
    task: str


class PurposeOut(Schema):
    text: str
    cut_off: bool


class AlignmentOut(Schema):
    vocabulary: str
    code: str
    attributed_to: str


class AgreementOut(Schema):
    key: str
    title: str
    kind: str
    general: bool
    state: str
    holds: str
    starts: DayOut
    ends: DayOut
    length_words: str
    length_months: int | None
    programme: Ref | None
    succeeds: Ref | None
    parties: list[PartyOut]
    acts: list[ActOut]
    grant_terms: list[GrantOut]
    appointments: list[AppointmentOut]
    purposes: list[PurposeOut]
    alignments: list[AlignmentOut]


class AgreementFilter(Schema):
    q: str = ""
    kind: str = ""
    party: str = ""
    city: str = ""
    programme: str = ""
    state: str = ""
    holds: str = ""
    general: bool | None = None


def rows(reader: Reader) -> AgreementQuerySet:
    return Agreement.objects.visible_to(reader)


def told_all(ids: list[int], on: date, reader: Reader) -> list[dict[str, Any]]:
    """Agreements with all their parts, in this order: ten statements."""
    parts = parts_of(ids, reader)
    return [told(one, parts, on) for one in agreements_in_order(ids)]


def told(one: Agreement, parts: Parts, on: date) -> dict[str, Any]:
    acts = parts.acts.get(one.pk, [])
    # From these, how it stands is reckoned: for a page of rows that costs less than asking the database.
    term = replace(term_of(one, acts), successors=tuple(parts.followed.get(one.pk, ())))
    stands = standing(term, on)
    return {
        "key": one.key,
        "title": one.title,
        "kind": one.kind,
        "general": one.general,
        "state": stands.state.value,
        **dated(one.span, on, stands.held.value),
        "length_words": one.length_words,
        "length_months": one.length_months,
        "programme": ref(one.programme),
        "succeeds": ref(one.succeeds),
        "parties": [
            {"body": named(p.body), "office": ref(p.office), "capacity": p.capacity}
            for p in parts.parties.get(one.pk, ())
        ],
        "acts": [told_act(act, parts) for act in acts],
        "grant_terms": [
            {
                "payer": named(g.payer),
                "payee": named(g.payee),
                "amount": g.amount,
                "currency": g.currency,
                "undisclosed": g.undisclosed,
                "purpose": g.purpose,
            }
            for g in parts.grants.get(one.pk, ())
        ],
        "appointments": [
            {"role": named(a.role), "person": ref(a.role.person), "task": a.task}
            for a in parts.appointments.get(one.pk, ())
        ],
        "purposes": [{"text": p.text, "cut_off": p.cut_off} for p in parts.purposes.get(one.pk, ())],
        "alignments": [
            {"vocabulary": a.vocabulary, "code": a.code, "attributed_to": a.attributed_to}
            for a in parts.alignments.get(one.pk, ())
        ],
    }


def told_act(act: Act, parts: Parts) -> dict[str, Any]:
    decision = parts.decisions.get(act.decision_id or 0)
    return {
        "kind": act.kind,
        "day": day(act.day),
        "city": ref(act.city),
        "virtual": act.virtual,
        "decision": told_decision(decision) if decision else None,
        "signatories": [
            {
                "person": named(s.person),
                "kind": s.kind,
                "capacity": s.capacity,
                "party": ref(s.party.body) if s.party else None,
                "role": ref(s.role),
            }
            for s in parts.signatories.get(act.pk, ())
        ],
    }


def told_decision(decision: Decision) -> dict[str, Any]:
    item = decision.item
    return {
        "key": decision.key,
        "reference": decision.reference,
        "item": item.number,
        "meeting": named(item.meeting),
        "body": named(item.meeting.body),
    }


@router.get("/agreements", response=ListOf[AgreementOut])
def agreements(request: HttpRequest, asked: Asked, wanted: Query[AgreementFilter]) -> HttpResponse:
    """Agreements; `party` takes one key or several parted by commas, which must all be parties. `holds` is *in force*."""
    on, reader = day_of(request, asked), reader_of(request)
    found = rows(reader)
    if wanted.state or wanted.holds:
        found = found.with_standing(on, reader)
    for key in [key for key in wanted.party.split(",") if key]:
        among = Party.objects.visible_to(reader).filter(
            pointing(Party, reader, {"body": key}) | pointing(Party, reader, {"office": key})
        )
        found = found.filter(pk__in=among.values("agreement"))
    if wanted.city:
        found = found.filter(
            pk__in=Party.objects.visible_to(reader).filter(body__city__key=wanted.city).values("agreement")
        )
    words = {"kind": wanted.kind, "state": wanted.state}
    found = found.filter(**{path: value for path, value in words.items() if value})
    found = found.filter(pointing(Agreement, reader, {"programme": wanted.programme}))
    if wanted.q:
        found = found.filter(Q(title__icontains=wanted.q) | named_like(Agreement, wanted.q))
    if wanted.general is not None:
        found = found.filter(general=wanted.general)
    found = narrowed(found, wanted.holds)
    return listed_by(request, found, asked, lambda ids: told_all(ids, on, reader))


@router.get("/agreements/{key}", response=AgreementOut)
def agreement(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One agreement."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, rows(reader), key, lambda one: told_all([one.pk], on, reader)[0])
