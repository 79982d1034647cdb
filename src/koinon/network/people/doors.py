"""What the doors share: the request as the middleware leaves it, and who may open a form at all."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader

P = ParamSpec("P")
M = TypeVar("M", bound=Model)


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


def begun(rows: QuerySet[M], request: Request, column: str = "starts_earliest") -> QuerySet[M]:
    """On another day than today, the rows that had begun by it, surely or possibly; today all of them."""
    return rows if request.is_today else rows.filter(**{f"{column}__lte": request.on})


View = Callable[Concatenate[Request, P], HttpResponse]


def opened_to(allowed: Callable[[Reader], bool]) -> Callable[[View[P]], View[P]]:
    """A door for those whom the predicate allows: the public is asked to sign in, others find no such page."""

    def opened(view: View[P]) -> View[P]:
        @wraps(view)
        def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.reader.is_public:
                return redirect_to_login(request.get_full_path())
            not_found_unless(allowed(request.reader))
            return view(request, *args, **kwargs)

        return cast(View[P], asked)

    return opened


def recorder_required(view: View[P]) -> View[P]:
    """The public is asked to sign in; whoever may not record finds no such page."""
    opened: View[P] = opened_to(can_record)(view)
    return opened


def insiders(view: View[P]) -> View[P]:
    """The public is asked to sign in; nothing of what is shown is kept by a browser that others use."""
    return never_cache(opened_to(_is_somebody)(view))


def _is_somebody(reader: Reader) -> bool:
    return not reader.is_public


def not_found_unless(allowed: bool) -> None:
    """Whoever may not do a thing finds no door to it; the command asks the same again."""
    if not allowed:
        raise Http404
