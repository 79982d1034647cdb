"""What the rules of this room notice: an instalment overdue, a pledge never granted, an amount without a rate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import GrantTerm
from koinon.cooperation.grants.line_queries import is_paid
from koinon.cooperation.grants.models import Grant, Instalment, Payment, Pledge, Scholarship
from koinon.cooperation.grants.money import network_currency
from koinon.network.evidence.rules import Proposal, Value, rule
from koinon.platform.audit.models import Record

PATIENCE = timedelta(days=365)
"""How long a pledge may wait for its grant before anybody asks."""


@rule(
    "instalment-overdue",
    title=_("Instalment overdue"),
    headline=_("“%(instalment)s” fell due and is not paid"),
    words=_("“%(instalment)s” of the grant “%(grant)s” fell due on %(due)s and is not paid in full."),
)
def find_overdue_instalments(on: date) -> Iterator[Proposal]:
    """Past their day, and what was paid for them does not reach the amount."""
    rows = Instalment.objects.filter(due_latest__lt=on).select_related("grant").order_by("pk")
    payments: dict[int, list[Payment]] = {}
    for payment in Payment.objects.filter(instalment__in=rows.values("pk")).order_by("pk"):
        payments.setdefault(payment.instalment_id or 0, []).append(payment)
    for one in rows:
        if not is_paid(one, payments.get(one.pk, [])):
            values: dict[str, Value] = {"instalment": one, "grant": one.grant, "due": one.due}
            yield Proposal("instalment-overdue", (one.grant, one), values, audience=one.grant.audience)


@rule(
    "pledge-never-granted",
    title=_("Pledged, and never granted"),
    words=_("%(funder)s pledged “%(title)s” on %(day)s, and no grant on record fulfils it."),
)
def find_pledges_never_granted(on: date) -> Iterator[Proposal]:
    """Older than a year, and no grant points at it, nor at the term of the agreement that says the same."""
    by_term = Grant.objects.filter(grant_term=OuterRef("grant_term"))
    rows = Pledge.objects.filter(day_latest__lt=on - PATIENCE, grants=None).filter(~Exists(by_term))
    for pledge in rows.select_related("funder").order_by("pk"):
        values: dict[str, Value] = {"funder": pledge.funder, "title": pledge.title, "day": pledge.day}
        yield Proposal("pledge-never-granted", (pledge,), values)


@rule(
    "term-never-granted",
    title=_("Promised in an agreement, and never granted"),
    words=_(
        "“%(agreement)s” promises money from %(payer)s to %(payee)s. Its term is over, and no grant on record fulfils it."
    ),
)
def find_terms_never_granted(on: date) -> Iterator[Proposal]:
    """The agreement has run out, and nothing is granted by its term."""
    granted = Grant.objects.filter(grant_term=OuterRef("pk"))
    rows = GrantTerm.objects.filter(~Exists(granted), agreement__ends_latest__lt=on)
    for term in rows.select_related("agreement", "payer", "payee").order_by("pk"):
        values = {"agreement": term.agreement, "payer": term.payer, "payee": term.payee}
        yield Proposal("term-never-granted", (term.agreement, term), values)


@rule(
    "scholarship-without-report",
    title=_("A scholarship without its report"),
    words=_("The report on “%(scholarship)s” was due on %(due)s and has not come."),
)
def find_missing_reports(on: date) -> Iterator[Proposal]:
    """Past the day of the report, neither received nor given up."""
    for one in Scholarship.objects.awaiting_report(on).order_by("pk"):
        assert one.report_due is not None
        values: dict[str, Value] = {"scholarship": one, "due": one.report_due}
        yield Proposal("scholarship-without-report", (one,), values)


@rule(
    "money-without-rate",
    title=_("An amount without a rate"),
    words=_("“%(record)s” is in %(currency)s, and no rate says what it was worth in %(ours)s."),
)
def find_amounts_without_rate(on: date) -> Iterator[Proposal]:
    """In another currency than the network's; sums leave it out and say so."""
    ours = network_currency()
    wanted: dict[str, Any] = {"amount__isnull": False, "rate": None}
    for pledge in Pledge.objects.filter(**wanted).exclude(currency=ours).order_by("pk"):
        yield _without_rate((pledge,), pledge, pledge.currency)
    for grant in Grant.objects.filter(**wanted).exclude(currency=ours).order_by("pk"):
        yield _without_rate((grant,), grant, grant.currency)
    for paid in (
        Payment.objects.filter(**wanted).exclude(currency=ours).select_related("grant").order_by("pk")
    ):
        yield _without_rate((paid.grant, paid), paid.grant, paid.currency)


def _without_rate(subjects: tuple[Record, ...], owner: Pledge | Grant, currency: str) -> Proposal:
    values: dict[str, Value] = {"record": owner, "currency": currency, "ours": network_currency()}
    return Proposal("money-without-rate", subjects, values, audience=owner.audience)
