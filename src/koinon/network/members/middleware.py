"""The door that asks who is reading: sets ``request.reader``."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from koinon.network.members.queries import reader_of_request


class ReaderMiddleware:
    """Sets ``request.reader``; visibility goes by the roles held today, so this door looks at the clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = (
            request.user._wrapped
            if hasattr(request.user, "_wrapped") and request.user.is_authenticated
            else request.user
        )
        request.reader = reader_of_request(user, timezone.localdate())  # type: ignore[attr-defined]
        return self.get_response(request)
