"""Bars never say more than the whole."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from koinon.platform.ui.drawings.bars import WIDE, draw_meter, draw_stack

amounts = st.integers(-5, 10**6)


def widths(svg: str) -> list[float]:
    """The widths of the filled parts."""
    return [float(part.get("width", 0)) for part in ElementTree.fromstring(svg)][1:]


def test_a_meter_is_as_full_as_it_says() -> None:
    assert widths(draw_meter(3, 4, "3 of 4")) == [72]
    assert widths(draw_meter(0, 4, "0 of 4")) == []
    assert widths(draw_meter(0, 0, "nothing due")) == []
    assert widths(draw_meter(9, 4, "too much")) == [96]


@given(st.lists(st.tuples(amounts, st.just("plans")), max_size=6), amounts)
def test_parts_never_leave_the_bar(parts: list[tuple[float, str]], total: float) -> None:
    assert sum(widths(draw_stack(parts, total, "parts"))) <= WIDE + 0.5


def test_it_has_a_name() -> None:
    picture = ElementTree.fromstring(draw_stack([(1, "plans")], 2, '"<b>'))
    assert (picture.get("role"), picture.get("aria-label")) == ("img", '"<b>')
