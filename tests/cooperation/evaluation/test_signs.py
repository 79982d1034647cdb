"""The signs of a pair, from traces alone: its own rhythm, what it promised, reported, answered, and who speaks for it."""

from datetime import date, timedelta

import pytest

from koinon.cooperation.evaluation import signs
from koinon.cooperation.evaluation.signs import Mood, Trace, days_words

ON = date(2026, 11, 22)


def traces(*ago: int) -> list[Trace]:
    return [Trace(ON - timedelta(days), f"{days} days ago") for days in ago]


@pytest.mark.parametrize(
    ("ago", "mood"),
    [
        ((), Mood.UNKNOWN),
        ((400,), Mood.UNKNOWN),
        ((400, 30), Mood.UNKNOWN),
        ((210, 120, 30), Mood.STEADY),
        ((300, 200, 100), Mood.STEADY),
        ((350, 250, 151), Mood.WATCH),
        ((500, 400, 301), Mood.SLIPPING),
        ((3000, 2000, 1000), Mood.STEADY),  # once in three years is a rhythm too
    ],
)
def test_silence_is_measured_by_the_pairs_own_rhythm(ago: tuple[int, ...], mood: Mood) -> None:
    assert signs.contact(traces(*ago), ON).mood == mood


def test_what_comes_after_the_day_is_not_known_yet() -> None:
    told = signs.contact([*traces(210, 120, 30), Trace(ON + timedelta(1), "tomorrow")], ON)
    assert told.words == (
        "Last contact on 23 Oct 2026, 30 days ago; between contacts they usually let 3 months pass."
    )
    assert [one.words for one in told.reasons] == ["30 days ago", "120 days ago", "210 days ago"]


def test_two_traces_of_one_day_are_one_contact() -> None:
    assert signs.contact(traces(30, 30, 30, 10), ON).mood == Mood.UNKNOWN


@pytest.mark.parametrize(
    ("done", "of", "mood"),
    [
        (0, 0, Mood.UNKNOWN),
        (3, 4, Mood.STEADY),
        (2, 4, Mood.WATCH),
        (2, 5, Mood.WATCH),
        (1, 3, Mood.SLIPPING),
    ],
)
def test_done_over_asked(done: int, of: int, mood: Mood) -> None:
    assert signs.promises(done, of, []).mood == mood
    assert signs.updates(done, of, []).mood == mood
    assert signs.replies(done, of, []).mood == mood


@pytest.mark.parametrize(
    ("begun", "held", "mood"),
    [
        (0, 0, Mood.UNKNOWN),
        (2, 2, Mood.STEADY),
        (3, 2, Mood.STEADY),
        (4, 2, Mood.WATCH),
        (6, 2, Mood.SLIPPING),
        (1, 1, Mood.WATCH),
    ],
)
def test_changes_of_focal_points(begun: int, held: int, mood: Mood) -> None:
    assert signs.focal_points(traces(*range(begun)), held, 2).mood == mood


def test_lengths_as_they_are_said() -> None:
    assert [days_words(days) for days in (1, 59, 61, 400, 3000)] == [
        "1 day",
        "59 days",
        "2 months",
        "13 months",
        "8 years",
    ]
