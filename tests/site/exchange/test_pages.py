"""The pages: a workbook with errors is read, mended, imported and undone; others take home what they see."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import factories
from tests.site.exchange.books import as_csv, changed_part, xlsx

from koinon.network.people.models import Person
from koinon.network.people.readers import Reader
from koinon.site.exchange.models import ImportJob
from koinon.site.exchange.opening import open_bytes
from koinon.site.exchange.planning import plan
from koinon.site.exchange.progress import Progress, progress_path

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
PEOPLE = [["key", "name"], ["ada", "Ada Lovelace"]]


@pytest.fixture
def desk(secretariat: Reader, client_of: ClientOf) -> Client:
    """The browser of the secretariat."""
    return client_of(secretariat)


def post(client: Client, there: str, **sent: Any) -> Any:
    """Send something, let the worker do what it is given, and look where one is led."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(there, sent)
    return client.get(answer["Location"]) if answer.status_code == 302 else answer


def hand_in(client: Client, content: bytes, name: str = "network.xlsx", **more: str) -> Any:
    return post(client, reverse("exchange:exchange"), file=SimpleUploadedFile(name, content), **more)


def press(client: Client, verb: str) -> Any:
    job = ImportJob.objects.latest("id")
    return post(client, reverse("exchange:import-act", kwargs={"pk": job.pk, "verb": verb}))


