"""What visits know of ties: the guest, its host and those who came along."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from django.db.models import Q

from koinon.cooperation.visits.models import Visit
from koinon.network.people.ties import Tie, TieKind, Told, among, told
from koinon.platform.ui.addresses import url


def visits(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """Host and guest of a visit: one statement."""
    rows = Visit.objects.filter(
        Q(guest__in=bodies) | Q(event__host__in=bodies),
        event__starts_earliest__lte=until,
        event__ends_latest__gte=since,
        event__host__isnull=False,
    ).values_list(
        "pk",
        "key",
        "guest",
        "event__host",
        "event__title",
        "event__starts_earliest",
        "event__ends_latest",
        "event__audience",
    )
    by: dict[Hashable, Told] = {}
    members: list[tuple[Hashable, int]] = []
    for pk, key, guest, host, title, earliest, latest, audience in rows:
        page = url("visits:visit", key=key)
        by[pk] = told(title, page, (earliest, latest), audience=audience)
        members += [(pk, guest), (pk, host)]
    yield from among(TieKind.VISIT, bodies, members, by)
