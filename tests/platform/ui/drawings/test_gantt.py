"""A plan in time: bars filled as far as they have come, milestones by tone, everything escaped."""

from datetime import date
from xml.etree import ElementTree

from koinon.platform.ui.drawings.gantt import Gantt, Row, Step, draw_gantt

ON = date(2026, 11, 22)


def drawn(*rows: Row, on: date = ON) -> ElementTree.Element:
    return ElementTree.fromstring(draw_gantt(Gantt("Plan <1>", "Bars & steps", rows, on, "22 Nov 2026")))


def row(**changed: object) -> Row:
    given = {"label": "Shade", "starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
    return Row(**(given | changed))  # type: ignore[arg-type]


def test_the_bar_is_filled_as_far_as_it_has_come() -> None:
    for share in (0.0, 0.25, 1.0, 3.0):
        bars = {
            one.get("class"): float(one.get("width", "0")) for one in drawn(row(share=share)).iter("rect")
        }
        assert bars.get("sure", 0.0) == min(share, 1.0) * bars["whole"]


def test_milestones_show_whether_they_were_reached() -> None:
    steps = [Step(ON, ON, tone, tone) for tone in ("reached", "late", "ahead")]
    found = [
        one.get("class") for one in drawn(row(steps=steps)).iter("path") if "step" in str(one.get("class"))
    ]
    assert found == ["step is-reached", "step is-late", "step is-ahead"]


def test_the_day_is_drawn_only_where_the_picture_reaches() -> None:
    assert any(one.get("class") == "now" for one in drawn(row()).iter("g"))
    assert not any(one.get("class") == "now" for one in drawn(row(), on=date(2031, 1, 1)).iter("g"))


def test_text_is_escaped_and_long_names_are_cut() -> None:
    picture = drawn(row(label="<b>" + "long " * 60, href="/plans/?a=1&b=2"))
    name = next(one.text for one in picture.iter("text") if one.get("class") == "lane")
    assert name is not None
    assert name.startswith("<b>")
    assert name.endswith("…")
    assert picture.get("role") == "group"
    assert next(picture.iter("a")).get("href") == "/plans/?a=1&b=2"
