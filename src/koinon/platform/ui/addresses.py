"""Addresses in templates: by name, by name on the page's day, and this page again with something changed."""

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from jinja2 import pass_context
from jinja2.runtime import Context


class NoRequestError(LookupError):
    """A macro that needs the request was imported without it."""

    def __init__(self, function: str) -> None:
        super().__init__(f"{function}() needs the request: import macros `with context`; in mails use url()")


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, without the as-of day."""
    try:
        return _reversed(get_urlconf(), get_script_prefix(), name, args, tuple(kwargs.items()))
    except TypeError:  # an argument that cannot be remembered, such as a lazy one
        return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=8192)
def _reversed(
    urlconf: str | None, prefix: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]
) -> str:
    # A list of fifty rows asks for the same patterns over and over; Django works each out anew.
    return reverse(name, urlconf=urlconf, args=args or None, kwargs=dict(kwargs) or None)


@pass_context
def link(context: Context, name: str, /, *args: Any, on: date | None = None, **kwargs: Any) -> str:
    """The address of a named page, on the day this page is told for, or on the day given."""
    request = _request(context, "link")
    if on is None and not getattr(request, "is_today", True):
        on = request.on  # type: ignore[attr-defined]
    address = url(name, *args, **kwargs)
    return address if on is None else f"{address}?on={on.isoformat()}"


@pass_context
def here(context: Context, /, **params: Any) -> str:
    """This page with query parameters replaced or, by None, taken away; paging starts again."""
    request = _request(context, "here")
    return changed(request, **params)


def changed(request: HttpRequest, **params: Any) -> str:
    """The address of the request with query parameters replaced or, when None, taken away."""
    query = request.GET.copy()
    for name, value in ({"page": None} | params).items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query.setlist(name, [str(one) for one in (value if isinstance(value, list | tuple) else [value])])
    words = urlencode(list(query.lists()), doseq=True)
    return f"{request.path}?{words}" if words else request.path


def _request(context: Context, function: str) -> HttpRequest:
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        raise NoRequestError(function)
    return request
