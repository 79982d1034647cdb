"""What labs know of ties: the host and the partners of one lab."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from django.db.models import Q

from koinon.cooperation.labs.models import Lab, LabPartner
from koinon.network.people.ties import Tie, TieKind, Told, among, told
from koinon.platform.ui.addresses import url


def labs(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """A lab, its host and who was its partner in the time: two statements."""
    partners = LabPartner.objects.filter(starts_earliest__lte=until, ends_latest__gte=since)
    ours = partners.filter(body__in=bodies).values("lab")
    then = Lab.objects.filter(
        Q(body__in=bodies) | Q(host__in=bodies) | Q(pk__in=ours),
        starts_earliest__lte=until,
        ends_latest__gte=since,
    )
    by: dict[Hashable, Told] = {}
    members: list[tuple[Hashable, int]] = []
    for pk, key, body, host, name, audience, earliest, latest in then.values_list(
        "pk", "key", "body", "host", "body__name", "audience", "starts_earliest", "ends_latest"
    ):
        by[pk] = told(name, url("labs:lab", key=key), (earliest, latest), audience=audience)
        members += [(pk, one) for one in (body, host) if one is not None]
    members += partners.filter(lab__in=then).values_list("lab", "body")
    yield from among(TieKind.HUB, bodies, members, by)
