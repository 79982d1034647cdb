"""Signing in: by password, with a second step, too many times, in one's own language, and out again."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.hashers import check_password, identify_hasher
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings

from koinon.platform.accounts.commands import open_account
from koinon.platform.accounts.models import User

from .conftest import PASSWORD, Page, link_in


def tried(client: Client, user: User, password: str) -> str:
    """What the page says to an attempt; nothing when it let one in."""
    answer = client.post("/accounts/login/", {"login": user.email, "password": password})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_the_page_has_labels_and_nothing_inline(client: Client, db: None) -> None:
    answer = client.get("/accounts/login/")
    page = Page(answer.content.decode())
    assert not page.unlabelled()
    assert not page.inline()
    assert not page.doubled_ids()
    assert {one.get("autocomplete") for one in page.named("input")} >= {"email", "current-password"}
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_capitals_in_the_address_do_not_matter(user: User, client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": "INES@Example.org", "password": PASSWORD})
    assert answer.status_code == 302


def test_the_sixth_wrong_password_is_refused_and_so_is_the_right_one(user: User, client: Client) -> None:
    wrong = [tried(client, user, "wrong") for _ in range(5)]
    assert all("Too many" not in one for one in wrong)
    assert "Too many failed login attempts" in tried(client, user, "wrong")
    assert "Too many failed login attempts" in tried(Client(), user, PASSWORD)


def test_after_the_window_the_right_password_opens(user: User, client: Client) -> None:
    for _ in range(6):
        tried(client, user, "wrong")
    cache.clear()
    assert tried(client, user, PASSWORD) == ""


def test_an_unknown_address_hears_the_same(user: User, client: Client) -> None:
    stranger = User(email="nobody@example.org")
    known, unknown = tried(client, user, "wrong"), tried(client, stranger, "wrong")
    assert re.findall(r'role="alert">.*?</div>', known) == re.findall(r'role="alert">.*?</div>', unknown)


def test_nothing_personal_is_logged(user: User, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(6):
        tried(client, user, "wrong")
    tried(client, User(email="nobody@example.org"), "wrong")
    assert "example.org" not in caplog.text


def test_nobody_signs_up_from_the_street(client: Client, db: None) -> None:
    answer = client.post("/accounts/signup/", {"email": "a@example.org", "password1": PASSWORD})
    assert "by invitation" in answer.content.decode()
    assert not User.objects.exists()


def test_the_second_step(signed_in: Client, user: User) -> None:
    ask = signed_in.get("/accounts/2fa/totp/activate/")
    if ask.status_code == 302:
        signed_in.post(ask.headers["Location"], {"password": PASSWORD})
        ask = signed_in.get("/accounts/2fa/totp/activate/")
    (secret,) = re.findall(r"<dd>([A-Z2-7]{32})<", ask.content.decode())
    assert "data:image/svg+xml" in ask.content.decode()
    answer = signed_in.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    codes = signed_in.get("/accounts/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"<li><code>\w+</code>", codes)) == 10

    other = Client()
    answer = other.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert other.get("/accounts/").status_code == 302
    assert "The second step" in other.get("/accounts/2fa/authenticate/").content.decode()
    assert "Incorrect code" in other.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    # A code is good once; the one used to switch it on would not do within its half minute.
    cache.clear()
    assert other.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert other.get("/accounts/").status_code == 200

    recovering = Client()
    recovering.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    left = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert recovering.post("/accounts/2fa/authenticate/", {"code": left[0]}).status_code == 302
    assert recovering.get("/accounts/").status_code == 200


def code_of(secret: str) -> str:
    """What an app with this secret shows now."""
    counter = int(time.time()) // 30
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def test_a_forgotten_password(user: User, client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": user.email}, follow=True)
    assert "Look at your mail" in answer.content.decode()
    assert mail.outbox[0].subject == "A new password for Koinon"
    page = client.get(link_in(str(mail.outbox[0].body)), follow=True)
    assert "At least eight characters" in page.content.decode()
    new = "another lantern entirely"
    done = client.post(page.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "The password is changed" in done.content.decode()
    assert "If it was not you" in mail.outbox[1].body
    assert tried(client, user, PASSWORD)
    assert tried(client, user, new) == ""


def test_a_stranger_is_not_written_to(user: User, client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "Look at your mail" in answer.content.decode()
    assert not mail.outbox


def test_a_new_address_counts_once_it_is_confirmed(signed_in: Client, user: User) -> None:
    signed_in.post("/accounts/email/", {"email": "ines@example.net", "action_add": "1"})
    user.refresh_from_db()
    assert user.email == "ines@example.org"
    assert "ines@example.net" in signed_in.get("/accounts/email/").content.decode()
    letter = next(one for one in mail.outbox if one.to == ["ines@example.net"])
    link = link_in(str(letter.body))
    assert "Confirm the address" in signed_in.get(link).content.decode()
    signed_in.post(link)
    user.refresh_from_db()
    assert user.email == "ines@example.net"


def test_the_language_of_the_account_follows_it(signed_in: Client, user: User) -> None:
    signed_in.post("/accounts/language/", {"language": "fr"})
    user.refresh_from_db()
    assert user.language == "fr"
    assert '<html lang="fr">' in signed_in.get("/accounts/").content.decode()
    other = Client()
    tried(other, user, PASSWORD)
    assert other.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"
    assert signed_in.post("/accounts/language/", {"language": "tlh"}).status_code == 404


def test_signing_out_elsewhere_keeps_this_browser(signed_in: Client, user: User) -> None:
    other = Client()
    tried(other, user, PASSWORD)
    assert other.get("/accounts/").status_code == 200
    assert signed_in.post("/accounts/elsewhere/").status_code == 302
    assert signed_in.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_the_header_offers_what_one_can_do(user: User, client: Client) -> None:
    page = client.get("/colophon/").content.decode()
    assert "Sign in" in page
    assert "Sign out" not in page
    client.force_login(user)
    page = client.get("/colophon/").content.decode()
    assert "Sign out" in page
    assert "Sign in" not in page


def test_signing_out_asks_first(signed_in: Client) -> None:
    assert signed_in.get("/accounts/logout/").status_code == 200
    assert signed_in.get("/accounts/").status_code == 200
    signed_in.post("/accounts/logout/")
    assert signed_in.get("/accounts/").status_code == 302


def test_the_fuse_box_has_no_door_of_its_own(client: Client, user: User) -> None:
    answer = client.get("/fuse-box/login/?next=/fuse-box/")
    assert answer.headers["Location"].startswith("/accounts/login/")
    client.force_login(user)
    assert client.get("/fuse-box/login/").status_code == 403


def test_a_superuser_is_made_with_an_address(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="Root@Example.org", interactive=False, verbosity=0)
    root = User.objects.get(email="root@example.org")
    assert root.is_superuser
    assert root.check_password(PASSWORD)


def test_the_session_cookie_is_out_of_reach_of_scripts(signed_in: Client) -> None:
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_single_sign_on_shows_when_it_is_set_up(client: Client, db: None) -> None:
    assert "City Hall" not in client.get("/accounts/login/").content.decode()
    app = {"provider_id": "oidc", "name": "City Hall", "client_id": "c", "secret": "s"}
    app["settings"] = {"server_url": "https://id.example.org"}  # type: ignore[assignment]
    with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [app]}}):
        page = client.get("/accounts/login/").content.decode()
    assert "City Hall" in page
    assert 'href="/accounts/oidc/oidc/login/' in page


@pytest.mark.parametrize(
    ("language", "words"), [("es", "contraseña"), ("fr", "mot de passe"), ("zh-hans", "密码")]
)
def test_what_is_wrong_with_a_password_is_said_in_the_readers_language(
    signed_in: Client, language: str, words: str
) -> None:
    sent = {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    answer = signed_in.post("/accounts/password/change/", sent, headers={"accept-language": language})
    (error,) = re.findall(r'<p class="error" id="id_password1_error">(.*?)</p>', answer.content.decode())
    assert words in error


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"])
def test_a_password_drawn_at_random_is_hashed_slowly_only_at_the_first_sign_in(db: None) -> None:
    user = open_account("drawn@example.org", "Vq7-drawn-at-random", drawn=True)
    assert check_password("Vq7-drawn-at-random", user.password)
    assert not check_password("another", user.password)
    assert identify_hasher(user.password).must_update(user.password)
