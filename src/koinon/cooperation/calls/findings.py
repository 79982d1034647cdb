"""What the rules of this room notice: entries nobody screened, more at a stage than the rules allow, numbers that differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.models import Call, CallKind, Stage
from koinon.network.evidence.rules import Proposal, Value, rule
from koinon.network.people.audience import Audience

PATIENCE = timedelta(days=30)
"""How long after the close of a call its entries may wait to be screened."""


def _moment(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


@rule(
    "call-unscreened",
    title=_("Entries not screened"),
    headline=_("%(number)s entries for “%(call)s” wait to be screened"),
    words=_("“%(call)s” closed on %(closed)s, and %(number)s entries wait to be found eligible or not."),
)
def find_unscreened(on: date) -> Iterator[Proposal]:
    """Calls closed for more than a month with entries nobody has said anything of."""
    waiting = Q(entries__sent_at__isnull=False, entries__withdrawn_at=None, entries__eligible=None)
    rows = Call.objects.filter(closes_at__lt=_moment(on - PATIENCE), cancelled_at=None)
    for call in rows.annotate(number=Count("entries", filter=waiting)).filter(number__gt=0).order_by("pk"):
        number: int = call.number  # type: ignore[attr-defined]
        values: dict[str, Value] = {"call": call, "closed": _day(call), "number": number}
        yield Proposal("call-unscreened", (call,), values, audience=Audience.SECRETARIAT)


def _day(call: Call) -> date:
    assert call.closes_local is not None
    return call.closes_local.date()


@rule(
    "stage-overfull",
    title=_("More at a stage than the rules allow"),
    words=_("By the rules of “%(call)s” at most %(planned)s entries reach “%(stage)s”; %(placed)s have."),
)
def find_overfull(on: date) -> Iterator[Proposal]:
    """More placings than the rules allow."""
    rows = Stage.objects.exclude(planned=None).annotate(placed=Count("placings"))
    for stage in rows.filter(placed__gt=F("planned")).select_related("call").order_by("pk"):
        yield Proposal("stage-overfull", (stage.call, stage), _values(stage), audience=_eyes(stage))


@rule(
    "stage-count-differs",
    title=_("A number on record against the entries on record"),
    words=_(
        "“%(stage)s” of “%(call)s”: the number on record is %(counted)s, yet %(placed)s entries on record reached it."
    ),
)
def find_differing_counts(on: date) -> Iterator[Proposal]:
    """More entries on record than a source counted: fewer are usual, for a source seldom names all."""
    rows = Stage.objects.exclude(counted=None).annotate(placed=Count("placings"))
    for stage in rows.filter(placed__gt=F("counted")).select_related("call").order_by("pk"):
        yield Proposal("stage-count-differs", (stage.call, stage), _values(stage), audience=_eyes(stage))


def _values(stage: Stage) -> dict[str, Value]:
    placed: int = stage.placed  # type: ignore[attr-defined]
    return {
        "call": stage.call,
        "stage": stage,
        "planned": stage.planned or 0,
        "counted": stage.counted or 0,
        "placed": placed,
    }


def _eyes(stage: Stage) -> str:
    """What is not announced is for the secretariat."""
    return Audience.PUBLIC if stage.is_public else Audience.SECRETARIAT


@rule(
    "call-without-criteria",
    title=_("A call that does not say what counts"),
    words=_("“%(call)s” is open, and no criterion says what is judged."),
)
def find_calls_without_criteria(on: date) -> Iterator[Proposal]:
    """Awards and scholarships that are open and have no criteria."""
    judged = (CallKind.AWARD, CallKind.SCHOLARSHIP)
    rows = Call.objects.filter(kind__in=judged, opened_at__isnull=False, cancelled_at=None, criteria=None)
    for call in rows.filter(Q(closes_at=None) | Q(closes_at__gte=_moment(on))).order_by("pk"):
        yield Proposal("call-without-criteria", (call,), {"call": call}, audience=Audience.SECRETARIAT)
