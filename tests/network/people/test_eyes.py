"""The bodies of the audience *named bodies* are chosen in the form of the record, several at once."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests import factories

from koinon.network.evidence.models import Document
from koinon.network.people.models import AdmittedBody, Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
PAPER = {"title": "Draft", "kind": "other", "audience": "bodies"}


def named(*bodies: Body) -> dict[str, str]:
    given = {}
    for number, body in enumerate(bodies, start=1):
        given |= {f"admitted_{number}": str(body), f"admitted_{number}-key": body.key}
    return given


def admitted(record: Document) -> set[str]:
    rows = AdmittedBody.objects.filter(kind="evidence.document", object_id=record.pk)
    return {row.body.key for row in rows}


def test_a_document_for_two_bodies(
    secretariat: Reader, coordinator: Reader, other_officer: Reader, guangzhou_office: Body, chengdu: Body,
    public: Reader, client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(secretariat)
    form = client.get("/evidence/documents/new/").content.decode()
    assert form.count('name="admitted_') == 6  # three fields with their keys
    answer = client.post("/evidence/documents/new/", PAPER | named(guangzhou_office, chengdu))
    assert answer.status_code == 302, answer.content.decode()
    paper = Document.objects.get()
    assert admitted(paper) == {guangzhou_office.key, chengdu.key}
    address = paper.get_absolute_url()
    statuses = [client_of(one).get(address).status_code for one in (coordinator, other_officer, public)]
    assert statuses == [200, 200, 404]
    edit = f"{address}edit/"
    again = client.get(edit).content.decode()
    assert str(chengdu).replace("'", "&#x27;") in again
    assert again.count('name="admitted_') == 10
    fewer = PAPER | named(chengdu) | {"version": "1", "note": "shorter"}
    assert client.post(edit, fewer).status_code == 302
    assert admitted(paper) == {chengdu.key}
    assert client_of(coordinator).get(address).status_code == 404
    assert Entry.objects.filter(verb="admit_bodies").count() == 2


def test_an_agreement_for_a_body(
    secretariat: Reader, other_officer: Reader, chengdu: Body, client_of: ClientOf
) -> None:
    agreement = factories.make_agreement(
        "Secret", [factories.make_body(), factories.make_body()], key="secret", audience="secretariat"
    )
    client = client_of(secretariat)
    given = {
        "title": "Secret",
        "language": "en",
        "kind": "mou",
        "starts": "2017",
        "ends": "2018",
        "audience": "bodies",
    }
    answer = client.post("/agreements/secret/edit/", given | named(chengdu) | {"version": "1"})
    assert answer.status_code == 302, answer.content.decode()
    assert client_of(other_officer).get(agreement.get_absolute_url()).status_code == 200


def test_bodies_named_for_other_eyes_are_not_lost_in_silence(
    secretariat: Reader, chengdu: Body, client_of: ClientOf
) -> None:
    given = PAPER | named(chengdu) | {"audience": "public"}
    told = client_of(secretariat).post("/evidence/documents/new/", given).content.decode()
    assert "the record is for other eyes" in told
    assert str(chengdu).replace("'", "&#x27;") in told
    assert not Document.objects.exists()
    assert not Entry.objects.exists()
