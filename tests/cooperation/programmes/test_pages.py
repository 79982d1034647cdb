"""The pages of programmes: what stands on them, for whom, at what price; and their forms."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories import (
    make,
    make_body,
    make_citation,
    make_city,
    make_edition,
    make_event,
    make_participation,
    make_programme,
    make_role,
)

from koinon.cooperation.programmes.models import (
    Edition,
    FocalPoint,
    Participation,
    Programme,
    ProgrammeAlignment,
    ProgrammeEvent,
    Topic,
)
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]


def furnish(programme: Programme) -> Edition:
    """One of everything: an edition, an event, an alignment, a participant with all it may have."""
    edition = make_edition(programme)
    make(ProgrammeAlignment, programme=programme, vocabulary="sdg", code="11")
    make(ProgrammeEvent, programme=programme, edition=edition, event=make_event(city=make_city()))
    add_participant(edition)
    return edition


def add_participant(edition: Edition) -> None:
    """A city with a topic and a focal point, cited."""
    part = make_participation(edition, make_body(city=make_city()), side="China")
    make(Topic, edition=edition, participation=part, text="Ports")
    make(FocalPoint, participation=part, role=make_role(of=part.body))
    make_citation(part)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_length(
    rows: int, client: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        furnish(make_programme(run_by=make_body()))
    client.get("/programmes/")
    with django_assert_num_queries(LIST):
        assert client.get("/programmes/?on=2018-06-01&running=on&words=programme").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_programme_costs_the_same_at_any_size(
    rows: int, client: Client, django_assert_num_queries: Any
) -> None:
    programme = make_programme(run_by=make_body())
    for _ in range(rows):
        furnish_again(programme)
    client.get("/programmes/")
    with django_assert_num_queries(PROGRAMME):
        assert client.get(f"/programmes/{programme.key}/").status_code == 200


def furnish_again(programme: Programme) -> None:
    edition = make_edition(programme)
    code = str(programme.alignments.count() + 1)
    make(ProgrammeAlignment, programme=programme, vocabulary="sdg", code=code)
    make(ProgrammeEvent, programme=programme, edition=edition, event=make_event(city=make_city()))


@pytest.mark.parametrize("rows", [1, 3])
def test_an_edition_costs_the_same_at_any_size(
    rows: int, client: Client, django_assert_num_queries: Any
) -> None:
    edition = furnish(make_programme())
    for _ in range(rows - 1):
        add_participant(edition)
    client.get("/programmes/")
    with django_assert_num_queries(EDITION):
        assert client.get(f"/programmes/editions/{edition.key}/").status_code == 200


LIST, PROGRAMME, EDITION = 4, 8, 12


def test_an_empty_list_teaches(client: Client, secretariat: Reader, client_of: ClientOf) -> None:
    assert "No programmes yet" in client.get("/programmes/").content.decode()
    assert "Record a programme" in client_of(secretariat).get("/programmes/").content.decode()


def test_what_may_not_be_seen_is_not_found(client: Client, secretariat: Reader, client_of: ClientOf) -> None:
    hidden = make_edition(make_programme(audience="secretariat"))
    for address in (hidden.programme.get_absolute_url(), hidden.get_absolute_url()):
        assert client.get(address).status_code == 404
        assert client_of(secretariat).get(address).status_code == 200


def test_an_edition_shows_sides_topics_and_sources(client: Client) -> None:
    edition = furnish(make_programme())
    make(Topic, edition=edition, text="Culture")
    words = client.get(f"{edition.get_absolute_url()}?on=2018-06-01").content.decode()
    assert "China" in words
    assert "Ports" in words
    assert "Culture" in words
    assert 'class="src"' in words
    assert "?on=2018-06-01" in words


def test_an_edition_is_taken_along_as_csv(client: Client) -> None:
    edition = make_edition()
    make_participation(edition, make_body("=Danger"), side="China")
    answer = client.get(f"{edition.get_absolute_url()}?format=csv")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines == ["side,body,city,mechanism,interest,offer,support", "China,'=Danger,,,,,"]


def test_the_list_is_taken_along_as_csv(client: Client) -> None:
    make_programme("Pairings", key="iuc", starts="2017")
    lines = b"".join(client.get("/programmes/?format=csv")).decode("utf-8-sig").splitlines()
    assert lines[1] == "iuc,Pairings,,,2017,..,0,0"


FORMS = [
    "/programmes/new/",
    "/programmes/iuc/edit/",
    "/programmes/iuc/editions/new/",
    "/programmes/iuc/alignments/new/",
    "/programmes/iuc/events/new/",
    "/programmes/editions/iuc-2018/edit/",
    "/programmes/editions/iuc-2018/topics/",
    "/programmes/editions/iuc-2018/participants/new/",
    "/programmes/participants/part/edit/",
    "/programmes/participants/part/focal-points/new/",
]


@pytest.mark.parametrize("address", FORMS)
def test_forms_open_for_the_secretariat_and_for_no_stranger(
    address: str, secretariat: Reader, stranger: Reader, client: Client, client_of: ClientOf
) -> None:
    edition = make_edition(make_programme(key="iuc"), key="iuc-2018")
    make_participation(edition, key="part")
    assert client_of(secretariat).get(address).status_code == 200
    assert client_of(stranger).get(address).status_code == 404
    assert client.get(address).headers["Location"].startswith("/accounts/login/")


def test_the_secretariat_records_a_programme_an_edition_and_a_participant(
    secretariat: Reader, guangzhou: Body, client_of: ClientOf
) -> None:
    client = client_of(secretariat)
    words = {
        "title": "International Urban Cooperation",
        "short_name": "IUC",
        "starts": "since 2016",
        "audience": "public",
    }
    assert client.post("/programmes/new/", words).headers["Location"] == "/programmes/iuc/"
    client.post(
        "/programmes/iuc/editions/new/",
        {"title": "2018", "starts": "2018", "ends": "2018", "audience": "public"},
    )
    client.post(
        "/programmes/editions/iuc-2018/participants/new/",
        {
            "body": guangzhou.key,
            "side": "China",
            "interest": "Ports\n\nSmart  tourism\nports",
            "audience": "public",
        },
    )
    part = Participation.objects.get()
    assert (part.body, part.side) == (guangzhou, "China")
    assert [topic.text for topic in part.topics.order_by("id")] == ["Ports", "Smart tourism"]
    new = {"body": "City of Nanjing", "city": "南京", "audience": "public"}
    client.post("/programmes/editions/iuc-2018/participants/new/", new)
    body = Participation.objects.get(body__name="City of Nanjing").body
    assert (str(body.city), body.kind) == ("Nanjing", "government")


def test_a_participant_changes_what_it_seeks_but_not_its_side(
    coordinator: Reader, guangzhou: Body, client_of: ClientOf
) -> None:
    part = make_participation(body=guangzhou, side="China", key="part")
    client = client_of(coordinator)
    words = {"interest": "Culture", "mechanism": "The office", "side": "Europe", "version": part.version}
    assert client.post("/programmes/participants/part/edit/", words).status_code == 302
    part.refresh_from_db()
    assert (part.side, part.mechanism) == ("China", "The office")
    assert Topic.objects.get().text == "Culture"


def test_a_wrong_code_is_refused_beside_its_field(secretariat: Reader, client_of: ClientOf) -> None:
    make_programme(key="iuc")
    answer = client_of(secretariat).post(
        "/programmes/iuc/alignments/new/", {"vocabulary": "nua", "code": "11.3"}
    )
    assert answer.status_code == 200
    assert "paragraphs 1 to 175" in answer.content.decode()


def test_removing_asks_for_a_post_and_the_secretariat(
    secretariat: Reader, coordinator: Reader, client_of: ClientOf
) -> None:
    programme = make_programme(key="iuc")
    assert client_of(secretariat).get("/programmes/iuc/remove/").status_code == 405
    assert client_of(coordinator).post("/programmes/iuc/remove/").status_code == 404
    client_of(secretariat).post("/programmes/iuc/remove/")
    assert not Programme.objects.filter(pk=programme.pk).exists()


def test_small_parts_are_taken_back_in_one_press(secretariat: Reader, client_of: ClientOf) -> None:
    programme = make_programme()
    edition = furnish(programme)
    client = client_of(secretariat)
    client.post(f"/programmes/alignments/{ProgrammeAlignment.objects.get().key}/remove/")
    client.post(f"/programmes/events/{ProgrammeEvent.objects.get().key}/unlink/")
    client.post(f"/programmes/focal-points/{FocalPoint.objects.get().key}/remove/")
    client.post(f"/programmes/participants/{Participation.objects.get().key}/remove/")
    client.post(f"/programmes/editions/{edition.key}/remove/")
    assert not Edition.objects.exists()


def test_type_ahead_finds_programmes_and_editions(client: Client) -> None:
    make_edition(make_programme("Pairings", short_name="IUC"), title="Cohort 2018")
    assert client.get("/choose/programme/?q=iuc").json()[0]["label"] == "Pairings"
    assert client.get("/choose/edition/?q=iuc cohort").json()[0]["hint"] == "Pairings"
