"""Where evidence is offered, looked at, accepted, returned and withdrawn."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.agreements import evidence_commands as commands
from koinon.cooperation.agreements.commitments import Commitment, Evidence
from koinon.cooperation.agreements.evidence_forms import EvidenceForm, ReturnForm
from koinon.cooperation.agreements.evidence_permissions import (
    can_judge_evidence,
    can_mend_evidence,
    can_offer_evidence,
)
from koinon.cooperation.agreements.evidence_queries import pieces, waiting, with_all_it_shows
from koinon.network.evidence.queries import marks
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import form_door
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.addresses import url

ROWS = 50


@require_safe
@login_required
def waiting_page(request: Request) -> HttpResponse:
    """The evidence that waits for an answer, the oldest first."""
    rows = with_all_it_shows(waiting(request.reader), request.reader)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "agreements/evidence_waiting.html", {"page": page})


@require_safe
def evidence_page(request: Request, key: str) -> HttpResponse:
    """One piece of evidence, and what may be done with it."""
    found = pieces(Evidence.objects.visible_to(request.reader).filter(key=key), request.on, request.reader)
    if not found:
        raise Http404
    piece = found[0]
    context = {
        "piece": piece,
        "sources": marks([piece.evidence], request.reader),
        "may_judge": can_judge_evidence(request.reader),
        "may_mend": can_mend_evidence(request.reader, piece.evidence),
    }
    return render(request, "agreements/evidence.html", context)


@form_door
@login_required
def evidence_new(request: Request, key: str) -> HttpResponse:
    """Offer evidence for a promise."""
    rows = Commitment.objects.visible_to(request.reader).select_related("agreement")
    commitment = get_object_or_404(rows, key=key)
    not_found_unless(can_offer_evidence(request.reader, commitment))
    form = EvidenceForm(request.POST or None, request=request, reader=request.reader, commitment=commitment)
    page = _form_page(_("Offer evidence"), commitment.get_absolute_url(), _("The evidence is offered."))

    def offer() -> Evidence:
        dues = list(form.cleaned_data["dues"])
        return commands.offer_evidence(dues, by=request.reader, on=timezone.localdate(), **form.values)

    return record_form(request, form, offer, page, then=commitment.get_absolute_url())


@form_door
@login_required
def evidence_edit(request: Request, key: str) -> HttpResponse:
    """Mend evidence and offer it again."""
    found = _evidence(request, key)
    not_found_unless(can_mend_evidence(request.reader, found))
    commitment = found.supports.select_related("due__commitment__agreement").earliest("id").due.commitment
    form = EvidenceForm(
        request.POST or None, instance=found, request=request, reader=request.reader, commitment=commitment
    )
    page = _form_page(_("Offer it again"), found.get_absolute_url(), _("The evidence is offered again."))

    def offer() -> Evidence:
        return commands.offer_evidence_again(
            found,
            list(form.cleaned_data["dues"]),
            by=request.reader,
            on=timezone.localdate(),
            expected_version=form.expected_version,
            **form.values,
        )

    return record_form(request, form, offer, page)


@require_POST
@login_required
def evidence_accept(request: Request, key: str) -> HttpResponse:
    """Accept evidence, so that it counts."""
    found = _evidence(request, key)
    not_found_unless(can_judge_evidence(request.reader))
    seen = request.POST.get("version", "")
    try:
        version = int(seen) if seen.isdecimal() else None
        commands.accept_evidence(found, by=request.reader, on=timezone.localdate(), expected_version=version)
        messages.success(request, _("The evidence is accepted."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(found)


@form_door
@login_required
def evidence_return(request: Request, key: str) -> HttpResponse:
    """Return evidence, and say why."""
    found = _evidence(request, key)
    not_found_unless(can_judge_evidence(request.reader))
    form = ReturnForm(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=_("Return the evidence"),
        verb=_("Return it"),
        cancel=found.get_absolute_url(),
        done=_("The evidence was returned with your reason."),
        lede=str(found),
    )

    def send_back() -> Evidence:
        reason = form.cleaned_data["reason"]
        return commands.return_evidence(
            found, reason, by=request.reader, on=timezone.localdate(), expected_version=form.expected_version
        )

    return record_form(request, form, send_back, page)


@require_POST
@login_required
def evidence_withdraw(request: Request, key: str) -> HttpResponse:
    """Take evidence back."""
    found = _evidence(request, key)
    not_found_unless(can_mend_evidence(request.reader, found))
    link = found.supports.select_related("due__commitment").first()
    commands.withdraw_evidence(found, by=request.reader)
    messages.success(request, _("The evidence was withdrawn. Its history keeps it."))
    return redirect(link.due.commitment if link else url("agreements:commitments"))


def _evidence(request: Request, key: str) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.reader), key=key)


def _form_page(verb: str, cancel: str, done: str) -> FormPage:
    return FormPage(
        title=verb,
        verb=verb,
        cancel=cancel,
        done=done,
        lede=_("One piece may serve several dues. It counts once the secretariat has accepted it."),
        groups=(
            (_("What it shows"), ["title", "document", "event", "decision", "payment", "address", "day"]),
            (_("For what, and from whom"), ["dues", "offered_by", "audience"]),
        ),
    )