def page(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_workbook_with_errors_is_read_mended_imported_and_undone(desk: Client) -> None:
    wrong = page(hand_in(desk, xlsx(people=[["key", "name", "died"], ["ada", "Ada", "2016-02-31"]])))
    assert "1 cell is wrong" in wrong
    for told in ("people", "C died", "2016-02-31", "is not a date we can read"):
        assert told in wrong
    before = Person.objects.count()
    assert "Ready to be imported" in page(hand_in(desk, xlsx(people=PEOPLE)))
    assert Person.objects.count() == before
    assert "1 created" in page(press(desk, "apply"))
    assert Person.objects.get(key="ada").name == "Ada Lovelace"
    assert ">undone<" in page(press(desk, "undo"))
    assert Person.objects.count() == before


def test_changes_are_shown_before_and_after(desk: Client) -> None:
    factories.make_person("Ada Byron", key="ada")
    shown = page(hand_in(desk, xlsx(people=PEOPLE)))
    assert "Ada Byron" in shown
    assert "Ada Lovelace" in shown


def test_a_doubt_is_settled_on_the_page(desk: Client) -> None:
    factories.make_person("Zhang Wei", key="zhang-wei", note="of Chengdu")
    shown = page(hand_in(desk, as_csv([["name", "note"], ["Zhang Wei", "of Guangzhou"]]), "people.csv"))
    assert 'value="zhang-wei"' in shown
    job = ImportJob.objects.get()
    settled = post(desk, reverse("exchange:import-settle", kwargs={"pk": job.pk}), **{"people:2": "new"})
    assert "Ready to be imported" in page(settled)
    press(desk, "apply")
    assert Person.objects.filter(name="Zhang Wei").count() == 2


def test_an_answer_nobody_offered_settles_nothing(desk: Client) -> None:
    factories.make_person("Zhang Wei", key="zhang-wei", note="of Chengdu")
    hand_in(desk, as_csv([["name", "note"], ["Zhang Wei", "of Guangzhou"]]), "people.csv")
    job = ImportJob.objects.get()
    desk.post(
        reverse("exchange:import-settle", kwargs={"pk": job.pk}), {"people:2": "somebody", "x:1": "new"}
    )
    job.refresh_from_db()
    assert job.answers == {}


def test_the_record_changed_between_the_dry_run_and_the_import(desk: Client) -> None:
    person = factories.make_person("Ada Byron", key="ada")
    hand_in(desk, xlsx(people=PEOPLE))
    Person.objects.filter(pk=person.pk).update(version=2, name="Ada King")
    answer = page(press(desk, "apply"))
    assert "has changed since the dry run" in answer
    assert "Ada King" in answer
    assert Person.objects.get(key="ada").name == "Ada King"
    press(desk, "apply")
    assert Person.objects.get(key="ada").name == "Ada Lovelace"


@pytest.mark.parametrize(
    ("content", "said"), [(b"<html><table>", "web page"), (b"", "empty"), (b"%PDF-1.7", "neither an XLSX")]
)
def test_what_is_no_workbook_is_refused_beside_the_field(desk: Client, content: bytes, said: str) -> None:
    answer = hand_in(desk, content)
    assert (answer.status_code, said in page(answer)) == (422, True)
    assert not ImportJob.objects.exists()


def test_a_workbook_damaged_inside_is_told_on_its_page(desk: Client) -> None:
    torn = changed_part(xlsx(people=PEOPLE), "xl/worksheets/sheet1.xml", lambda part: part[: len(part) // 2])
    assert "damaged" in page(hand_in(desk, torn))
    assert ImportJob.objects.get().state == "failed"


@override_settings(UPLOAD_LIMIT=100)
def test_a_file_too_large_is_refused_beside_the_field(desk: Client) -> None:
    assert "at most" in page(hand_in(desk, b"key,name\n" * 200, "people.csv"))


def test_a_csv_whose_name_says_nothing_is_told_its_sheet(desk: Client) -> None:
    answer = page(hand_in(desk, as_csv(PEOPLE), "liste.csv", subject="people"))
    assert "Ready to be imported" in answer


def test_a_list_of_twin_cities(desk: Client) -> None:
    rows = [["city1", "country1", "city2", "country2"], ["Lyon", "France", "Guangzhou", "China"]]
    rows.append(["Guangzhou", "China", "Lyon", "France"])
    rows.append(["Nowhere at all", "France", "Lyon", "France"])
    shown = page(hand_in(desk, as_csv(rows), "twins.csv"))
    assert "Nowhere at all" in shown
    assert "Ready to be imported" in shown
    press(desk, "apply")
    job = ImportJob.objects.get()
    assert (job.state, job.entry is not None) == ("done", True)
    listed = desk.get(reverse("exchange:import-doubtful", kwargs={"pk": job.pk}))
    assert b"Nowhere at all" in listed.content
    assert "on record already" in page(hand_in(desk, as_csv(rows), "twins.csv"))


def test_an_import_whose_worker_was_killed_is_taken_up_again(desk: Client) -> None:
    hand_in(desk, xlsx(people=PEOPLE))
    job = ImportJob.objects.get()
    ImportJob.objects.update(state="applying")
    with Progress(job.pk, 2) as progress:
        shown = page(desk.get(reverse("exchange:import", kwargs={"pk": job.pk})))
        assert "data-poll" in shown
        left_behind = progress.path.read_text().replace(f'"process": {os.getpid()}', '"process": 99999999')
    progress_path(job.pk).write_text(left_behind)
    assert "Interrupted" in page(desk.get(reverse("exchange:import-progress", kwargs={"pk": job.pk})))
    press(desk, "again")
    assert Person.objects.filter(key="ada").exists()


def test_stopping(desk: Client) -> None:
    hand_in(desk, xlsx(people=PEOPLE))
    job = ImportJob.objects.get()
    assert "not under way" in page(press(desk, "stop"))
    ImportJob.objects.update(state="applying")
    press(desk, "stop")
    assert progress_path(job.pk).with_suffix(".stop").exists()


def test_everybody_may_take_home_what_they_may_see(
    client: Client, other_officer: Reader, client_of: ClientOf
) -> None:
    factories.make_person("Secret Person", audience="secretariat")
    for browser in (client, client_of(other_officer)):
        for form in ("xlsx", "zip"):
            answer = browser.get(reverse("exchange:export", kwargs={"form": form}))
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "Secret Person" not in str(open_bytes(answer.content, f"x.{form}"))
            assert not plan(open_bytes(answer.content, f"x.{form}")).totals["create"]
    assert client.get("/exchange/export.docx").status_code == 404


def test_the_template_and_the_format(client: Client) -> None:
    assert b"coderre-president" in client.get(reverse("exchange:format")).content
    assert client.get(reverse("exchange:template", kwargs={"form": "xlsx"})).content[:2] == b"PK"
    assert client.get(reverse("exchange:template", kwargs={"form": "zip"})).content[:2] == b"PK"
    assert b"Import a workbook" not in client.get(reverse("exchange:exchange")).content


def test_only_those_who_may_record_import(
    desk: Client, client: Client, other_officer: Reader, client_of: ClientOf
) -> None:
    hand_in(desk, xlsx(people=PEOPLE))
    job = ImportJob.objects.get()
    there = reverse("exchange:import", kwargs={"pk": job.pk})
    assert client.get(there).status_code == 302
    officer = client_of(other_officer)
    assert officer.get(there).status_code == 404
    assert hand_in(officer, xlsx(people=PEOPLE)).status_code == 404
    assert press(officer, "apply").status_code == 404
    assert not Person.objects.filter(key="ada").exists()


def test_uploads_lie_outside_the_web_root_under_a_name_of_ours(desk: Client) -> None:
    hand_in(desk, xlsx(people=PEOPLE), "../../evil.xlsx")
    job = ImportJob.objects.get()
    assert job.filename == "evil.xlsx"
    assert Path(job.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert Path(job.file.path).suffix == ".workbook"


def test_the_list_of_imports_asks_a_fixed_number_of_statements(
    desk: Client, django_assert_num_queries: Any
) -> None:
    hand_in(desk, xlsx(people=PEOPLE))
    desk.get(reverse("exchange:exchange"))
    with CaptureQueriesContext(connection) as asked:
        desk.get(reverse("exchange:exchange"))
        statements = len(asked)
    hand_in(desk, xlsx(people=PEOPLE))
    hand_in(desk, xlsx(people=PEOPLE))
    with django_assert_num_queries(statements):
        desk.get(reverse("exchange:exchange"))
    assert statements <= 10
