"""Letters about an account, in the words of this house: a lost password, a new address, what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.platform.dates.formatting import format_day

# By what allauth calls the letter: what was changed.
CHANGES = {
    "account/email/password_changed": gettext_lazy("Your password was changed."),
    "account/email/password_reset": gettext_lazy("Your password was changed by the link in a letter."),
    "account/email/password_set": gettext_lazy("A password was set."),
    "account/email/email_changed": gettext_lazy("The address of your account was changed."),
    "account/email/email_confirm": gettext_lazy("The address of your account was confirmed."),
    "account/email/email_deleted": gettext_lazy("An address was taken off your account."),
    "mfa/email/totp_activated": gettext_lazy("An authenticator app was set up."),
    "mfa/email/totp_deactivated": gettext_lazy("The authenticator app was switched off."),
    "mfa/email/webauthn_added": gettext_lazy("A key was added."),
    "mfa/email/webauthn_removed": gettext_lazy("A key was removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made."),
    "socialaccount/email/account_connected": gettext_lazy(
        "Your account was connected with a single sign-on."
    ),
    "socialaccount/email/account_disconnected": gettext_lazy("A single sign-on was taken off your account."),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in a letter."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The letter as it is sent, greeting in the language of the moment."""
        return "\n\n".join((_("Good day,"), *self.paragraphs)) + "\n"


def invitation(link: str, lapses_at: datetime) -> Letter:
    """The letter that asks somebody to open an account, in the language of the moment."""
    site = {"site": settings.SITE_NAME}
    day = format_day(timezone.localtime(lapses_at).date(), style="long")
    return Letter(
        _("Your account at %(site)s") % site,
        (
            _("You are invited to open an account at %(site)s. Open this link, and choose a password:")
            % site,
            link,
            _(
                "The link is good for one use, until %(day)s. If this letter is not meant for you, "
                "you need do nothing."
            )
            % {"day": day},
        ),
    )


def letter(name: str, told: Mapping[str, Any]) -> Letter | None:
    """The letter of that name in the language of the moment; none where this house has no words of its own."""
    site = {"site": settings.SITE_NAME}
    if name in CHANGES:
        return Letter(_("Your account at %(site)s was changed") % site, _changed(str(CHANGES[name]), told))
    if name == "account/email/password_reset_key":
        return Letter(
            _("A new password for %(site)s") % site,
            (
                _("Open this link to choose a new password for your account at %(site)s:") % site,
                told["password_reset_url"],
                _("The link is good for one use. If you did not ask for it, you need do nothing."),
            ),
        )
    if name.startswith("account/email/email_confirmation") and "activate_url" in told:
        return Letter(
            _("Is this your address?"),
            (
                _("This address was given for an account at %(site)s. Open the link to confirm it:") % site,
                told["activate_url"],
                _("If this letter is not meant for you, you need do nothing."),
            ),
        )
    return None


def _changed(what: str, told: Mapping[str, Any]) -> tuple[str, ...]:
    at: datetime = timezone.localtime(told["timestamp"])
    return (
        what,
        _("It was done on %(day)s at %(time)s, from the address %(address)s, with %(browser)s.")
        % {
            "day": format_day(at.date(), style="long"),
            "time": f"{at:%H:%M %Z}",
            "address": told["ip"],
            "browser": told["user_agent"],
        },
        _("If it was not you, choose a new password at once, and tell the secretariat."),
    )
