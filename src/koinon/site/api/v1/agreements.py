"""Agreements: parties, term as stated, acts and signatories, and how each stands on a day."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.agreements.models import Agreement, AgreementKind, Party
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.stages import State
from koinon.cooperation.agreements.state import Term, standing
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.readers import Reader
from koinon.platform.search.narrowing import named_like
from koinon.platform.ui.speaking import in_tongue
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    TitleOut,
    day_of,
    day_told,
    listed_by,
    narrowed,
    reader_of,
    ref_row,
    single,
    titles,
)
from koinon.site.api.asking import Holding, one_of
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
    titles: list[TitleOut]
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
    kind: Annotated[str, one_of(AgreementKind)] = ""
    party: str = ""
    city: str = ""
    programme: str = ""
    state: Annotated[str, one_of(State)] = ""
    holds: Holding = ""
    general: bool | None = None


def rows(reader: Reader) -> AgreementQuerySet:
    return Agreement.objects.visible_to(reader)


def told_all(ids: list[int], on: date, reader: Reader) -> list[dict[str, Any]]:
    """Agreements with all their parts, in this order: ten statements."""
    parts = parts_of(ids, reader)
    return [told(row, parts, on) for row in agreements_in_order(ids)]


def told(row: tuple[Any, ...], parts: Parts, on: date) -> dict[str, Any]:
    number, key, title, spoken, kind, general, length_words, length_months, *others = row
    programme, before, starts, ends = others[:5], others[5:10], others[10:14], others[14:]
    of_pk, of_key, of_title, of_spoken, of_audience = programme
    before_pk, before_key, before_title, before_spoken, before_audience = before
    deeds, successors = tuple(parts.deeds.get(number, ())), tuple(parts.followed.get(number, ()))
    # From these, how it stands is reckoned: for a page of rows that costs less than asking the database.
    stands = standing(Term(starts[2], starts[3], ends[2], ends[3], length_months, deeds, successors), on)
    return {
        "key": key,
        "title": title,
        "titles": titles(spoken),
        "kind": kind,
        "general": general,
        "state": stands.state.value,
        "starts": day_told(*starts[:2]),
        "ends": day_told(*ends[:2]),
        "holds": stands.held.value,
        "length_words": length_words,
        "length_months": length_months,
        "programme": ref_row(
            Programme, of_pk, of_key, in_tongue(of_spoken or "", of_title, kept_in=""), of_audience
        ),
        "succeeds": ref_row(
            Agreement, before_pk, before_key, in_tongue(before_spoken or "", before_title), before_audience
        ),
        "parties": parts.parties.get(number, []),
        "acts": parts.acts.get(number, []),
        "grant_terms": parts.grants.get(number, []),
        "appointments": parts.appointments.get(number, []),
        "purposes": parts.purposes.get(number, []),
        "alignments": parts.alignments.get(number, []),
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
