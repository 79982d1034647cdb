"""The request as it reaches a view: with its reader and its day, told to the type checker."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


class AskedRequest(HttpRequest):
    """What the middleware has made of a request."""

    reader: Reader
    on: date
    is_today: bool


def require_recorder(request: AskedRequest) -> None:
    """Turn away whoever may not record; the command asks the same again."""
    require(can_record(request.reader))


def require(allowed: bool) -> None:
    """Turn away the reader to whom a predicate said no."""
    if not allowed:
        raise PermissionDenied
