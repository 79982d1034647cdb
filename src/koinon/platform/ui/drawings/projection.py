"""The Equal Earth projection and great circles.

Equal Earth: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal
of Geographical Information Science 33 (2019) 454–465. Areas are true, so no part of the world is drawn
larger than it is. The map is centred on 11° east, so that its edge runs through the Bering Strait.
"""

from functools import lru_cache
from math import acos, asin, atan2, cos, degrees, hypot, radians, sin, sqrt

CENTRE = 11.0
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
WIDE = 1180.0
NORTH, SOUTH = 84.0, -57.0

XY = tuple[float, float]


def _raw(longitude: float, latitude: float) -> XY:
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 9 * A4 * sixth * square + 7 * A3 * sixth + 3 * A2 * square + A1
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    return x, theta * (A4 * sixth * square + A3 * sixth + A2 * square + A1)


SCALE = WIDE / (2 * _raw(180, 0)[0])
TOP = SCALE * _raw(0, NORTH)[1]
HIGH = TOP - SCALE * _raw(0, SOUTH)[1]


def from_centre(longitude: float) -> float:
    """Degrees east of the middle of the map, from -180 to 180; the edge itself counts as east."""
    turned = (longitude - CENTRE + 180) % 360 - 180
    return 180.0 if turned == -180 else turned


@lru_cache(maxsize=16_384)
def project(latitude: float, longitude: float) -> XY:
    """Where a place lies on the map, in units of which the world is 1180 wide."""
    return placed(from_centre(longitude), latitude)


def placed(turned: float, latitude: float) -> XY:
    """Where a place lies that is given by its degrees from the middle of the map."""
    x, y = _raw(turned, latitude)
    return WIDE / 2 + x * SCALE, TOP - y * SCALE


def great_circle(start: XY, end: XY, step: float = 4.0) -> list[XY]:
    """Places (latitude, longitude) along the shortest way over the globe, about every `step` degrees."""
    a, b = _vector(*start), _vector(*end)
    angle = acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True)))))
    pieces = max(int(degrees(angle) / step), 1)
    if sin(angle) < 1e-9:  # the same place, or exactly opposite ones: every way is as short
        return [start, end]
    return [start, *(_along(a, b, angle, n / pieces) for n in range(1, pieces)), end]


def _along(a: tuple[float, ...], b: tuple[float, ...], angle: float, part: float) -> XY:
    near, far = sin((1 - part) * angle) / sin(angle), sin(part * angle) / sin(angle)
    x, y, z = (near * p + far * q for p, q in zip(a, b, strict=True))
    return degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    phi, lam = radians(latitude), radians(longitude)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def drawn_ways(way: list[XY]) -> list[list[XY]]:
    """The way on paper, cut in two where it leaves the map on one side and comes back on the other."""
    pieces: list[list[XY]] = [[]]
    before: tuple[float, float] | None = None
    for latitude, longitude in way:
        turned = from_centre(longitude)
        if before is not None and abs(turned - before[0]) > 180:
            out, back, cut = _edge(before, (turned, latitude))
            pieces[-1].append(placed(out, cut))
            pieces.append([placed(back, cut)])
        pieces[-1].append(placed(turned, latitude))
        before = (turned, latitude)
    return pieces


def _edge(before: XY, after: XY) -> tuple[float, float, float]:
    """The sides of the map on which a step leaves and returns, and the latitude at which it does."""
    side = 180.0 if before[0] > 0 else -180.0
    there, back = abs(side - before[0]), abs(-side - after[0])
    part = there / (there + back) if there + back else 0.5
    return side, -side, before[1] + (after[1] - before[1]) * part
