"""What learning knows of ties: those who work in one hub."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from django.db.models import Q

from koinon.cooperation.learning.models import Hub, HubPartner
from koinon.network.people.ties import Tie, TieKind, Told, among, told
from koinon.platform.ui.addresses import url


def hubs(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """A hub, its host and its partners, while its agreement runs: two statements."""
    ours = HubPartner.objects.filter(body__in=bodies).values("hub")
    then = Hub.objects.filter(
        Q(body__in=bodies) | Q(host__in=bodies) | Q(pk__in=ours),
        agreement__starts_earliest__lte=until,
        agreement__ends_latest__gte=since,
    )
    by: dict[Hashable, Told] = {}
    members: list[tuple[Hashable, int]] = []
    days = "agreement__starts_earliest", "agreement__ends_latest"
    for pk, key, body, host, title, audience, *span in then.values_list(
        "pk", "key", "body", "host", "title", "audience", *days
    ):
        by[pk] = told(title, url("learning:hub", key=key), (span[0], span[1]), audience=audience)
        members += [(pk, body), (pk, host)]
    members += HubPartner.objects.filter(hub__in=then).values_list("hub", "body")
    yield from among(TieKind.HUB, bodies, members, by)
