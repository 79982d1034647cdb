"""What governance hears from below: a record that items draw on is removed, or merged into another."""

from typing import Any

from django.dispatch import receiver

from koinon.network.governance.models import ItemPaper
from koinon.network.governance.offering import offer_of
from koinon.network.people.signals import merged
from koinon.platform.audit.commands import Act
from koinon.platform.audit.models import Record
from koinon.platform.audit.signals import removing, sweeping
from koinon.platform.audit.sweeping import Gone, portions


@receiver(removing)
def leave_out(doing: Act, row: object, **_kwargs: Any) -> None:
    """No item draws on a removed record any more; undoing the act brings both back."""
    if isinstance(row, Record) and row.pk and offer_of(row.record_kind()):
        for paper in ItemPaper.objects.filter(subject_kind=row.record_kind(), subject_id=row.pk):
            doing.remove(paper)


@receiver(sweeping)
def sweep_papers(doing: Act, gone: Gone, **_kwargs: Any) -> None:
    """The same for many records at once; the papers that go with them are not asked about."""
    going = gone.get(ItemPaper, set())
    for model, ids in gone.items():
        if issubclass(model, Record) and offer_of(model.record_kind()):
            drawn = ItemPaper.objects.filter(subject_kind=model.record_kind())
            for some in portions(ids):
                for paper in drawn.filter(subject_id__in=some):
                    if paper.pk not in going:
                        doing.remove(paper)


@receiver(merged)
def move_papers(kind: str, stays: Record, goes: Record, act: Act, **_kwargs: Any) -> None:
    """Two records became one: items that drew on the one that goes draw on the one that stays."""
    known = ItemPaper.objects.filter(subject_kind=kind, subject_id=stays.pk)
    items = set(known.values_list("item_id", flat=True))
    for paper in ItemPaper.objects.filter(subject_kind=kind, subject_id=goes.pk):
        if paper.item_id in items:
            act.remove(paper)
        else:
            act.change(paper, subject_id=stays.pk)
