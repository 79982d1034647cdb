"""The scenarios of a round side by side, city by city, beside the pairings on record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from koinon.cooperation.agreements.models import Agreement, AgreementKind, Party
from koinon.cooperation.pairing.models import Round, Scenario
from koinon.cooperation.pairing.naming import Named, Names
from koinon.network.people.readers import Reader
from koinon.platform.folding import fold


@dataclass(frozen=True, slots=True)
class Compared:
    """One city in every scenario, and with whom it is paired on record."""

    city: Named
    partners: list[list[Named]]
    recorded: list[tuple[Named, Agreement]]


def compared(round_: Round, scenarios: list[Scenario], names: Names, reader: Reader) -> list[Compared]:
    """The cities of the first side (in one pool all), their partners in each scenario, and those on record.

    Two statements: the agreements of kind pairing in the programme that the reader may see, and their parties.
    """
    found = recorded_pairings(round_, names, reader)
    first = [
        one
        for one in names.values()
        if round_.is_one_pool or one.side.casefold() == round_.left_side.casefold()
    ]
    return [
        Compared(
            city,
            [
                [
                    names[key]
                    for pair in one.answer.get("pairs", ())
                    if city.id in pair
                    for key in pair
                    if key != city.id
                ]
                for one in scenarios
            ],
            found.get(city.id, []),
        )
        for city in sorted(first, key=lambda one: fold(one.name))
    ]


def recorded_pairings(
    round_: Round, names: Names, reader: Reader
) -> dict[str, list[tuple[Named, Agreement]]]:
    """Who is paired with whom on record in the programme, by participation; partners outside the round too."""
    programme = round_.edition.programme_id
    rows = (
        Agreement.objects.visible_to(reader)
        .filter(Q(programme=programme) | Q(edition__programme=programme), kind=AgreementKind.PAIRING)
        .prefetch_related(Prefetch("parties", Party.objects.select_related("body__city")))
        .order_by("starts_earliest", "id")
    )
    by_city = {one.city.pk: one for one in names.values() if one.city is not None}
    found: dict[str, list[tuple[Named, Agreement]]] = {}
    for agreement in rows:
        ends = [party.body for party in agreement.parties.all()]
        for mine in ends:
            if mine.city_id in by_city:
                found.setdefault(by_city[mine.city_id].id, []).extend(
                    (by_city.get(body.city_id or 0) or Named("", str(body.city or body)), agreement)
                    for body in ends
                    if body != mine
                )
    return found
