"""What renewals put into a calendar: the day of each task, and the day by which the papers are due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement, Renewal
from koinon.cooperation.agreements.permissions import can_watch_runway
from koinon.cooperation.agreements.queries import of_bodies
from koinon.cooperation.agreements.renewal_queries import Runway, runways_of, with_runway_parts
from koinon.network.people.readers import Reader
from koinon.site.feeds.ics import Entry

if TYPE_CHECKING:
    from koinon.site.feeds.entries import Scope

WARNING = 14


def renewal_entries(
    scope: Scope, reader: Reader, today: date, absolute: Callable[[str], str]
) -> Iterator[Entry]:
    """For whoever prepares renewals, those under way; eight statements, and one where there are none."""
    if scope.programme or not can_watch_runway(reader):
        return
    begun = Renewal.objects.visible_to(reader).open()
    rows = Agreement.objects.visible_to(reader).filter(pk__in=begun.values("agreement"))
    rows = rows if scope.bodies is None else rows.filter(of_bodies(scope.bodies))
    found = list(with_runway_parts(rows, reader))
    for one in runways_of(found, today, reader) if found else ():
        yield from _of(one, absolute)


def _of(one: Runway, absolute: Callable[[str], str]) -> Iterator[Entry]:
    renewal = one.renewal
    if renewal is None:
        return
    href, note = absolute(renewal.get_absolute_url()), str(one.agreement)
    for due in one.dues:
        if due.task.is_open:
            yield Entry(
                uid=f"{due.task.record_kind()}-{due.task.key}@koinon",
                title=_("Renewal: %(task)s") % {"task": due.task},
                begins=due.due,
                ends=due.due,
                href=href,
                kind=_("deadline"),
                note=note,
                sequence=due.task.version,
                warn_days=WARNING,
            )
    if one.chance and one.chance.papers:
        yield Entry(
            uid=f"papers-{renewal.record_kind()}-{renewal.key}@koinon",
            title=_("Papers due: %(meeting)s") % {"meeting": one.chance.meeting},
            begins=one.chance.papers,
            ends=one.chance.papers,
            href=href,
            kind=_("deadline"),
            note=note,
            sequence=renewal.version,
            warn_days=WARNING,
        )
