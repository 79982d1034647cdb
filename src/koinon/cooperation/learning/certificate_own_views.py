"""The holder's own doors, behind the link in the letter: paper and badge, the name, and being forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from koinon.cooperation.learning import badges, certificate_commands
from koinon.cooperation.learning.certificate_forgetting import forget_by_link
from koinon.cooperation.learning.certificate_links import own_behind
from koinon.cooperation.learning.certificate_signing import drawing_of
from koinon.cooperation.learning.certificates import Certificate
from koinon.network.people.doors import Request
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.ui.addresses import url
from koinon.platform.ui.speaking import tongue_for

P = ParamSpec("P")
Opened = Callable[Concatenate[Request, Certificate, str, P], HttpResponse]


def held(view: Opened[P]) -> Callable[Concatenate[Request, str, P], HttpResponse]:
    """A door for whoever holds the certificate the link is of; in its language for whoever has no account."""

    @wraps(view)
    def opened(request: Request, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            one = own_behind(token)
        except LinkNotGood as spoilt:
            with override(tongue_for(request, spoilt.language)):
                return render(request, "ui/link_closed.html", {"why": str(spoilt)}, status=410)
        with override(tongue_for(request, one.language)):
            return view(request, one, token, *args, **kwargs)

    return cast("Callable[Concatenate[Request, str, P], HttpResponse]", opened)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@held
def own(request: Request, one: Certificate, token: str) -> HttpResponse:
    """The certificate of its holder: what to print and to keep, and what a stranger sees."""
    if request.method == "POST":
        return _answered(request, one, token)
    return render(request, "learning/own_certificate.html", {"certificate": one, "token": token})


def _answered(request: Request, one: Certificate, token: str) -> HttpResponse:
    """The name shown or not; or everything that is personal removed."""
    try:
        if "forget" in request.POST:
            forget_by_link(one)
            words = _(
                "Your name, your address and your badge were removed here. A badge you saved stays valid."
            )
            return render(request, "ui/link_closed.html", {"why": words})
        certificate_commands.show_name(one, "show" in request.POST)
        messages.success(
            request,
            _("Whoever verifies it now sees your name.")
            if one.name_shown
            else _("Whoever verifies it no longer sees your name."),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(url("certificates:own", token=token))


@never_cache
@require_safe
@held
def badge_svg(request: Request, one: Certificate, token: str) -> HttpResponse:
    """The badge baked into its seal."""
    return _sent(badges.baked_svg(one.token, drawing_of(one)), "image/svg+xml", f"badge-{one.key}.svg")


@never_cache
@require_safe
@held
def badge_json(request: Request, one: Certificate, token: str) -> HttpResponse:
    """The badge as a JSON document."""
    answer = JsonResponse(badges.enveloped(one.token), content_type="application/vc")
    answer["Content-Disposition"] = f'attachment; filename="badge-{one.key}.json"'
    return answer


@never_cache
@require_safe
@held
def badge_jwt(request: Request, one: Certificate, token: str) -> HttpResponse:
    """The badge as a signed token."""
    return _sent(one.token.encode(), "application/vc+jwt", f"badge-{one.key}.jwt")


def _sent(data: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        data, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
