"""Whether both sides confirm a record as it stands. Who was asked, and where two differ, is told to nobody here."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema

from koinon.network.confirmations.queries import Agreed, BetweenSides, between_sides
from koinon.network.confirmations.subjects import subject_seen
from koinon.platform.audit.models import Record
from koinon.site.api.answers import reader_of, tagged

router = Router()


class ConfirmedOut(Schema):
    """``both_sides`` is false alike where nobody was asked, where nobody answered and where the sides differ."""

    kind: str
    key: str
    name: str
    both_sides: bool


def told(record: Record, between: BetweenSides) -> dict[str, Any]:
    return {
        "kind": record.record_kind(),
        "key": record.key,
        "name": str(record),
        "both_sides": between.state == Agreed.BOTH,
    }


@router.get("/confirmations/{kind}/{key}", response=ConfirmedOut)
def confirmed(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Whether every side of a record agrees to it as it stands today; kinds are such as ``agreements.agreement``."""
    record = subject_seen(kind, key, reader_of(request))
    if record is None:
        raise Http404
    return tagged(request, told(record, between_sides(record)))
