"""The doors of the guest's office: the link, what it opens, and what becomes of what was said through it."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.visits import commands
from koinon.cooperation.visits.forms import LinkForm
from koinon.cooperation.visits.links import token_of, visit_behind
from koinon.cooperation.visits.models import Correction, Visit
from koinon.cooperation.visits.queries import by_day, programme_of
from koinon.cooperation.visits.views import pressed, visible
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.readers import PUBLIC
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import Letter, plan_message
from koinon.platform.ui.figures import day
from koinon.platform.ui.speaking import tongue_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: Request, token: str) -> HttpResponse:
    """The list as it stands, in the guest's language: correct a line, or say that it is right."""
    try:
        visit = visit_behind(token, timezone.localdate())
    except LinkNotGood as spoilt:
        with override(tongue_for(request, spoilt.language)):
            return render(request, "ui/link_closed.html", {"why": str(spoilt)}, status=410)
    with override(tongue_for(request, visit.link_language)):
        return _answered(request, visit) if request.method == "POST" else _asked(request, visit)


def _asked(request: Request, visit: Visit, refusal: str = "") -> HttpResponse:
    rows = list(visit.event.attendances.select_related("person", "body"))
    context = {
        "visit": visit,
        "rows": [(row, commands.written_name(row)) for row in rows],
        "days": by_day(programme_of(visit, PUBLIC)),
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
    """Make the link, and where an address is given send it there in the guest's language."""
    shown = visible(request, key)
    form = LinkForm(request.POST, request=request)
    today = timezone.localdate()

    def issue() -> Visit:
        if not form.is_valid():
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        asked = form.cleaned_data
        with transaction.atomic():
            visit = commands.issue_link(
                shown, asked["language"], by=request.reader, on=today, person=asked["person"]
            )
            if asked["email"]:
                address = request.build_absolute_uri(
                    reverse("visits:guest", kwargs={"token": token_of(visit)})
                )
                plan_message(letter(visit, asked["email"], address), on=today, by=request.reader.user)
        return visit

    sent = _("The link is made and on its way.") if request.POST.get("email") else ""
    return pressed(
        request, issue, sent or _("The link is made. Send it to the guest's office."), shown, "#guest"
    )


def letter(visit: Visit, email: str, address: str) -> Letter:
    """The letter with the link, in the language of the link."""
    with override(visit.link_language):
        words = {"visit": visit.event, "until": day(visit.link_until)}
        name = visit.link_for.display() if visit.link_for else ""
        return Letter(
            unique=f"visits.guest/{visit.key}/{visit.link_nonce}",
            address=email,
            language=visit.link_language,
            subject=_("Please look at the list: %(visit)s") % words,
            text="\n\n".join(
                (
                    _("Dear %(name)s,") % {"name": name} if name else _("Dear colleagues,"),
                    _("Behind the link is the list of the delegation and the programme of “%(visit)s”.")
                    % words,
                    _("Correct what is wrong, or say that the list is right. No account is needed."),
                    address,
                    _("The link is good until %(until)s.") % words,
                )
            ),
            about=("visits.visit", visit.key),
        )


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
