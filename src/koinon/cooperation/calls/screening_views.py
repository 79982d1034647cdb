"""Where entries are screened: the list with its filters and files, and the decision on one entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from koinon.cooperation.calls import screening_queries as queries
from koinon.cooperation.calls.call_doors import visible_call
from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.entry_queries import answers_said
from koinon.cooperation.calls.models import Call, Entry, StageKind
from koinon.cooperation.calls.screening_commands import screen_entry
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.ui.downloads import download

ROWS = 50
TONES = {
    queries.Where.WAITING: "possibly",
    queries.Where.ELIGIBLE: "yes",
    queries.Where.INELIGIBLE: "no",
    queries.Where.DRAFT: "plain",
    queries.Where.WITHDRAWN: "plain",
    queries.Where.RECORD: "plain",
}


class EntryFilter(forms.Form):
    """What the list of entries is narrowed by."""

    words = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=120)
    where = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("all")), *queries.Where.choices],
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    stage = forms.ChoiceField(
        label=gettext_lazy("Reached"), required=False, choices=[("", gettext_lazy("all")), *StageKind.choices]
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *((row.key, str(row)) for row in call.categories.all())]


@recorder_required
@require_safe
def entry_list(request: Request, key: str) -> HttpResponse:
    """The entries of a call, for whoever screens them."""
    call = visible_call(request, key)
    asked = EntryFilter(request.GET, call=call, auto_id="filter_%s")
    wanted = asked.cleaned_data if asked.is_valid() else {}
    sort = request.GET.get("sort", "number")
    rows = queries.entries(call, request.reader, **wanted)
    rows = queries.listed(rows).order_by(*queries.SORTS.get(sort, queries.SORTS["number"]))
    taken = download(request, f"entries-{call.key}", _header(), lambda: _cells(rows))
    if taken:
        return cast(HttpResponse, taken)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "page": page,
        "rows": [(one, queries.where(one)) for one in page.object_list],
        "filters": asked,
        "is_filtered": any(wanted.values()),
        "sort": sort,
        "tone": TONES,
    }
    return render(request, "calls/screening.html", context)


def _header() -> list[str]:
    return [
        _("Number"), _("Title"), _("Applicant"), _("City"), _("Country"), _("Category"), _("Written in"), _("Sent"),
        _("State"), _("Reason given"), _("Why it comes late"), _("Reached"),
    ]  # fmt: skip


def _cells(rows: QuerySet[Entry]) -> Iterator[list[object]]:
    for one in rows.iterator(chunk_size=500):
        yield [
            one.receipt, one.title, str(one.applicant), str(one.applicant.city or ""),
            str(one.applicant.country or ""), str(one.category or ""), one.language,
            one.sent_at.isoformat(" ", "minutes") if one.sent_at else "", str(queries.where(one).label),
            one.screening_reason, one.late_reason, ", ".join(str(place.stage) for place in one.placings.all()),
        ]  # fmt: skip


class ScreeningForm(forms.Form):
    """Eligible or not, and why."""

    eligible = forms.TypedChoiceField(
        label=gettext_lazy("Is the entry eligible?"),
        choices=[("yes", gettext_lazy("Eligible")), ("no", gettext_lazy("Not eligible"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("needed unless eligible; stands in the letter, and nobody else reads it"),
    )
    letter = forms.BooleanField(label=gettext_lazy("Write to the applicant"), required=False, initial=True)


@form_door
@recorder_required
def screen(request: Request, key: str) -> HttpResponse:
    """Say whether an entry is eligible, and go on to the next that waits."""
    rows = Entry.objects.visible_to(request.reader).open_to(request.reader)
    found = get_object_or_404(rows.select_related("call", "applicant__city", "category"), key=key)
    not_found_unless(found.sent_at is not None)
    initial = {"reason": found.screening_reason, "letter": True}
    if found.eligible is not None:
        initial["eligible"] = "yes" if found.eligible else "no"
    form = ScreeningForm(request.POST or None, initial=initial)

    def decide() -> None:
        words = form.cleaned_data
        screen_entry(
            found, eligible=words["eligible"], reason=words["reason"], by=request.reader, moment=timezone.now(),
            letter=words["letter"],
        )  # fmt: skip

    if carried_out(request, form, decide, _("%(number)s is screened.") % {"number": found.receipt}):
        following = queries.next_to_screen(found, request.reader)
        if following is not None and "next" in request.POST:
            return redirect("calls:screen", key=following.key)
        return redirect("calls:screening", key=found.call.key)
    context = {
        "entry": found,
        "call": found.call,
        "told": told(found.call),
        "form": form,
        "answers": answers_said(found),
        "together": list(found.co_applicants.select_related("body")),
        "where": queries.where(found),
        "tone": TONES,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/screen.html", context, status=status)
