"""What confirmations put on the page of a record that can be confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from koinon.network.confirmations.models import Confirmation
from koinon.network.confirmations.permissions import can_ask
from koinon.network.confirmations.queries import Agreed, between_sides
from koinon.network.people.doors import Request
from koinon.network.people.prepared import prepared
from koinon.platform.audit.models import Record
from koinon.platform.ui.beside import Part, drawn


@prepared
def _asked(*, kind: str, subject: int) -> QuerySet[Confirmation, tuple[int]]:
    """Whether anybody was ever asked."""
    rows = Confirmation.objects.filter(subject_kind=kind, subject_id=subject)
    return rows.order_by().values_list("pk")[:1]


def on_subject(request: Request, record: Record) -> Iterator[Part]:
    """How the record stands between its sides.

    That both confirm is for everybody to see; who was asked and that they differ, for the sides alone.
    """
    may_ask = can_ask(request.reader)
    if not may_ask and not _asked(kind=record.record_kind(), subject=record.pk):
        return
    between = between_sides(record)
    is_side = any(one.side.pk in request.reader.bodies for one in between.sides)
    if not between.sides or not (may_ask or is_side or between.state == Agreed.BOTH):
        return
    context = {
        "between": between,
        "shows_sides": may_ask or is_side,
        "sides": [one for one in between.sides if may_ask or one.side.pk in request.reader.bodies],
        "ask": reverse("confirmations:ask", kwargs={"kind": record.record_kind(), "key": record.key})
        if may_ask
        else "",
    }
    yield drawn(request, "confirmations/beside_subject.html", context, order=20)
