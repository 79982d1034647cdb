"""The map: true to its formula, cut at its edge, its labels apart, its land without holes."""

import re
from itertools import combinations, pairwise
from math import hypot
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.platform.ui.drawings import projection
from koinon.platform.ui.drawings.land import land_path, land_svg
from koinon.platform.ui.drawings.lettering import measure
from koinon.platform.ui.drawings.outlines import coasts, dissolved, simplified
from koinon.platform.ui.drawings.paper import Box, Paper
from koinon.platform.ui.drawings.projection import HIGH, WIDE, drawn_ways, great_circle, project
from koinon.platform.ui.drawings.worldmap import Arc, Place, World, draw_world

GUANGZHOU = Place(23.13, 113.26, "Guangzhou", size=4)
BOGOTA = Place(4.71, -74.07, "Bogotá")
TOKYO, SAN_FRANCISCO = Place(35.68, 139.69, "Tokyo"), Place(37.77, -122.42, "San Francisco")

latitudes, longitudes = st.floats(-89, 89), st.floats(-180, 180)


def drawn(*places: Place, arcs: tuple[Arc, ...] = (), land: str | None = "/land.svg") -> ElementTree.Element:
    """The picture, read back."""
    return ElementTree.fromstring(draw_world(World("Title", "Words", places, arcs), land))


def test_the_formula_gives_the_published_extent() -> None:
    # Šavrič and others (2019): the map of a globe of radius 1 is 5.41326 wide and 2.63474 high.
    assert projection._raw(180, 0)[0] * 2 == pytest.approx(5.41326, abs=1e-4)
    assert projection._raw(0, 90)[1] * 2 == pytest.approx(2.63474, abs=1e-4)


def test_the_middle_is_in_the_middle() -> None:
    assert project(0, 11)[0] == pytest.approx(WIDE / 2)


def test_a_way_over_the_pacific_is_cut_at_the_edge() -> None:
    [pieces] = [
        drawn_ways(great_circle((a.latitude, a.longitude), (b.latitude, b.longitude)))
        for a, b in [(TOKYO, SAN_FRANCISCO)]
    ]
    assert len(pieces) == 2
    assert pieces[0][-1][0] > WIDE / 2 > pieces[1][0][0]
    assert pieces[0][-1][1] == pytest.approx(pieces[1][0][1])


@given(latitudes, longitudes, latitudes, longitudes)
def test_no_way_jumps_across_the_paper(a: float, b: float, c: float, d: float) -> None:
    pieces = drawn_ways(great_circle((a, b), (c, d)))
    assert pieces[0][0] == project(a, b)
    assert pieces[-1][-1] == project(c, d)
    for piece in pieces:
        for (x, y), (to_x, to_y) in pairwise(piece):
            # Antipodes have no shortest way; everything else goes in small steps except round the poles.
            assert hypot(to_x - x, to_y - y) < WIDE * 0.75


def test_the_same_place_twice_is_no_way_at_all() -> None:
    assert great_circle((1, 2), (1, 2)) == [(1, 2), (1, 2)]


def test_arcs_and_places_are_drawn_named_and_linked() -> None:
    arc = Arc(GUANGZHOU, BOGOTA, href="/agreements/7/")
    picture = drawn(GUANGZHOU, Place(41.4, 2.2, "Barcelona", href="/b/"), arcs=(arc,))
    assert {part.get("href") for part in picture.iter("a")} == {"/agreements/7/", "/b/"}
    assert "Guangzhou – Bogotá" in [part.text for part in picture.iter("title")]
    assert picture.get("role") == "group"
    assert drawn(GUANGZHOU).get("role") == "img"


def test_greater_places_keep_their_labels() -> None:
    crowd = [Place(48 + n / 50, 2 + n / 50, f"A very long name {n}", size=n) for n in range(20)]
    labels = [part.text for part in drawn(*crowd).iter("text")]
    assert labels[0] == "A very long name 19"
    assert len(labels) < 20


