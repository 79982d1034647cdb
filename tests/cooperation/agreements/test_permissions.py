"""Who may see, record and sign: the cast against every audience, by name."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests import factories

from koinon.cooperation.agreements.models import Act, Agreement, Party, Purpose
from koinon.cooperation.agreements.permissions import can_record_act, can_record_agreement, can_see_agreement
from koinon.network.people.models import AdmittedBody, Audience, Body
from koinon.network.people.readers import Reader

pytestmark = pytest.mark.django_db

CAST = ("secretariat", "coordinator", "deputy", "other_officer", "stranger", "public")
SEEING = {
    Audience.PUBLIC: set(CAST),
    Audience.MEMBERS: {"secretariat", "coordinator", "deputy", "other_officer"},
    Audience.PARTIES: {"secretariat", "coordinator", "deputy"},
    Audience.BODIES: {"secretariat", "other_officer"},
    Audience.SECRETARIAT: {"secretariat"},
}


def member_of_cast(request: pytest.FixtureRequest, name: str) -> Reader:
    reader: Reader = request.getfixturevalue(name)
    return reader


@pytest.fixture
def agreement(guangzhou: Body, home_network: Body, chengdu: Body) -> Agreement:
    made = factories.make_agreement("A delicate agreement", [guangzhou, home_network], key="delicate")
    AdmittedBody.objects.create(kind=Agreement.record_kind(), object_id=made.pk, body=chengdu)
    factories.make(Purpose, agreement=made, text="To be told to few")
    factories.make_act(made)
    return made


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("audience", Audience)
def test_who_sees_an_agreement_and_its_parts(
    agreement: Agreement, audience: str, name: str, request: pytest.FixtureRequest
) -> None:
    Agreement.objects.update(audience=audience)
    reader = member_of_cast(request, name)
    seen = name in SEEING[Audience(audience)]
    assert can_see_agreement(reader, agreement) is seen
    for parts in (Act, Party, Purpose):
        assert parts.objects.visible_to(reader).exists() is seen, parts


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("audience", Audience)
def test_what_one_may_not_see_is_not_there(
    agreement: Agreement,
    audience: str,
    name: str,
    request: pytest.FixtureRequest,
    client_of: Callable[[Reader], Client],
) -> None:
    Agreement.objects.update(audience=audience)
    client = client_of(member_of_cast(request, name))
    seen = name in SEEING[Audience(audience)]
    assert client.get("/agreements/delicate/").status_code == (200 if seen else 404)
    assert ("A delicate agreement" in client.get("/agreements/").content.decode()) is seen


@pytest.mark.parametrize("name", CAST)
def test_the_secretariat_records_and_signs(
    agreement: Agreement, name: str, request: pytest.FixtureRequest, client_of: Callable[[Reader], Client]
) -> None:
    reader = member_of_cast(request, name)
    may = name == "secretariat"
    assert can_record_agreement(reader) is may
    assert can_record_act(reader, agreement) is may
    client = client_of(reader)
    doors = (
        "new/",
        "delicate/edit/",
        "delicate/sign/",
        "delicate/acts/approved/new/",
        "delicate/purposes/new/",
    )
    answers = {client.get(f"/agreements/{door}").status_code for door in doors}
    assert answers == ({200} if may else {302} if name == "public" else {404})
    assert ("Record a signature" in client.get("/agreements/delicate/").content.decode()) is may
