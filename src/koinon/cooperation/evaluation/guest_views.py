"""The door of a side without an account: the ten principles in its language, once."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koinon.cooperation.evaluation.commands import answer_principles
from koinon.cooperation.evaluation.forms import PrinciplesForm
from koinon.cooperation.evaluation.links import bearer, side_behind
from koinon.cooperation.evaluation.models import Side
from koinon.network.people.doors import Request
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import refuse
from koinon.platform.ui.speaking import tongue_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: Request, token: str) -> HttpResponse:
    """The questions for the side the link is of; never what the other side said."""
    try:
        side = side_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        with override(tongue_for(request, spoilt.language)):
            return render(request, "ui/link_closed.html", {"why": str(spoilt)}, status=410)
    with override(tongue_for(request, side.link_language)):
        return (
            _answered(request, side) if request.method == "POST" else _asked(request, side, PrinciplesForm())
        )


def _asked(request: Request, side: Side, form: PrinciplesForm) -> HttpResponse:
    # A link shows an empty form: an answer given before stays with whoever gave it.
    context = {"side": side, "form": form, "by_link": True}
    return render(request, "evaluation/answer.html", context, status=422 if form.is_bound else 200)


def _answered(request: Request, side: Side) -> HttpResponse:
    form = PrinciplesForm(request.POST)
    if not form.is_valid():
        return _asked(request, side, form)
    try:
        answer_principles(side, form.answers, by=bearer(side), moment=timezone.now())
    except Refused as refused:
        refuse(form, refused)
        return _asked(request, side, form)
    return render(request, "evaluation/thanks.html", {"side": side})
