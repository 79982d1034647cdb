"""What governance tells: the meetings, one meeting's agenda with its decisions, and all decisions."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.search.narrowing import named_like


def meetings(
    reader: Reader, *, words: str = "", body: str = "", year: int | None = None
) -> QuerySet[Meeting]:
    """The meetings a reader may see, latest first, with how many decisions each took."""
    rows = Meeting.objects.visible_to(reader).select_related("body", "city")
    if words:
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(body__name__icontains=words)
            | Q(city__name__icontains=words)
            | named_like(Meeting, words)
        )
    if body:
        rows = rows.filter(body__key=body)
    if year:
        rows = rows.filter(held_earliest__year__lte=year, held_latest__year__gte=year)
    return rows.annotate(item_count=Count("items", distinct=True)).order_by("-held_edtf", "title", "id")


@dataclass(frozen=True, slots=True)
class Point:
    """An item of the agenda with what was decided under it."""

    item: AgendaItem
    decisions: list[Decision]


def agenda(meeting: Meeting, reader: Reader) -> list[Point]:
    """The agenda in order with its decisions: two statements."""
    decided: dict[int, list[Decision]] = {}
    seen = Decision.objects.visible_to(reader).filter(item__meeting=meeting)
    for decision in seen:
        decided.setdefault(decision.item_id, []).append(decision)
    return [Point(item, decided.get(item.pk, [])) for item in meeting.items.all()]


def decisions(
    reader: Reader, *, words: str = "", follow_up: str = "", body: str = "", year: int | None = None
) -> QuerySet[Decision]:
    """The decisions a reader may see, latest first, with those owners that the reader may see."""
    rows = Decision.objects.visible_to(reader)
    if words:
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(reference__icontains=words)
            | Q(text__icontains=words)
            | named_like(Decision, words)
        )
    if follow_up:
        rows = rows.filter(follow_up=follow_up)
    if body:
        rows = rows.filter(item__meeting__body__key=body)
    if year:
        rows = rows.filter(
            item__meeting__held_earliest__year__lte=year, item__meeting__held_latest__year__gte=year
        )
    owners = (
        Prefetch("owner_body", Body.objects.visible_to(reader)),
        Prefetch("owner_person", Person.objects.visible_to(reader)),
    )
    rows = rows.select_related("item__meeting__body", "item__meeting__city").prefetch_related(*owners)
    return rows.order_by("-item__meeting__held_edtf", "reference")
