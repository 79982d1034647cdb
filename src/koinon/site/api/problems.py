"""Errors as problem documents (RFC 9457), in the words a person would be shown."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from koinon.platform.errors import NotAllowed, Refused


class BadToken(Exception):
    """A token was shown that opens nothing."""


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """One problem document."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def register(api: NinjaAPI) -> None:
    """Answer every expected error as a problem document."""

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, _("There is no such record, or you may not see it."))

    @api.exception_handler(BadToken)
    def unknown(request: HttpRequest, error: BadToken) -> HttpResponse:
        answer = problem(401, _("This token opens nothing. Make a new one on your account page."))
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(NotAllowed)
    def forbidden(request: HttpRequest, error: NotAllowed) -> HttpResponse:
        return problem(403, str(error))

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return problem(422, str(error), field=error.field)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = list(_wrong(error.errors))
        return problem(422, _("Some parameters could not be read."), errors=wrong)


def _wrong(errors: Iterable[dict[str, Any]]) -> Iterable[dict[str, str]]:
    for error in errors:
        yield {"field": str(error["loc"][-1]), "message": str(error["msg"])}
