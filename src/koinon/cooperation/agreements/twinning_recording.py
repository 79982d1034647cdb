"""Twinnings recorded from a resolved list: what would happen, and the one command that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koinon.cooperation.agreements.twinning_resolving import TwinningPlan
from koinon.cooperation.agreements.twinnings import Twinning
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.network.places.commands import settle
from koinon.network.places.gazetteer import Place
from koinon.network.places.models import City
from koinon.network.places.settling import known_cities
from koinon.platform.audit.commands import act


@dataclass(frozen=True, slots=True)
class TwinningEffect:
    """What recording a plan does, or would do."""

    cities_new: int
    cities_known: int
    twinnings_new: int
    twinnings_known: int

    @property
    def changes_nothing(self) -> bool:
        """Whether everything is on record already."""
        return not (self.cities_new or self.twinnings_new)


def twinning_effect(plan: TwinningPlan) -> TwinningEffect:
    """What `record_twinnings` would do now; nothing is written."""
    cities = known_cities(plan.places.values())
    new = _unrecorded(plan, {number: city.pk for number, city in cities.items()})
    return TwinningEffect(len(plan.places) - len(cities), len(cities), len(new), len(plan.pairs) - len(new))


def record_twinnings(plan: TwinningPlan, *, by: Reader, on: date) -> TwinningEffect:
    """Record the pairs of a plan that are not on record, and the cities they need, in one transaction.

    ``on`` is the day the list is taken over; it stays in the history. The same plan again changes nothing.
    """
    refuse_unless(can_record(by))
    effect = twinning_effect(plan)
    note = f"{plan.rows} rows, taken over on {on.isoformat()}"
    with act("record_twinnings", by=by.user, note=note) as doing:
        new = _unrecorded(plan, {n: city.pk for n, city in known_cities(plan.places.values()).items()})
        cities = settle(doing, _needed(plan, new))
        doing.create_all(_twinning(cities[one], cities[other]) for one, other in new)
        doing.about(f"{effect.twinnings_new} twinnings")
    return effect


def _unrecorded(plan: TwinningPlan, known: dict[int, int]) -> list[tuple[int, int]]:
    """The pairs, as GeoNames numbers, of which no twinning is on record."""
    recorded = set(Twinning.objects.values_list("first_id", "second_id")) if known else set()
    pairs = [(pair.first.geonames_id, pair.second.geonames_id) for pair in plan.pairs]
    return [pair for pair in pairs if _ids(pair, known) not in recorded]


def _ids(pair: tuple[int, int], known: dict[int, int]) -> tuple[int, int]:
    one, other = (known.get(number, 0) for number in pair)
    return (min(one, other), max(one, other))


def _needed(plan: TwinningPlan, pairs: Sequence[tuple[int, int]]) -> list[Place]:
    numbers = {number for pair in pairs for number in pair}
    return [place for number, place in plan.places.items() if number in numbers]


def _twinning(one: City, other: City) -> Twinning:
    first, second = sorted((one, other), key=lambda city: city.pk)
    ends = (city.key[:56].rstrip("-.") for city in (first, second))
    return Twinning(key=".".join(ends), first=first, second=second)
