"""What has been shown for promises, as far as a reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Prefetch

from koinon.cooperation.agreements.commitments import (
    Commitment,
    Due,
    Evidence,
    EvidenceDue,
    EvidenceState,
    counted,
)
from koinon.network.events.models import Event
from koinon.network.evidence.models import Document
from koinon.network.governance.models import Decision
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as a page shows it, with the dues it serves; ``counts`` on the day of the page."""

    evidence: Evidence
    dues: tuple[Due, ...]
    counts: bool

    @property
    def shown(self) -> list[Record]:
        """The records it points at, as far as the reader may see them."""
        one = self.evidence
        return [row for row in (one.document, one.event, one.decision) if row is not None]

    @property
    def tone(self) -> str:
        """How its state is coloured."""
        tones = {EvidenceState.ACCEPTED.value: "yes", EvidenceState.OFFERED.value: "possibly"}
        return tones.get(self.evidence.state, "no")


def with_all_it_shows(rows: models.QuerySet[Evidence], reader: Reader) -> models.QuerySet[Evidence]:
    """The evidence with what it points at and serves, as far as it may be seen: five more statements."""
    served = (
        EvidenceDue.objects.visible_to(reader).select_related("due__commitment__agreement").order_by("id")
    )
    return rows.prefetch_related(
        Prefetch("document", Document.objects.visible_to(reader)),
        Prefetch("event", Event.objects.visible_to(reader)),
        Prefetch("decision", Decision.objects.visible_to(reader)),
        Prefetch("offered_by", Body.objects.visible_to(reader)),
        Prefetch("supports", served),
    )


def evidence_for(commitment: Commitment, on: date, reader: Reader) -> list[Piece]:
    """What has been shown for a promise, the latest first: seven statements at most."""
    supports = EvidenceDue.objects.filter(due__commitment=commitment)
    rows = Evidence.objects.visible_to(reader).filter(pk__in=supports.values("evidence"))
    return pieces(rows, on, reader)


def pieces(rows: models.QuerySet[Evidence], on: date, reader: Reader) -> list[Piece]:
    """The evidence as pages show it."""
    counting = set(rows.filter(counted(on)).values_list("pk", flat=True))
    return [
        Piece(row, tuple(link.due for link in row.supports.all()), row.pk in counting)
        for row in with_all_it_shows(rows, reader)
    ]


def waiting(reader: Reader) -> models.QuerySet[Evidence]:
    """The evidence that waits to be accepted or returned, the oldest first."""
    return (
        Evidence.objects.visible_to(reader).filter(state=EvidenceState.OFFERED).order_by("offered_on", "id")
    )
