"""The one screen after a visit: tick who came, type what was said and what follows, press once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from koinon.cooperation.visits.closing import Told, close_visit
from koinon.cooperation.visits.models import FollowUp, Visit
from koinon.cooperation.visits.queries import with_owners
from koinon.cooperation.visits.views import visible
from koinon.network.events.models import Came
from koinon.network.events.queries import taking_part
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.models import Body, Person
from koinon.platform.errors import Refused
from koinon.platform.recording.forms import RecordForm, chooser_field
from koinon.platform.recording.views import NotSound

MOST_ROWS = 20


class ClosingForm(RecordForm):
    """What was said, for us; what came of it, for the guest too."""

    with_companions = False

    class Meta:
        model = Visit
        fields = ["notes", "results"]
        widgets = {"notes": forms.Textarea({"rows": 5}), "results": forms.Textarea({"rows": 3})}


class FollowUpRow(forms.Form):
    """Who does what by when."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = forms.CharField(
            label=gettext_lazy("What is to be done"), max_length=254, required=False
        )
        self.fields["owner"] = chooser_field(
            request, Person, label=gettext_lazy("Who does it"), required=False
        )
        self.fields["owner_body"] = chooser_field(
            request, Body, label=gettext_lazy("Or which body"), required=False
        )
        self.fields["due_on"] = forms.DateField(
            label=gettext_lazy("By when"),
            required=False,
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        )


def follow_up_rows(request: HttpRequest) -> BaseFormSet[FollowUpRow]:
    """Three blank rows; with a script one adds more."""
    rows = formset_factory(FollowUpRow, extra=3, max_num=MOST_ROWS)
    return rows(request.POST or None, prefix="follow", form_kwargs={"request": request})


@require_http_methods(["GET", "HEAD", "POST"])
@recorder_required
def closing(request: Request, key: str) -> HttpResponse:
    """Attendance, notes and follow-ups on one screen, in the order in which one remembers them."""
    visit = visible(request, key)
    form = ClosingForm(request.POST or None, request=request, instance=visit)
    rows = follow_up_rows(request)
    people = taking_part(visit.event, request.reader)
    if request.method == "POST" and _is_closed(request, visit, form, rows):
        messages.success(request, _("Kept. What is open heads the next briefing."))
        return redirect(visit.get_absolute_url())
    ticked = request.POST.getlist("came") if request.method == "POST" else None
    context = {
        "visit": visit,
        "form": form,
        "rows": rows,
        "people": [(one, _is_ticked(one.pk, one.came, ticked)) for one in people],
        "there": list(with_owners(FollowUp.objects.filter(visit=visit), request.reader)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "visits/closing.html", context, status=status)


def _is_closed(request: Request, visit: Visit, form: ClosingForm, rows: BaseFormSet[FollowUpRow]) -> bool:
    """In one transaction, because a type-ahead makes what is missing: not sound, not made."""
    try:
        with transaction.atomic():
            if not all([form.is_valid(), rows.is_valid()]):
                raise NotSound
            told, on = _told(request, form, rows), timezone.localdate()
            close_visit(visit, told, by=request.reader, on=on, expected_version=form.expected_version)
    except NotSound:
        return False  # the form tells why
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _told(request: Request, form: ClosingForm, rows: BaseFormSet[FollowUpRow]) -> Told:
    follow_ups = [row.cleaned_data for row in rows if row.cleaned_data.get("text", "").strip()]
    came = {int(pk) for pk in request.POST.getlist("came") if pk.isdecimal()}
    return Told(came, form.cleaned_data["notes"], form.cleaned_data["results"], follow_ups)


def _is_ticked(pk: int, came: str, ticked: list[str] | None) -> bool:
    """As it was sent; before that, everybody who is not known to have stayed away."""
    return came != Came.ABSENT if ticked is None else str(pk) in ticked
