"""What is on record of the cities of a round: place, size, time, twins, earlier contact, earlier pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from koinon.cooperation.agreements.models import AgreementKind, Party, Twinning
from koinon.cooperation.pairing.models import Profile, Round
from koinon.network.places.m49 import region_of
from koinon.network.places.models import City, Figure, HouseValue, Quantity


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record says of one city; others are named by the keys of their participations."""

    city: str = ""
    country: str = ""
    region: str = ""
    division: str = ""
    population: int | None = None
    offset: int | None = None
    twins: frozenset[str] = field(default_factory=frozenset)
    acquainted: frozenset[str] = field(default_factory=frozenset)
    paired_before: frozenset[str] = field(default_factory=frozenset)


def facts_of(round_: Round, profiles: Iterable[Profile], moment: datetime) -> dict[str, Facts]:
    """The facts by key of participation: four statements, whatever the number of cities.

    The profiles come with participation, body, city and country.
    """
    told = list(profiles)
    cities = {
        p.participation.body.city.pk: p.participation.body.city for p in told if p.participation.body.city
    }
    people = _populations(cities)
    twins = _twins(told)
    knows, before = _worked_together(round_, told, moment)
    return {
        profile.participation.key: replace(
            on_record(profile.participation.body.city, people, moment),
            twins=frozenset(twins[profile.participation.key]),
            acquainted=frozenset(knows[profile.participation.key]),
            paired_before=frozenset(before[profile.participation.key]),
        )
        for profile in told
    }


def on_record(city: City | None, people: Mapping[int, int], moment: datetime) -> Facts:
    """The facts of a city by itself."""
    if city is None:
        return Facts()
    alpha2 = city.country.alpha2
    return Facts(
        city=city.key,
        country=alpha2,
        region=f"m49-{region_of(alpha2)}" if region_of(alpha2) else "",
        division=city.division,
        population=people.get(city.pk),
        offset=offset_of(city.time_zone, moment),
    )


def offset_of(zone: str, moment: datetime) -> int | None:
    """Minutes from UTC in the January of the year, so that summer time does not tell two neighbours apart."""
    try:
        winter = datetime(moment.year, 1, 15, 12, tzinfo=ZoneInfo(zone)) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
    away = winter.utcoffset() if winter else None
    return None if away is None else int(away.total_seconds() // 60)


def _populations(cities: Mapping[int, City]) -> dict[int, int]:
    """The house value where one was chosen, else the latest figure in persons."""
    figures = Figure.objects.filter(city__in=cities, quantity=Quantity.POPULATION, unit="persons")
    found = {row.city_id: int(row.value) for row in figures.order_by("as_of_latest", "id")}
    chosen = HouseValue.objects.filter(city__in=cities, quantity=Quantity.POPULATION, purpose="page")
    return found | {row.city_id: int(row.figure.value) for row in chosen.select_related("figure")}


def _twins(profiles: list[Profile]) -> dict[str, set[str]]:
    """Who is twinned with whom on some list on record."""
    found: dict[str, set[str]] = defaultdict(set)
    by_city: dict[int, list[str]] = defaultdict(list)
    for profile in profiles:
        if profile.participation.body.city_id:
            by_city[profile.participation.body.city_id].append(profile.participation.key)
    rows = Twinning.objects.filter(first__in=by_city, second__in=by_city)
    for first, second in rows.values_list("first_id", "second_id"):
        for one in by_city[first]:
            found[one].update(by_city[second])
        for one in by_city[second]:
            found[one].update(by_city[first])
    return found


def _worked_together(
    round_: Round, profiles: list[Profile], moment: datetime
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Who is party to an agreement with whom; and who was paired with whom in an earlier edition."""
    keys = {profile.participation.body_id: profile.participation.key for profile in profiles}
    parties: dict[int, set[str]] = defaultdict(set)
    earlier: set[int] = set()
    begun = Party.objects.filter(body__in=keys, agreement__starts_earliest__lte=moment.date())
    rows = begun.values_list(
        "agreement_id", "body_id", "agreement__kind", "agreement__edition_id", "agreement__programme_id",
        "agreement__edition__programme_id",
    )  # fmt: skip
    for agreement, body, kind, edition, programme, of_edition in rows:
        if edition == round_.edition_id:
            continue  # what came of this very edition is no earlier contact
        parties[agreement].add(keys[body])
        same = round_.edition.programme_id in (programme, of_edition)
        if kind == AgreementKind.PAIRING and same and edition != round_.edition_id:
            earlier.add(agreement)
    knows: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for agreement, keys_of in parties.items():
        for one, other in combinations(sorted(keys_of), 2):
            for mine, theirs in ((one, other), (other, one)):
                knows[mine].add(theirs)
                if agreement in earlier:
                    before[mine].add(theirs)
    return knows, before
