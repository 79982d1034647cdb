"""How the machine interface behaves: lists, paging, tags, problems, tokens, and what one may not see."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from openapi_spec_validator import validate
from pytest_django import DjangoAssertNumQueries
from tests import factories

from koinon.network.people.readers import Reader
from koinon.platform.accounts.tokens import make_token
from koinon.site.api.interface import api

SNAPSHOT = Path(__file__).with_name("openapi.json")
SUBJECTS = (
    *(
        "cities",
        "bodies",
        "people",
        "roles",
        "memberships",
        "agreements",
        "commitments",
        "meetings",
        "decisions",
    ),
    *("events", "programmes", "editions", "documents", "findings"),
)
MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_empty_record_answers_empty_lists(client: Client, subject: str) -> None:
    assert client.get(f"/api/v1/{subject}").json() == {"items": [], "count": 0}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_not_there_is_a_problem_document(client: Client, subject: str) -> None:
    answer = client.get(f"/api/v1/{subject}/nothing-here")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


@pytest.mark.parametrize(
    "asked",
    [
        *("on=yesterday", "on=2021-02-30", "on=86400", "on=２０２１-０２-０１", "kind=picnic"),
        *("limit=0", "limit=9999", "offset=-1", "limit=many"),
    ],
)
def test_parameters_that_cannot_be_read_are_named(client: Client, asked: str) -> None:
    answer = client.get(f"/api/v1/events?{asked}")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == asked.partition("=")[0]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/", 404),
        ("post", "/api/v1/cities", 405),
        ("get", "/api/v1/cities/%00", 400),
    ],
)
def test_what_never_reaches_a_room_is_a_problem_document_too(
    client: Client, method: str, address: str, status: int
) -> None:
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]
    assert status != 405 or answer["Allow"] == "GET"


def test_the_head_of_a_list_can_be_asked_for(client: Client) -> None:
    whole, head = client.get("/api/v1/cities"), client.head("/api/v1/cities")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])


def test_meetings_decisions_and_documents_hold_from_their_day(client: Client) -> None:
    meeting = factories.make_meeting(held="2016-10-14")
    factories.make_decision(factories.make_item(meeting))
    factories.make_document(published="2016-10-14")
    for subject, after in (("meetings", "no"), ("decisions", "yes"), ("documents", "yes")):
        told = [
            client.get(f"/api/v1/{subject}?on={on}").json()["items"][0]["holds"]
            for on in ("2016-10-13", "2016-10-14", "2016-10-15")
        ]
        assert told == ["no", "yes", after]


@pytest.mark.parametrize("subject", ["people", "bodies"])
def test_what_was_merged_leads_to_what_stayed(client: Client, subject: str) -> None:
    make = factories.make_person if subject == "people" else factories.make_body
    stays = make("Decun Zhan", key="zhan")
    make("De-Cun Zhan", key="de-cun", merged_into=stays)
    answer = client.get(f"/api/v1/{subject}/de-cun?on=2020-01-01")
    assert (answer.status_code, answer["Location"]) == (302, f"/api/v1/{subject}/zhan?on=2020-01-01")
    assert [one["key"] for one in client.get(f"/api/v1/{subject}").json()["items"]] == ["zhan"]
    make("Hidden Zhan", key="hidden", merged_into=stays, audience="secretariat")
    assert client.get(f"/api/v1/{subject}/hidden").status_code == 404


def test_a_list_is_paged_and_counted(client: Client) -> None:
    for name in ("Aba", "Bab", "Cac"):
        factories.make_body(name)
    first = client.get("/api/v1/bodies?limit=2").json()
    second = client.get("/api/v1/bodies?limit=2&offset=2").json()
    assert (first["count"], second["count"]) == (3, 3)
    assert [one["name"] for one in first["items"] + second["items"]] == ["Aba", "Bab", "Cac"]
    assert client.get("/api/v1/bodies?offset=9").json() == {"items": [], "count": 3}


def test_what_is_known_already_is_not_sent_again(client: Client) -> None:
    factories.make_body("Aba")
    tag = client.get("/api/v1/bodies")["ETag"]
    again = client.get("/api/v1/bodies", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    factories.make_body("Bab")
    assert client.get("/api/v1/bodies", headers={"If-None-Match": tag}).status_code == 200


def test_a_role_says_whether_it_holds_on_the_day(client: Client) -> None:
    factories.make_role(starts="1993", ends="..")
    told = {
        on: client.get(f"/api/v1/roles?on={on}").json()["items"][0]
        for on in ("1992-12-31", "1993-06-01", "1994-01-01")
    }
    assert [one["holds"] for one in told.values()] == ["no", "possibly", "yes"]
    assert told["1994-01-01"]["ends"] == {"edtf": "..", "words": "", "earliest": None, "latest": None}


def test_the_public_does_not_see_what_is_for_the_secretariat(client: Client, secretariat: Reader) -> None:
    hidden = factories.make_person("Hidden Person", audience="secretariat")
    factories.make_role(person=hidden)
    assert secretariat.user is not None
    _token, secret = make_token(secretariat.user, "test", moment=MOMENT)
    asked = {"Authorization": f"Bearer {secret}"}
    for address in (f"/api/v1/people/{hidden.key}",):
        assert client.get(address).status_code == 404
        assert client.get(address, headers=asked).status_code == 200
    address = f"/api/v1/roles?person={hidden.key}"
    assert client.get(address).json()["count"] == 0
    assert client.get(address, headers=asked).json()["count"] == 1


def test_a_stranger_with_a_token_sees_what_the_public_sees(client: Client, stranger: Reader) -> None:
    document = factories.make_document(audience="members")
    assert stranger.user is not None
    _token, secret = make_token(stranger.user, "test", moment=MOMENT)
    answer = client.get(f"/api/v1/documents/{document.key}", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 404


@pytest.mark.parametrize("shown", ["Bearer nonsense", "Bearer ", "Basic abc", "nonsense"])
def test_a_token_that_opens_nothing_is_refused(client: Client, shown: str) -> None:
    answer = client.get("/api/v1/cities", headers={"Authorization": shown})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def fill(count: int) -> None:
    """So many rows of every subject, with their parts."""
    for _ in range(count):
        city = factories.make_city()
        body = factories.make_body(city=city, kind="government")
        network = factories.make_body(kind="network")
        factories.make_membership(body, network)
        factories.make_role(of=body, title="Envoy", post=None)
        agreement = factories.make_agreement(parties=[body, network])
        factories.make_act(agreement)
        factories.make_commitment(agreement)
        factories.make_decision(factories.make_item(factories.make_meeting(body=network, city=city)))
        factories.make_event(city=city, host=body)
        factories.make_participation(body=body)
        factories.make_document(publisher=body)


STATEMENTS = {
    "cities": 4, "bodies": 3, "people": 3, "roles": 1, "memberships": 1, "agreements": 11, "commitments": 3,
    "meetings": 3, "decisions": 1, "events": 5, "programmes": 2, "editions": 3, "documents": 2, "findings": 2,
}  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS)
def test_statements_do_not_grow_with_the_rows(
    client: Client, subject: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for more in (1, 2):
        fill(more)
        with django_assert_max_num_queries(STATEMENTS[subject] + 2) as captured:
            assert client.get(f"/api/v1/{subject}").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_description_is_valid_and_as_it_was_agreed() -> None:
    described = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
    validate(described)
    kept = json.loads(SNAPSHOT.read_text())
    described["info"].pop("version")
    kept["info"].pop("version")
    assert described == kept, (
        "The interface changed: run `koinon openapi` into tests/site/api/openapi.json if it is meant."
    )
