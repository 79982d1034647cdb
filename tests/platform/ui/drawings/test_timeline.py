"""Time lines: what is sure, possible and open is told apart, and no label lies on another."""

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.platform.ui.drawings.axis import axis_of
from koinon.platform.ui.drawings.lettering import measure, shortened
from koinon.platform.ui.drawings.packing import Placed, pack
from koinon.platform.ui.drawings.timeline import WIDE, Bar, Gap, Mark, Point, Timeline, draw_timeline

NEVER, ALWAYS = date.min, date.max
ON, TODAY = date(2016, 10, 14), date(2026, 11, 22)


def drawn(*marks: Mark, on: date = ON, on_label: str = "") -> ElementTree.Element:
    """The picture, read back."""
    drawing = Timeline("Title", "Description", marks, on, TODAY, on_label=on_label)
    return ElementTree.fromstring(draw_timeline(drawing))


def bar(*days: date, label: str = "A bar", href: str | None = None) -> Bar:
    start_earliest, start_latest, end_earliest, end_latest = days
    return Bar("Lane", label, start_earliest, start_latest, end_earliest, end_latest, "offices", href)


def classes(picture: ElementTree.Element) -> list[str]:
    return [part.get("class", "") for part in picture.iter() if part.get("class") in {"sure", "maybe"}]


def paths(picture: ElementTree.Element, kind: str) -> list[str]:
    return [part.get("d", "") for part in picture.iter("path") if part.get("class") == kind]


def test_known_to_the_day_is_solid() -> None:
    picture = drawn(bar(date(2010, 1, 1), date(2010, 1, 1), date(2014, 1, 1), date(2014, 1, 1)))
    assert classes(picture) == ["sure"]


def test_known_to_the_year_is_dashed_at_both_ends() -> None:
    picture = drawn(bar(date(2010, 1, 1), date(2010, 12, 31), date(2014, 1, 1), date(2014, 12, 31)))
    assert sorted(classes(picture)) == ["maybe", "maybe", "sure"]


def test_still_open_ends_in_an_arrow() -> None:
    picture = drawn(bar(date(2010, 1, 1), date(2010, 1, 1), ALWAYS, ALWAYS))
    [arrow] = paths(picture, "sure")
    assert "L" in arrow
    assert not paths(picture, "maybe")


def test_unknown_end_is_a_firm_start_and_a_thin_line() -> None:
    picture = drawn(bar(date(2010, 1, 1), date(2010, 1, 1), NEVER, ALWAYS))
    assert classes(picture) == ["sure"]
    assert len(paths(picture, "reach")) == 1


def test_unknown_start_is_a_thin_line_and_a_firm_end() -> None:
    picture = drawn(bar(NEVER, ALWAYS, date(2003, 6, 30), date(2003, 6, 30)))
    assert classes(picture) == ["sure"]
    assert len(paths(picture, "reach")) == 1


def test_known_on_one_day_only_is_that_day_between_two_lines() -> None:
    picture = drawn(bar(NEVER, ON, ON, ALWAYS))
    assert classes(picture) == ["sure"]
    assert len(paths(picture, "reach")) == 2


def test_a_vague_start_and_an_unknown_end() -> None:
    picture = drawn(bar(date(2010, 1, 1), date(2012, 12, 31), NEVER, ALWAYS))
    assert classes(picture) == ["maybe"]
    assert len(paths(picture, "reach")) == 1


def test_nothing_known_at_all_is_still_drawn() -> None:
    picture = drawn(bar(NEVER, ALWAYS, NEVER, ALWAYS))
    assert paths(picture, "reach")


def test_ends_that_may_meet_are_possible_all_through() -> None:
    picture = drawn(bar(date(2010, 1, 1), date(2012, 12, 31), date(2011, 1, 1), date(2013, 12, 31)))
    assert classes(picture) == ["maybe"]


def test_a_vague_day_is_hollow_and_a_known_one_is_not() -> None:
    vague = drawn(Point("Lane", date(2010, 1, 1), date(2012, 12, 31), "Vague"))
    known = drawn(Point("Lane", ON, ON, "Known"))
    assert [part.get("class") for part in vague.iter("circle")] == ["maybe"]
    assert [part.get("class") for part in known.iter("circle")] == ["sure"]


def test_a_gap_is_a_line_between_the_bars_it_parts() -> None:
    marks = (
        bar(date(2017, 1, 1), date(2017, 1, 1), date(2018, 12, 31), date(2018, 12, 31), label="MoU"),
        Gap("Lane", date(2019, 1, 1), date(2021, 7, 14)),
        bar(date(2021, 7, 15), date(2021, 7, 15), date(2023, 12, 31), date(2024, 7, 14), label="MoU"),
    )
    axis = axis_of(Timeline("", "", marks, ON, TODAY), 150, 1166)
    assert {placed.row for placed in pack(list(marks), axis, axis.x(ON))} == {0}


