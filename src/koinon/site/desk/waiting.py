"""What waits for an answer, ours or theirs: links sent and not used, corrections, evidence and updates to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Evidence, EvidenceState, Party
from koinon.cooperation.plans.models import MeasureUpdate, PlanSide, UpdateState
from koinon.cooperation.visits.models import Correction, CorrectionState, Visit
from koinon.network.confirmations.models import Answer, Confirmation
from koinon.platform.notifications.models import Message, State
from koinon.platform.ui.addresses import url
from koinon.site.desk.scope import Scope

MOST = 10
PATIENCE = timedelta(days=7)

# For each kind: what it is called, whose turn it is, and the page it leads to.
KINDS = {
    "correction": (_("a correction to look at"), "us", "visits:visit"),
    "evidence": (_("evidence to look at"), "us", "agreements:evidence"),
    "update": (_("an update to look at"), "us", "plans:update"),
    "confirmation": (_("a confirmation asked for"), "them", "confirmations:confirmation"),
    "measures": (_("measures to agree on, sent by link"), "them", "plans:plan"),
    "visit": (_("a link to a visit, not used"), "them", "visits:visit"),
    "letter": (_("a letter, not acted on"), "them", ""),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, since when, and whose turn it is."""

    kind: str
    key: str
    label: str
    since: date | None

    @property
    def words(self) -> str:
        return str(KINDS[self.kind][0])

    @property
    def is_until(self) -> bool:
        """Whether its day is the last on which a link is good, and not the one since which it waits."""
        return self.kind in ("measures", "visit")

    @property
    def is_ours(self) -> bool:
        return KINDS[self.kind][1] == "us"

    @property
    def href(self) -> str:
        name = KINDS[self.kind][2]
        return url(name, key=self.key) if name else f"{url('desk:letters')}?words={self.label[:40]}"


def unanswered(scope: Scope, on: date) -> list[Waiting]:
    """The longest waiting first: one statement over all kinds."""
    first, *others = _each(scope, on)
    rows = first.union(*others, all=True).order_by("waiting_since", "of_kind", "under_key")[:MOST]
    return [Waiting(*row) for row in rows]


def _each(scope: Scope, on: date) -> Iterator[QuerySet[Any, Any]]:
    ids = scope.ids
    agreed = Party.objects.filter(Q(body__in=ids) | Q(office__in=ids)).values("agreement")

    def of(rows: QuerySet[Any, Any], condition: Q) -> QuerySet[Any, Any]:
        return rows if scope.is_all else rows.filter(condition)

    corrections = of(Correction.objects.filter(state=CorrectionState.SAID), Q(visit__guest__in=ids))
    yield told("correction", corrections.filter(said_at__date__lte=on), "visit__key", "after", "said_at")
    offered = Evidence.objects.filter(state=EvidenceState.OFFERED)
    served = Q(supports__due__commitment__agreement__in=agreed)
    evidence = offered.filter(pk__in=of(offered, Q(offered_by__in=ids) | served).order_by().values("pk"))
    yield told("evidence", evidence.filter(known_by("offered_on", on)), "key", "title", "offered_on")
    updates = of(MeasureUpdate.objects.filter(state=UpdateState.SENT), Q(side__body__in=ids))
    yield told("update", updates.filter(known_by("sent_on", on)), "key", "measure__title", "sent_on")
    asked = of(Confirmation.objects.filter(answer=Answer.WAITING), Q(side__in=ids))
    yield told(
        "confirmation", asked.filter(asked_on__lte=on).exclude(link_nonce=""), "key", "side__name", "asked_on"
    )
    sides = PlanSide.objects.filter(plan__closed_on=None, link_until__gte=on).exclude(link_nonce="")
    yield told("measures", of(sides, Q(body__in=ids)), "plan__key", "body__name", "link_until")
    links = Visit.objects.filter(agreed_at=None, link_until__gte=on).exclude(link_nonce="")
    yield told("visit", of(links, Q(guest__in=ids)), "key", "event__title", "link_until")
    if scope.is_all:
        sent = Message.objects.filter(state__in=(State.SENT, State.DELIVERED), acted_at=None)
        yield told("letter", sent.filter(due_on__lte=on - PATIENCE), "unique", "subject", "due_on")


def known_by(name: str, on: date) -> Q:
    """What has no day was there all along."""
    return Q(**{f"{name}__lte": on}) | Q(**{name: None})


def told(kind: str, rows: QuerySet[Any, Any], key: str, label: str, since: str) -> QuerySet[Any, Any]:
    """The rows of one kind in the columns all kinds share."""
    columns = {
        "of_kind": Value(kind, output_field=CharField()),
        "under_key": Cast(F(key), CharField()),
        "called": Cast(F(label), CharField()),
        "waiting_since": Cast(F(since), DateField()),
    }
    shaped: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list(*columns)
    return shaped
