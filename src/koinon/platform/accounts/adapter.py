"""How accounts come to be, and in which language they are written to."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import translation

from koinon.platform.accounts.letters import letter
from koinon.platform.accounts.queries import account_of


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up from the street; an invitation opens its own door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters come in the language of the account, whoever caused them."""
        holder = account_of(email)
        with translation.override((holder and holder.language) or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """In the words of this house, where it has any for the occasion."""
        own = letter(template_prefix, context)
        if own is None:
            rendered: EmailMessage = super().render_mail(template_prefix, email, context, headers)
            return rendered
        return EmailMessage(own.subject, own.text, self.get_from_email(), [email], headers=headers)


class KnownPeopleOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on opens accounts that exist; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False
