"""The doors of the guest's office: the link, what it opens, and what becomes of what was said through it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.visits import commands
from koinon.cooperation.visits.forms import LinkForm
from koinon.cooperation.visits.links import LinkNotGood, visit_behind
from koinon.cooperation.visits.models import Correction, Visit
from koinon.cooperation.visits.queries import programme_of
from koinon.cooperation.visits.views import pressed, visible
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.readers import PUBLIC
from koinon.platform.errors import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: Request, token: str) -> HttpResponse:
    """The list as it stands, in the guest's language: correct a line, or say that it is right."""
    try:
        visit = visit_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        return render(request, "visits/link_closed.html", {"why": str(spoilt)}, status=410)
    with override(visit.link_language or "en"):
        return _answered(request, visit) if request.method == "POST" else _asked(request, visit)


def _asked(request: Request, visit: Visit, refusal: str = "") -> HttpResponse:
    rows = list(visit.event.attendances.select_related("person", "body"))
    context = {
        "visit": visit,
        "rows": [(row, commands.written_name(row)) for row in rows],
        "programme": programme_of(visit, PUBLIC),
        "refusal": refusal,
    }
    return render(request, "visits/guest.html", context, status=422 if refusal else 200)


def _answered(request: Request, visit: Visit) -> HttpResponse:
    rows = visit.event.attendances.values_list("pk", flat=True)
    lines = {
        pk: (request.POST.get(f"name-{pk}", "")[:160], request.POST.get(f"capacity-{pk}", "")[:254])
        for pk in rows
    }
    agrees = "agrees" in request.POST
    try:
        said = commands.answer_by_link(visit, lines, agrees=agrees, moment=timezone.now())
    except Refused as refused:
        return _asked(request, visit, str(refused))
    return render(request, "visits/guest_thanks.html", {"visit": visit, "said": said, "agrees": agrees})


@require_POST
@recorder_required
def link_issue(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key)
    form = LinkForm(request.POST)
    language = form.cleaned_data["language"] if form.is_valid() else "en"

    def issue() -> Visit:
        return commands.issue_link(shown, language, by=request.reader, on=timezone.localdate())

    return pressed(request, issue, _("The link is made. Send it to the guest's office."), shown, "#guest")


@require_POST
@recorder_required
def link_revoke(request: Request, key: str) -> HttpResponse:
    shown = visible(request, key)
    return pressed(
        request,
        lambda: commands.revoke_link(shown, by=request.reader),
        _("The link opens nothing now."),
        shown,
        "#guest",
    )


@require_POST
@recorder_required
def correction_judge(request: Request, key: str, correction: str) -> HttpResponse:
    """Take a correction over, or decline it."""
    shown = visible(request, key)
    row = get_object_or_404(
        Correction.objects.select_related("attendance__person", "visit"), visit=shown, key=correction
    )
    if "decline" in request.POST:
        return pressed(
            request,
            lambda: commands.decline_correction(row, by=request.reader),
            _("Left as it is."),
            shown,
            "#guest",
        )
    return pressed(
        request, lambda: commands.take_correction(row, by=request.reader), _("Taken over."), shown, "#guest"
    )
