"""The doors of citing: which document supports a record of any kind."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.network.evidence import commands
from koinon.network.evidence.citations import Citation
from koinon.network.evidence.forms import CiteForm, told
from koinon.network.evidence.visibility import href_of, visible_record, visible_records
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused


@recorder_required
def cite(request: Request, kind: str, key: str) -> HttpResponse:
    record = visible_record(kind, key, request.reader)
    if record is None:
        raise Http404
    form = CiteForm(request.POST or None, request=request, record=record)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.cite(
                said["source"],
                record,
                field=said["field"],
                place=form.place,
                strength=said["source_strength"],
                by=request.reader,
                moment=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The source is cited."))
            return redirect(href_of(record) or said["source"].get_absolute_url())
    return _page(request, form, record, _("Cite a source for %(name)s") % {"name": record})


@recorder_required
def citation_edit(request: Request, key: str) -> HttpResponse:
    citation, record = _found(request, key)
    form = CiteForm(request.POST or None, request=request, record=record, initial=told(citation))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        values = {
            "document": said["source"],
            "field": said["field"],
            "locator_kind": form.place.kind,
            "locator": form.place.locator,
            "strength": said["source_strength"],
        }
        try:
            commands.change_citation(citation, values, by=request.reader, expected_version=said["version"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The citation is saved."))
            return redirect(citation.document.get_absolute_url())
    return _page(request, form, record, _("Change a citation of %(name)s") % {"name": record})


@recorder_required
@require_POST
def citation_remove(request: Request, key: str) -> HttpResponse:
    citation, _record = _found(request, key)
    commands.remove_citation(citation, by=request.reader)
    messages.success(request, _("The citation is taken back."))
    return redirect(citation.document.get_absolute_url())


def _found(request: Request, key: str) -> tuple[Citation, Record]:
    """The citation and the record it supports; what is gone or not for the reader's eyes is not found."""
    rows = Citation.objects.visible_to(request.reader).select_related("document")
    citation = get_object_or_404(rows, key=key)
    place = citation.subject_kind, citation.subject_id
    record = visible_records([place], request.reader).get(place)
    if record is None:
        raise Http404
    return citation, record


def _page(request: Request, form: CiteForm, record: Record, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "cancel": href_of(record) or "/"}
    return render(request, "evidence/cite.html", context)
