"""Errors as problem documents (RFC 9457), in the words a person would be shown."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from koinon.platform.errors import NotAllowed, Refused

ADDRESSES = "/api/"


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


class ProblemMiddleware:
    """What goes wrong before or beside a room of the interface is a problem document too, never a page.

    HEAD is answered as GET is, without the body: the rooms know GET alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ADDRESSES):
            return self.get_response(request)
        if request.method == "HEAD":
            request.method = "GET"
            return bare(problematic(self.get_response(request)))
        return problematic(self.get_response(request))


def problematic(answer: HttpResponseBase) -> HttpResponseBase:
    """The answer, or the problem document that tells the same; its other headers stay."""
    if answer.status_code < 400 or not answer.get("Content-Type", "").startswith("text/html"):
        return answer
    told = problem(answer.status_code, _detail(answer))
    for name in answer.headers.keys() - {"Content-Type", "Content-Length", "Content-Language"}:
        told[name] = answer[name]
    return told


def bare(answer: HttpResponseBase) -> HttpResponseBase:
    """The head of the answer alone, which says how long the body would have been."""
    if isinstance(answer, HttpResponse):
        length = len(answer.content)
        answer.content = b""
        answer["Content-Length"] = str(length)
    return answer


def _detail(answer: HttpResponseBase) -> str:
    if answer.status_code == 404:
        return _("There is nothing at this address; /api/v1/openapi.json describes every one there is.")
    if answer.status_code == 405:
        return _("This address answers only to %(methods)s.") % {"methods": answer.get("Allow", "GET")}
    if answer.status_code >= 500:
        return _("Something broke on our side")
    return _("The address or what came with it could not be read. Nothing has been changed.")
