"""What stands in a calendar: events, meetings, and the days by which something is due, all from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement, Due
from koinon.cooperation.agreements.queries import of_bodies, term_of, with_acts
from koinon.cooperation.agreements.stages import State
from koinon.cooperation.agreements.state import standing
from koinon.cooperation.grants.models import Instalment
from koinon.cooperation.programmes.models import Programme, ProgrammeEvent
from koinon.network.events import queries as event_queries
from koinon.network.events.models import Event
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.platform.ui.punctuation import listed
from koinon.site.feeds.call_entries import of_calls
from koinon.site.feeds.event_entries import parts_of_events
from koinon.site.feeds.ics import Entry
from koinon.site.feeds.meeting_entries import meeting_entries
from koinon.site.feeds.pairing_entries import of_rounds
from koinon.site.feeds.phase_entries import of_phases
from koinon.site.feeds.plan_entries import of_plans
from koinon.site.feeds.renewal_entries import renewal_entries

Absolute = Callable[[str], str]
VAGUEST = timedelta(days=62)
"""A doubt longer than this has no place in a calendar; "July 2018" has, marked as tentative."""
PAST = timedelta(days=366 * 3)
END_WARNING, DUE_WARNING = 90, 14


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose calendar: of some bodies (by id), of one programme, of one city's place; or of all."""

    bodies: frozenset[int] | None = None
    programme: Programme | None = None
    city_id: int | None = None


def entries_of(scope: Scope, reader: Reader, today: date, absolute: Absolute) -> list[Entry]:
    """Every entry the reader may see, from three years back, in order of day: a fixed number of statements."""
    since = today - PAST
    events = _event_rows(scope, reader, since)
    found = [
        *_events(events, absolute),
        *parts_of_events(events, reader, since, absolute),
        *_meetings(scope, reader, (since, today), absolute),
        *_terms(scope, reader, today, absolute),
        *_dues(scope, reader, since, absolute),
        *_instalments(scope, reader, since, absolute),
        *renewal_entries(scope, reader, today, absolute),
        *of_plans(scope.bodies, scope.programme, reader, (since, today), absolute),
        *of_rounds(scope.bodies, scope.programme, reader, since, absolute),
        *of_calls(scope.bodies, scope.programme, reader, since, absolute),
        *of_phases(scope.bodies, scope.programme, reader, since, absolute),
    ]
    return sorted(found, key=lambda entry: (_day(entry.begins), entry.uid))


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _event_rows(scope: Scope, reader: Reader, since: date) -> QuerySet[Event]:
    rows: QuerySet[Event] = Event.objects.visible_to(reader).filter(
        starts_latest__gte=since, starts_latest__lt=LAST
    )
    if scope.programme:
        linked = ProgrammeEvent.objects.visible_to(reader).filter(programme=scope.programme)
        rows = rows.filter(pk__in=linked.values("event"))
    elif scope.bodies is not None:
        mine = event_queries.of_bodies(scope.bodies)
        rows = rows.filter(mine | Q(city=scope.city_id) if scope.city_id else mine)
    return rows


def _events(events: QuerySet[Event], absolute: Absolute) -> Iterator[Entry]:
    for event in events.select_related("city"):
        entry = _event(event, absolute)
        if entry:
            yield entry


def _event(event: Event, absolute: Absolute) -> Entry | None:
    first, last = event.starts.earliest, event.ends.latest
    if event.ends.is_unknown or last == LAST:
        last = event.starts.latest
    if first == FIRST or event.starts.latest - first > VAGUEST or last < first:
        return None
    vague = event.starts.earliest != event.starts.latest
    begins, ends = _clock(event, first, last) or (first, last)
    return Entry(
        uid=uid(event),
        title=str(event),
        begins=begins,
        ends=ends,
        href=absolute(event.get_absolute_url()),
        place=listed(event.venue, event.city or "") or (_("virtual") if event.virtual else ""),
        kind=str(event.get_kind_display()),
        note=_("The record says only: %(when)s") % {"when": event.starts.words or event.starts.edtf}
        if vague
        else "",
        sequence=event.version,
        tentative=vague or event.planned,
    )


