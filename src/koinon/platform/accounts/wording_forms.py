"""Forms of allauth in the words of this house: what a password must be, and what a key without a password is."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.webauthn import forms as key_forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What AUTH_PASSWORD_VALIDATORS ask; theirs comes as a list in HTML.
PASSWORD_HINT = _("At least eight characters; no common password, and nothing of your name or address.")
KEY_NAME = pgettext_lazy("of a key", "Name")


class ChangePasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]
    """A new password for the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT


class SetPasswordForm(account_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT


class ResetPasswordKeyForm(account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link in a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT


class AddWebAuthnForm(key_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME
        self.fields["passwordless"].label = _("Sign in with this key alone")
        self.fields["passwordless"].help_text = _(
            "without the password; the key then asks for your finger, your face or its number"
        )


class EditWebAuthnForm(key_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME
