"""Readings in time: higher is more, the straight way from baseline to target, no words on each other, all escaped."""

from datetime import date
from xml.etree import ElementTree

from koinon.platform.ui.drawings.readings import Reading, Readings, draw_readings

ON = date(2026, 11, 22)
BEGIN, END = Reading(date(2026, 1, 1), 10.0, "Baseline 10"), Reading(date(2026, 12, 31), 90.0, "Target 90")
READ = (Reading(date(2026, 4, 1), 30.0, "30", "30 <trees>"), Reading(date(2026, 7, 1), 60.0, "60"))


def drawn(*readings: Reading, on: date = ON, **changed: Reading | None) -> ElementTree.Element:
    given = {"baseline": BEGIN, "target": END} | changed
    return ElementTree.fromstring(
        draw_readings(Readings("Shade <1>", "Trees & awnings", readings, on, "22 Nov 2026", **given))
    )


def dots(picture: ElementTree.Element) -> list[tuple[float, float]]:
    found = [one for one in picture.iter("circle") if one.get("r") == "5"]
    return [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in found]


def test_later_is_to_the_right_and_more_is_higher() -> None:
    places = dots(drawn(*READ))
    assert len(places) == 3
    assert [x for x, _y in places] == sorted(x for x, _y in places)
    assert [y for _x, y in places] == sorted((y for _x, y in places), reverse=True)
    assert all(0 < x < 760 and 0 < y < 300 for x, y in places)


def test_the_way_it_went_and_the_way_it_was_meant_to_go() -> None:
    kinds = [one.get("class") for one in drawn(*READ).iter("path")]
    assert {"went", "meant", "goal"} <= set(kinds)
    bare = [one.get("class") for one in drawn(READ[0], baseline=None, target=None).iter("path")]
    assert not {"went", "meant", "goal"} & set(bare)


def test_a_number_that_never_moved_and_one_below_nothing_are_drawn() -> None:
    same = Reading(date(2026, 5, 1), 10.0, "10")
    assert len(dots(drawn(same, target=None))) == 2
    assert len(dots(drawn(Reading(date(2026, 5, 1), -4.0, "-4")))) == 2


def test_words_are_told_escaped_and_never_on_each_other() -> None:
    picture = drawn(*READ)
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == "Shade <1>. Trees & awnings"
    assert "30 <trees>" in [one.text for one in picture.iter("title")]
    crowd = [Reading(date(2026, 4, day), 30.0, "a long label") for day in range(1, 25)]
    places = [
        (float(one.get("x", "")), float(one.get("y", "")))
        for one in drawn(*crowd).iter("text")
        if one.text == "a long label"
    ]
    assert 0 < len(places) < len(crowd)
    assert len(set(places)) == len(places)
