"""The money line of an agreement or of a funder, worked out from the record as of a day: six statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q

from koinon.cooperation.agreements.commitments import given
from koinon.cooperation.agreements.models import Agreement, EvidenceState, GrantTerm
from koinon.cooperation.grants.models import Grant, Instalment, Payment, Pledge
from koinon.cooperation.grants.money import Money, money_of, network_currency
from koinon.cooperation.grants.money_line import Gap, Line, Row
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates import Day

Name = Callable[[Any], str]


def own_name(record: Record) -> str:
    """What a record is called whatever language anybody reads: for what is signed."""
    return Record.__str__(record)


@dataclass(frozen=True, slots=True)
class Found:
    """What is on record behind a line."""

    pledges: list[Pledge]
    terms: list[GrantTerm]
    grants: list[Grant]

    @property
    def instalments(self) -> Iterator[Instalment]:
        return (one for grant in self.grants for one in grant.instalments.all())

    @property
    def payments(self) -> Iterator[Payment]:
        return (one for grant in self.grants for one in grant.payments.all())


def found(subject: Agreement | Body, on: date, reader: Reader) -> Found:
    """All that had come to pass by the day and the reader may see."""
    pledges = Pledge.objects.visible_to(reader).by(on)
    grants = Grant.objects.visible_to(reader).by(on)
    terms = GrantTerm.objects.visible_to(reader).filter(given(on))
    if isinstance(subject, Agreement):
        own = Q(agreement=subject)
        return _found(pledges.filter(own), terms.filter(own), grants.filter(own), on, reader)
    funded = Grant.objects.funded_by([subject.pk])
    return _found(
        pledges.filter(funder=subject), terms.filter(payer=subject), grants.filter(funded), on, reader
    )


def _found(pledges: Any, terms: Any, grants: Any, on: date, reader: Reader) -> Found:
    order = ("day_latest", "id")
    pledged = list(pledges.select_related("funder", "recipient").order_by(*order))
    said = {one.grant_term_id for one in pledged if one.grant_term_id}
    return Found(
        pledged,
        [
            one
            for one in terms.select_related("payer", "payee", "agreement").order_by("id")
            if one.pk not in said
        ],
        list(
            grants.select_related("funder", "recipient")
            .prefetch_related(
                Prefetch("instalments", Instalment.objects.order_by("due_latest", "id")),
                Prefetch(
                    "payments",
                    Payment.objects.by(on).with_proof(reader).order_by(*order),
                ),
            )
            .order_by(*order)
        ),
    )


def line_of(
    subject: Agreement | Body, on: date, reader: Reader, *, audience: str = "", name: Name = str
) -> Line:
    """The line as of a day, with the names in the reader's language unless another way to name is given."""
    on_record = found(subject, on, reader)
    return Line(
        subject.record_kind(),
        subject.key,
        name(subject),
        on.isoformat(),
        network_currency(),
        audience,
        tuple(_rows(on_record, on, name)),
        tuple(_gaps(on_record, on)),
    )


def _rows(on_record: Found, on: date, name: Name) -> Iterator[Row]:
    for pledge in on_record.pledges:
        yield _row("pledged", pledge, pledge, (pledge.funder, pledge.recipient), name, day=pledge.day)
    for term in on_record.terms:
        yield Row(
            "pledged",
            "term",
            term.key,
            term.purpose or name(term.agreement),
            name(term.payer),
            name(term.payee),
            amount=term.amount,
            currency=term.currency,
            undisclosed=term.undisclosed,
            in_kind=term.in_kind,
            grant=term.agreement.key,
        )
    for grant in on_record.grants:
        ends = (grant.funder, grant.recipient)
        yield _row("granted", grant, grant, ends, name, day=grant.day)
        for one in grant.instalments.all():
            if one.due_latest <= on:
                yield _instalment_row(grant, one, name)
        for paid in grant.payments.all():
            yield _row(
                "paid", paid, paid, ends, name, day=paid.day, grant=grant.key, shown_by=shown_by(paid, name)
            )


