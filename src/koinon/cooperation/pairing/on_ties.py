"""What pairing knows of ties: the cities of published pairs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from koinon.cooperation.pairing.models import ProposedPair
from koinon.network.people.ties import Tie, TieKind, among, told
from koinon.platform.ui.addresses import url


def pairs(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """Pairs that were published, from then on as long as their edition runs: one statement."""
    rows = ProposedPair.objects.standing().filter(
        Q(left__body__in=bodies) | Q(right__body__in=bodies), round__published_at__isnull=False
    )
    for one, other, title, key, published, latest in rows.values_list(
        "left__body",
        "right__body",
        "round__edition__title",
        "round__key",
        "round__published_at",
        "round__edition__ends_latest",
    ):
        page = url("pairing:round", key=key)
        assert published is not None  # as filtered
        days = published.date(), max(latest, published.date())
        yield from among(TieKind.PAIR, bodies, ((0, one), (0, other)), {0: told(title, page, days)})
