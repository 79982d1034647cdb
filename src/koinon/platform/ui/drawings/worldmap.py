"""A quiet map of the world: places, and the great circles between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import sqrt

from koinon.platform.ui.drawings.land import ground
from koinon.platform.ui.drawings.lettering import measure
from koinon.platform.ui.drawings.paper import Box, Paper
from koinon.platform.ui.drawings.projection import HIGH, WIDE, drawn_ways, great_circle, project
from koinon.platform.ui.drawings.writing import element, group, linked, short, words

__all__ = ["Arc", "Place", "World", "draw_world"]

LETTER = 12.0
LINE = 14.0
# After each act the map is drawn anew, with the same places and ways but for one or two.
KEPT = 1024


@dataclass(frozen=True)
class Place:
    """A place on the globe; a greater size is a greater dot, and its label comes first."""

    latitude: float
    longitude: float
    label: str
    href: str | None = None
    tone: str = "membership"
    size: float = 1
    title: str = ""

    @property
    def radius(self) -> float:
        """The dot in units of the map: its area, not its width, grows with the size."""
        return min(2.2 + 1.6 * sqrt(max(self.size, 0)), 12.0)


@dataclass(frozen=True)
class Arc:
    """What joins two places."""

    start: Place
    end: Place
    tone: str = "agreements"
    href: str | None = None
    title: str = ""


@dataclass(frozen=True)
class World:
    """A map: its name, its description, and what is on it."""

    title: str
    description: str
    places: Sequence[Place]
    arcs: Sequence[Arc] = field(default=())


def draw_world(world: World, land: str | None = None) -> str:
    """The map as SVG text; `land` is the address of the ground, without it the ground is written out."""
    has_links = any(place.href for place in world.places) or any(arc.href for arc in world.arcs)
    return element(
        "svg",
        element("desc", words(world.description)),
        ground(land),
        group(map(_arc, world.arcs), "arcs"),
        group(map(_place, sorted(world.places, key=_by_weight, reverse=True)), "places"),
        group(_labels(world.places), "labels"),
        class_="world",
        viewBox=f"0 0 {short(WIDE)} {short(HIGH)}",
        role="group" if has_links else "img",
        aria_label=world.title,
    )


def _by_weight(place: Place) -> tuple[float, str]:
    return place.size, place.label


@lru_cache(KEPT)
def _place(place: Place) -> str:
    x, y = project(place.latitude, place.longitude)
    tip = element("title", words(place.title or place.label))
    dot = element("circle", tip, cx=x, cy=y, r=place.radius, class_=f"is-{place.tone}")
    return linked(place.href, dot, label=place.title or place.label)


@lru_cache(KEPT)
def _arc(arc: Arc) -> str:
    way = great_circle((arc.start.latitude, arc.start.longitude), (arc.end.latitude, arc.end.longitude))
    path = "".join("M" + "L".join(f"{short(x)} {short(y)}" for x, y in piece) for piece in drawn_ways(way))
    name = arc.title or f"{arc.start.label} – {arc.end.label}"
    line = element("path", element("title", words(name)), d=path, class_=f"is-{arc.tone}")
    return linked(arc.href, line, label=name)


def _labels(places: Sequence[Place]) -> list[str]:
    """Labels of the weightiest places first; one that finds no free paper on any side is left out."""
    paper = Paper(WIDE, HIGH)
    for place in places:
        paper.take(_dot(place))
    ordered = sorted(places, key=lambda place: (-place.size, place.label))
    return [text for place in ordered if (text := _label(place, paper))]


def _label(place: Place, paper: Paper) -> str:
    for box, x, anchor in _sides(place):
        if paper.is_free(box):
            paper.take(box)
            return element("text", words(place.label), x=x, y=box.bottom - 3.5, text_anchor=anchor)
    return ""


def _dot(place: Place) -> Box:
    x, y = project(place.latitude, place.longitude)
    return Box(x - place.radius, y - place.radius, x + place.radius, y + place.radius)


def _sides(place: Place) -> list[tuple[Box, float, str]]:
    """Where a label may stand: right, left, above, below."""
    x, y = project(place.latitude, place.longitude)
    wide, off, half = measure(place.label, LETTER), place.radius + 3, LINE / 2
    return [
        (Box(x + off, y - half, x + off + wide, y + half), x + off, "start"),
        (Box(x - off - wide, y - half, x - off, y + half), x - off, "end"),
        (Box(x - wide / 2, y - off - LINE, x + wide / 2, y - off), x, "middle"),
        (Box(x - wide / 2, y + off, x + wide / 2, y + off + LINE), x, "middle"),
    ]
