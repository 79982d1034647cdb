"""The demonstration opened years from now: its examples lie ahead again, and nothing else has moved."""

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.demonstration import DEMO

from koinon.site.exchange.bringing_forward import bring_forward, months_gone_by, moved


def rows(folder: Path, sheet: str) -> dict[str, dict[str, str]]:
    with (folder / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("today", "months"),
    [(date(2026, 11, 22), 0), (date(2026, 12, 31), 0), (date(2027, 1, 1), 2), (date(2029, 1, 9), 26)],
)
def test_they_are_moved_once_they_are_no_longer_fresh(today: date, months: int) -> None:
    assert months_gone_by(today) == months


def test_the_last_of_a_month_stays_within_it() -> None:
    assert moved(date(2027, 5, 31), 9) == date(2028, 2, 29)


def test_examples_move_with_their_words_and_the_record_does_not(tmp_path: Path) -> None:
    bring_forward(DEMO, tmp_path / "demo", 14)
    events, before = rows(tmp_path / "demo", "events"), rows(DEMO, "events")
    assert events["example-visit-2027"]["starts"] == "9 May 2028"
    assert rows(tmp_path / "demo", "event_sessions")["example-seminar-2027-walk"]["day"] == "2028-08-15"
    assert "2028" in rows(tmp_path / "demo", "meetings")["board-2027-example"]["title"]
    lab = rows(tmp_path / "demo", "agreements")["example-lab-asia-2024"]
    assert (lab["starts"], lab["ends"]) == ("16 November 2025", "15 November 2028")
    assert {key: row for key, row in events.items() if "2027" not in key} == {
        key: row for key, row in before.items() if "2027" not in key
    }
