"""A round of pairing from a workbook: the pairs with their reasons, and every wrong cell by its place."""

import io
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from rustpy_xlsxwriter import write_worksheets

from koinon.site.exchange.opening import open_bytes
from koinon.site.exchange.round_sheets import COLUMNS, WrongCells, read_round
from koinon.site.exchange.round_solving import RoundUnusable, answer_sheets, solve_round, template, written

CITIES = [
    {
        "id": "kmg",
        "name": "Kunming",
        "side": "left",
        "needs": "heritage",
        "offers": "flowers",
        "country": "CN",
    },
    {"id": "hak", "name": "Haikou", "side": "left", "needs": "ports", "offers": "islands", "country": "CN"},
    {
        "id": "grx",
        "name": "Granada",
        "side": "right",
        "needs": "flowers",
        "offers": "heritage",
        "country": "ES",
    },
    {
        "id": "nce",
        "name": "Nice",
        "side": "right",
        "needs": "islands",
        "offers": "ports; heritage",
        "country": "FR",
    },
]
WEIGHTS = [{"criterion": "needs", "weight": 10}]


def book(**sheets: list[dict[str, Any]]) -> bytes:
    target = io.BytesIO()
    told = {"cities": CITIES, "weights": WEIGHTS} | sheets
    write_worksheets([*told.items()], target)
    return target.getvalue()


def solved(**sheets: list[dict[str, Any]]) -> Any:
    return solve_round(read_round(open_bytes(book(**sheets), "round.xlsx")))


def wrong(**sheets: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    with pytest.raises(WrongCells) as refused:
        solved(**sheets)
    return [(cell.sheet, cell.row, cell.column) for cell in refused.value.cells]


def test_the_pairs_that_fit_are_made_and_say_why() -> None:
    answer = solved()
    assert answer.answer.pairs == (("hak", "nce"), ("kmg", "grx"))
    pairs = dict(answer_sheets(answer))["pairs"]
    assert pairs[1]["because"] == "flowers; heritage"
    assert (pairs[1]["value"], pairs[1]["needs"]) == (20, 20)


def test_rules_and_wishes_count() -> None:
    pinned = solved(rules=[{"rule": "pin", "left": "nce", "right": "kmg"}])
    assert ("kmg", "nce") in pinned.answer.pairs
    vetoed = solved(wishes=[{"city": "grx", "kind": "vetoes", "other": "kmg"}])
    assert ("kmg", "grx") not in vetoed.answer.pairs


def test_rules_that_cannot_be_kept_are_named() -> None:
    told = solved(
        rules=[
            {"rule": "pin", "left": "kmg", "right": "nce"},
            {"rule": "forbid", "left": "kmg", "right": "nce"},
        ]
    )
    assert told.is_infeasible
    assert [name for name, _rows in answer_sheets(told)][-1] == "relax"


def test_without_sides_all_are_one_pool() -> None:
    told = solved(cities=[{name: value for name, value in one.items() if name != "side"} for one in CITIES])
    assert told.problem.one_pool
    assert len(told.answer.pairs) == 2


def test_every_wrong_cell_is_named_and_none_twice() -> None:
    cities = [*CITIES, {"id": "kmg", "side": "middle", "population": "many", "time_zone": "Mars/City"}]
    places = wrong(
        cities=[dict.fromkeys(COLUMNS["cities"]) | one for one in cities],
        weights=[{"criterion": "beauty", "weight": 1}, {"criterion": "needs", "weight": -1}],
        rules=[{"rule": "pin", "left": "kmg", "right": "nobody"}],
    )
    assert sorted(places) == [
        ("cities", 6, "id"),
        ("cities", 6, "population"),
        ("cities", 6, "side"),
        ("cities", 6, "time_zone"),
        ("rules", 2, "right"),
        ("weights", 2, "criterion"),
        ("weights", 3, "weight"),
    ]


def test_missing_sheets_and_strange_columns_are_told() -> None:
    target = io.BytesIO()
    write_worksheets([("cities", [{"id": "a", "colour": "red"}])], target)
    with pytest.raises(WrongCells) as refused:
        read_round(open_bytes(target.getvalue(), "round.xlsx"))
    assert {(cell.sheet, cell.column) for cell in refused.value.cells} == {
        ("cities", "colour"),
        ("weights", ""),
    }


def test_one_side_alone_is_refused_in_the_engines_words() -> None:
    with pytest.raises(RoundUnusable, match="right"):
        solved(cities=[one for one in CITIES if one["side"] == "left"])


@given(st.permutations(CITIES))
def test_the_order_of_rows_changes_nothing(cities: list[dict[str, Any]]) -> None:
    assert solved(cities=cities).answer.pairs == (("hak", "nce"), ("kmg", "grx"))


def test_the_command_writes_a_workbook(tmp_path: Path) -> None:
    source, target = tmp_path / "round.xlsx", tmp_path / "pairs.xlsx"
    source.write_bytes(book())
    call_command("pair", source, "--out", target, stdout=io.StringIO())
    sheets = calamine.CalamineWorkbook.from_path(str(target))
    assert sheets.sheet_names == ["pairs", "cities", "proof"]
    rows = sheets.get_sheet_by_name("pairs").to_python()
    assert rows[0][:4] == ["left", "left_name", "right", "right_name"]
    assert [row[1] for row in rows[1:]] == ["Haikou", "Kunming"]


def test_the_command_refuses_with_status_two_and_infeasible_with_three(tmp_path: Path) -> None:
    source = tmp_path / "round.xlsx"
    source.write_bytes(book(weights=[{"criterion": "beauty", "weight": 1}]))
    with pytest.raises(CommandError) as refused:
        call_command("pair", source, stdout=io.StringIO())
    assert refused.value.returncode == 2
    source.write_bytes(book(rules=[{"rule": "at_least", "group": "country:CN", "side": "left", "count": 5}]))
    with pytest.raises(SystemExit) as ended:
        call_command("pair", source, stdout=io.StringIO(), stderr=io.StringIO())
    assert ended.value.code == 3


def test_the_template_names_every_column_and_reads_as_empty() -> None:
    source = open_bytes(template(), "round.xlsx")
    assert {table.name: tuple(table.header) for table in source.tables if table.name != "about"} == COLUMNS


def test_cells_are_written_as_text_not_as_formulas() -> None:
    content = written([("pairs", [{"left": "=1+1"}])])
    sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["=1+1"]


def test_five_wrong_cells_among_fourteen_thousand_rows_are_all_named() -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": f"c{n}",
            "side": "left" if n % 2 else "right",
            "population": n,
            "needs": "ports",
            "capacity": 1,
        }
        for n in range(14_000)
    ]
    rows[10] |= {"capacity": -1}
    rows[500] |= {"population": "many"}
    rows[7_000] |= {"side": "middle"}
    rows[13_000] |= {"id": "c2"}
    rows[13_999] |= {"population": "NaN"}
    assert wrong(cities=rows) == [
        ("cities", 12, "capacity"),
        ("cities", 502, "population"),
        ("cities", 7_002, "side"),
        ("cities", 14_001, "population"),
        ("cities", 13_002, "id"),
    ]
