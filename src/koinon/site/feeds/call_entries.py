"""What calls put into a calendar: opening, close to the hour, the last day for questions and late entries, further dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.models import Call, CallDate
from koinon.cooperation.calls.models import Entry as CallEntry
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.site.feeds.ics import Entry

WARNING = 14
VAGUEST = timedelta(days=62)
Absolute = Callable[[str], str]


def of_calls(
    bodies: Iterable[int] | None, programme: Programme | None, reader: Reader, since: date, absolute: Absolute
) -> Iterator[Entry]:
    """The days of calls that were opened: three statements. A body's calendar has those it runs, and those it is
    known to the reader to have entered: whoever judges blind reads calendars too."""
    opened = Call.objects.visible_to(reader).filter(opened_at__isnull=False, cancelled_at=None)
    rows = _meant(opened, bodies, programme, reader)
    for call in rows.filter(Q(closes_at=None) | Q(closes_at__date__gte=since)).prefetch_related("texts"):
        yield from _own_days(call, since, absolute)
    dates = CallDate.objects.visible_to(reader).filter(
        call__in=rows.values("pk"), day_latest__gte=since, day_latest__lt=LAST, day_earliest__gt=FIRST
    )
    for one in dates.select_related("call").prefetch_related("call__texts"):
        if one.day.latest - one.day.earliest <= VAGUEST:
            yield _further(one, absolute)


def _meant(
    rows: QuerySet[Call], bodies: Iterable[int] | None, programme: Programme | None, reader: Reader
) -> QuerySet[Call]:
    if programme:
        return rows.filter(edition__programme=programme)
    if bodies is None:
        return rows
    wanted = list(bodies)
    entered = CallEntry.objects.visible_to(reader).filter(applicant__in=wanted, withdrawn_at=None)
    return rows.filter(Q(run_by__in=wanted) | Q(pk__in=entered.values("call")))


def _own_days(call: Call, since: date, absolute: Absolute) -> Iterator[Entry]:
    """The days that stand in the call itself."""
    title = told(call).title
    days: tuple[tuple[str, date | datetime | None, str], ...] = (
        ("opens", call.opens_on, _("Call opens: %(call)s")),
        ("questions", call.questions_until, _("Last day for questions: %(call)s")),
        ("closes", call.closes_local, _("Call closes: %(call)s")),
        ("late", call.late_until, _("Last day for late entries: %(call)s")),
    )
    for name, day, words in days:
        if day is not None and (day.date() if isinstance(day, datetime) else day) >= since:
            yield Entry(
                uid=f"{name}-{call.record_kind()}-{call.key}@koinon",
                title=words % {"call": title},
                begins=day - timedelta(hours=1) if isinstance(day, datetime) else day,
                ends=day,
                href=absolute(call.get_absolute_url()),
                kind=_("deadline") if name != "opens" else str(call.get_kind_display()),
                note=str(call.code),
                sequence=call.version,
                warn_days=WARNING if name != "opens" else 0,
            )


def _further(one: CallDate, absolute: Absolute) -> Entry:
    return Entry(
        uid=f"{one.record_kind()}-{one.key}@koinon",
        title=f"{one}: {told(one.call).title}",
        begins=one.day.earliest,
        ends=one.day.latest,
        href=absolute(one.call.get_absolute_url()),
        kind=str(one.get_kind_display()),
        sequence=one.version,
        tentative=one.day.earliest != one.day.latest,
    )
