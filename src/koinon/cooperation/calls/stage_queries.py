"""Who reached a stage, and who could."""

from __future__ import annotations

from django.db.models import QuerySet

from koinon.cooperation.calls.models import Entry, Placing, Stage
from koinon.network.people.readers import Reader


def reached(stage: Stage, reader: Reader) -> QuerySet[Placing]:
    """Those who reached a stage, as far as the reader may know, by applicant."""
    rows = Placing.objects.visible_to(reader).filter(stage=stage)
    rows = rows.select_related("entry__applicant__city", "entry__applicant__country", "entry__category")
    return rows.order_by("entry__applicant__name", "id")


def before(stage: Stage) -> Stage | None:
    """The last stage before this one that any entry reached: one statement."""
    rows = Stage.objects.filter(call=stage.call_id, rank__lt=stage.rank, placings__isnull=False)
    return rows.order_by("-rank").first()


def candidates(stage: Stage, reader: Reader, words: str = "") -> QuerySet[Entry]:
    """The entries that could reach a stage: those of the stage before, else all that were found eligible."""
    rows = Entry.objects.visible_to(reader).filter(call=stage.call_id)
    rows = rows if stage.call.on_record else rows.judged()
    earlier = before(stage)
    if earlier is not None:
        rows = rows.filter(placings__stage=earlier)
    for word in words.split():
        rows = rows.filter(title__icontains=word) | rows.filter(applicant__name__icontains=word)
    rows = rows.select_related("applicant__city", "category", "call")
    return rows.order_by("number", "id")
