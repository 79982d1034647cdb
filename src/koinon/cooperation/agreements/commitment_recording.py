"""Where promises and the times they fall due are recorded, changed and removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.agreements import commitment_commands as commands
from koinon.cooperation.agreements.commitment_forms import CommitmentForm, DueForm, NewCommitmentForm
from koinon.cooperation.agreements.commitments import Commitment, Due
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, pressed, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])
WORDS = (gettext_lazy("What is promised"), ["title", "clause", "firmness", "indicator", "audience"])
SIDES = (gettext_lazy("Between whom"), ["debtors", "other_debtor", "creditors"])
TIMES = (
    gettext_lazy("When it falls due"),
    ["schedule", "falls_due", "times"],
    gettext_lazy(
        "Once: by a day. Each year: the first and the last year. A number of times: how many, and by when."
    ),
)


@form_door
@recorder_required
def commitment_new(request: Request, key: str) -> HttpResponse:
    """Record a promise of an agreement."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.reader), key=key)
    form = NewCommitmentForm(request.POST or None, request=request, agreement=agreement)
    page = FormPage(
        title=_("Record a commitment"),
        verb=_("Record the commitment"),
        cancel=agreement.get_absolute_url(),
        done=_("The commitment is on record."),
        lede=str(agreement),
        groups=(WORDS, SIDES, TIMES),
    )

    def record() -> Commitment:
        return commands.record_commitment(
            agreement,
            form.dues,
            debtors=form.debtors_named,
            creditors=form.cleaned_data["creditors"],
            by=request.reader,
            **form.values,
        )

    return record_form(request, form, record, page)


@form_door
@recorder_required
def commitment_edit(request: Request, key: str) -> HttpResponse:
    """Change the words of a promise and its sides."""
    found = _commitment(request, key)
    form = CommitmentForm(request.POST or None, instance=found, request=request, agreement=found.agreement)
    page = FormPage(
        title=_("Change the commitment"),
        verb=_("Save the changes"),
        cancel=found.get_absolute_url(),
        done=_("The commitment was changed."),
        groups=(WORDS, SIDES),
    )

    def change() -> Commitment:
        return commands.change_commitment(
            found,
            debtors=form.debtors_named,
            creditors=form.cleaned_data["creditors"],
            by=request.reader,
            expected_version=form.expected_version,
            **form.values,
        )

    return record_form(request, form, change, page)


@require_POST
@recorder_required
def commitment_remove(request: Request, key: str) -> HttpResponse:
    """Take a promise off the record."""
    found = _commitment(request, key)
    try:
        commands.remove_commitment(found, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, _("The commitment was removed. Its history keeps it."))
    return redirect(found.agreement)


@form_door
@recorder_required
def due_new(request: Request, key: str) -> HttpResponse:
    """Add a time at which a promise falls due."""
    found = _commitment(request, key)
    form = DueForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Add a time it falls due"),
        verb=_("Add the due"),
        cancel=found.get_absolute_url(),
        done=_("The due is on record."),
        lede=str(found),
    )

    def record() -> Due:
        return commands.record_due(found, by=request.reader, **form.values)

    return record_form(request, form, record, page, then=found.get_absolute_url())


@form_door
@recorder_required
def due_edit(request: Request, key: str) -> HttpResponse:
    """Change when a promise falls due."""
    due = _due(request, key)
    form = DueForm(request.POST or None, instance=due, request=request)
    page = FormPage(
        title=_("Change when it falls due"),
        verb=_("Save the changes"),
        cancel=due.commitment.get_absolute_url(),
        done=_("The due was changed."),
        lede=str(due.commitment),
    )

    def change() -> Due:
        return commands.change_due(
            due, by=request.reader, expected_version=form.expected_version, **form.values
        )

    return record_form(request, form, change, page, then=due.commitment.get_absolute_url())


@require_POST
@recorder_required
def due_remove(request: Request, key: str) -> HttpResponse:
    """Take back that a promise falls due then."""
    due = _due(request, key)
    then = due.commitment.get_absolute_url()
    return pressed(
        request, lambda: commands.remove_due(due, by=request.reader), _("The due was removed."), then
    )


def _commitment(request: Request, key: str) -> Commitment:
    rows = Commitment.objects.visible_to(request.reader).select_related("agreement")
    return get_object_or_404(rows, key=key)


def _due(request: Request, key: str) -> Due:
    return get_object_or_404(Due.objects.visible_to(request.reader).select_related("commitment"), key=key)
