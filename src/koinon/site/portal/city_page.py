"""Everything the page of a city shows, as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from koinon.network.events.models import Event
from koinon.network.evidence.marks import Sources
from koinon.network.evidence.models import Finding
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.models import Body, BodyKind
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.network.places.models import City, CityName, Figure, HouseValue, Quantity
from koinon.site.portal.portraits import Portrait, portrait

ACTING = (BodyKind.GOVERNMENT, BodyKind.OFFICE)
HAN = ("zh-Hans", "zh", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Stated:
    """The figures of one quantity: the one chosen for the page, or all that stand side by side."""

    quantity: str
    figures: tuple[Figure, ...]
    chosen: Figure | None

    @property
    def shown(self) -> tuple[Figure, ...]:
        return (self.chosen,) if self.chosen else self.figures

    @property
    def label(self) -> str:
        return str(Quantity(self.quantity).label)


@dataclass(frozen=True, slots=True)
class CityPage:
    """A city with its names, figures, bodies and everything on record of those that act for it."""

    city: City
    names: tuple[CityName, ...]
    stated: tuple[Stated, ...]
    bodies: tuple[Body, ...]
    portrait: Portrait
    held_here: tuple[Event, ...]
    sources: Sources
    findings: tuple[Finding, ...]

    @property
    def other_name(self) -> CityName | None:
        """The name in another script, to stand beside the first."""
        return next(
            (name for name in self.names if name.language in HAN and name.text != self.city.name), None
        )

    @property
    def vague_dates(self) -> int:
        """How many periods on the page begin or end on a day that is not known."""
        spans = [
            *(one.span for one in self.portrait.memberships),
            *(one.span for one in self.portrait.offices),
        ]
        return sum(1 for span in spans if not span.starts.is_exact)


def city_page(city: City, on: date, reader: Reader) -> CityPage:
    """Put the page together: twelve statements beside the city's own."""
    names = tuple(_names(city=city.pk))
    stated = tuple(figures_of(city, on))
    bodies = tuple(_bodies(reader, city=city.pk))
    told = portrait([body for body in bodies if body.kind in ACTING], on, reader, city)
    here = tuple(event for event in told.events if event.city_id == city.pk)
    shown = [city, *names, *(one for row in stated for one in row.figures), *bodies, *told.rows]
    return CityPage(
        city=city,
        names=names,
        stated=stated,
        bodies=bodies,
        portrait=told,
        held_here=here,
        sources=marks(shown, reader),  # type: ignore[arg-type]
        findings=tuple(findings_about(shown, reader)),  # type: ignore[arg-type]
    )


@prepared
def _names(*, city: int) -> QuerySet[CityName]:
    return CityName.objects.filter(city=city)


@prepared
def _bodies(reader: Reader, /, *, city: int) -> QuerySet[Body]:
    return Body.objects.visible_to(reader).filter(city=city).order_by("name")


@prepared
def _figures(*, city: int, on: date) -> QuerySet[Figure]:
    chosen = Exists(HouseValue.objects.filter(figure=OuterRef("pk"), purpose="page"))
    rows = Figure.objects.stated_by(on).filter(city=city).annotate(is_house_value=chosen)
    return rows.order_by("quantity", "-as_of_latest", "id")


def figures_of(city: City, on: date) -> Iterable[Stated]:
    """The figures that could be known on the day, by quantity, with the house value: one statement."""
    known: dict[str, list[Figure]] = {}
    for figure in _figures(city=city.pk, on=on):
        known.setdefault(figure.quantity, []).append(figure)
    for quantity in Quantity.values:
        if found := known.get(quantity):
            house = next((one for one in found if one.is_house_value), None)  # type: ignore[attr-defined]
            yield Stated(quantity, tuple(found), house)