def _row(
    stage: str, record: Record, money: Money, ends: tuple[Body, Body], name: Name, day: Day, **more: Any
) -> Row:
    provider, receiver = (name(one) for one in ends)
    told = money_of(money)
    told["rate_on"] = money.rate_on.isoformat() if money.rate_on else ""
    kind = str(record._meta.model_name)
    title = getattr(record, "title", "") or ""
    return Row(stage, kind, record.key, title, provider, receiver, day=day.edtf, **told, **more)


def _instalment_row(grant: Grant, one: Instalment, name: Name) -> Row:
    """An instalment is in the currency of its grant, and reckoned at the grant's rate."""
    return Row(
        "due",
        "instalment",
        one.key,
        one.title,
        name(grant.funder),
        name(grant.recipient),
        day=one.due.edtf,
        grant=grant.key,
        amount=one.amount,
        currency=grant.currency if one.amount is not None else "",
        undisclosed=one.undisclosed,
        in_kind=grant.in_kind,
        rate=grant.rate,
        rate_on=grant.rate_on.isoformat() if grant.rate_on else "",
        rate_source=grant.rate_source,
        condition=one.condition,
        met_on=one.met_on.isoformat() if one.met_on else "",
    )


UNNAMED = "…"
"""What shows it is not for the reader's eyes."""


def shown_by(paid: Payment, name: Name = str) -> str:
    """What shows that it was paid: a document, or accepted evidence of a promise; nothing where nothing does."""
    if paid.document:
        return name(paid.document) if getattr(paid, "document_seen", True) else UNNAMED
    if paid.evidence and paid.evidence.state == EvidenceState.ACCEPTED:
        return name(paid.evidence) if getattr(paid, "evidence_seen", True) else UNNAMED
    return ""


# What is missing


def _gaps(on_record: Found, on: date) -> Iterator[Gap]:
    granted = {one.pledge_id for one in on_record.grants}
    fulfilled = {one.grant_term_id for one in on_record.grants}
    for pledge in on_record.pledges:
        if pledge.pk not in granted and (
            pledge.grant_term_id is None or pledge.grant_term_id not in fulfilled
        ):
            yield Gap("pledge_ungranted", pledge.key)
    for term in on_record.terms:
        if term.pk not in fulfilled:
            yield Gap("pledge_ungranted", term.key)
    for grant in on_record.grants:
        yield from _grant_gaps(grant, on)
    yield from _lacking_day_or_rate((*on_record.pledges, *on_record.grants, *on_record.payments))


def _grant_gaps(grant: Grant, on: date) -> Iterator[Gap]:
    instalments, payments = list(grant.instalments.all()), list(grant.payments.all())
    if not instalments and not payments:
        yield Gap("no_instalment", grant.key)
    for one in instalments:
        if one.due_latest <= on and not is_paid(one, payments):
            yield Gap("instalment_unpaid", one.key)
    unmet = {one.pk for one in instalments if one.condition and not is_met(one, on)}
    for paid in payments:
        if not shown_by(paid):
            yield Gap("paid_unevidenced", paid.key)
        if paid.instalment_id in unmet:
            yield Gap("condition_unmet", paid.key)


def _lacking_day_or_rate(rows: Iterable[Pledge | Grant | Payment]) -> Iterator[Gap]:
    for one in rows:
        if one.lacks_rate:
            yield Gap("no_rate", one.key)
        if one.day.is_unknown:
            yield Gap("no_day", one.key)


def is_met(one: Instalment, on: date) -> bool:
    """Whether its condition had been met by the day."""
    return one.met_on is not None and one.met_on <= on


def is_paid(one: Instalment, payments: Sequence[Payment]) -> bool:
    """Whether payments for it reach its amount; where an amount is not told or in other money, whether there is any."""
    own = [paid for paid in payments if paid.instalment_id == one.pk]
    told = [paid.amount for paid in own if paid.currency == one.grant.currency]
    if one.amount is None or len(told) < len(own) or None in told:
        return bool(own)
    return bool(own) and sum((amount or Decimal(0) for amount in told), Decimal(0)) >= one.amount
