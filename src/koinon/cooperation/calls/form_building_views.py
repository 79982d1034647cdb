"""Where the form of a call is built: its questions in order, and how applicants will see them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from koinon.cooperation.calls.form_building import described
from koinon.cooperation.calls.models import Call
from koinon.network.people.doors import Request, recorder_required


@recorder_required
@require_safe
def form_building(request: Request, key: str) -> HttpResponse:
    """The questions of a call's form: two statements."""
    rows = Call.objects.visible_to(request.reader).prefetch_related("fields")
    found = get_object_or_404(rows, key=key)
    context = {"call": found, "questions": [described(one) for one in found.fields.all()]}
    return render(request, "calls/form_building.html", context)
