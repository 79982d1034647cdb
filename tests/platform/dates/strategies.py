"""Random Days and Spans for the property tests."""

from datetime import date

from hypothesis import strategies as st

from koinon.platform.dates import Backwards, Day, Span, Unreadable

dates = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
recent = st.dates(min_value=date(1985, 1, 1), max_value=date(2030, 12, 31))


def edtf_points(
    days: st.SearchStrategy[date], doubts: tuple[str, ...] = ("", "~", "?", "%")
) -> st.SearchStrategy[str]:
    """Years, months, days with or without a doubt; seasons; decades."""
    plain = st.builds(
        lambda day, length, doubt: day.isoformat()[:length] + doubt,
        days,
        st.sampled_from((4, 7, 10)),
        st.sampled_from(doubts),
    )
    seasons = st.builds(lambda day, code: f"{day.year:04}-{code}", days, st.sampled_from(("21", "22", "23")))
    decades = st.builds(lambda day: f"{day.year:04}"[:3] + "X", days)
    return st.one_of(plain, seasons, decades)


def edtf_values(days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    """Every kind of value that can be printed and read back."""
    points = edtf_points(days)
    return st.one_of(
        points,
        days.filter(lambda day: day.year < 9999).map(lambda day: f"{day.year:04}-24"),
        st.sampled_from(("", "..")),
        points.map(lambda edtf: f"../{edtf}"),
        points.map(lambda edtf: f"{edtf}/.."),
        st.tuples(points, points).filter(lambda pair: pair[0] != pair[1]).map("/".join).filter(is_edtf),
    )


def is_edtf(edtf: str) -> bool:
    """Whether the interval runs forwards."""
    try:
        Day(edtf)
    except Unreadable:
        return False
    return True


def spans(days: st.SearchStrategy[date]) -> st.SearchStrategy[Span]:
    """Spans that do not run backwards."""
    starts = edtf_values(days).filter(lambda edtf: edtf != "..")
    return (
        st.tuples(starts, edtf_values(days))
        .filter(runs_forwards)
        .map(lambda pair: Span(Day(pair[0]), Day(pair[1])))
    )


def runs_forwards(pair: tuple[str, str]) -> bool:
    """Whether a Span can be made of the pair."""
    try:
        Span(Day(pair[0]), Day(pair[1]))
    except Backwards:
        return False
    return True
