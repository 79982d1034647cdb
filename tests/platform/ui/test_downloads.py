"""Lists to take along: as CSV and as XLSX, with the same cells, and neither runs anything where it is opened."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import openpyxl  # type: ignore[import-untyped]
from django.test import RequestFactory

from koinon.platform.dates import Day
from koinon.platform.ui.downloads import download

HEADER = ("key", "title", "starts", "on", "number", "none")
ROWS = [
    ("a", '=HYPERLINK("http://x","y")', Day("2020-21", "spring 2020"), date(2016, 10, 14), 12.5, ""),
    ("b", "@SUM(A1)", Day("2018"), "", 3, None),
    ("广州", "x" * 40_000, Day(""), "", -1, "-1+1"),
]


def taken(form: str) -> bytes:
    request = RequestFactory().get("/", {"format": form})
    answer = download(request, "agreements", HEADER, lambda: iter(ROWS))
    assert answer is not None
    assert f'filename="agreements.{form}"' in answer["Content-Disposition"]
    return b"".join(answer)


def test_a_workbook_opens_with_numbers_days_and_harmless_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(taken("xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == list(HEADER)
    assert rows[1][:3] == ["a", '\'=HYPERLINK("http://x","y")', "spring 2020"]
    assert rows[1][3].date() == date(2016, 10, 14)
    assert rows[1][4:] == [12.5, None]
    assert rows[2][:3] == ["b", "'@SUM(A1)", "2018"]
    assert len(rows[3][1]) == 32_767
    assert rows[3][5] == "'-1+1"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_csv_says_the_same() -> None:
    rows = list(csv.reader(io.StringIO(taken("csv").decode("utf-8-sig"))))
    assert rows[0] == list(HEADER)
    assert rows[1][1] == '\'=HYPERLINK("http://x","y")'
    assert rows[2][1] == "'@SUM(A1)"


def test_a_page_that_is_only_looked_at_asks_for_no_rows() -> None:
    def never() -> Iterator[tuple[str, ...]]:
        raise AssertionError("asked for")

    for address in ("/", "/?format=exe"):
        assert download(RequestFactory().get(address), "x", HEADER, never) is None
