"""The doors of titles in other languages, and how they stand on the page of what bears them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.evidence import commands
from koinon.network.evidence.citations import Citation
from koinon.network.evidence.forms import TitleForm
from koinon.network.evidence.titles import Title, keep_titles, titled
from koinon.network.evidence.visibility import href_of, visible_record, visible_records
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.permissions import can_record
from koinon.platform.audit.models import Record
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui import beside
from koinon.platform.ui.beside import Part, drawn


def register(*models: type[Record]) -> None:
    """Let records of these kinds have titles in other languages; called in ``AppConfig.ready``."""
    for model in models:
        keep_titles(model)
        beside.register(model.record_kind(), on_titled)


@require_safe
def title(request: Request, key: str) -> HttpResponse:
    """Where a title leads: to what bears it."""
    return redirect(href_of(_found(request, key)[1]))


@recorder_required
def title_new(request: Request, kind: str, key: str) -> HttpResponse:
    record = visible_record(kind, key, request.reader) if titled(kind) else None
    if record is None:
        raise Http404
    form = TitleForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Add a title in another language"),
        verb=_("Add a title"),
        done=_("The title is on record."),
        cancel=href_of(record),
        lede=str(record),
    )

    def add() -> Title:
        return commands.record_title(record, form.values, by=request.reader)

    return record_form(request, form, add, page, then=href_of(record))


@recorder_required
def title_edit(request: Request, key: str) -> HttpResponse:
    found, record = _found(request, key)
    form = TitleForm(request.POST or None, request=request, instance=found)
    page = FormPage(
        title=_("Change the title: %(title)s") % {"title": found},
        verb=_("Save the title"),
        done=_("The title is saved."),
        cancel=href_of(record),
        lede=str(record),
    )

    def change() -> Title:
        version = form.expected_version
        return commands.change_title(found, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, change, page, then=href_of(record))


@require_POST
@recorder_required
def title_remove(request: Request, key: str) -> HttpResponse:
    found, record = _found(request, key)
    done = _("It was removed. The history keeps it.")
    return pressed(request, lambda: commands.remove_title(found, by=request.reader), done, href_of(record))


def _found(request: Request, key: str) -> tuple[Title, Record]:
    """The title and what bears it; what is gone or not for the reader's eyes is not found."""
    found = get_object_or_404(Title.objects.visible_to(request.reader), key=key)
    place = found.subject_kind, found.subject_id
    record = visible_records([place], request.reader).get(place)
    if record is None:
        raise Http404
    return found, record


def on_titled(request: Any, record: Any) -> Iterator[Part]:
    """What the record is called in other languages, each with its sources: two statements, none where it has none."""
    titles = list(Title.objects.of(record)) if record.spoken else []
    may_record = can_record(request.reader)
    if not titles and not may_record:
        return
    cited: dict[int, list[Citation]] = {}
    if titles:
        ids = {Title.record_kind(): [one.pk for one in titles]}
        for citation in Citation.objects.visible_to(request.reader).supporting(ids):
            cited.setdefault(citation.subject_id, []).append(citation)
    told = {
        "record": record,
        "kind": record.record_kind(),
        "titles": [(one, cited.get(one.pk, [])) for one in titles],
        "may_record": may_record,
    }
    yield drawn(request, "evidence/titles.html", told, order=80)
