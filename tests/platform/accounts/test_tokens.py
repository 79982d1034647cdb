"""Tokens: shown once, kept as a digest, good for active accounts, revoked by their owner."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from koinon.platform.accounts.models import Token, User
from koinon.platform.accounts.tokens import PREFIX, digest_of, make_token, user_of

from .conftest import PASSWORD


def shown(html: str) -> str:
    """The token that a page shows."""
    (secret,) = re.findall(rf"{PREFIX}[\w-]+", html)
    return str(secret)


def test_a_token_is_shown_once_and_kept_as_a_digest(signed_in: Client, user: User) -> None:
    signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = signed_in.post("/accounts/tokens/", {"name": "nightly export"})
    secret = shown(answer.content.decode())
    token = Token.objects.get()
    assert secret not in signed_in.get("/accounts/tokens/").content.decode()
    assert token.digest == digest_of(secret)
    assert secret not in str(Token.objects.values().get())
    assert "no-store" in answer.headers["Cache-Control"]


def test_making_one_asks_for_the_password_again(user: User, client: Client) -> None:
    client.force_login(user)
    assert client.get("/accounts/tokens/").status_code == 200
    answer = client.post("/accounts/tokens/", {"name": "nightly export"})
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not Token.objects.exists()
    resumed = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert shown(resumed.content.decode())


def test_it_opens_for_an_active_account_only(user: User) -> None:
    now = timezone.now()
    token, secret = make_token(user, "nightly export", moment=now)
    assert user_of(secret, moment=now) == user
    assert user_of(token.digest, moment=now) is None
    assert user_of("", moment=now) is None
    user.is_active = False
    user.save()
    assert user_of(secret, moment=now) is None


def test_its_use_is_remembered_to_the_hour(user: User) -> None:
    now = timezone.now()
    token, secret = make_token(user, "nightly export", moment=now)
    for minutes in (0, 30, 61):
        user_of(secret, moment=now + timedelta(minutes=minutes))
    token.refresh_from_db()
    assert token.used_at == now + timedelta(minutes=61)


def test_a_revoked_token_opens_nothing(signed_in: Client, user: User) -> None:
    token, secret = make_token(user, "nightly export", moment=timezone.now())
    assert signed_in.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 302
    assert user_of(secret, moment=timezone.now()) is None


def test_nobody_revokes_the_token_of_another(signed_in: Client) -> None:
    other = User.objects.create_user("other@example.org", PASSWORD)
    token, _secret = make_token(other, "theirs", moment=timezone.now())
    assert signed_in.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    assert other.tokens.count() == 1
