"""The life of an invitation: sent, taken up once, lapsed, replaced, forged, meant for somebody else."""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from koinon.platform.accounts import commands
from koinon.platform.accounts.models import Invitation, User
from koinon.platform.accounts.signals import invitation_accepted

from .conftest import PASSWORD, SITE, link_in

CHOSEN = {"password": PASSWORD, "again": PASSWORD}


def invited(email: str = "zhan@example.org", **values: Any) -> tuple[Invitation, str]:
    """An invitation and the path of its link."""
    given: dict[str, Any] = {"by": None, "moment": timezone.now(), "site": SITE} | values
    invitation = commands.invite(email, **given)
    return invitation, link_in(str(mail.outbox[-1].body))


def test_an_invitation_opens_an_account_once(client: Client, db: None) -> None:
    heard: list[tuple[User, str]] = []

    def hear(user: User, concerns: str, **_kwargs: Any) -> None:
        heard.append((user, concerns))

    invitation_accepted.connect(hear)
    try:
        _invitation, link = invited("Zhan@Example.org", concerns="person:zhan-decun")
        assert client.get(link).status_code == 200
        answer = client.post(link, CHOSEN)
    finally:
        invitation_accepted.disconnect(hear)

    account = User.objects.get(email="zhan@example.org")
    assert answer.headers["Location"] == "/accounts/"
    assert account.email in client.get("/accounts/").content.decode()
    assert heard == [(account, "person:zhan-decun")]
    assert EmailAddress.objects.get(user=account).verified

    again = Client().post(link, CHOSEN)
    assert again.status_code == 410
    assert "taken up already" in again.content.decode()


def test_only_the_digest_of_the_link_is_kept(db: None) -> None:
    invitation, link = invited()
    kept = " ".join(str(value) for value in Invitation.objects.values_list().get(pk=invitation.pk))
    assert link.rstrip("/").rsplit("/", 1)[1] not in kept


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "You are invited to open an account at Koinon"),
        ("zh-hans", "诚邀您在Koinon开设账户"),
        ("es", "Se le invita a abrir una cuenta en Koinon"),
        ("fr", "Vous êtes invité à ouvrir un compte chez Koinon"),
    ],
)
def test_the_letter_goes_out_in_the_language_asked_for(db: None, language: str, words: str) -> None:
    invited(language=language)
    letter = mail.outbox[0]
    assert words in letter.body
    assert ("Good day" in letter.body) is (language == "en")
    assert letter.to == ["zhan@example.org"]


def test_it_lapses_after_fourteen_days(client: Client, db: None) -> None:
    long_ago = timezone.now() - timedelta(days=14, seconds=1)
    _invitation, link = invited(moment=long_ago)
    answer = client.post(link, CHOSEN)
    assert answer.status_code == 410
    assert "lapsed" in answer.content.decode()
    assert not User.objects.exists()


def test_a_newer_one_makes_the_older_void(client: Client, db: None) -> None:
    _first, old = invited(moment=timezone.now() - timedelta(days=1))
    _second, new = invited()
    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("secret", ["nothing", "abc:def", "%E5%B9%BF%E5%B7%9E"])
def test_a_forged_link_says_nothing(client: Client, db: None, secret: str) -> None:
    answer = client.get(f"/accounts/invitations/{secret}/")
    assert answer.status_code == 404
    assert "not one of ours" in answer.content.decode()


def test_a_weak_password_opens_nothing(client: Client, db: None) -> None:
    _invitation, link = invited()
    answer = client.post(link, {"password": "password", "again": "password"})
    assert "too common" in answer.content.decode()
    differing = client.post(link, CHOSEN | {"again": "something else"})
    assert "not the same password" in differing.content.decode()
    assert not User.objects.exists()


def test_inviting_a_known_address_looks_the_same_and_asks_to_sign_in(
    user: User, client: Client, client_of: Any
) -> None:
    invitation, link = invited(user.email, concerns="person:ines")
    assert "has an account already" in client.get(link).content.decode()
    assert client.post(link, CHOSEN).status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_at is None

    client.force_login(user)
    assert client.post(link).status_code == 302
    invitation.refresh_from_db()
    assert invitation.accepted_by == user


def test_another_account_cannot_take_it_up(user: User, client: Client) -> None:
    _invitation, link = invited()
    client.force_login(user)
    assert "signed in with another address" in client.get(link).content.decode()
    client.post(link, CHOSEN)
    assert not User.objects.filter(email="zhan@example.org").exists()


def test_a_closed_account_is_not_opened_by_an_invitation(user: User, client: Client) -> None:
    user.is_active = False
    user.save()
    _invitation, link = invited(user.email)
    assert client.post(link, CHOSEN).status_code == 410


def test_a_letter_that_cannot_be_sent_leaves_nothing_behind(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: Any, **_kwargs: Any) -> int:
        raise SMTPException

    monkeypatch.setattr(mail.get_connection().__class__, "send_messages", down)
    with pytest.raises(commands.MailNotSent):
        commands.invite("zhan@example.org", by=None, moment=timezone.now(), site=SITE)
    assert not Invitation.objects.exists()
