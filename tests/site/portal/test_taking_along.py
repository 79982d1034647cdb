"""Lists of the register are taken along as files: what the reader sees on the page, all of it and no more."""

import pytest
from django.test import Client
from tests import factories

from koinon.network.people.models import Body

LISTS = ["/cities/", "/bodies/", "/people/", "/members/", "/events/", "/meetings/", "/meetings/decisions/"]


@pytest.fixture
def register(guangzhou: Body) -> None:
    person = factories.make_person("Wen Guohui")
    post = factories.make_post("Mayor of Guangzhou", body=guangzhou)
    factories.make_role(person=person, post=post)
    factories.make_person("Hidden Person", audience="secretariat")
    factories.make_event("Seminar of Guangzhou", city=guangzhou.city)
    factories.make_event("Hidden Event", audience="secretariat")
    factories.make_decision(title="Guangzhou is admitted")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_taken_along(client: Client, path: str) -> None:
    page = client.get(path).text
    assert "?format=csv" in page
    assert "?format=xlsx" in page
    answer = client.get(path, {"format": "csv"})
    written = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    lines = written.decode("utf-8-sig").splitlines()
    assert len(lines) > 1
    assert "Guangzhou" in "\n".join(lines) or path == "/meetings/"
    assert "Hidden" not in written.decode()
    assert client.get(path, {"format": "xlsx"}).status_code == 200
