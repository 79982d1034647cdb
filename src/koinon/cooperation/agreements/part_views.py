"""Where the parts of an agreement are added, corrected and taken away: one door for all kinds of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.agreements import forms
from koinon.cooperation.agreements.commands import add_part, change_part, remove_part
from koinon.cooperation.agreements.papers import AgreementTitle, Alignment, LanguageVersion, Purpose, Theme
from koinon.cooperation.agreements.terms import Agreement, Appointment, GrantTerm, Party
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.recording.forms import RecordForm
from koinon.platform.recording.views import FormPage, pressed, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])


class PartKind(NamedTuple):
    """One kind of part: its model, its form and the verb of its button."""

    model: Any
    form: type[RecordForm]
    verb: str | Promise


PARTS = {
    "parties": PartKind(Party, forms.PartyForm, gettext_lazy("Add a party")),
    "titles": PartKind(AgreementTitle, forms.TitleForm, gettext_lazy("Add a title")),
    "versions": PartKind(LanguageVersion, forms.LanguageVersionForm, gettext_lazy("Add a language version")),
    "grants": PartKind(GrantTerm, forms.GrantTermForm, gettext_lazy("Add a grant")),
    "appointments": PartKind(Appointment, forms.AppointmentForm, gettext_lazy("Add an appointment")),
    "purposes": PartKind(Purpose, forms.PurposeForm, gettext_lazy("Add a purpose")),
    "themes": PartKind(Theme, forms.ThemeForm, gettext_lazy("Add a theme")),
    "alignments": PartKind(Alignment, forms.AlignmentForm, gettext_lazy("Add an alignment")),
}


def part_kind(name: str) -> PartKind:
    """The kind of that name in an address."""
    try:
        return PARTS[name]
    except KeyError:
        raise Http404 from None


@form_door
@recorder_required
def part_new(request: Request, key: str, part: str) -> HttpResponse:
    """Add a part to an agreement."""
    kind = part_kind(part)
    found = get_object_or_404(Agreement.objects.visible_to(request.reader), key=key)
    form = kind.form(request.POST or None, request=request)
    page = FormPage(
        title=kind.verb,
        verb=kind.verb,
        cancel=found.get_absolute_url(),
        done=_("It is on record."),
        lede=str(found),
    )
    return record_form(
        request,
        form,
        lambda: add_part(kind.model, found, form.values, by=request.reader),
        page,
        then=found.get_absolute_url(),
    )


@form_door
@recorder_required
def part_edit(request: Request, part: str, key: str) -> HttpResponse:
    """Correct a part of an agreement."""
    kind = part_kind(part)
    found = get_object_or_404(
        kind.model.objects.visible_to(request.reader).select_related("agreement"), key=key
    )
    form = kind.form(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=_("Change: %(part)s") % {"part": found},
        verb=_("Save the changes"),
        cancel=found.agreement.get_absolute_url(),
        done=_("The change is on record."),
        lede=str(found.agreement),
        context={},
    )

    def change() -> Any:
        version = form.expected_version
        return change_part(found, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, change, page, then=found.agreement.get_absolute_url())


@require_POST
@recorder_required
def part_remove(request: Request, part: str, key: str) -> HttpResponse:
    """Take a part away."""
    rows = part_kind(part).model.objects.visible_to(request.reader).select_related("agreement")
    found = get_object_or_404(rows, key=key)
    then = found.agreement.get_absolute_url()
    done = _("It was removed. The history keeps it.")
    return pressed(request, lambda: remove_part(found, by=request.reader), done, then)
