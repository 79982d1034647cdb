"""The doors for strangers: verify a certificate or a badge; and what other people's verifiers ask of us."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from koinon.cooperation.learning import certificate_signing as signing
from koinon.cooperation.learning.certificate_forms import VerifyForm
from koinon.cooperation.learning.certificate_permissions import can_certify
from koinon.cooperation.learning.certificate_queries import found, revoked_places
from koinon.cooperation.learning.certificate_verifying import (
    NOT_OURS,
    UNREADABLE,
    Outcome,
    verified_badge,
    verified_number,
)
from koinon.network.people.doors import Request

AN_HOUR = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: Request) -> HttpResponse:
    """The form for whoever holds a certificate in their hands, and what came of looking at a badge."""
    posted = request.method == "POST"
    form = VerifyForm(request.POST, request.FILES) if posted else VerifyForm()
    if not posted or not form.is_valid():
        return render(request, "learning/verify.html", {"form": form}, status=422 if form.errors else 200)
    if number := form.cleaned_data["number"]:
        if one := found(number):
            return redirect(one.get_absolute_url())
        return _told(request, Outcome(NOT_OURS), VerifyForm(initial={"number": number}))
    return _told(request, verified_badge(form.data_given), VerifyForm())


@never_cache
@require_safe
def certificate(request: Request, key: str) -> HttpResponse:
    """What anybody with the number may know: whether it is valid, for what, and the name if its holder agreed."""
    return _told(request, verified_number(key), VerifyForm(initial={"number": key}))


def _told(request: Request, outcome: Outcome, form: VerifyForm) -> HttpResponse:
    told = outcome.certificate
    one = found(told.number) if told and not request.reader.is_public else None
    context = {
        "outcome": outcome,
        "told": told,
        "form": form,
        "desk": one if one and can_certify(request.reader, one.hub) else None,
        "did": signing.did_document()["id"],
    }
    status = 422 if outcome.verdict == UNREADABLE else 404 if outcome.verdict == NOT_OURS else 200
    return render(request, "learning/verified.html", context, status=status)


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def seal(request: Request, key: str) -> HttpResponse:
    """The picture of a badge, without the badge in it."""
    one = found(key)
    if one is None:
        raise Http404
    return HttpResponse(signing.drawing_of(one), content_type="image/svg+xml", headers=_still())


def _still() -> dict[str, str]:
    """A drawing does nothing but be looked at, also where it is opened by itself."""
    return {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


@require_safe
@cache_control(public=True, max_age=600)
def did(request: Request) -> JsonResponse:
    """Our public keys as a DID document (did:web), for anybody's verifier."""
    return _open(signing.did_document(), "application/did+json")


@require_safe
@cache_control(public=True, max_age=600)
def jwks(request: Request) -> JsonResponse:
    """Our public keys as a JSON Web Key Set."""
    return _open(signing.key_set(), "application/jwk-set+json")


def _open(document: dict[str, object], content_type: str) -> JsonResponse:
    answer = JsonResponse(document, content_type=content_type)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@cache_control(public=True, max_age=600)
def revoked(request: Request) -> HttpResponse:
    """The signed list of badges taken back: one bit each, and nothing about anybody."""
    token = signing.revoked_list(revoked_places(), moment=timezone.now())
    return HttpResponse(
        token, content_type="application/vc+jwt", headers={"Access-Control-Allow-Origin": "*"}
    )