@settings(max_examples=40)
@given(st.lists(st.tuples(latitudes, longitudes, st.text("abc 广州", min_size=1, max_size=12)), max_size=25))
def test_labels_never_lie_on_each_other(rows: list[tuple[float, float, str]]) -> None:
    picture = drawn(*(Place(latitude, longitude, label) for latitude, longitude, label in rows))
    boxes = [_box(text) for text in picture.iter("text")]
    assert not [1 for one, other in combinations(boxes, 2) if one.meets(other)]


def _box(text: ElementTree.Element) -> Box:
    wide, x, y = measure(text.text or ""), float(text.get("x", 0)), float(text.get("y", 0))
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
    return Box(left + 0.1, y - 9, left + wide - 0.1, y + 3)


def test_paper_off_the_sheet_is_not_free() -> None:
    paper = Paper(100, 50)
    assert not paper.is_free(Box(-1, 0, 10, 10))
    assert not paper.is_free(Box(0, 45, 10, 51))
    assert paper.is_free(Box(0, 0, 10, 10))
    paper.take(Box(5, 5, 90, 8))
    assert not paper.is_free(Box(80, 0, 95, 10))


@pytest.mark.parametrize("evil", ['<script>"', "a&b</svg>", "'><img onerror=x>"])
def test_everything_is_escaped(evil: str) -> None:
    place = Place(1, 2, evil, evil, evil, 1, evil)
    world = World(evil, evil, (place,), (Arc(place, BOGOTA, evil, evil, evil),))
    picture = ElementTree.fromstring(draw_world(world, evil))
    assert {part.tag for part in picture.iter()} <= {
        "svg",
        "desc",
        "title",
        "g",
        "a",
        "path",
        "text",
        "circle",
        "use",
    }


def test_the_ground_can_be_written_out() -> None:
    assert [part.get("class") for part in drawn(land=None).iter("path")] == ["sea", "globe", "land"]
    assert [part.get("href") for part in drawn().iter("use")][-1] == "/land.svg#land"


def test_neighbours_melt_into_one() -> None:
    left = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    right = [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0)]
    [ring] = dissolved([left, right])
    assert set(ring) == {*left, *right}


def test_simpler_lines_stay_near() -> None:
    line = [(float(x), (x % 2) * 0.1) for x in range(20)]
    assert simplified(line, 0.2) == [line[0], line[-1]]
    assert simplified([(0, 0), (5, 5), (10, 0)], 0.2) == [(0, 0), (5, 5), (10, 0)]


@pytest.fixture(scope="module")
def rings() -> list[list[tuple[float, float]]]:
    """The coasts, worked out once."""
    return coasts()


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "is_land"),
    [
        ("Budapest", 47.3, 19.2, True),
        ("Belgrade", 44.3, 20.6, True),
        ("Pristina", 42.6, 21.0, True),
        ("Podgorica", 42.7, 19.3, True),
        ("Mandalay", 21.5, 96.0, True),
        ("Hargeisa", 9.6, 44.5, True),
        ("Wuhan", 30.6, 114.3, True),
        ("Chukotka", 66.5, -176.0, True),
        ("the Atlantic", 30.0, -40.0, False),
        ("the Caspian", 42.0, 50.5, False),
        ("the Pacific", 10.0, -169.0, False),
    ],
)
def test_land_has_no_holes_and_sea_no_land(
    rings: list[list[tuple[float, float]]], name: str, latitude: float, longitude: float, is_land: bool
) -> None:
    x, y = project(latitude, longitude)
    crossings = 0
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossings += 1
    assert (crossings % 2 == 1) is is_land, name


def test_the_path_of_the_land_is_small_and_can_be_read() -> None:
    assert len(land_path()) < 60_000
    assert re.fullmatch(r"[MlZz0-9. -]+", land_path())
    assert ElementTree.fromstring(land_svg()).get("viewBox") == f"0 0 {WIDE:g} {round(HIGH, 1):g}"
