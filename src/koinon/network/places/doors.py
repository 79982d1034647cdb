"""What the doors of places share: the request as the middleware leaves it, and who may open a form."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from koinon.network.places.permissions import Recorder, can_record_places

P = ParamSpec("P")


class Request(HttpRequest):
    """A request that knows who reads and which day is looked at."""

    reader: Recorder
    on: date
    is_today: bool


View = Callable[Concatenate[Request, P], HttpResponse]


def recorder_required(view: View[P]) -> View[P]:
    """The public is asked to sign in; whoever may not record finds no such page."""

    @wraps(view)
    def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.reader.user is None:
            return redirect_to_login(request.get_full_path())
        if not can_record_places(request.reader):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View[P], asked)
