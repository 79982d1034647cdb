"""What people and bodies know of ties: what a body is part of, and whose seats stand side by side on a board."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from django.db.models import Q

from koinon.network.people.models import Body, BodyKind, Role
from koinon.network.people.ties import Tie, TieKind, Told, among, told
from koinon.platform.ui.addresses import url

SMALL = (BodyKind.BOARD, BodyKind.TEAM)
"""Where whoever sits works closely with the others; a jury is not one, nor is a network."""


def kin(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """A body, what it is part of and what is part of it; under one government also the parts: two statements."""
    columns = ("pk", "parent", "parent__kind", "parent__name", "parent__key", "parent__audience")
    own = list(Body.objects.filter(Q(pk__in=bodies) | Q(parent__in=bodies)).values_list(*columns))
    above = {row[1] for row in own if row[0] in bodies and row[2] == BodyKind.GOVERNMENT}
    under = Body.objects.filter(parent__in=above).values_list(*columns) if above else []
    rows = {row[0]: row[1:] for row in (*own, *under) if row[1]}
    members: list[tuple[Hashable, int]] = []
    by: dict[Hashable, Told] = {}
    for pk, (parent, kind, name, key, audience) in rows.items():
        # Under a government all parts belong together; anywhere else each part only to what it is part of.
        thing = (parent, 0 if kind == BodyKind.GOVERNMENT else pk)
        by[thing] = told(name, _page(key), (date.min, date.max), audience=audience)
        members += [(thing, pk), (thing, parent)]
    yield from among(TieKind.BODY, bodies, members, by)


def _page(key: str) -> str:
    return url("portal:body", key=key)


def seats(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """Bodies for which somebody sits on the same board: two statements."""
    held = Role.objects.filter(of__kind__in=SMALL, starts_earliest__lte=until, ends_latest__gte=since)
    boards = held.filter(Q(sits_for__in=bodies) | Q(holder__in=bodies)).values("of")
    rows = list(
        held.filter(of__in=boards).values_list(
            "of", "of__name", "of__key", "of__audience", "sits_for", "holder"
        )
    )
    by = {row[0]: told(row[1], _page(row[2]), (since, until), audience=row[3]) for row in rows}
    members = [(row[0], body) for row in rows for body in row[4:] if body]
    yield from among(TieKind.NETWORK, bodies, members, by)
