"""Meetings in a calendar, and the days by which their notice and their papers have to go out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from koinon.network.governance.clock import Clock, Kept, clock_of
from koinon.network.governance.models import BodyRule, Meeting
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import LAST
from koinon.platform.ui.punctuation import listed
from koinon.site.feeds.ics import Entry

Absolute = Callable[[str], str]
WARNING = 14


def meeting_entries(
    bodies: frozenset[int] | None,
    reader: Reader,
    days: tuple[date, date],
    vaguest: timedelta,
    absolute: Absolute,
) -> Iterator[Entry]:
    """The meetings since the first of the days, and the deadlines as they stand on the second. Two statements."""
    since, today = days
    rows = Meeting.objects.visible_to(reader).filter(held_latest__gte=since, held_latest__lt=LAST)
    rows = rows.filter(cancelled_on=None)
    rows = rows if bodies is None else rows.filter(body__in=bodies)
    meetings = [
        one for one in rows.select_related("body", "city") if one.held.latest - one.held.earliest <= vaguest
    ]
    rules = BodyRule.objects.visible_to(reader).filter(body__in={one.body_id for one in meetings})
    kept = list(rules)
    for meeting in meetings:
        yield _meeting(meeting, absolute)
        yield from _deadlines(meeting, clock_of(meeting, kept, today), absolute)


def _meeting(meeting: Meeting, absolute: Absolute) -> Entry:
    return Entry(
        uid=_uid(meeting),
        title=f"{meeting.body}: {meeting}",
        begins=meeting.held.earliest,
        ends=meeting.held.latest,
        href=absolute(meeting.get_absolute_url()),
        place=listed(meeting.venue, meeting.city or ""),
        kind=_("meeting"),
        sequence=meeting.version,
        tentative=meeting.held.earliest != meeting.held.latest,
    )


def _deadlines(meeting: Meeting, clock: Clock, absolute: Absolute) -> Iterator[Entry]:
    """What is still to go out; what went out, or what nobody can say any more, needs no reminder."""
    words = {
        "notice": _("Notice due: %(meeting)s"),
        "papers": _("Papers due: %(meeting)s"),
    }
    for name, one in clock.deadlines:
        if one.kept in (Kept.AHEAD, Kept.MISSED):
            yield Entry(
                uid=f"{name}-{_uid(meeting)}",
                title=words[name] % {"meeting": f"{meeting.body}: {meeting}"},
                begins=one.due,
                ends=one.due,
                href=absolute(meeting.get_absolute_url()),
                kind=_("deadline"),
                note=str(one.rule.article or one.rule),
                sequence=meeting.version,
                warn_days=WARNING,
            )


def _uid(meeting: Meeting) -> str:
    return f"{meeting.record_kind()}-{meeting.key}@koinon"
