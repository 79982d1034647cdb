"""A list of twin cities goes into the record once, with its cities; what is doubtful comes back."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from tests import factories

from koinon.cooperation.agreements.twinning_import import (
    TwinningPlan,
    WrongList,
    read_twinnings,
    record_twinnings,
    resolve_twinnings,
    twinning_effect,
    twinning_rows,
    write_doubtful,
)
from koinon.cooperation.agreements.twinnings import Twinning
from koinon.network.people.readers import PUBLIC, SYSTEM
from koinon.network.places.gazetteer import gazetteer
from koinon.network.places.models import City, CityName, Country
from koinon.platform.audit.commands import undo
from koinon.platform.audit.models import Entry
from koinon.platform.errors import NotAllowed

DAY = date(2026, 11, 22)
LIST = """city1,country1,city2,country2
Guangzhou,China,Lyon,France
Lyon,France,Guangzhou,China
Guangzhou,China,Frankfurt am Main,Germany
Springfield,United States,Lyon,France
Lyon,France,Lyon,France
,,,
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "twins.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def plan_of(path: Path) -> TwinningPlan:
    return resolve_twinnings(read_twinnings(path), source=gazetteer())


@pytest.mark.django_db
def test_a_list_is_recorded_once(path: Path) -> None:
    plan = plan_of(path)
    foreseen = twinning_effect(plan)
    assert (foreseen.cities_new, foreseen.twinnings_new) == (3, 2)
    assert not City.objects.exists()
    assert record_twinnings(plan, by=SYSTEM, on=DAY) == foreseen
    assert {(one.first.name, one.second.name) for one in Twinning.objects.all()} == {
        ("Guangzhou", "Lyon"),
        ("Guangzhou", "Frankfurt am Main"),
    }
    assert Entry.objects.get().verb == "record_twinnings"
    again = record_twinnings(plan_of(path), by=SYSTEM, on=DAY)
    assert again.changes_nothing
    assert (again.cities_known, again.twinnings_known) == (3, 2)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_cities_on_record_are_used(path: Path) -> None:
    numbered = factories.make_city("Lyons", geonames_id=2996944, country=Country.objects.get(key="fr"))
    by_name = factories.make_city("Guangzhou", key="canton")
    effect = record_twinnings(plan_of(path), by=SYSTEM, on=DAY)
    assert (effect.cities_new, effect.cities_known) == (1, 2)
    assert Twinning.objects.filter(first=numbered, second=by_name).exists()
    assert City.objects.get(geonames_id=2925533).time_zone == "Europe/Berlin"


@pytest.mark.django_db
def test_a_recorded_list_can_be_undone(path: Path) -> None:
    record_twinnings(plan_of(path), by=SYSTEM, on=DAY)
    undo(Entry.objects.get(), by=None)
    assert not Twinning.objects.exists()
    assert not City.objects.exists()
    assert not CityName.objects.exists()


@pytest.mark.django_db
def test_only_recorders_may(path: Path) -> None:
    with pytest.raises(NotAllowed):
        record_twinnings(plan_of(path), by=PUBLIC, on=DAY)
    assert not City.objects.exists()


def test_the_doubtful_rows_come_back_decided(path: Path, tmp_path: Path) -> None:
    file = io.StringIO()
    write_doubtful(plan_of(path), file)
    (line,) = csv.DictReader(io.StringIO(file.getvalue()))
    assert (line["row"], line["geonames1"], line["geonames2"]) == ("5", "", "2996944")
    assert "4250542 Springfield, Illinois, 114,394" in line["candidates1"]
    assert line["doubt1"]
    assert not line["doubt2"]
    decided = tmp_path / "decided.csv"
    decided.write_text(file.getvalue().replace(",,2996944", ",4250542,2996944"), encoding="utf-8-sig")
    (pair,) = plan_of(decided).pairs
    assert {pair.first.name, pair.second.name} == {"Lyon", "Springfield"}


def test_nothing_in_the_answer_runs_in_a_spreadsheet() -> None:
    cells = {"city1": "=1+1", "country1": "France", "city2": "Lyon", "country2": "France"}
    file = io.StringIO()
    write_doubtful(resolve_twinnings(twinning_rows([cells]), source=gazetteer()), file)
    assert "'=1+1" in file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"city1,country1,city2\nA,B,C\n", "country2"),
        (b"city1,country1,city2,country2\n", "no rows"),
        (b"", "no rows"),
        (b"<html></html>\n<p>", "lacks the columns"),
        (b"PK\x03\x04\xff\xfe", "UTF-8"),
        (b'city1,country1,city2,country2\n"A,B,C,D\n', "well-formed"),
        (b"city1,country1,city2,country2\n" + b"A" * 300 + b",B,C,D\n", "too long"),
    ],
)
def test_what_is_no_list_is_refused_in_plain_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(WrongList) as refused:
        read_twinnings(file)
    assert words in str(refused.value)
