"""What events tell: the calendar with its filters, and who took part in one."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from koinon.network.events.models import Attendance, Event
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.search.narrowing import named_like


def calendar(
    reader: Reader,
    *,
    words: str = "",
    kind: str = "",
    country: str = "",
    year: int | None = None,
    group: str = "",
) -> QuerySet[Event]:
    """The events a reader may see, latest first; those without a date come last."""
    rows = with_host(Event.objects.visible_to(reader).select_related("city__country"), reader)
    if words:
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(city__name__icontains=words)
            | Q(venue__icontains=words)
            | named_like(Event, words)
        )
    if kind:
        rows = rows.filter(kind=kind)
    if group:
        rows = rows.filter(groups__contains=group)
    if country:
        rows = rows.filter(city__country__key=country)
    if year:
        rows = rows.filter(starts_earliest__lte=date(year, 12, 31), ends_latest__gte=date(year, 1, 1))
    return rows.order_by("-starts_edtf", "title", "id")


def of_bodies(ids: Collection[int]) -> Q:
    """The condition that the bodies host the event, send people to it or take part in it."""
    took_part = Attendance.objects.filter(Q(body__in=ids) | Q(sent_by__in=ids)).values("event")
    return Q(host__in=ids) | Q(pk__in=took_part)


def taking_part(event: Event, reader: Reader) -> list[Attendance]:
    """Who took part, in order of protocol: two statements. Persons and bodies one may not see are left out."""
    rows = event.attendances.filter(*(seen_through(Attendance, path, reader) for path in ("person", "body")))
    sender = Prefetch("sent_by", Body.objects.visible_to(reader))
    return list(rows.select_related("person", "body").prefetch_related(sender))


def with_host(rows: QuerySet[Event], reader: Reader) -> QuerySet[Event]:
    """Each with its host, or with none where the reader may not see that body: one statement."""
    return rows.prefetch_related(Prefetch("host", Body.objects.visible_to(reader)))
