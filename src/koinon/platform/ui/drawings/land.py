"""The ground of every map, worked out once: sea, lines of the globe, land."""

from functools import lru_cache

from koinon.platform.ui.drawings.outlines import coasts
from koinon.platform.ui.drawings.projection import HIGH, NORTH, SOUTH, WIDE, XY, placed
from koinon.platform.ui.drawings.writing import element, short

VERSION = "1"
"""Part of the address under which browsers keep the ground for a year: count up when the drawing changes."""

NAMES = ("sea", "globe", "land")


@lru_cache(maxsize=1)
def land_path() -> str:
    """The coasts as one path, in steps from point to point, which is half as long as in places."""
    return "".join(_ring(ring) for ring in coasts())


def _ring(ring: list[XY]) -> str:
    # Steps are rounded against the rounded place before, so that errors do not add up along a coast.
    x, y = round(ring[0][0], 1), round(ring[0][1], 1)
    path = [f"M{short(x)} {short(y)}l"]
    for px, py in ring[1:]:
        dx, dy = round(px - x, 1), round(py - y, 1)
        if dx or dy:
            path.append(f"{_number(dx)}{_next(dy)}")
            x, y = x + dx, y + dy
    return _joined(path) + "z"


def _number(value: float) -> str:
    text = short(value)
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _next(value: float) -> str:
    text = _number(value)
    return text if text.startswith("-") else f" {text}"


def _joined(path: list[str]) -> str:
    head, *steps = path
    return head + "".join(
        step if number == 0 or step.startswith("-") else f" {step}" for number, step in enumerate(steps)
    )


@lru_cache(maxsize=1)
def sea_path() -> str:
    """The outline of the whole map."""
    span = range(int(SOUTH), int(NORTH) + 1, 3)
    east, west = ([placed(side, latitude) for latitude in span] for side in (180, -180))
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in [*east, *reversed(west)]) + "z"


@lru_cache(maxsize=1)
def globe_path() -> str:
    """Meridians and parallels every thirty degrees."""
    latitudes = range(int(SOUTH), int(NORTH) + 1, 3)
    meridians = [[placed(turned, latitude) for latitude in latitudes] for turned in range(-150, 180, 30)]
    parallels = [[placed(side, latitude) for side in (-180, 180)] for latitude in range(-30, 90, 30)]
    lines = [*meridians, *parallels]
    return "".join("M" + "L".join(f"{short(x)} {short(y)}" for x, y in line) for line in lines)


@lru_cache(maxsize=1)
def land_svg() -> str:
    """A file of its own with the parts `sea`, `globe` and `land`, for `<use>`; the page colours them."""
    parts = [element("path", id=name, d=path) for name, path in _parts()]
    return element(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {short(WIDE)} {short(HIGH)}",
        fill_rule="evenodd",
    )


def ground(address: str | None) -> str:
    """Sea, globe and land: by reference to the file, or written out where a picture must stand alone."""
    if address:  # the coasts need not be worked out for that: they take a second, and megabytes
        return "".join(element("use", href=f"{address}#{name}", class_=name) for name in NAMES)
    return "".join(element("path", d=path, class_=name, fill_rule="evenodd") for name, path in _parts())


def _parts() -> list[tuple[str, str]]:
    return list(zip(NAMES, (sea_path(), globe_path(), land_path()), strict=True))
