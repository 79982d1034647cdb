"""A signatory and a party are corrected where they stand, by those who may, with one line in the history."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests import factories

from koinon.cooperation.agreements.models import Agreement, Party, Signatory
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
CHANGED = {"kind": "signatory", "person": "Zhan Decun", "person-key": "zhan", "version": "1"}


@pytest.fixture
def agreement(guangzhou: Body, home_network: Body) -> Agreement:
    return factories.make_agreement("Alliance", [guangzhou, home_network], key="alliance")


@pytest.fixture
def signatory(agreement: Agreement) -> Signatory:
    factories.make_person("Zhan Decun", key="zhan")
    act = factories.make_act(agreement)
    return factories.make(
        Signatory, act=act, person=factories.make_person("Denis Coderre"), key="one", capacity="President"
    )


def test_a_signatory(
    agreement: Agreement, signatory: Signatory, secretariat: Reader, client_of: ClientOf
) -> None:
    client, edit = client_of(secretariat), f"/agreements/signatories/{signatory.key}/edit/"
    assert edit in client.get("/agreements/alliance/").content.decode()
    assert "Denis Coderre" in client.get(edit).content.decode()
    party = agreement.parties.all()[0]
    answer = client.post(edit, CHANGED | {"party": str(party.pk), "capacity": "Secretary"})
    assert answer.status_code == 302, answer.content.decode()
    signatory.refresh_from_db()
    assert (signatory.person.key, signatory.party, signatory.capacity) == ("zhan", party, "Secretary")
    (entry,) = Entry.objects.filter(verb="change_signatory")
    assert (entry.by, entry.subject) == (secretariat.user, "Alliance")
    assert "Change: signatory" in client.get("/history/agreements.signatory/one/").content.decode()
    stale = client.post(edit, CHANGED | {"capacity": "Mayor"}).content.decode()
    assert "changed this record" in stale
    assert "Mayor" in stale
    assert Entry.objects.filter(verb="change_signatory").count() == 1


def test_what_cannot_be_signed_is_refused(
    signatory: Signatory, secretariat: Reader, client_of: ClientOf
) -> None:
    factories.make_person("Long Gone", key="gone", died="1999")
    given = CHANGED | {"person": "Long Gone", "person-key": "gone"}
    told = (
        client_of(secretariat).post(f"/agreements/signatories/{signatory.key}/edit/", given).content.decode()
    )
    assert "had died before that day" in told
    signatory.refresh_from_db()
    assert signatory.person.name == "Denis Coderre"
    assert not Entry.objects.exists()


def test_nobody_else_may(
    signatory: Signatory, coordinator: Reader, stranger: Reader, public: Reader, client_of: ClientOf
) -> None:
    for reader in (coordinator, stranger, public):
        answer = client_of(reader).post(f"/agreements/signatories/{signatory.key}/edit/", CHANGED)
        assert answer.status_code in (302, 403, 404)
    signatory.refresh_from_db()
    assert signatory.capacity == "President"
    assert not Entry.objects.exists()


def test_a_party(agreement: Agreement, chengdu: Body, secretariat: Reader, client_of: ClientOf) -> None:
    client, party = client_of(secretariat), agreement.parties.all()[0]
    edit = f"/agreements/parts/parties/{party.key}/edit/"
    assert edit in client.get("/agreements/alliance/").content.decode()
    given = {"body": str(chengdu), "body-key": chengdu.key, "capacity": "host", "order": "0", "version": "1"}
    assert client.post(edit, given).status_code == 302
    party.refresh_from_db()
    assert (party.body, party.capacity) == (chengdu, "host")
    (entry,) = Entry.objects.filter(verb="change_party")
    assert entry.subject == "Alliance"
    other = agreement.parties.exclude(pk=party.pk).get().body
    twice = client.post(edit, given | {"body": str(other), "body-key": other.key, "version": "2"})
    assert twice.status_code == 200
    assert Party.objects.get(pk=party.pk).body == chengdu
