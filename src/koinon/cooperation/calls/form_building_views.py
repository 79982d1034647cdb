"""Where the form of a call is built: its questions in order, and the form as applicants will see it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_safe

from koinon.cooperation.calls.call_wording import progress, told, with_title
from koinon.cooperation.calls.entry_forms import EntryForm
from koinon.cooperation.calls.entry_letters import how_it_closes
from koinon.cooperation.calls.entry_queries import body_meant
from koinon.cooperation.calls.form_building import described
from koinon.cooperation.calls.models import Call, CallLanguage, Entry
from koinon.network.people.doors import Request, recorder_required


@recorder_required
@require_safe
def form_building(request: Request, key: str) -> HttpResponse:
    """The questions of a call's form: two statements."""
    rows = with_title(Call.objects.visible_to(request.reader).prefetch_related("fields"))
    found = get_object_or_404(rows, key=key)
    context = {"call": found, "questions": [described(one) for one in found.fields.all()]}
    return render(request, "calls/form_building.html", context)


@recorder_required
@require_safe
def form_preview(request: Request, key: str) -> HttpResponse:
    """The form as applicants have it before them, in one of the languages; nothing typed into it goes anywhere."""
    parts = ("texts", "fields", "categories", "criteria", "prizes")
    rows = with_title(Call.objects.visible_to(request.reader).prefetch_related(*parts))
    found = get_object_or_404(rows, key=key)
    asked = request.GET.get("language", "")
    language = CallLanguage(asked if asked in CallLanguage.values else found.language)
    with override(language.value):
        sheet = render_to_string("calls/form_preview_sheet.html", _sheet(request, found), request)
    waits = {one.language: one for one in progress(found)}
    context = {
        "call": found,
        "language": language,
        "tongues": [(one, waits.get(one)) for one in CallLanguage],
        "sheet": mark_safe(sheet),  # noqa: S308 (a template of ours, escaped when it was written)
    }
    return render(request, "calls/form_preview.html", context)


def _sheet(request: Request, call: Call) -> dict[str, object]:
    """What the form of an entry is shown with that nobody has begun."""
    form = EntryForm(
        entry=Entry(call=call), questions=call.fields.all(), categories=list(call.categories.all()),
        find=body_meant(request.reader), auto_id="preview_%s",
    )  # fmt: skip
    return {"form": form, "told": told(call), "closing": how_it_closes(call, timezone.now())}
