"""Single sign-on against a provider that runs beside the test: discovery, code, token, who it is, and who gets in."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from koinon.platform.accounts.models import User

# The provider is of our test alone; what it is told of its own libraries is none of our affair.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
KNOWN = "officer@koinon.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Its address. It vouches for two addresses, and of a third it does not know whose it is."""
    people = [
        Known(sub="1", claims={"email": KNOWN, "email_verified": True, "name": "An officer"}),
        Known(sub="2", claims={"email": "stranger@koinon.example", "email_verified": True}),
        Known(sub="3", claims={"email": KNOWN, "email_verified": False}),
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def named(settings: Any, provider: str) -> None:
    """The operator has named the provider, as the environment does it."""
    app = {"provider_id": "oidc", "name": "City Hall", "client_id": "koinon", "secret": "s"}
    told = {"APPS": [app | {"settings": {"server_url": provider}}]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": told}


def comes_back(client: Client, who: str = "") -> str:
    """Go to the provider as a browser would, say who one is or turn back: the page one ends on."""
    door = client.get("/accounts/oidc/oidc/login/")["Location"]
    asked = parse_qs(urlsplit(door).query)
    assert asked["redirect_uri"] == ["http://testserver/accounts/oidc/oidc/login/callback/"]
    assert {"openid", "email"} <= set(asked["scope"][0].split())
    assert asked["state"]
    said = {"sub": who} if who else {"action": "deny"}
    back = requests.post(door, data=said, allow_redirects=False, timeout=10).headers["Location"]
    if "state=" not in back:  # which the protocol asks for, and this provider forgets when one turns back
        back += f"&state={asked['state'][0]}"
    answer = client.get(back.removeprefix("http://testserver"), follow=True)
    return answer.content.decode()


def test_who_was_invited_comes_in_and_is_known_from_then_on(client: Client) -> None:
    officer = User.objects.create_user(KNOWN, "Long enough to be one")
    comes_back(client, "1")
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert SocialAccount.objects.get().user == officer
    client.logout()
    User.objects.filter(pk=officer.pk).update(email="new-address@koinon.example")
    comes_back(client, "1")
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert User.objects.count() == 1


@pytest.mark.parametrize("who", ["2", "3"])
def test_nobody_else_comes_in(client: Client, who: str) -> None:
    User.objects.create_user(KNOWN, "Long enough to be one")
    page = comes_back(client, who)
    assert "Accounts are opened by invitation" in page
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_who_turns_back_is_told_so(client: Client) -> None:
    assert "You turned back" in comes_back(client)
    assert "_auth_user_id" not in client.session
