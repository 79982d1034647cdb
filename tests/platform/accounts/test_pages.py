"""Every page about an account renders, signed in and out, with labels and nothing inline."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern, URLResolver, include, path, reverse

from koinon.platform.accounts.models import User

from .conftest import PASSWORD, Page


def addresses() -> list[str]:
    """The name of every address under /accounts/ that needs no more than a number."""
    names: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], under: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns, f"{under}{one.namespace}:" if one.namespace else under)
            elif one.name:
                names.append(f"{under}{one.name}")

    walk([path("", include(room)) for room in ("koinon.platform.accounts.urls", "allauth.urls")], "")
    return sorted(set(names))


ARGUMENTS: dict[str, dict[str, Any]] = {
    "accounts:token-revoke": {"pk": 1},
    "accounts:invitation": {"secret": "forged"},
    "account_confirm_email": {"key": "forged"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "forged"},
    "openid_connect_login": {"provider_id": "oidc"},
    "openid_connect_callback": {"provider_id": "oidc"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
}


def faults(client: Client, name: str) -> str:
    """What is wrong with a page, in a line; nothing when it is sound."""
    answer = client.get(reverse(name, kwargs=ARGUMENTS.get(name)))
    if answer.status_code >= 500:
        return f"{name}: {answer.status_code}"
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return ""
    page = Page(answer.content.decode())
    wrong = [
        page.unlabelled(),
        page.inline(),
        page.doubled_ids(),
        [] if page.named("main") else "no main part",
    ]
    return f"{name}: {wrong}" if any(wrong) else ""


@pytest.fixture
def confirmed(signed_in: Client) -> Client:
    """Signed in, and asked for the password once more just now."""
    signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return signed_in


def test_every_page_signed_out(client: Client, db: None) -> None:
    assert not [fault for name in addresses() if (fault := faults(client, name))]


def test_every_page_signed_in(confirmed: Client) -> None:
    # Signing out is looked at like any page; it asks first, so one stays signed in.
    assert not [fault for name in addresses() if (fault := faults(confirmed, name))]


def test_every_page_with_a_second_step(confirmed: Client, user: User) -> None:
    Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    RecoveryCodes.activate(user)
    assert not [fault for name in addresses() if (fault := faults(confirmed, name))]
    assert {"mfa_deactivate_totp", "mfa_add_webauthn", "accounts:tokens"} <= set(addresses())


OURS = [
    *("account/account_inactive", "account/email_change", "account/email_confirm", "account/login"),
    *("account/logout", "account/password_change", "account/password_reset", "account/password_reset_done"),
    *("account/password_reset_from_key", "account/password_reset_from_key_done", "account/password_set"),
    *("account/reauthenticate", "account/signup_closed", "account/verification_sent"),
    *("account/verified_email_required", "mfa/authenticate", "mfa/index", "mfa/reauthenticate", "mfa/trust"),
    *("mfa/recovery_codes/generate", "mfa/recovery_codes/index", "mfa/totp/activate_form"),
    *("mfa/totp/deactivate_form", "mfa/webauthn/add_form", "mfa/webauthn/authenticator_confirm_delete"),
    *("mfa/webauthn/authenticator_list", "mfa/webauthn/edit_form", "mfa/webauthn/reauthenticate"),
    *("socialaccount/authentication_error", "socialaccount/connections", "socialaccount/login"),
    *("socialaccount/login_cancelled", "429"),
]


def place_of(template: str) -> str:
    """The file a template is read from."""
    found: Any = get_template(template)
    return str(found.origin.name)


@pytest.mark.parametrize("name", OURS)
def test_the_page_found_is_our_own(name: str) -> None:
    assert "koinon" in place_of(f"{name}.html")


@pytest.mark.parametrize("letter", ["account/email/password_reset_key", "mfa/email/totp_activated"])
def test_letters_are_allauths(letter: str) -> None:
    assert "allauth" in place_of(f"{letter}_message.txt")
