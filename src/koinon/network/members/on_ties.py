"""What members know of ties: bodies that belong to one small network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q

from koinon.network.members.models import Membership
from koinon.network.people.ties import Tie, TieKind, among, told
from koinon.platform.ui.addresses import url

SMALL = 12
"""A network with more members than so many ties nobody to anybody."""


def small_networks(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """Bodies that were members of a network of a dozen at most: two statements."""
    then = Membership.objects.filter(starts_earliest__lte=until, ends_latest__gte=since)
    joined = then.filter(body__in=bodies).values("network")
    small = (
        then.filter(network__in=joined)
        .order_by()
        .values("network")
        .annotate(many=Count("body", distinct=True))
    )
    rows = list(
        then.filter(Q(network__in=small.filter(many__lte=SMALL).values("network"))).values_list(
            "network", "network__name", "network__key", "network__audience", "body"
        )
    )
    by = {
        network: told(name, url("portal:body", key=key), (since, until), audience=audience)
        for network, name, key, audience, _body in rows
    }
    yield from among(TieKind.NETWORK, bodies, ((row[0], row[4]) for row in rows), by)
