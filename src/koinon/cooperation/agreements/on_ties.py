"""What agreements know of ties: who is bound to whom, and which cities are called twins."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from django.db.models import Q

from koinon.cooperation.agreements.models import Agreement, Party, Twinning
from koinon.network.people.models import Body, BodyKind
from koinon.network.people.ties import Tie, TieKind, Told, among, told
from koinon.platform.ui.addresses import url


def agreements(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """Parties to one agreement, and the offices that act for them: two statements."""
    ours = Party.objects.filter(Q(body__in=bodies) | Q(office__in=bodies)).values("agreement")
    then = Agreement.objects.filter(pk__in=ours, starts_earliest__lte=until, ends_latest__gte=since)
    by: dict[Hashable, Told] = {
        pk: told(title, url("agreements:agreement", key=key), (earliest, latest), audience=audience)
        for pk, title, key, earliest, latest, audience in then.values_list(
            "pk", "title", "key", "starts_earliest", "ends_latest", "audience"
        )
    }
    parties = Party.objects.filter(agreement__in=then).values_list("agreement", "body", "office")
    members = [(agreement, one) for agreement, body, office in parties for one in (body, office) if one]
    yield from among(TieKind.AGREEMENT, bodies, members, by)


def twins(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """Governments of cities that are called twins on a list: three statements."""
    governments = Body.objects.filter(kind=BodyKind.GOVERNMENT, city__isnull=False)
    at = dict(governments.filter(pk__in=bodies).values_list("pk", "city"))
    if not at:
        return
    cities = set(at.values())
    pairs = list(
        Twinning.objects.filter(Q(first__in=cities) | Q(second__in=cities))
        .filter(since_earliest__lte=until)
        .values_list("first", "second", "first__name", "second__name", "since_earliest")
    )
    there = {city for first, second, *_rest in pairs for city in (first, second)}
    acting: dict[int, list[int]] = {}
    for body, city in governments.filter(city__in=there).values_list("pk", "city"):
        acting.setdefault(city or 0, []).append(body)
    for first, second, one, other, begun in pairs:
        by = {0: told(f"{one} – {other}", "", (begun, date.max))}
        both = [(0, body) for body in (*acting.get(first, ()), *acting.get(second, ()))]
        yield from among(TieKind.PAIR, bodies, both, by)
