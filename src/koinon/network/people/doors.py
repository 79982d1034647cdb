"""What the doors share: the request as the middleware leaves it, and who may open a form at all."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader

P = ParamSpec("P")


class Request(HttpRequest):
    """A request that knows who reads and which day is looked at; the middleware sets both."""

    reader: Reader
    on: date
    is_today: bool


def question_of(request: HttpRequest, *besides: str) -> Hashable:
    """All that decides which rows a list has: address, filters, day, sight and language; not the page of it."""
    left_out = {"page", "format", *besides}
    asked = tuple((name, tuple(values)) for name, values in request.GET.lists() if name not in left_out)
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return request.path, asked, request.on, reader.sight, get_language()  # type: ignore[attr-defined]


View = Callable[Concatenate[Request, P], HttpResponse]


def recorder_required(view: View[P]) -> View[P]:
    """The public is asked to sign in; whoever may not record finds no such page."""

    @wraps(view)
    def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.reader.is_public:
            return redirect_to_login(request.get_full_path())
        if not can_record(request.reader):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View[P], asked)


def not_found_unless(allowed: bool) -> None:
    """Whoever may not do a thing finds no door to it; the command asks the same again."""
    if not allowed:
        raise Http404
