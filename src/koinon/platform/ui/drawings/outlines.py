"""Land as rings without borders: shared edges of neighbours cancel, what is left are the coasts."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from koinon.platform.ui.drawings.fillings import FILLINGS
from koinon.platform.ui.drawings.projection import XY, from_centre, placed

LEFT_OUT = frozenset({"antarctica.json", "french_southern_and_antarctic_lands.json"})
COARSE = 0.35
SMALLEST = 1.2
DIGITS = 4


def country_rings() -> Iterator[list[XY]]:
    """Every outline of `countryinfo`, and those it lacks, as (degrees from the map's middle, latitude)."""
    for file in sorted((files("countryinfo") / "data").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json") and file.name not in LEFT_OUT:
            yield from _rings_of(json.loads(file.read_text("utf-8")).get("geoJSON") or {})
    yield from (_turned(ring) for ring in FILLINGS)


def _rings_of(collection: dict[str, Any]) -> Iterator[list[XY]]:
    """The rings of a GeoJSON collection."""
    for feature in collection.get("features", []):
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        yield from (_turned(ring) for polygon in polygons for ring in polygon)


def _turned(ring: Iterable[Iterable[float]]) -> list[XY]:
    return [(round(from_centre(longitude), DIGITS), round(latitude, DIGITS)) for longitude, latitude in ring]


def dissolved(rings: Iterable[list[XY]]) -> list[list[XY]]:
    """The union of rings that share borders vertex by vertex: an edge that two of them have is no coast.

    Each ring is a cycle, so after cancelling every vertex keeps an even number of edges, and walking them
    always comes back to where it began.
    """
    edges: set[frozenset[XY]] = set()
    for ring in rings:
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            if a != b and abs(a[0] - b[0]) < 180:
                edges ^= {frozenset((a, b))}
    return _cycles(edges)


def _cycles(edges: set[frozenset[XY]]) -> list[list[XY]]:
    beside: dict[XY, set[XY]] = defaultdict(set)
    for a, b in (sorted(edge) for edge in edges):
        beside[a].add(b)
        beside[b].add(a)
    cycles = []
    for start in sorted(beside):
        while beside[start]:
            cycle, here = [start], min(beside[start])
            _cut(beside, start, here)
            while here != start and beside[here]:
                cycle.append(here)
                after = min(beside[here])
                _cut(beside, here, after)
                here = after
            cycles.append(cycle)
    return cycles


def _cut(beside: dict[XY, set[XY]], a: XY, b: XY) -> None:
    beside[a].discard(b)
    beside[b].discard(a)


def simplified(line: list[XY], tolerance: float = COARSE) -> list[XY]:
    """Douglas–Peucker: points that lie within the tolerance of the line without them are left out."""
    if len(line) < 3:
        return line
    distances = [_off(point, line[0], line[-1]) for point in line[1:-1]]
    farthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[farthest] <= tolerance:
        return [line[0], line[-1]]
    cut = farthest + 1
    return simplified(line[: cut + 1], tolerance)[:-1] + simplified(line[cut:], tolerance)


def _off(point: XY, a: XY, b: XY) -> float:
    (x, y), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    part = 0.0 if square == 0 else max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / square))
    return float(((x - ax - part * dx) ** 2 + (y - ay - part * dy) ** 2) ** 0.5)


def coasts() -> list[list[XY]]:
    """The rings to draw, on paper, without specks."""
    rings = ([placed(*point) for point in ring] for ring in dissolved(country_rings()))
    return [simple for ring in rings if _area(ring) >= SMALLEST and len(simple := _simple_ring(ring)) > 2]


def _simple_ring(ring: list[XY]) -> list[XY]:
    # A closed line has no ends; it is cut at the point farthest from its first and the halves made simpler.
    far = max(range(len(ring)), key=lambda n: (ring[n][0] - ring[0][0]) ** 2 + (ring[n][1] - ring[0][1]) ** 2)
    return simplified(ring[: far + 1])[:-1] + simplified([*ring[far:], ring[0]])[:-1]


def _area(ring: list[XY]) -> float:
    around = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in around)) / 2
