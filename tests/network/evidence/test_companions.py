"""The Source beside every record form: a citation saved with the record, in the same transaction."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests import factories

from koinon.network.evidence.models import Citation
from koinon.network.members.models import Membership
from koinon.network.people.models import Audience, Body
from koinon.network.people.readers import Reader

Clients = Callable[[Reader], Client]


@pytest.fixture
def given(home_network: Body) -> dict[str, str]:
    """What one types to admit a member."""
    factories.make_body("Chengdu Municipal People's Government", key="chengdu")
    return {
        "body": "Chengdu Municipal People's Government",
        "network": home_network.name,
        "kind": "full",
        "starts": "2009",
        "ends": "open",
        "audience": "public",
        "source": "Alliance renewed",
        "source_place": "p. 4",
        "source_strength": "derived",
    }


def test_the_source_is_cited_with_the_record(
    secretariat: Reader, client_of: Clients, given: dict[str, str]
) -> None:
    factories.make_document("Alliance renewed")
    answer = client_of(secretariat).post("/members/new/", given)
    assert answer.status_code == 302, answer.content.decode()
    membership, citation = Membership.objects.get(body__key="chengdu"), Citation.objects.get()
    assert (citation.subject_kind, citation.subject_id) == ("members.membership", membership.pk)
    assert (str(citation), citation.strength, citation.entered_by) == (
        "Alliance renewed, p. 4",
        "derived",
        secretariat.user,
    )


def test_without_a_source_the_record_is_saved_alone(
    secretariat: Reader, client_of: Clients, given: dict[str, str]
) -> None:
    answer = client_of(secretariat).post("/members/new/", given | {"source": "", "source_place": ""})
    assert answer.status_code == 302, answer.content.decode()
    assert Membership.objects.filter(body__key="chengdu").exists()
    assert not Citation.objects.exists()


def test_a_source_nobody_knows_is_told_and_nothing_is_saved(
    secretariat: Reader, client_of: Clients, given: dict[str, str]
) -> None:
    answer = client_of(secretariat).post("/members/new/", given)
    assert answer.status_code == 200
    assert "Nothing is recorded under “Alliance renewed”." in answer.content.decode()
    assert not Membership.objects.filter(body__key="chengdu").exists()


def test_the_form_asks_for_the_source_last(secretariat: Reader, client_of: Clients) -> None:
    told = client_of(secretariat).get("/members/new/").content.decode()
    assert 'data-source="/choose/document/"' in told
    assert "A fact without a source is shown among the findings." in told


def test_closed_documents_are_offered_only_to_those_who_may_see_them(
    secretariat: Reader, outsider: Reader, client_of: Clients
) -> None:
    factories.make_document("Closed minutes", audience=Audience.SECRETARIAT)
    assert client_of(outsider).get("/choose/document/?q=minutes").json() == []
    assert len(client_of(secretariat).get("/choose/document/?q=minutes").json()) == 1
