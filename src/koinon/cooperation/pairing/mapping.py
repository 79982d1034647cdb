"""The pairs of a round on the map: a place for each city, an arc for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.naming import Named, Names
from koinon.cooperation.programmes.models import Participation
from koinon.platform.ui.drawings.worldmap import Arc, Place, World


class Pair(Protocol):
    """Whatever joins two participations."""

    @property
    def left(self) -> Participation: ...

    @property
    def right(self) -> Participation: ...


def pairs_on_map(title: str, pairs: Sequence[Pair], names: Names) -> World | None:
    """The map; none where no city of a pair has its place on record."""
    places: dict[str, Place] = {}
    for pair in pairs:
        for one in (pair.left, pair.right):
            if place := place_of(names[one.key]):
                places[one.key] = place
    arcs = [
        Arc(places[pair.left.key], places[pair.right.key], tone="pairing")
        for pair in pairs
        if pair.left.key in places and pair.right.key in places
    ]
    if not places:
        return None
    words = _("The cities of the pairs, and a great circle between the two of each pair.")
    return World(title, words, list(places.values()), arcs)


def place_of(one: Named) -> Place | None:
    """The place of a city."""
    city = one.city
    if city is None or city.latitude is None or city.longitude is None:
        return None
    return Place(city.latitude, city.longitude, one.name, city.get_absolute_url(), tone="pairing")
