"""Where the acts upon an agreement are recorded: approval, signature, amendment, renewal, early end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.agreements import act_commands
from koinon.cooperation.agreements.acts import Act, Signatory
from koinon.cooperation.agreements.forms import (
    ActForm,
    AmendmentForm,
    RenewalForm,
    SignatoryForm,
    SignatoryRow,
    SigningForm,
    filled,
    rows_of,
)
from koinon.cooperation.agreements.stages import ActKind
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.recording.forms import RecordForm
from koinon.platform.recording.views import FormPage, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])


class ActPage(NamedTuple):
    """How the form of one kind of act stands on its page."""

    title: str | Promise
    verb: str | Promise
    form: type[RecordForm]


PAGES = {
    ActKind.PROPOSED: ActPage(
        gettext_lazy("Record a proposal"), gettext_lazy("Record the proposal"), ActForm
    ),
    ActKind.DISCUSSED: ActPage(gettext_lazy("Record talks"), gettext_lazy("Record the talks"), ActForm),
    ActKind.APPROVED: ActPage(
        gettext_lazy("Record an approval"), gettext_lazy("Record the approval"), ActForm
    ),
    ActKind.IN_FORCE: ActPage(
        gettext_lazy("Record the entry into force"), gettext_lazy("Record the entry into force"), ActForm
    ),
    ActKind.AMENDED: ActPage(
        gettext_lazy("Record an amendment"), gettext_lazy("Record the amendment"), AmendmentForm
    ),
    ActKind.RENEWED: ActPage(
        gettext_lazy("Record a renewal"), gettext_lazy("Record the renewal"), RenewalForm
    ),
    ActKind.ENDED: ActPage(
        gettext_lazy("Record an early end"), gettext_lazy("Record the early end"), ActForm
    ),
}


@form_door
@recorder_required
def act_new(request: Request, key: str, kind: str) -> HttpResponse:
    """Record an act of any kind but a signature."""
    if kind not in PAGES:
        raise Http404
    found = get_object_or_404(Agreement.objects.visible_to(request.reader), key=key)
    words = PAGES[ActKind(kind)]
    form = words.form(request.POST or None, request=request)
    page = FormPage(
        title=words.title,
        verb=words.verb,
        cancel=found.get_absolute_url(),
        done=_("It is on record."),
        lede=str(found),
    )
    do = _doing(request, found, ActKind(kind), form)
    return record_form(request, form, do, page, then=found.get_absolute_url())


def _doing(request: Request, found: Agreement, kind: ActKind, form: RecordForm) -> Callable[[], Act]:
    """The command of this kind of act, with what the form adds to it."""
    by, on = request.reader, timezone.localdate()

    def do() -> Act:
        if kind == ActKind.APPROVED and form.values["decision"]:
            given = form.values["decision"]
            return act_commands.approve_agreement(found, given, form.values, by=by, on=on)
        if kind == ActKind.AMENDED:
            moved = form.cleaned_data["new_end"]
            changes = {} if moved.is_unknown else {"ends": moved}
            return act_commands.amend_agreement(found, form.values, changes, by=by, on=on)
        if kind == ActKind.RENEWED:
            successor = form.cleaned_data["successor"]
            return act_commands.renew_agreement(found, form.values, successor, by=by, on=on)
        if kind == ActKind.ENDED:
            return act_commands.end_agreement(found, form.values, by=by, on=on)
        return act_commands.record_act(found, kind, form.values, by=by, on=on)

    return do


@form_door
@recorder_required
def agreement_sign(request: Request, key: str) -> HttpResponse:
    """Record a signature: the day, the place or virtual, who signed in what capacity, who witnessed it."""
    found = get_object_or_404(Agreement.objects.visible_to(request.reader), key=key)
    form = SigningForm(request.POST or None, request=request)
    people = rows_of(SignatoryRow, request, "signatories", agreement=found)
    page = FormPage(
        title=_("Record a signature"),
        verb=_("Record the signature"),
        cancel=found.get_absolute_url(),
        done=_("The signature is on record."),
        lede=str(found),
        formsets=[(people, _("Signatories and witnesses"), _("Add a person"))],
    )
    sign = partial(act_commands.sign_agreement, found, by=request.reader, on=timezone.localdate())

    def do() -> Act:
        signed = sign(form.values, filled(people))
        for doubt in signed.doubts:
            messages.warning(request, doubt.words)
        return signed.act

    return record_form(request, form, do, page, then=found.get_absolute_url())


@form_door
@recorder_required
def act_edit(request: Request, key: str) -> HttpResponse:
    """Correct an act."""
    found = get_object_or_404(Act.objects.visible_to(request.reader).select_related("agreement"), key=key)
    form = ActForm(request.POST or None, instance=found, request=request)
    back = found.agreement.get_absolute_url()
    page = FormPage(
        title=_("Change: %(act)s") % {"act": found.get_kind_display()},
        verb=_("Save the changes"),
        cancel=back,
        done=_("The change is on record."),
        lede=str(found.agreement),
    )
    change = partial(act_commands.change_act, found, by=request.reader, on=timezone.localdate())
    do = lambda: change(form.values, expected_version=form.expected_version)  # noqa: E731
    return record_form(request, form, do, page, then=back)


@require_POST
@recorder_required
def act_remove(request: Request, key: str) -> HttpResponse:
    """Take an act away that was entered by mistake."""
    found = get_object_or_404(Act.objects.visible_to(request.reader).select_related("agreement"), key=key)
    agreement = act_commands.remove_act(found, by=request.reader)
    messages.success(request, _("It was removed. The history keeps it."))
    return redirect(agreement)


@form_door
@recorder_required
def signatory_new(request: Request, key: str) -> HttpResponse:
    """Name one more signatory or witness of an act."""
    found = get_object_or_404(Act.objects.visible_to(request.reader).select_related("agreement"), key=key)
    form = SignatoryRow(request.POST or None, request=request, agreement=found.agreement)
    back = found.agreement.get_absolute_url()
    page = FormPage(
        title=_("Name a signatory or witness"),
        verb=_("Name this person"),
        cancel=back,
        done=_("It is on record."),
        lede=str(found.agreement),
    )
    do = partial(act_commands.add_signatory, found, by=request.reader)
    return record_form(request, form, lambda: do(form.values), page, then=back)


@form_door
@recorder_required
def signatory_edit(request: Request, key: str) -> HttpResponse:
    """Correct a signatory or witness."""
    rows = Signatory.objects.visible_to(request.reader).select_related("act__agreement", "person")
    found = get_object_or_404(rows, key=key)
    agreement = found.act.agreement
    form = SignatoryForm(request.POST or None, instance=found, request=request, agreement=agreement)
    back = agreement.get_absolute_url()
    page = FormPage(
        title=_("Change: %(part)s") % {"part": found.person},
        verb=_("Save the changes"),
        cancel=back,
        done=_("The change is on record."),
        lede=str(agreement),
    )
    change = partial(act_commands.change_signatory, found, by=request.reader)
    do = lambda: change(form.values, expected_version=form.expected_version)  # noqa: E731
    return record_form(request, form, do, page, then=back)


@require_POST
@recorder_required
def signatory_remove(request: Request, key: str) -> HttpResponse:
    """Take a signatory or witness away."""
    rows = Signatory.objects.visible_to(request.reader).select_related("act__agreement")
    agreement = act_commands.remove_signatory(get_object_or_404(rows, key=key), by=request.reader)
    messages.success(request, _("It was removed. The history keeps it."))
    return redirect(agreement)
