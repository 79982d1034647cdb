"""How a record stands between its sides, and what still waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.network.confirmations.models import Answer, Confirmation, Remark, RemarkState
from koinon.network.confirmations.subjects import digest_of, sides_of
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.audit.queries import record_model


class Agreed(models.TextChoices):
    """How a record stands between its sides; computed from their answers."""

    OURS = "ours", _("ours only")
    BOTH = "both", _("both sides confirm")
    DIFFERS = "differs", _("the sides differ")


@dataclass(frozen=True, slots=True)
class SideSays:
    """One side and its latest question, if it was asked; ``stands`` is false where the record changed since the answer."""

    side: Body
    latest: Confirmation | None
    stands: bool
    open_remarks: int

    @property
    def confirms(self) -> bool:
        """Whether this side agrees to the record as it is today, or everything it would have otherwise was settled."""
        if self.latest is None or self.open_remarks:
            return False
        return self.latest.answer == Answer.AGREED and self.stands


@dataclass(frozen=True, slots=True)
class BetweenSides:
    """Every side of a record, and what follows."""

    sides: tuple[SideSays, ...]

    @property
    def state(self) -> Agreed:
        if any(one.open_remarks for one in self.sides):
            return Agreed.DIFFERS
        both = bool(self.sides) and all(one.confirms for one in self.sides)
        return Agreed.BOTH if both else Agreed.OURS


def between_sides(record: Record) -> BetweenSides:
    """How a record stands: the sides, the confirmations, their open remarks, and the lines once if anybody answered."""
    sides = sides_of(record)
    rows = list(_with_remarks(Confirmation.objects.about(record.record_kind(), [record.pk])))
    digest = digest_of(record) if any(row.digest for row in rows) else ""
    return BetweenSides(tuple(_said_by(side, rows, digest) for side in sides))


def _said_by(side: Body, rows: Iterable[Confirmation], digest: str) -> SideSays:
    own = [row for row in rows if row.side_id == side.pk and row.answer != Answer.WITHDRAWN]
    answered = next((row for row in own if row.answer != Answer.WAITING), None)
    latest = own[0] if own else None
    stands = bool(answered and answered.digest == digest)
    remarks = answered.open_remarks if answered else 0  # type: ignore[attr-defined]
    return SideSays(side, latest, stands, remarks)


def _with_remarks(rows: QuerySet[Confirmation]) -> QuerySet[Confirmation]:
    waiting = models.Count("remarks", filter=models.Q(remarks__state=RemarkState.SAID))
    return rows.annotate(open_remarks=waiting)


@dataclass(frozen=True, slots=True)
class Listed:
    """A confirmation in the list, with what it is about."""

    confirmation: Confirmation
    subject: Record | None


def confirmation_list(reader: Reader, answer: str = "") -> QuerySet[Confirmation]:
    """Those the reader may see, the latest first."""
    rows = _with_remarks(Confirmation.objects.visible_to(reader).select_related("side", "person"))
    return (rows.filter(answer=answer) if answer else rows).order_by("-asked_on", "-pk")


def with_subjects(rows: Iterable[Confirmation]) -> list[Listed]:
    """Each with its record: a statement a kind."""
    rows = list(rows)
    kinds: dict[str, set[int]] = {}
    for row in rows:
        kinds.setdefault(row.subject_kind, set()).add(row.subject_id)
    found = {
        (kind, record.pk): record
        for kind, ids in kinds.items()
        for record in record_model(kind).objects.filter(pk__in=ids)  # type: ignore[attr-defined]
    }
    return [Listed(row, found.get((row.subject_kind, row.subject_id))) for row in rows]


def open_remarks(reader: Reader) -> QuerySet[Remark]:
    """Lines another side would have otherwise that nobody has dealt with."""
    rows = Remark.objects.visible_to(reader).filter(state=RemarkState.SAID)
    return rows.select_related("confirmation__side").order_by("pk")
