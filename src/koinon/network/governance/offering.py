"""What an item of the agenda may draw on: rooms above register their records, with a summary for the Board's pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from koinon.network.evidence.models import Document
from koinon.network.governance.models import AgendaItem, ItemPaper
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui import figures


@dataclass(frozen=True, slots=True)
class Summary:
    """A paper in short: its title, its page, and facts as (label, value)."""

    title: str
    href: str
    kind: str
    facts: tuple[tuple[str, str], ...] = ()


# Records the reader may see, who reads, as of when; the facts of each by id.
Tell = Callable[[Sequence[Any], Reader, date], dict[int, tuple[tuple[str, str], ...]]]


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of record that items may draw on; ``named_by`` leads to what its name is made of."""

    model: type[Record]
    label: str | Promise
    tell: Tell | None = None
    named_by: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.model.record_kind()


_offers: dict[str, Offer] = {}


def register(
    model: type[Record], label: str | Promise, tell: Tell | None = None, named_by: tuple[str, ...] = ()
) -> None:
    """Let items draw on records of the model; called in the `ready()` of its room's AppConfig.

    Its records need ``visible_to`` and ``get_absolute_url``; a type-ahead makes them choosable in the form.
    """
    _offers[model.record_kind()] = Offer(model, label, tell, named_by)


def offers() -> list[Offer]:
    """Every kind, in the order of registering: documents first."""
    return list(_offers.values())


def offer_of(kind: str) -> Offer | None:
    """The offer of a kind of record."""
    return _offers.get(kind)


def told_of_documents(
    records: Sequence[Document], reader: Reader, on: date
) -> dict[int, tuple[tuple[str, str], ...]]:
    """A document in the pack: who published it and when. One statement where any has a publisher."""
    wanted = {one.publisher_id for one in records if one.publisher_id}
    publishers = {body.pk: str(body) for body in Body.objects.visible_to(reader).filter(pk__in=wanted)}
    return {
        one.pk: tuple(
            (label, value)
            for label, value in (
                (_("Published by"), publishers.get(one.publisher_id or 0, "")),
                (_("Published"), "" if one.published.is_unknown else figures.day(one.published)),
                (_("Kind"), str(one.get_kind_display())),
            )
            if value
        )
        for one in records
    }


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper of an item with its summary."""

    paper: ItemPaper
    summary: Summary


def papers_of(
    items: Iterable[AgendaItem], reader: Reader, on: date, *, told: bool = False
) -> dict[int, list[Drawn]]:
    """The papers of the items that the reader may see, by item: a statement, and one for each kind drawn on.

    With ``told`` each has its facts, for the pack.
    """
    rows = list(ItemPaper.objects.filter(item__in=[item.pk for item in items]))
    summaries: dict[tuple[str, int], Summary] = {}
    for kind in sorted({row.subject_kind for row in rows}):
        offer = offer_of(kind)
        if offer is not None:
            ids = [row.subject_id for row in rows if row.subject_kind == kind]
            summaries |= _summaries(offer, ids, reader, on if told else None)
    found: dict[int, list[Drawn]] = {}
    for row in rows:
        if summary := summaries.get((row.subject_kind, row.subject_id)):
            found.setdefault(row.item_id, []).append(Drawn(row, summary))
    return found


def _summaries(
    offer: Offer, ids: Sequence[int], reader: Reader, on: date | None
) -> dict[tuple[str, int], Summary]:
    manager: Any = offer.model._default_manager
    rows = manager.visible_to(reader).filter(pk__in=ids)
    records = list(rows.select_related(*offer.named_by) if offer.named_by else rows)
    facts = offer.tell(records, reader, on) if offer.tell and on else {}
    return {
        (offer.kind, one.pk): Summary(
            str(one), one.get_absolute_url(), str(offer.label), facts.get(one.pk, ())
        )
        for one in records
    }
