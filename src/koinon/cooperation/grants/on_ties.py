"""What grants know of ties: who granted, who shares in it, and who received."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from django.db.models import Q

from koinon.cooperation.grants.models import CoFunder, Grant
from koinon.network.people.ties import Tie, TieKind, Told, among, told
from koinon.platform.ui.addresses import url


def grants(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """Funders and recipients of grants made in the time; two funders of one grant are not tied by it: two statements."""
    shared = CoFunder.objects.filter(funder__in=bodies).values("grant")
    then = Grant.objects.filter(
        Q(funder__in=bodies) | Q(recipient__in=bodies) | Q(pk__in=shared),
        day_earliest__lte=until,
        day_latest__gte=since,
    )
    by: dict[Hashable, Told] = {}
    members: list[tuple[Hashable, int]] = []
    made: dict[int, tuple[int, Told]] = {}
    giving: list[tuple[int, int]] = []
    for pk, key, funder, recipient, title, earliest, latest, audience in then.values_list(
        "pk", "key", "funder", "recipient", "title", "day_earliest", "day_latest", "audience"
    ):
        page = url("grants:grant", key=key)
        made[pk] = recipient, told(title, page, (earliest, latest), audience=audience)
        giving.append((pk, funder))
    giving += CoFunder.objects.filter(grant__in=then).values_list("grant", "funder")
    for grant, funder in giving:
        recipient, by[grant, funder] = made[grant]
        members += [((grant, funder), funder), ((grant, funder), recipient)]
    yield from among(TieKind.GRANT, bodies, members, by)
