"""Inviting a person: by those who record, linked to the person, and to nobody twice."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from tests import factories

from koinon.network.people.inviting import can_invite
from koinon.network.people.models import Person
from koinon.network.people.readers import Reader
from koinon.platform.accounts.models import User

CHOSEN = {"password": "a lantern in the harbour", "again": "a lantern in the harbour"}


def test_the_secretariat_invites_a_person_who_then_has_an_account(
    secretariat: Reader, client_of: Any
) -> None:
    person = factories.make_person("Zhan Decun", key="zhan-decun")
    asked = {"email": "zhan@example.org", "language": "en"}
    assert "/people/zhan-decun/invite/" in client_of(secretariat).get(person.get_absolute_url()).text
    answer = client_of(secretariat).post("/people/zhan-decun/invite/", asked)
    assert answer.headers["Location"] == person.get_absolute_url()

    (link,) = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert Client().post(link, CHOSEN).status_code == 302
    person.refresh_from_db()
    assert person.account == User.objects.get(email="zhan@example.org")
    assert not can_invite(secretariat, person)
    assert "/people/zhan-decun/invite/" not in client_of(secretariat).get(person.get_absolute_url()).text
    assert (
        "has an account already" in client_of(secretariat).get("/people/zhan-decun/invite/").content.decode()
    )


def test_nobody_else_may_invite(
    coordinator: Reader, stranger: Reader, public: Reader, client_of: Any
) -> None:
    factories.make_person("Zhan Decun", key="zhan-decun")
    for reader in (coordinator, stranger):
        assert client_of(reader).get("/people/zhan-decun/invite/").status_code == 404
    asked = client_of(public).get("/people/zhan-decun/invite/")
    assert asked.headers["Location"].startswith("/accounts/login/")
    assert not mail.outbox


def test_an_account_belongs_to_one_person(secretariat: Reader, client_of: Any) -> None:
    factories.make_person("Another Person", key="another-person")
    client = client_of(secretariat)
    assert secretariat.user is not None
    client.post("/people/another-person/invite/", {"email": secretariat.user.email, "language": "en"})
    (link,) = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert client.post(link).status_code == 302
    assert Person.objects.get(key="another-person").account is None
