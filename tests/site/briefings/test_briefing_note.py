"""The briefing note says what is on record as of the day, for these eyes, and nothing without a source."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import (
    make,
    make_attendance,
    make_body,
    make_citation,
    make_event,
    make_person,
    make_post,
    make_role,
)

from koinon.network.people.models import Body, FormOfAddress
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.site.briefings.briefing_note import briefing_note
from koinon.site.briefings.paper import Facts, Paper, Table, Text

ON = date(2021, 8, 2)


def words(paper: Paper) -> str:
    """Everything the paper says, in one line."""
    said: list[str] = [paper.title, paper.standfirst]
    for block in paper.blocks:
        if isinstance(block, Table):
            said += [cell for row in block.rows for cell in row]
        elif isinstance(block, Facts):
            said += [fact.value for fact in block.rows]
        elif isinstance(block, Text):
            said.append(block.text)
    return " | ".join(said)


@pytest.fixture
def ministry(db: None) -> Body:
    return make_body("Ministry of Harbours")


def a_head(ministry: Body, *, sourced: bool = True, **role: object) -> None:
    post = make_post("Head of Harbours", body=ministry)
    held = make_role(
        person=make_person("CHEN Guo", family="Chen", given="Guo", order="family"),
        post=post,
        of=ministry,
        **role,
    )
    if sourced:
        make_citation(held)


def test_who_held_the_post_on_the_day_and_nobody_else(ministry: Body) -> None:
    a_head(ministry, starts="2019", ends="2022")
    assert "CHEN Guo" in words(briefing_note(ministry, on=ON, reader=SYSTEM, language="en"))
    assert "CHEN Guo" not in words(briefing_note(ministry, on=date(2018, 1, 1), reader=SYSTEM, language="en"))


def test_a_fact_without_a_source_is_left_out_and_counted(ministry: Body) -> None:
    a_head(ministry, sourced=False, starts="2019", ends="2022")
    said = words(briefing_note(ministry, on=ON, reader=SYSTEM, language="en"))
    assert "CHEN Guo" not in said
    assert "1 fact without a source on record was left out" in said


def test_the_address_is_in_the_language_of_the_paper(ministry: Body) -> None:
    a_head(ministry, starts="2019", ends="2022")
    person = ministry.roles.get().person
    make(FormOfAddress, person=person, language="fr", salutation="Monsieur le Directeur")
    assert "Monsieur le Directeur" in words(briefing_note(ministry, on=ON, reader=SYSTEM, language="fr"))
    assert "Monsieur le Directeur" not in words(briefing_note(ministry, on=ON, reader=SYSTEM, language="es"))


def test_what_the_reader_may_not_see_is_not_printed(ministry: Body) -> None:
    a_head(ministry, starts="2019", ends="2022", audience="secretariat")
    assert "CHEN Guo" in words(briefing_note(ministry, on=ON, reader=SYSTEM, language="en"))
    assert "CHEN Guo" not in words(briefing_note(ministry, on=ON, reader=PUBLIC, language="en"))


def test_statements_do_not_grow_with_what_is_on_record(ministry: Body) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            briefing_note(ministry, on=ON, reader=SYSTEM, language="en")
        return len(asked)

    a_head(ministry, starts="2019", ends="2022")
    make_citation(make_event(host=ministry, starts="2020", ends="2020"))
    few = counted()
    for year in ("2018", "2019"):
        make_citation(make_event(host=ministry, starts=year, ends=year))
        a_head(ministry, starts=year, ends="2023")
    assert counted() == few <= 20


@pytest.mark.django_db
def test_signed_in_readers_have_it_printed_and_the_public_does_not(
    ministry: Body, coordinator: Reader, client_of: Callable[[Reader], Client], client: Client
) -> None:
    address = f"/papers/bodies/{ministry.key}.pdf"
    answer = client_of(coordinator).get(address)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert client.get(address).status_code == 404


def test_a_body_one_may_not_see_has_no_paper(
    coordinator: Reader, client_of: Callable[[Reader], Client]
) -> None:
    hidden = make_body("Hidden office", audience="secretariat")
    assert client_of(coordinator).get(f"/papers/bodies/{hidden.key}.pdf").status_code == 404


def test_name_plates_follow_protocol(secretariat: Reader, client_of: Callable[[Reader], Client]) -> None:
    event = make_event()
    make_attendance(event, person=make_person("LI Na", family="Li", given="Na", order="family"), order=2)
    make_attendance(event, person=make_person("Ada Puig"), order=1)
    answer = client_of(secretariat).get(f"/papers/events/{event.key}/plates.pdf")
    assert answer.content.startswith(b"%PDF")


def test_the_command_writes_a_pdf_for_a_body_by_name(ministry: Body, tmp_path: Path) -> None:
    target = tmp_path / "note.pdf"
    call_command(
        "brief",
        "ministry of harbours",
        "--on",
        "2021-08-02",
        "--lang",
        "zh",
        "--out",
        target,
        stdout=StringIO(),
    )
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Nobody at all"], "None on record"),
        (["office"], "One of:"),
        (["ministry-of-x", "--on", "yesterday"], "no day"),
        (["ministry-of-x", "--lang", "xx"], "--lang takes"),
        (["ministry-of-x", "--out", "note.txt"], "--out takes"),
    ],
)
def test_the_command_says_what_to_mend(db: None, arguments: list[str], said: str) -> None:
    for name in ("Office of Parks", "Office of Roads"):
        make_body(name)
    make_body("Ministry of X", key="ministry-of-x")
    with pytest.raises(CommandError, match=said):
        call_command("brief", *arguments, stdout=StringIO())
