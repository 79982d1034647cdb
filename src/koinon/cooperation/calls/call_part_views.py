"""Where the parts of a call are added, corrected, ordered and taken away: one door for all kinds of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from koinon.cooperation.calls import call_forms as forms
from koinon.cooperation.calls.call_doors import visible_call
from koinon.cooperation.calls.call_parts import add_part, change_part, move_part, remove_part
from koinon.cooperation.calls.call_translating import WordsForm, translate_call
from koinon.cooperation.calls.call_wording import groups, languages_beside, told, with_title
from koinon.cooperation.calls.models import (
    Call,
    CallDate,
    Category,
    Criterion,
    FormField,
    Prize,
    Sponsor,
    Stage,
)
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.recording.forms import RecordForm
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui.addresses import url


class PartKind(NamedTuple):
    """One kind of part: its model, its form, the verb of its button, and where it is listed."""

    model: Any
    form: type[RecordForm]
    verb: str | Promise
    place: str = "calls:call-setup"


PARTS = {
    "categories": PartKind(Category, forms.CategoryForm, gettext_lazy("Add a category")),
    "criteria": PartKind(Criterion, forms.CriterionForm, gettext_lazy("Add a criterion")),
    "questions": PartKind(
        FormField, forms.QuestionForm, gettext_lazy("Add a question"), "calls:form-building"
    ),
    "dates": PartKind(CallDate, forms.DateForm, gettext_lazy("Add a date")),
    "sponsors": PartKind(Sponsor, forms.SponsorForm, gettext_lazy("Add a sponsor")),
    "prizes": PartKind(Prize, forms.PrizeForm, gettext_lazy("Add a prize")),
    "stages": PartKind(Stage, forms.StageForm, gettext_lazy("Add a stage")),
}
ORDERED = (Category, Criterion, FormField, Sponsor)


def part_kind(name: str) -> PartKind:
    """The kind of that name in an address."""
    try:
        return PARTS[name]
    except KeyError:
        raise Http404 from None


def visible_part(request: Request, kind: PartKind, key: str) -> Any:
    """The part with its call, for whoever may see it."""
    return get_object_or_404(kind.model.objects.visible_to(request.reader).select_related("call"), key=key)


@form_door
@recorder_required
def part_new(request: Request, key: str, part: str) -> HttpResponse:
    """Add a part to a call."""
    kind = part_kind(part)
    found = visible_call(request, key)
    form = kind.form(request.POST or None, request=request)
    then = url(kind.place, key=found.key)
    page = FormPage(
        title=kind.verb, verb=kind.verb, cancel=then, done=_("It is on record."), lede=told(found).title
    )
    return record_form(
        request, form, lambda: add_part(kind.model, found, form.values, by=request.reader), page, then=then
    )


@form_door
@recorder_required
def part_edit(request: Request, part: str, key: str) -> HttpResponse:
    """Correct a part of a call."""
    kind = part_kind(part)
    found = visible_part(request, kind, key)
    form = kind.form(request.POST or None, instance=found, request=request)
    then = url(kind.place, key=found.call.key)
    page = FormPage(
        title=_("Change: %(part)s") % {"part": found},
        verb=_("Save the changes"),
        cancel=then,
        done=_("The change is on record."),
        lede=told(found.call).title,
    )

    def change() -> Any:
        version = form.expected_version
        return change_part(found, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, change, page, then=then)


@require_POST
@recorder_required
def part_remove(request: Request, part: str, key: str) -> HttpResponse:
    """Take a part away."""
    kind = part_kind(part)
    found = visible_part(request, kind, key)
    then = url(kind.place, key=found.call.key)
    done = _("It was removed. The history keeps it.")
    return pressed(request, lambda: remove_part(found, by=request.reader), done, then)


@require_POST
@recorder_required
def part_move(request: Request, part: str, key: str, way: str) -> HttpResponse:
    """Move a part up or down in its order."""
    kind = part_kind(part)
    if kind.model not in ORDERED or way not in ("up", "down"):
        raise Http404
    found = visible_part(request, kind, key)
    move_part(found, up=way == "up", by=request.reader)
    return redirect(url(kind.place, key=found.call.key))


@form_door
@recorder_required
def language(request: Request, key: str, language: str) -> HttpResponse:
    """All the words of a call in another language, beside the original."""
    rows = with_title(Call.objects.visible_to(request.reader))
    found = get_object_or_404(
        rows.prefetch_related("texts", "categories", "criteria", "prizes", "fields"), key=key
    )
    wanted = next((one for one in languages_beside(found) if one.value == language), None)
    if wanted is None:
        raise Http404
    lines = groups(found, language)
    form = WordsForm(request.POST or None, groups=lines, language=language)
    if carried_out(
        request,
        form,
        lambda: translate_call(found, language, form.cleaned_data, by=request.reader),
        _("The words are kept."),
    ):
        return redirect("calls:call-setup", key=found.key)
    context = {"call": found, "form": form, "groups": lines, "wanted": wanted}
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/call_language.html", context, status=status)
