"""The meetings ahead of some bodies, each with the days by which notice and papers are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from koinon.network.governance.clock import clock_of
from koinon.network.governance.models import BodyRule, Meeting
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.dates.bounds import LAST

Coming = tuple[Meeting, date | None, date | None]


def coming_meetings(body_ids: Iterable[int], on: date, reader: Reader = SYSTEM) -> list[Coming]:
    """Meetings of the bodies from the day on, the first first: (meeting, papers due, notice due). Two statements.

    Cancelled ones and those of unknown day are left out.
    """
    bodies = list(body_ids)
    meetings = Meeting.objects.visible_to(reader).filter(
        body__in=bodies, held_latest__gte=on, held_latest__lt=LAST, cancelled_on=None
    )
    rules = list(BodyRule.objects.filter(body__in=bodies))
    found: list[Coming] = []
    for meeting in meetings.select_related("body").order_by("held_earliest", "id"):
        clock = clock_of(meeting, rules, on)
        papers = clock.papers.due if clock.papers else None
        found.append((meeting, papers, clock.notice.due if clock.notice else None))
    return found
