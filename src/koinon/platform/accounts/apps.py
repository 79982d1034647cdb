"""Accounts: who may sign in, invitations, and tokens for machines."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "koinon.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.account.decorators import secure_admin_login
        from django.contrib import admin

        from koinon.platform.accounts import receivers  # noqa: F401 (hears from allauth)
        from koinon.platform.accounts.single_sign_on import single_sign_on
        from koinon.platform.ui import environment, navigation

        environment.register_global("single_sign_on", single_sign_on)
        # The fuse box has no door of its own: the rate limits and the second step hold there too.
        admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
        navigation.register(_("Sign in"), "account_login", 90, visible=is_stranger, place="account")
        navigation.register(_("Account"), "accounts:account", 90, visible=is_signed_in, place="account")
        navigation.register(_("Sign out"), "account_logout", 95, visible=is_signed_in, place="account")


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in; a request that met no session is nobody's."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def is_stranger(request: HttpRequest) -> bool:
    return not is_signed_in(request)