def _clock(event: Event, first: date, last: date) -> tuple[datetime, datetime] | None:
    """The hours of an event of one certain day, in its own time zone."""
    if not event.begins_at or first != last or not event.time_zone:
        return None
    try:
        zone = ZoneInfo(event.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return None
    begins = datetime.combine(first, event.begins_at, zone)
    closes = datetime.combine(last, event.closes_at, zone) if event.closes_at else begins + timedelta(hours=1)
    return begins, closes if closes > begins else closes + timedelta(days=1)


def _meetings(scope: Scope, reader: Reader, days: tuple[date, date], absolute: Absolute) -> Iterator[Entry]:
    if not scope.programme:
        yield from meeting_entries(scope.bodies, reader, days, VAGUEST, absolute)


def _terms(scope: Scope, reader: Reader, today: date, absolute: Absolute) -> Iterator[Entry]:
    """The last day of each agreement in force: by its earliest reading, so that nobody is late."""
    if scope.programme:
        return
    rows = Agreement.objects.visible_to(reader).filter(ends_latest__gte=today)
    rows = rows if scope.bodies is None else rows.filter(of_bodies(scope.bodies))
    for agreement in with_acts(rows):
        term = term_of(agreement, agreement.acts.all())
        first, last = term.end
        if last < LAST and first >= today and standing(term, today).state in (State.IN_FORCE, State.SIGNED):
            yield Entry(
                uid=f"end-{uid(agreement)}",
                title=_("Agreement ends: %(agreement)s") % {"agreement": agreement},
                begins=first,
                ends=first,
                href=absolute(agreement.get_absolute_url()),
                kind=_("deadline"),
                note=""
                if first == last
                else _("By another reading it ends on %(day)s.") % {"day": last.isoformat()},
                sequence=agreement.version,
                warn_days=END_WARNING,
            )


def _dues(scope: Scope, reader: Reader, since: date, absolute: Absolute) -> Iterator[Entry]:
    """What is promised by a day, as long as nothing accepted shows it."""
    if scope.programme:
        return
    rows = Due.objects.visible_to(reader).filter(day_latest__gte=since, day_latest__lt=LAST)
    if scope.bodies is not None:
        rows = rows.filter(commitment__sides__body__in=scope.bodies).distinct()
    for due in rows.reckoned(date.max).select_related("commitment__agreement"):
        if not due.evidenced:
            yield Entry(
                uid=uid(due),
                title=_("Due: %(promise)s") % {"promise": due.commitment},
                begins=due.day_latest,
                ends=due.day_latest,
                href=absolute(due.commitment.get_absolute_url()),
                kind=_("deadline"),
                note=str(due.commitment.agreement),
                sequence=due.version,
                warn_days=DUE_WARNING,
            )


def _instalments(scope: Scope, reader: Reader, since: date, absolute: Absolute) -> Iterator[Entry]:
    """What falls due of a grant, as long as nothing is paid for it; for those who may see the grant."""
    if scope.programme:
        return
    rows = Instalment.objects.visible_to(reader).filter(
        due_latest__gte=since, due_latest__lt=LAST, payments=None
    )
    if scope.bodies is not None:
        ends = Q(grant__funder__in=scope.bodies) | Q(grant__recipient__in=scope.bodies)
        rows = rows.filter(ends)
    for instalment in rows.select_related("grant"):
        yield Entry(
            uid=uid(instalment),
            title=_("Instalment due: %(instalment)s") % {"instalment": instalment},
            begins=instalment.due_latest,
            ends=instalment.due_latest,
            href=absolute(instalment.get_absolute_url()),
            kind=_("deadline"),
            note=str(instalment.grant),
            sequence=instalment.version,
            warn_days=DUE_WARNING,
        )


def uid(record: Record) -> str:
    """The same for a record for ever, and for no other."""
    return f"{record.record_kind()}-{record.key}@koinon"
