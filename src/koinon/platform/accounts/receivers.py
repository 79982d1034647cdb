"""What accounts hear from allauth: somebody signed in, whose language is known."""

from typing import Any

from allauth.account.signals import user_logged_in
from django.dispatch import receiver
from django.http.response import HttpResponseBase

from koinon.platform.accounts.languages import remember_language
from koinon.platform.accounts.models import User


@receiver(user_logged_in)
def speak_their_language(user: User, response: HttpResponseBase | None = None, **_kwargs: Any) -> None:
    """The pages after signing in come in the language the account asks for."""
    if response is not None and user.language:
        remember_language(response, user.language)
