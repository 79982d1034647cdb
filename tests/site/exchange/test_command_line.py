"""koinon import, export, template and demo."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests import factories
from tests.site.exchange.books import as_csv, xlsx

from koinon.cooperation.agreements.models import Twinning
from koinon.network.people.models import Body, Person
from koinon.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
PEOPLE = [["key", "name"], ["ada", "Ada Lovelace"]]


def run(*words: Any) -> tuple[int, str, str]:
    """Run a command: its exit status, what it says and what it complains of."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*map(str, words), stdout=out, stderr=err)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue(), err.getvalue()
    except CommandError as wrong:
        return wrong.returncode, out.getvalue(), str(wrong)
    return 0, out.getvalue(), err.getvalue()


def test_a_workbook_is_imported(tmp_path: Path) -> None:
    book = tmp_path / "network.xlsx"
    book.write_bytes(xlsx(people=PEOPLE))
    assert run("import", book, "--dry-run")[1].endswith("(dry run, nothing changed)\n")
    assert not Person.objects.exists()
    assert run("import", book)[1].endswith("1 create, 0 change, 0 match, 0 doubt, 0 error (imported)\n")
    assert Person.objects.exists()
    assert "1 match" in run("import", book)[1]


def test_wrong_cells_are_told_on_standard_error_and_nothing_is_imported(tmp_path: Path) -> None:
    book = tmp_path / "network.xlsx"
    book.write_bytes(xlsx(people=[["key", "name"], ["ada", "Ada"], ["bob", None]]))
    status, out, err = run("import", book)
    assert status == 2
    assert "people!B3 name: “name” must be filled." in err
    assert "nothing imported" in out
    assert not Person.objects.exists()


def test_doubts_are_told_with_their_candidates(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_bytes(as_csv([["name", "country"], ["Suzhou", "CN"]]))
    status, _out, err = run("import", tmp_path)
    assert status == 2
    assert "cities!2: “Suzhou” may be several places." in err
    assert "1886760" in err  # the GeoNames number of Suzhou in Jiangsu


def test_the_answer_in_json(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(as_csv([*PEOPLE, ["eve", ""]]))
    status, out, _err = run("import", tmp_path / "x.csv", "--as", "people", "--json")
    told = json.loads(out)
    assert (status, told["totals"]["error"], told["applied"]) == (2, 1, False)
    assert told["wrong"][0]["place"] == "people!B3"


@pytest.mark.parametrize("name", ["missing.xlsx", "page.xlsx"])
def test_what_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "page.xlsx").write_bytes(b"<html>")
    status, _out, err = run("import", tmp_path / name)
    assert status == 2
    assert name in err


def test_a_list_of_twin_cities(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [["city1", "country1", "city2", "country2"], ["Lyon", "France", "Guangzhou", "China"]]
    path.write_bytes(
        as_csv([*rows, ["Guangzhou", "China", "Lyon", "France"], ["Nowhere", "China", "Lyon", "France"]])
    )
    status, out, _err = run("import", path, "--as", "twinnings")
    assert (status, Twinning.objects.count()) == (0, 1)
    assert "5 of 6 ends resolved; 1 rows say again" in out
    entries = Entry.objects.count()
    assert run("import", path, "--as", "twinnings")[0] == 0
    assert Entry.objects.count() == entries


def test_what_a_list_leaves_to_a_person_is_written_with_candidates_and_read_again(tmp_path: Path) -> None:
    path, left = tmp_path / "list.csv", tmp_path / "left.csv"
    rows = [["city1", "country1", "city2", "country2"], ["Suzhou", "China", "Lyon", "France"]]
    path.write_bytes(as_csv(rows))
    assert run("import", path, "--as", "twinnings", "--doubtful", left)[0] == 0
    told = left.read_text("utf-8-sig")
    assert "1886760 Suzhou, Jiangsu" in told
    left.write_text(told.replace("Lyon,France,,", "Lyon,France,1886760,"), "utf-8")
    assert (run("import", left, "--as", "twinnings")[0], Twinning.objects.count()) == (0, 1)


def test_the_subject_is_taken_at_its_word(tmp_path: Path) -> None:
    twins, book = tmp_path / "list.csv", tmp_path / "one.xlsx"
    twins.write_bytes(as_csv([["city1", "country1", "city2", "country2"], ["Lyon", "FR", "Guangzhou", "CN"]]))
    book.write_bytes(xlsx(Sheet1=PEOPLE))
    status, _out, err = run("import", twins, "--as", "twinings")
    assert (status, "did you mean “twinnings”" in err) == (2, True)
    assert run("import", twins, "--as", "cities")[0] == 2
    assert not Twinning.objects.exists()
    assert run("import", book, "--as", "people")[0] == 0
    assert Person.objects.exists()


def test_out_as_a_workbook_a_zip_and_a_folder_and_in_again(tmp_path: Path) -> None:
    factories.make_body("Metropolis", key="metropolis")
    for name in ("all.xlsx", "all.zip", "all"):
        assert run("export", tmp_path / name)[0] == 0
        assert "0 create, 0 change" in run("import", tmp_path / name)[1]
    assert (tmp_path / "all" / "bodies.csv").read_text("utf-8-sig").startswith("key,name")


@pytest.mark.parametrize("command", ["export", "template"])
def test_what_cannot_be_written_is_said_in_words(tmp_path: Path, command: str) -> None:
    assert run(command, tmp_path / "all.csv")[0] == 1
    status, _out, err = run(command, tmp_path / "nowhere" / "all.xlsx")
    assert (status, err.endswith("cannot be written: No such file or directory.")) == (1, True)


def test_the_template(tmp_path: Path) -> None:
    for name in ("t.xlsx", "t.zip", "t"):
        assert run("template", tmp_path / name)[0] == 0
        assert (tmp_path / name).exists()


@pytest.mark.slow
def test_the_demonstration_network_goes_into_an_empty_record_only() -> None:
    status, out, err = run("demo")
    assert (status, err) == (0, "")
    assert "(imported)" in out
    bodies = Body.objects.count()
    assert bodies >= 20
    assert run("demo")[0] == 1
    assert run("demo", "--if-empty") == (0, "", "")
    assert Body.objects.count() == bodies
