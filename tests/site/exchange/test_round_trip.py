"""What is exported imports again to the identical network."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories

from koinon.network.people.models import Body, Person, Role
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.network.places.models import Region
from koinon.platform.audit.models import Record
from koinon.site.exchange import writing
from koinon.site.exchange.exporting import Written, written_workbook
from koinon.site.exchange.opening import open_bytes, open_path
from koinon.site.exchange.planning import plan
from koinon.site.exchange.sheets import workbook
from koinon.site.exchange.works import apply_plan

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DEMO = Path(__file__).resolve().parents[3] / "demo"


def take_in(content: bytes, name: str) -> None:
    found = plan(open_bytes(content, name))
    assert not found.wrong, found.wrong[:5]
    assert not found.doubts
    apply_plan(found, by=SYSTEM, moment=NOW)


def empty_the_record() -> None:
    """Remove every record but the countries and regions that are given."""
    for sheet in reversed(workbook().values()):
        for row in sheet.model._default_manager.order_by("-pk"):
            if not (isinstance(row, Region) and row.scheme == "m49"):
                row.delete()


def rows_of(sheets: list[Written]) -> dict[str, list[list[Any]]]:
    return {one.sheet.name: one.rows for one in sheets}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_the_demonstration_network_there_and_back(form: str) -> None:
    found = plan(open_path(DEMO))
    assert not found.wrong, found.wrong[:5]
    apply_plan(found, by=SYSTEM, moment=NOW)
    first = written_workbook(SYSTEM)
    content = writing.xlsx(first) if form == "xlsx" else writing.zipped(first)
    counts = {model: model._default_manager.count() for model in records()}
    empty_the_record()
    assert not Body.objects.exists()
    take_in(content, f"demo.{form}")
    again = written_workbook(SYSTEM)
    assert rows_of(again) == rows_of(first)
    assert writing.zipped(again) == writing.zipped(first)
    assert {model: model._default_manager.count() for model in records()} == counts
    found = plan(open_bytes(content, f"demo.{form}"))
    assert found.totals["match"] == len(found.rows)


def records() -> list[type[Record]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Record) and model._meta.label != "evidence.Finding"
    ]


# What XML, and so XLSX, cannot hold at all, or holds only after changing it.
texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=60
)
notes = st.lists(texts.map(str.strip), max_size=3).map("\n".join).map(str.strip)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.tuples(texts.map(str.strip).filter(bool), notes), min_size=1, max_size=3),
    form=st.sampled_from(["xlsx", "zip"]),
)
def test_any_text_there_and_back(names: list[tuple[str, str]], form: str) -> None:
    with transaction.atomic():
        for number, (name, note) in enumerate(names):
            factories.make_person(key=f"p{number}", name=name, family="", given="", note=note)
        sheets = written_workbook(SYSTEM)
        content = writing.xlsx(sheets) if form == "xlsx" else writing.zipped(sheets)
        found = plan(open_bytes(content, f"x.{form}"))
        assert (found.totals["match"], found.wrong, found.doubts) == (len(found.rows), (), ())
        Person.objects.all().delete()
        take_in(content, f"x.{form}")
        assert list(Person.objects.order_by("pk").values_list("name", "note")) == names
        transaction.set_rollback(True)


def test_formulas_in_a_csv_are_defused() -> None:
    factories.make_person(key="x", name="=HYPERLINK(1)")
    with zipfile.ZipFile(io.BytesIO(writing.zipped(written_workbook(SYSTEM)))) as package:
        assert b"'=HYPERLINK(1)" in package.read("people.csv")


def test_dates_keep_their_words_and_their_value() -> None:
    role = factories.make_role(starts="1993", ends="..")
    Role.objects.filter(pk=role.pk).update(starts_words="from the day the hall burnt", starts_edtf="1993")
    (row,) = rows_of(written_workbook(SYSTEM))["roles"]
    assert "from the day the hall burnt = 1993" in row
    assert plan(open_bytes(writing.zipped(written_workbook(SYSTEM)), "x.zip")).totals["change"] == 0


def test_only_what_the_reader_may_see_is_exported(other_officer: Reader, secretariat: Reader) -> None:
    hidden = factories.make_body("Hidden", key="hidden", audience="secretariat")
    factories.make_role(title="Adviser", of=hidden)
    factories.make_document("Shown", key="shown", publisher=hidden)
    for reader, sees in ((PUBLIC, False), (other_officer, False), (secretariat, True)):
        rows = rows_of(written_workbook(reader))
        text = str(rows)
        assert ("hidden" in text) is sees
        assert any("shown" in row for row in rows["documents"])


def test_the_export_is_of_all_days_and_asks_a_fixed_number_of_statements(
    django_assert_num_queries: Any,
) -> None:
    factories.make_role(starts="1900", ends="1901")
    with CaptureQueriesContext(connection) as asked:
        assert rows_of(written_workbook(SYSTEM))["roles"]
    assert len(asked) <= 2 * len(workbook()) + 1
    factories.make_role(starts=date(1900, 1, 1))
    with django_assert_num_queries(len(asked)):
        assert len(rows_of(written_workbook(SYSTEM))["roles"]) == 2


def test_the_template_can_be_read_and_holds_nothing() -> None:
    for content, name in (
        (writing.template_xlsx(), "t.xlsx"),
        (writing.zipped(writing.empty_sheets()), "t.zip"),
    ):
        found = plan(open_bytes(content, name))
        assert (found.rows, found.wrong) == ((), ())


def test_a_text_too_long_for_a_spreadsheet_is_refused_by_name() -> None:
    factories.make_person(key="x", note="x" * 40_000)
    with pytest.raises(writing.TooLong, match="row 2 of “people”"):
        writing.xlsx(written_workbook(SYSTEM))
    assert plan(open_bytes(writing.zipped(written_workbook(SYSTEM)), "x.zip")).totals["match"] >= 1