def test_the_red_line_stands_at_the_day() -> None:
    picture = drawn(Point("Lane", ON, ON, "Known"), on_label="14 Oct 2016")
    [circle] = picture.iter("circle")
    now = next(part for part in picture.iter("g") if part.get("class") == "now")
    assert now[0].get("d", "").startswith(f"M{circle.get('cx')} ")
    assert now[2].text == "14 Oct 2016"


def test_an_empty_picture_has_years() -> None:
    years = [part.text for part in drawn().iter("text")]
    assert "2020" in years


def test_it_is_an_image_unless_there_are_links_in_it() -> None:
    days = (ON, ON, TODAY, TODAY)
    plain, linked = drawn(bar(*days)), drawn(bar(*days, href="/there/"))
    assert (plain.get("role"), plain.get("aria-label"), plain[0].text) == ("img", "Title", "Description")
    assert linked.get("role") == "group"
    assert [part.get("href") for part in linked.iter("a")] == ["/there/"]


@pytest.mark.parametrize("evil", ['<script>"', "a&b</svg>", "'><img onerror=x>"])
def test_everything_is_escaped_and_nothing_is_styled_inline(evil: str) -> None:
    mark = Bar(evil, evil, ON, ON, TODAY, TODAY, evil, evil, evil)
    point = Point(evil, ON, ON, evil, evil, evil, evil)
    drawing = Timeline(evil, evil, (mark, Gap(evil, ON, TODAY, evil), point), ON, TODAY, (), evil)
    picture = ElementTree.fromstring(draw_timeline(drawing))
    tags = {part.tag for part in picture.iter()}
    assert tags <= {"svg", "desc", "title", "g", "a", "path", "text", "rect", "circle"}
    assert not [
        name for part in picture.iter() for name in part.attrib if name == "style" or name[:2] == "on"
    ]
    assert picture.get("aria-label") == evil


def test_lanes_stand_in_the_order_given_then_as_met() -> None:
    marks = [Point(lane, ON, ON, "x") for lane in ("c", "b", "a")]
    drawing = Timeline("", "", marks, ON, TODAY, lanes=("a", "not there"))
    picture = ElementTree.fromstring(draw_timeline(drawing))
    assert [part.text for part in picture.iter("text") if part.get("class") == "lane"] == ["a", "c", "b"]


days = st.dates(date(1800, 1, 1), date(2100, 12, 31)) | st.sampled_from([NEVER, ALWAYS])
words = st.text("aW .广州", max_size=60)


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    start, end = sorted((draw(days), draw(days))), sorted((draw(days), draw(days)))
    return Bar("Lane", draw(words), start[0], start[1], end[0], end[1])


@st.composite
def points(draw: st.DrawFn) -> Point:
    bounded = st.dates(date(1800, 1, 1), date(2100, 12, 31))
    first, last = sorted((draw(bounded), draw(bounded)))
    return Point("Lane", first, last, draw(words))


@settings(max_examples=60)
@given(st.lists(bars() | points(), max_size=12))
def test_nothing_lies_on_anything_else(marks: list[Mark]) -> None:
    axis = axis_of(Timeline("", "", marks, ON, TODAY), 150, 1166)
    placed = pack(marks, axis, axis.x(ON))
    assert len(placed) == len(marks)
    labels = [(one, *_ends(one)) for one in placed if one.label and not one.is_inside]
    for one in placed:
        assert one.left >= 149
        for labelled, left, right in labels:
            apart = right <= one.left + 0.5 or left >= one.right - 0.5
            assert one is labelled or one.row != labelled.row or apart
    for labelled, left, right in labels:
        assert 150 <= left <= right <= WIDE
        for other, other_left, other_right in labels:
            apart = right <= other_left + 0.5 or left >= other_right - 0.5
            assert labelled is other or labelled.row != other.row or apart


def _ends(placed: Placed) -> tuple[float, float]:
    return placed.label_x, placed.label_x + measure(placed.label)


def test_a_crowd_of_points_does_not_grow_for_ever() -> None:
    marks: list[Mark] = [Point("Lane", ON, ON, f"Meeting {n}") for n in range(60)]
    axis = axis_of(Timeline("", "", marks, ON, TODAY), 150, 1166)
    rows = {placed.row for placed in pack(marks, axis, axis.x(ON))}
    assert len(rows) <= 6


@given(words, st.floats(0, 400))
def test_shortened_words_fit(text: str, room: float) -> None:
    assert measure(shortened(text, room)) <= room or not text


@settings(max_examples=30)
@given(st.lists(bars(), max_size=6), st.dates(date(1850, 1, 1), date(2090, 1, 1)))
def test_any_bars_make_a_picture_that_can_be_read(marks: list[Bar], on: date) -> None:
    printable = [Bar("L", "x", m.start_earliest, m.start_latest, m.end_earliest, m.end_latest) for m in marks]
    years = [int(p.text or 0) for p in drawn(*printable, on=on).iter("text") if p.get("class") == "year"]
    assert years == sorted(years)
    assert years
