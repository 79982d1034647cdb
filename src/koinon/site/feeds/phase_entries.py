"""What judging puts into a calendar: when a phase opens, and the last day to score. Of the entries it says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import Phase
from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.readers import Reader
from koinon.site.feeds.ics import Entry

WARNING = 7
Absolute = Callable[[str], str]


def of_phases(
    bodies: Iterable[int] | None, programme: Programme | None, reader: Reader, since: date, absolute: Absolute
) -> Iterator[Entry]:
    """The days of the phases the reader may see, which are a juror's own and the secretariat's: two statements."""
    rows = Phase.objects.visible_to(reader).filter(panel__call__cancelled_at=None)
    rows = rows.filter(Q(opens_on__gte=since) | Q(closes_on__gte=since))
    if programme:
        rows = rows.filter(panel__call__edition__programme=programme)
    elif bodies is not None:
        wanted = list(bodies)
        rows = rows.filter(Q(panel__body__in=wanted) | Q(panel__call__run_by__in=wanted))
    for phase in rows.select_related("panel__call").prefetch_related("panel__call__texts").distinct():
        yield from _days(phase, since, absolute)


def _days(phase: Phase, since: date, absolute: Absolute) -> Iterator[Entry]:
    words = {"phase": phase.title, "call": told(phase.panel.call).title}
    days = (
        ("opens", phase.opens_on, _("Judging begins: %(phase)s, %(call)s")),
        ("closes", phase.closes_on, _("Last day to judge: %(phase)s, %(call)s")),
    )
    for name, day, title in days:
        if day is not None and day >= since:
            is_deadline = name == "closes"
            yield Entry(
                uid=f"{name}-{phase.record_kind()}-{phase.key}@koinon",
                title=title % words,
                begins=day,
                ends=day,
                href=absolute(phase.get_absolute_url()),
                kind=_("deadline") if is_deadline else _("judging"),
                sequence=phase.version,
                warn_days=WARNING if is_deadline and phase.closed_at is None else 0,
            )
