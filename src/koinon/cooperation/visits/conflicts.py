"""What cannot all be true of a programme: two points at one time, a host with two guests, a guest in two places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from itertools import combinations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from koinon.cooperation.visits.models import HalfDay, Visit
from koinon.network.events.models import Attendance
from koinon.network.people.readers import Reader
from koinon.platform.ui.figures import day, span


def conflicts(visit: Visit, programme: Sequence[HalfDay], reader: Reader) -> list[str]:
    """All of them in words, for somebody who can move things: one statement."""
    return [*clashing(programme), *_elsewhere(visit, reader)]


def clashing(programme: Sequence[HalfDay]) -> Iterator[str]:
    """Points of the programme at the same time, each pair once."""
    for one, other in combinations(programme, 2):
        same_half = one.day is not None and one.day == other.day and one.half == other.half
        if same_half and _meet(one, other):
            yield _("“%(one)s” and “%(other)s” are at the same time: %(when)s.") % {
                "one": one.title,
                "other": other.title,
                "when": ", ".join(filter(None, (day(one.day), str(one.get_half_display())))),
            }


def _meet(one: HalfDay, other: HalfDay) -> bool:
    """Whether the hours overlap; a point without an hour fills its half-day, one without an end only begins."""
    if one.begins_at is None or other.begins_at is None:
        return True
    first, second = sorted((one, other), key=lambda point: point.begins_at or time.min)
    ends = first.closes_at or first.begins_at
    assert ends is not None
    assert second.begins_at is not None
    return second.begins_at < ends or second.begins_at == first.begins_at


def _elsewhere(visit: Visit, reader: Reader) -> Iterator[str]:
    """Other visits on the same sure days with the same host or somebody of the same delegation."""
    event = visit.event
    if not (event.starts.is_exact and event.ends.is_exact):
        return
    coming = event.attendances.filter(person__isnull=False).values("person")
    same_person = Attendance.objects.filter(event=OuterRef("event"), person__in=coming)
    rows = (
        Visit.objects.visible_to(reader)
        .exclude(pk=visit.pk)
        .filter(event__starts_latest__lte=event.ends.earliest, event__ends_earliest__gte=event.starts.latest)
        .annotate(shares=Exists(same_person))
        .filter(Q(shares=True) | Q(event__host=event.host_id, event__host__isnull=False))
    )
    for other in rows.select_related("event"):
        told = {"other": other.event, "when": span(other.event.span)}
        if other.shares:  # type: ignore[attr-defined]
            yield _("Somebody of the delegation is expected elsewhere: %(other)s, %(when)s.") % told
        else:
            yield _("The host receives another guest: %(other)s, %(when)s.") % told
