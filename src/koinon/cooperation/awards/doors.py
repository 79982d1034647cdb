"""What the doors of awards share: who may open them, nothing kept by a browser that others use, and one form page."""

from __future__ import annotations

from functools import partial
from typing import ParamSpec

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from koinon.cooperation.awards.models import Assignment, Panel, Phase
from koinon.cooperation.awards.permissions import can_run
from koinon.network.people.doors import Request, View, opened_to
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.recording import form_doors

P = ParamSpec("P")


def runners(view: View[P]) -> View[P]:
    """For those who run calls; nobody else finds such a page."""
    return never_cache(opened_to(can_run)(view))


def visible_panel(request: Request, key: str) -> Panel:
    """The panel, for those who may see it."""
    rows = Panel.objects.visible_to(request.reader).select_related("call", "body").distinct()
    return get_object_or_404(rows, key=key)


def visible_phase(request: Request, key: str) -> Phase:
    """The phase with its panel, call and stages, for those who may see it."""
    for found in _phases(request.reader, key=key):
        return found
    raise Http404


@prepared
def _phases(reader: Reader, /, *, key: str) -> QuerySet[Phase]:
    rows = Phase.objects.visible_to(reader).filter(key=key).distinct()
    return rows.select_related("panel__call", "panel__body", "from_stage", "to_stage")


def own_assignment(request: Request, key: str) -> Assignment:
    """An assignment of the reader's own that stands, with its phase and entry."""
    rows = Assignment.objects.of_reader(request.reader).distinct()
    related = (
        "phase__panel__call", "phase__panel__body", "phase__to_stage", "juror", "review",
        "entry__applicant__city", "entry__applicant__parent__city", "entry__category",
    )  # fmt: skip
    return get_object_or_404(rows.select_related(*related), key=key)


form_page = partial(form_doors.form_page, template="calls/call_form.html")
"""A form on a page of its own, in the room's accent."""
