"""Addresses in templates: by name, by name on the page's day, and this page again with something changed."""

import re
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from jinja2.runtime import Context

from koinon.platform.ui.calling import asks_context

MARK = "the-key-stands-here"
# A key that stands in an address as it is.
PLAIN = re.compile(r"[a-z0-9_-]+")


class NoRequestError(LookupError):
    """A macro that needs the request was imported without it."""

    def __init__(self, function: str) -> None:
        super().__init__(f"{function}() needs the request: import macros `with context`; in mails use url()")


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, without the as-of day."""
    urlconf, prefix = get_urlconf(), get_script_prefix()
    if not args and len(kwargs) == 1:
        ((word, value),) = kwargs.items()
        if type(value) is str and PLAIN.fullmatch(value):
            before, after = _around(urlconf, prefix, name, word)
            return f"{before}{value}{after}"
    try:
        return _reversed(urlconf, prefix, name, args, tuple(kwargs.items()))
    except TypeError:  # an argument that cannot be remembered, such as a lazy one
        return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=1024)
def _around(urlconf: str | None, prefix: str, name: str, word: str) -> tuple[str, str]:
    """What stands before and after a key in the addresses of a kind; Django works each address out anew."""
    before, _mark, after = reverse(name, urlconf=urlconf, kwargs={word: MARK}).partition(MARK)
    return before, after


@lru_cache(maxsize=2048)
def _reversed(
    urlconf: str | None, prefix: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]
) -> str:
    return reverse(name, urlconf=urlconf, args=args or None, kwargs=dict(kwargs) or None)


@asks_context
def link(context: Context, name: str, /, *args: Any, on: date | None = None, **kwargs: Any) -> str:
    """The address of a named page, on the day this page is told for, or on the day given."""
    return link_from(_request(context, "link"), name, *args, on=on, **kwargs)


def link_from(request: HttpRequest, name: str, /, *args: Any, on: date | None = None, **kwargs: Any) -> str:
    """The same for Python: the address of a named page, on the day of the request or on the day given."""
    if on is None and not getattr(request, "is_today", True):
        on = request.on  # type: ignore[attr-defined]
    address = url(name, *args, **kwargs)
    return address if on is None else f"{address}?on={on.isoformat()}"


@asks_context
def here(context: Context, /, **params: Any) -> str:
    """This page with query parameters replaced or, by None, taken away; paging starts again."""
    request = _request(context, "here")
    return changed(request, **params)


def changed(request: HttpRequest, **params: Any) -> str:
    """The address of the request with query parameters replaced or, when None, taken away."""
    if not request.GET and all(value is None or value == "" for value in params.values()):
        return request.path
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
