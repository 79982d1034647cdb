"""The days of plans in a calendar: milestones that are not reached, and the updates a side still owes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from koinon.cooperation.plans.models import MeasureUpdate, Milestone, UpdateState
from koinon.cooperation.plans.quarters import quarter_words
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import LAST
from koinon.platform.ui.punctuation import listed
from koinon.site.feeds.ics import Entry

WARNING = 14


def of_plans(
    bodies: frozenset[int] | None,
    programme: Programme | None,
    reader: Reader,
    stretch: tuple[date, date],
    absolute: Callable[[str], str],
) -> Iterator[Entry]:
    """Those of some bodies, of one programme, or all, from the first day of the stretch on: two statements."""
    since, today = stretch
    yield from _milestones(bodies, programme, reader, since, absolute)
    yield from _updates(bodies, programme, reader, today, absolute)


def _of_programme(programme: Programme) -> Q:
    return Q(measure__plan__edition__programme=programme) | Q(measure__plan__agreement__programme=programme)


def _milestones(
    bodies: frozenset[int] | None,
    programme: Programme | None,
    reader: Reader,
    since: date,
    absolute: Callable[[str], str],
) -> Iterator[Entry]:
    """The days by which milestones of agreed measures are to be reached, as long as they are not."""
    rows = Milestone.objects.visible_to(reader).filter(
        day_latest__gte=since,
        day_latest__lt=LAST,
        reached_on=None,
        measure__agreed_on__isnull=False,
        measure__closed_on=None,
        measure__plan__closed_on=None,
    )
    if programme:
        rows = rows.filter(_of_programme(programme))
    elif bodies is not None:
        rows = rows.filter(measure__plan__sides__body__in=bodies).distinct()
    for milestone in rows.select_related("measure"):
        yield Entry(
            uid=f"{milestone.record_kind()}-{milestone.key}@koinon",
            title=_("Milestone: %(milestone)s") % {"milestone": milestone},
            begins=milestone.day_latest,
            ends=milestone.day_latest,
            href=absolute(milestone.measure.get_absolute_url()),
            kind=_("deadline"),
            note=str(milestone.measure),
            sequence=milestone.version,
            warn_days=WARNING,
        )


def _updates(
    bodies: frozenset[int] | None,
    programme: Programme | None,
    reader: Reader,
    today: date,
    absolute: Callable[[str], str],
) -> Iterator[Entry]:
    """The updates a side still owes, by the day on which its link ends."""
    open_states = (UpdateState.ASKED, UpdateState.RETURNED)
    rows = MeasureUpdate.objects.visible_to(reader).filter(
        state__in=open_states, link_until__gte=today, measure__plan__closed_on=None
    )
    if programme:
        rows = rows.filter(_of_programme(programme))
    elif bodies is not None:
        rows = rows.filter(side__body__in=bodies)
    for update in rows.exclude(link_nonce="").select_related("measure", "side__body"):
        assert update.link_until is not None  # asked for above
        yield Entry(
            uid=f"{update.record_kind()}-{update.key}@koinon",
            title=_("Update due: %(measure)s") % {"measure": update.measure},
            begins=update.link_until,
            ends=update.link_until,
            href=absolute(update.get_absolute_url()),
            kind=_("deadline"),
            note=listed(update.side.body, quarter_words(update.quarter)),
            sequence=update.version,
            warn_days=WARNING,
        )
