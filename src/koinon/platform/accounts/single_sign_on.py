"""The buttons of single sign-on; there are none until an operator names a provider."""

from allauth.socialaccount.adapter import get_adapter
from django.http import HttpRequest


def single_sign_on(request: HttpRequest, *, process: str = "login", then: str = "") -> list[tuple[str, str]]:
    """Name and address of each way in."""
    more = {"next": then} if then else {}
    providers = get_adapter().list_providers(request)
    return [(one.name, one.get_login_url(request, process=process, **more)) for one in providers]
