"""What governance puts on the page of a body: the next meeting with its clock, and the latest decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.network.governance.clock import clock_of
from koinon.network.governance.models import BodyRule, Decision, Meeting
from koinon.network.governance.permissions import can_convene
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import LAST
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Action, Part, drawn

MEETS = ("board", "network", "jury", "hub", "union")
LATEST = 5


def on_body(request: Request, body: Body) -> Iterator[Part | Action]:
    """Two statements; a third where a meeting is ahead."""
    latest = _decided(request.reader, body=body.pk)
    coming = next(iter(_ahead(request.reader, body=body.pk, on=request.on)), None)
    if latest or coming or (body.kind in MEETS and can_convene(request.reader)):
        clock = clock_of(coming, BodyRule.objects.filter(body=body), request.on) if coming else None
        context = {"body": body, "latest": latest, "coming": coming, "clock": clock}
        yield drawn(request, "governance/on_body.html", context, order=30)
    if request.reader.is_secretariat and body.kind == "government":
        address = link_from(request, "governance:decided")
        yield Action(_("What it decided"), f"{address}{'&' if '?' in address else '?'}body={body.key}")


@prepared
def _decided(reader: Reader, /, *, body: int) -> QuerySet[Decision]:
    """The latest decisions of a body, each with its meeting."""
    rows = Decision.objects.visible_to(reader).filter(item__meeting__body=body)
    return rows.select_related("item__meeting")[:LATEST]


@prepared
def _ahead(reader: Reader, /, *, body: int, on: date) -> QuerySet[Meeting]:
    """The next meeting of a body whose day is told."""
    rows = Meeting.objects.visible_to(reader).filter(body=body, cancelled_on=None)
    rows = rows.filter(held_latest__gte=on, held_latest__lt=LAST)
    return rows.order_by("held_earliest", "id")[:1]
