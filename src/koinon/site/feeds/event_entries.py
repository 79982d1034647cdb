"""What an event puts into a calendar beside itself: its stages, its sessions, and the last day to register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.network.events.models import Event, RegistrationRules, Session, Stage
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.platform.ui.punctuation import listed
from koinon.site.feeds.ics import Entry

if TYPE_CHECKING:
    from koinon.site.feeds.entries import Absolute

CLOSING_WARNING = 7
VAGUEST = timedelta(days=62)


def parts_of_events(
    events: QuerySet[Event], reader: Reader, since: date, absolute: Absolute
) -> Iterator[Entry]:
    """Stages as whole days, sessions by the hour where it is known, closing days: one statement each."""
    yield from _stages(events, reader, absolute)
    yield from _sessions(events, reader, since, absolute)
    yield from _closings(events, reader, since, absolute)


def _stages(events: QuerySet[Event], reader: Reader, absolute: Absolute) -> Iterator[Entry]:
    rows = Stage.objects.visible_to(reader).filter(event__in=events.values("pk"))
    for stage in rows.select_related("event", "city"):
        first, last = stage.starts.earliest, stage.ends.latest
        last = stage.starts.latest if stage.ends.is_unknown or last == LAST else last
        if first == FIRST or last == LAST or stage.starts.latest - first > VAGUEST:
            continue
        yield Entry(
            uid=f"{stage.record_kind()}-{stage.key}@koinon",
            title=f"{stage.event}: {stage.title}",
            begins=first,
            ends=last,
            href=absolute(stage.get_absolute_url()),
            place=listed(stage.place, stage.city or ""),
            kind=_("stage"),
            sequence=stage.version,
            tentative=stage.starts.earliest != stage.starts.latest or stage.event.planned,
        )


def _sessions(events: QuerySet[Event], reader: Reader, since: date, absolute: Absolute) -> Iterator[Entry]:
    """Only those with an hour: the others are the day of the event itself."""
    rows = Session.objects.visible_to(reader).filter(
        event__in=events.values("pk"), day__gte=since, begins_at__isnull=False
    )
    for session in rows.select_related("event__city", "stage__city"):
        hours = _hours(session)
        if hours is None:
            continue
        city = session.stage.city if session.stage else session.event.city
        yield Entry(
            uid=f"{session.record_kind()}-{session.key}@koinon",
            title=f"{session.event}: {session.title}",
            begins=hours[0],
            ends=hours[1],
            href=absolute(session.get_absolute_url()),
            place=listed(session.room, session.event.venue, city or ""),
            kind=_("session"),
            sequence=session.version,
            tentative=session.event.planned,
        )


def _hours(session: Session) -> tuple[datetime, datetime] | None:
    """The hours in the zone of the event, or of the city it is in; nothing where nobody knows the zone."""
    city = session.stage.city if session.stage and session.stage.city else session.event.city
    try:
        zone = ZoneInfo(session.event.time_zone or (city.time_zone if city else ""))
    except (ZoneInfoNotFoundError, ValueError):
        return None
    if session.begins_at is None:
        return None
    begins = datetime.combine(session.day, session.begins_at, zone)
    closes = datetime.combine(session.day, session.closes_at, zone) if session.closes_at else begins
    return begins, max(closes, begins + timedelta(minutes=15))


def _closings(events: QuerySet[Event], reader: Reader, since: date, absolute: Absolute) -> Iterator[Entry]:
    rows = RegistrationRules.objects.visible_to(reader).filter(
        event__in=events.values("pk"), closes_on__gte=since
    )
    for rules in rows.select_related("event"):
        assert rules.closes_on
        yield Entry(
            uid=f"closing-{rules.record_kind()}-{rules.key}@koinon",
            title=_("Last day to register: %(event)s") % {"event": rules.event},
            begins=rules.closes_on,
            ends=rules.closes_on,
            href=absolute(rules.event.get_absolute_url()),
            kind=_("deadline"),
            sequence=rules.version,
            warn_days=CLOSING_WARNING,
        )
