"""Agreements: parties, term as stated, acts and signatories, and how each stands on a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.agreements.models import Act, Agreement, Appointment, GrantTerm, Party, Signatory
from koinon.cooperation.agreements.queries import term_of
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.state import standing
from koinon.network.governance.models import Decision
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    dated,
    day,
    day_of,
    listed,
    narrowed,
    reader_of,
    ref,
    single,
)

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
    """The agreements with all their parts; a fixed number of statements."""
    signed = Signatory.objects.visible_to(reader).select_related("person", "party__body", "role")
    decided = Decision.objects.visible_to(reader).select_related("item__meeting__body")
    acts = (
        Act.objects.visible_to(reader)
        .select_related("city")
        .prefetch_related(Prefetch("signatories", signed))
        .prefetch_related(Prefetch("decision", decided))
    )
    # From these, how each stands is reckoned: for a page of rows that costs less than asking the database.
    following = Agreement.objects.visible_to(reader).prefetch_related("acts")
    found = Agreement.objects.visible_to(reader).select_related("programme", "succeeds")
    found = (
        found.prefetch_related(Prefetch("successors", following))
        .prefetch_related(
            Prefetch("parties", Party.objects.visible_to(reader).select_related("body", "office"))
        )
        .prefetch_related(Prefetch("acts", acts))
    )
    granted = GrantTerm.objects.visible_to(reader).select_related("payer", "payee")
    appointed = Appointment.objects.visible_to(reader).select_related("role__person", "role__post")
    found = found.prefetch_related(Prefetch("grant_terms", granted)).prefetch_related(
        Prefetch("appointments", appointed)
    )
    return found.prefetch_related("purposes", "alignments")


def told(one: Agreement, on: date) -> dict[str, Any]:
    stands = standing(term_of(one, one.acts.all(), one.successors.all()), on)
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
            {"body": ref(p.body), "office": ref(p.office), "capacity": p.capacity} for p in one.parties.all()
        ],
        "acts": [told_act(act) for act in one.acts.all()],
        "grant_terms": [
            {
                "payer": ref(g.payer),
                "payee": ref(g.payee),
                "amount": g.amount,
                "currency": g.currency,
                "undisclosed": g.undisclosed,
                "purpose": g.purpose,
            }
            for g in one.grant_terms.all()
        ],
        "appointments": [
            {"role": ref(a.role), "person": ref(a.role.person), "task": a.task}
            for a in one.appointments.all()
        ],
        "purposes": [{"text": p.text, "cut_off": p.cut_off} for p in one.purposes.all()],
        "alignments": [
            {"vocabulary": a.vocabulary, "code": a.code, "attributed_to": a.attributed_to}
            for a in one.alignments.all()
        ],
    }


def told_act(act: Act) -> dict[str, Any]:
    return {
        "kind": act.kind,
        "day": day(act.day),
        "city": ref(act.city),
        "virtual": act.virtual,
        "decision": told_decision(act.decision) if act.decision else None,
        "signatories": [
            {
                "person": ref(s.person),
                "kind": s.kind,
                "capacity": s.capacity,
                "party": ref(s.party.body) if s.party else None,
                "role": ref(s.role),
            }
            for s in act.signatories.all()
        ],
    }


def told_decision(decision: Decision) -> dict[str, Any]:
    item = decision.item
    return {
        "key": decision.key,
        "reference": decision.reference,
        "item": item.number,
        "meeting": ref(item.meeting),
        "body": ref(item.meeting.body),
    }


@router.get("/agreements", response=ListOf[AgreementOut])
def agreements(request: HttpRequest, asked: Asked, wanted: Query[AgreementFilter]) -> HttpResponse:
    """Agreements; `party` takes one key or several parted by commas, which must all be parties. `holds` is *in force*."""
    on, reader = day_of(request, asked), reader_of(request)
    found = rows(reader)
    if wanted.state or wanted.holds:
        found = found.with_standing(on, reader)
    for key in [key for key in wanted.party.split(",") if key]:
        among = Party.objects.visible_to(reader).filter(Q(body__key=key) | Q(office__key=key))
        found = found.filter(pk__in=among.values("agreement"))
    if wanted.city:
        found = found.filter(
            pk__in=Party.objects.visible_to(reader).filter(body__city__key=wanted.city).values("agreement")
        )
    named = {"kind": wanted.kind, "programme__key": wanted.programme, "state": wanted.state}
    found = found.filter(**{path: value for path, value in named.items() if value})
    if wanted.q:
        found = found.filter(title__icontains=wanted.q)
    if wanted.general is not None:
        found = found.filter(general=wanted.general)
    found = narrowed(found, wanted.holds)
    return listed(request, found, asked, lambda one: told(one, on))


@router.get("/agreements/{key}", response=AgreementOut)
def agreement(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One agreement."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, rows(reader), key, lambda one: told(one, on))
