"""Parameters that nobody types: every answer is an answer, never a fault."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koinon.network.people.models import Body

from .. import factories
from .hidden import SUBJECTS

HUGE = "9" * 25
NAMES = [
    *("q", "kind", "party", "city", "programme", "state", "holds", "general", "on"),
    *("limit", "offset", "post", "person", "body", "of", "holder", "rule"),
]
ODD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [HUGE, f"-{HUGE}", "0001-01-01", "9999-12-31", "2024-02-30", "yes,no", ",,", "'", '"*', "%"]
    ),
    st.integers().map(str),
)


@pytest.mark.parametrize(
    "path", ["/search/", "/search/suggest", "/choose/city/", "/api/v1/cities", "/people/"]
)
@pytest.mark.parametrize("asked", ["?q=%00", "?q=a%00b", "?on=%00"])
def test_a_nul_is_a_bad_request(client: Client, home_network: Body, path: str, asked: str) -> None:
    assert client.get(path + asked).status_code == 400


@pytest.mark.parametrize("path", ["/people/%00/", "/api/v1/cities/%00", "/history/people.person/%00/"])
def test_so_is_one_in_the_address(client: Client, home_network: Body, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/events/", "/agreements/", "/meetings/", "/people/", "/evidence/documents/"]
)
@pytest.mark.parametrize(
    "asked", ["page=abc", f"page={HUGE}", f"year={HUGE}", "year=abc", "sort=drop", f"on={HUGE}", "page=-1"]
)
def test_what_makes_no_sense_is_no_fault(client: Client, home_network: Body, path: str, asked: str) -> None:
    assert client.get(f"{path}?{asked}").status_code in (200, 404)


def test_farther_than_any_register_is_unreadable(client: Client, home_network: Body) -> None:
    answer = client.get("/api/v1/cities", {"offset": HUGE})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "offset"


@pytest.mark.parametrize(
    "there", ["https://evil.example", "//evil.example", "/\\\\evil.example", "javascript:0"]
)
def test_no_door_sends_the_reader_elsewhere(client: Client, home_network: Body, there: str) -> None:
    assert client.get("/as-of/", {"day": "2019", "next": there})["Location"] == "/?on=2019-12-31"
    answer = client.post(reverse("set_language"), {"language": "fr", "next": there})
    assert "evil" not in answer["Location"]
    factories.make_user("who@example.org")
    given = {"login": "who@example.org", "password": "correct horse battery", "next": there}
    answer = client.post(reverse("account_login"), given)
    assert answer.status_code == 302
    assert answer["Location"] == "/"


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    subject=st.sampled_from(SUBJECTS),
    asked=st.dictionaries(st.sampled_from(NAMES), ODD, max_size=4),
    key=st.one_of(st.just(""), st.text(min_size=1, max_size=20)),
)
def test_the_machine_interface_never_breaks(
    client: Client, home_network: Body, subject: str, asked: dict[str, str], key: str
) -> None:
    path = f"/api/v1/{subject}/{key}" if key else f"/api/v1/{subject}"
    answer = client.get(path, asked)
    assert answer.status_code in (200, 301, 400, 404, 422), answer.content
