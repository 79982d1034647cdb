"""What the pages of grants show: the lists, one grant with all that belongs to it, one pledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.agreements.models import Agreement, GrantTerm
from koinon.cooperation.grants.line_queries import is_met, is_paid, shown_by
from koinon.cooperation.grants.models import CoFunder, Grant, Instalment, Payment, Pledge
from koinon.cooperation.grants.money_line import Row, Sum, added
from koinon.cooperation.grants.wording import told_amount
from koinon.cooperation.plans.models import Plan
from koinon.cooperation.programmes.models import Edition
from koinon.network.evidence.marks import Sources
from koinon.network.evidence.models import Finding
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.governance.models import Decision
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader

M = TypeVar("M", bound=models.Model)


class Standing(models.TextChoices):
    """Where an instalment stands as of a day."""

    PAID = "paid", pgettext_lazy("money", "paid")
    OVERDUE = "overdue", _("overdue")
    UNMET = "unmet", _("condition not met yet")
    TO_COME = "to_come", _("to come")


TONES = {
    Standing.PAID: "yes",
    Standing.OVERDUE: "late",
    Standing.UNMET: "possibly",
    Standing.TO_COME: "plain",
}


def standing(one: Instalment, payments: list[Payment], on: date) -> Standing:
    """Paid wins; then what is late; then what waits for its condition."""
    if is_paid(one, payments):
        return Standing.PAID
    if one.due_latest < on:
        return Standing.OVERDUE
    return Standing.UNMET if one.condition and not is_met(one, on) else Standing.TO_COME


@dataclass(frozen=True, slots=True)
class Listed:
    """A grant as a list shows it."""

    grant: Grant
    paid: Sum
    next_due: Instalment | None
    overdue: int


def grant_list(
    reader: Reader, on: date, *, words: str = "", body: Body | None = None, state: str = ""
) -> QuerySet[Grant]:
    """The grants made by the day that the reader may see, with what falls due and what was paid."""
    rows: Any = Grant.objects.visible_to(reader).by(on).select_related("funder", "recipient")
    for word in words.split():
        ends = Q(funder__name__icontains=word) | Q(recipient__name__icontains=word)
        rows = rows.filter(ends | Q(title__icontains=word))
    if body:
        rows = rows.filter(Grant.objects.funded_by([body.pk]) | Q(recipient=body))
    if state == Standing.OVERDUE:
        rows = rows.filter(pk__in=_overdue(on).values("grant"))
    return with_parts(rows, on)


def _overdue(on: date) -> QuerySet[Instalment]:
    """Instalments past their day without any payment; a part payment is told on the page of the grant."""
    paid = Payment.objects.by(on).filter(instalment=OuterRef("pk"))
    return Instalment.objects.filter(~Exists(paid), due_latest__lt=on)


def with_parts(rows: QuerySet[Grant], on: date) -> QuerySet[Grant]:
    """With instalments, and payments made by the day: two statements."""
    instalments = Instalment.objects.order_by("due_latest", "id")
    payments = Payment.objects.by(on).order_by("day_latest", "id")
    rows = rows.prefetch_related(Prefetch("instalments", instalments))
    return rows.prefetch_related(Prefetch("payments", payments))


SORTS = {
    "day": ("day_latest", "id"),
    "-day": ("-day_latest", "-id"),
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
    "funder": ("funder__name", "title", "id"),
    "-funder": ("-funder__name", "title", "id"),
}


def listed(grant: Grant, on: date) -> Listed:
    """A grant of ``grant_list`` for its line; asks nothing."""
    payments = list(grant.payments.all())
    open_ones = [one for one in grant.instalments.all() if not is_paid(one, payments)]
    return Listed(
        grant,
        paid_sum(payments),
        next((one for one in open_ones if one.due_latest >= on), None),
        sum(one.due_latest < on for one in open_ones),
    )


def paid_sum(payments: list[Payment]) -> Sum:
    """What was paid, added up."""
    return added(Row("paid", "payment", one.key, "", "", "", **_money(one)) for one in payments)


def _money(one: Payment) -> dict[str, Any]:
    names = ("amount", "currency", "undisclosed", "in_kind", "rate")
    return {name: getattr(one, name) for name in names}


def with_seen(rows: QuerySet[M], reader: Reader, *paths: tuple[str, Any]) -> QuerySet[M]:
    """Each with the records it points at, or with none where the reader may not see them: a statement a path."""
    return rows.prefetch_related(*(Prefetch(path, model.objects.visible_to(reader)) for path, model in paths))


POINTS = (
    ("agreement", Agreement),
    ("edition", Edition),
    ("plan", Plan),
    ("decision", Decision),
    ("pledge", Pledge),
    ("grant_term", GrantTerm),
)


@dataclass(frozen=True, slots=True)
class Step:
    """An instalment with where it stands and what was paid for it."""

    instalment: Instalment
    standing: Standing
    paid: Sum

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def words(self) -> str:
        """How much, in the currency of the grant."""
        one, grant = self.instalment, self.instalment.grant
        return told_amount(one.amount, grant.currency, undisclosed=one.undisclosed, in_kind=grant.in_kind)


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment with what shows it, as far as the reader may know."""

    payment: Payment
    shown_by: str


@dataclass(frozen=True, slots=True)
class GrantPage:
    """A grant with who else funds it, its instalments and payments."""

    grant: Grant
    co_funders: tuple[CoFunder, ...]
    steps: tuple[Step, ...]
    payments: tuple[Paid, ...]
    paid: Sum
    sources: Sources
    findings: list[Finding]


def grant_page(grant: Grant, on: date, reader: Reader) -> GrantPage:
    """Everything on the page of a grant, in a fixed number of statements."""
    co_funders = tuple(CoFunder.objects.visible_to(reader).filter(grant=grant).select_related("funder"))
    instalments = list(Instalment.objects.filter(grant=grant).order_by("due_latest", "id"))
    payments = list(
        Payment.objects.by(on).filter(grant=grant).with_proof(reader).order_by("day_latest", "id")
    )
    for one in instalments:
        one.grant = grant
    return GrantPage(
        grant=grant,
        co_funders=co_funders,
        steps=tuple(
            Step(
                one,
                standing(one, payments, on),
                paid_sum([row for row in payments if row.instalment_id == one.pk]),
            )
            for one in instalments
        ),
        payments=tuple(Paid(one, shown_by(one)) for one in payments),
        paid=paid_sum(payments),
        sources=marks([grant, *co_funders, *instalments, *payments], reader),
        findings=findings_about([grant, *instalments, *payments], reader),
    )


def pledge_list(reader: Reader, on: date, words: str = "") -> QuerySet[Pledge]:
    """The pledges made by the day that the reader may see, each with the grants that fulfil it."""
    rows: Any = Pledge.objects.visible_to(reader).by(on).select_related("funder", "recipient")
    for word in words.split():
        ends = Q(funder__name__icontains=word) | Q(recipient__name__icontains=word)
        rows = rows.filter(ends | Q(title__icontains=word))
    granted = Prefetch("grants", Grant.objects.visible_to(reader).by(on).order_by("id"))
    ordered: QuerySet[Pledge] = rows.prefetch_related(granted).order_by("-day_latest", "-id")
    return ordered
