"""What the register of calls and the page of a call show: each in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.call_wording import Told, told
from koinon.cooperation.calls.models import (
    Call,
    CallState,
    CallText,
    Criterion,
    Entry,
    Placing,
    Sponsor,
    Stage,
    StageKind,
)
from koinon.network.people.readers import Reader

MOST_NAMED = 30
"""How many entries of a stage the page of a call names; more have a page of their own."""


class Which(models.TextChoices):
    """The states of calls as a register is asked for them."""

    NOW = "now", _("open, or opening soon")
    OVER = "over", _("closed")
    RECORD = "record", _("held elsewhere")
    CANCELLED = "cancelled", _("cancelled")
    DRAFT = "draft", _("being prepared")


def in_which(which: str, now: datetime) -> Q:
    """The condition on calls; a day begins as early as anywhere, so that nobody misses a close."""
    opened = Q(opened_at__isnull=False, cancelled_at=None)
    somewhere = (now - timedelta(hours=12)).date()
    going = Q(closes_at=None) | Q(closes_at__gte=now) | Q(late_until__gte=somewhere)
    conditions = {
        Which.NOW: opened & going,
        Which.OVER: opened & ~going,
        Which.RECORD: Q(on_record=True, cancelled_at=None),
        Which.CANCELLED: Q(cancelled_at__isnull=False),
        Which.DRAFT: Q(opened_at=None, cancelled_at=None, on_record=False),
    }
    return conditions[Which(which)] if which in Which.values else Q(pk__in=[])


def calls(
    reader: Reader, now: datetime, *, words: str = "", kind: str = "", which: str = ""
) -> QuerySet[Call]:
    """The calls the reader may see, those going on first, then the latest."""
    rows = Call.objects.visible_to(reader)
    for word in words.split():
        in_texts = CallText.objects.filter(call=OuterRef("pk"), title__icontains=word)
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(code__icontains=word)
            | Q(run_by__name__icontains=word)
            | Exists(in_texts)
        )
    if kind:
        rows = rows.filter(kind=kind)
    if which:
        rows = rows.filter(in_which(which, now))
    going_on = models.Case(models.When(in_which(Which.NOW, now), then=0), default=1)
    latest: list[Any] = [models.F("closes_at").desc(nulls_last=True), "-code"]
    return rows.annotate(going_on=going_on).order_by("going_on", *latest)


def listed(rows: QuerySet[Call]) -> QuerySet[Call]:
    """With what a row of the register shows."""
    return rows.select_related("run_by", "edition").prefetch_related("texts")


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage as a page shows it: how many reached it (None: nobody knows, or not told yet), and some of them."""

    stage: Stage
    number: int | None
    is_public: bool
    placings: tuple[Placing, ...] = ()

    @property
    def more(self) -> bool:
        """Whether more reached it than are named here."""
        return bool(self.number and self.placings and self.number > len(self.placings))


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with its share of the whole, in per cent."""

    criterion: Criterion
    share: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries of each sort a call has, for whoever runs it."""

    drafts: int
    sent: int
    late: int
    eligible: int
    ineligible: int
    waiting: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class CallPage:
    """Everything on the page of a call."""

    call: Call
    told: Told
    state: CallState
    stages: tuple[StageRow, ...]
    criteria: tuple[CriterionRow, ...]
    counts: Counts | None


def whole(rows: QuerySet[Call], reader: Reader) -> QuerySet[Call]:
    """Calls with all their parts, and the sponsors the reader may see: one statement a part."""
    parts = ("texts", "categories", "criteria", "dates", "prizes", "fields")
    sponsors = Sponsor.objects.visible_to(reader).select_related("body").order_by("rank", "id")
    rows = rows.select_related("run_by", "edition__programme").prefetch_related(*parts)
    return rows.prefetch_related(Prefetch("sponsors", sponsors))


def call_page(call: Call, reader: Reader, now: datetime) -> CallPage:
    """The page of a call: three statements beside those of its parts."""
    runs = reader.is_secretariat
    counts = counts_of(call) if runs else None
    return CallPage(
        call, told(call), call.state(now), tuple(stage_rows(call, reader, counts)),
        tuple(weighed(call.criteria.all())), counts,
    )  # fmt: skip


def weighed(criteria: Iterable[Criterion]) -> list[CriterionRow]:
    """The criteria with their shares of what can be given at most, as entries are ranked by."""
    rows = list(criteria)
    most = sum(one.most for one in rows) or 1
    return [CriterionRow(one, 100 * one.most / most) for one in rows]


def counts_of(call: Call) -> Counts:
    """How many entries of each sort: one statement."""
    sent = Q(sent_at__isnull=False, withdrawn_at=None)
    sorts = {
        "drafts": Q(sent_at=None, saved_at__isnull=False, withdrawn_at=None),
        "sent": sent,
        "late": sent & ~Q(late_reason=""),
        "eligible": sent & Q(eligible=True),
        "ineligible": sent & Q(eligible=False),
        "waiting": sent & Q(eligible=None),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    counted = {f"of_{name}": Count("pk", condition) for name, condition in sorts.items()}
    found = Entry.objects.filter(call=call).aggregate(**counted)
    return Counts(**{name: found[f"of_{name}"] for name in sorts})


def stage_rows(call: Call, reader: Reader, counts: Counts | None) -> list[StageRow]:
    """The stages with their numbers, and who reached those that few reached: two statements."""
    stages = list(with_placed(Stage.objects.filter(call=call)))
    for stage in stages:
        stage.call = call
    numbers = {stage.pk: number_of(stage, counts, reader) for stage in stages}
    few = [one.pk for one in stages if 0 < (getattr(one, "placed", 0)) <= MOST_NAMED]
    named: dict[int, list[Placing]] = {}
    rows = Placing.objects.visible_to(reader).filter(stage__in=few)
    for placing in rows.select_related("entry__applicant__city", "entry__category").order_by(
        "entry__applicant__name", "id"
    ):
        placing.entry.call = call
        named.setdefault(placing.stage_id, []).append(placing)
    return [StageRow(one, numbers[one.pk], one.is_public, tuple(named.get(one.pk, ()))) for one in stages]


def with_placed(rows: QuerySet[Stage]) -> QuerySet[Stage]:
    """Stages in the order of their calls, each with the number of entries that reached it."""
    return rows.annotate(placed=Count("placings")).order_by("call_id", "rank", "id")


def number_of(stage: Stage, counts: Counts | None, reader: Reader) -> int | None:
    """How many reached a stage: as on record, else as counted here; nothing where it is not told yet."""
    if stage.counted is not None:
        return stage.counted
    placed: int = getattr(stage, "placed", 0)
    if not stage.is_public and not reader.is_secretariat:
        return None
    if stage.call.on_record:
        return placed or None
    if counts is not None and not stage.is_public:
        computed = {StageKind.ENTERED: counts.sent, StageKind.ELIGIBLE: counts.eligible}
        return computed.get(StageKind(stage.kind), placed)
    return placed
