"""What practices put on the pages of lower rooms: of an entry, a body, a pair's or a hub's agreement."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from koinon.cooperation.agreements.models import Agreement, AgreementKind, Alignment, Theme
from koinon.cooperation.calls.models import Entry
from koinon.cooperation.practices.models import Practice
from koinon.cooperation.practices.offering import Wanted, offered_part
from koinon.cooperation.practices.queries import practices_of
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.network.people.permissions import can_record
from koinon.network.people.prepared import prepared
from koinon.platform.ui.beside import Part, drawn

OFFERED_TO = (AgreementKind.PAIRING, AgreementKind.HUB)


def on_entry(request: Request, entry: Entry) -> Iterator[Part]:
    """The practice that became of an entry, or the way to make one."""
    practice = Practice.objects.visible_to(request.reader).filter(entry=entry).first()
    may_make = practice is None and can_record(request.reader) and not entry.is_draft
    if practice is not None or may_make:
        yield drawn(request, "practices/beside_entry.html", {"practice": practice, "entry": entry}, order=40)


def on_body(request: Request, body: Body) -> Iterator[Part]:
    """What the body has done that others can learn from: four statements, one where there is nothing."""
    if _of(body=body.pk) and (found := practices_of(request.reader, request.on, body)):
        yield drawn(request, "practices/beside_body.html", {"rows": found, "body": body}, order=45)


def on_agreement(request: Request, agreement: Agreement) -> Iterator[Part]:
    """For a pair and for a hub: what others did about the same, with the reason why it is offered."""
    if agreement.kind not in OFFERED_TO or not _any():
        return
    themes = Theme.objects.filter(agreement=agreement).values_list("text", flat=True)
    goals = Alignment.objects.filter(agreement=agreement, vocabulary=Vocabulary.SDG).exclude(code="")
    parties = agreement.parties.values_list("body", flat=True)
    wanted = Wanted.of(themes, goals.values_list("code", flat=True), parties)
    yield from offered_part(request, wanted)


# Most bodies have no practice: that is asked first, by a statement put together once.


@prepared
def _of(*, body: int) -> QuerySet[Practice, tuple[int]]:
    return Practice.objects.filter(body=body).order_by().values_list("pk")[:1]


@prepared
def _any() -> QuerySet[Practice, tuple[int]]:
    return Practice.objects.order_by().values_list("pk")[:1]
