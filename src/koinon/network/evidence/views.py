"""The doors of documents and citations."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.evidence import commands, queries
from koinon.network.evidence.documents import Document, DocumentVersion
from koinon.network.evidence.forms import DocumentFilter, DocumentForm, VersionForm
from koinon.network.evidence.marks import name_of
from koinon.network.evidence.permissions import can_cite
from koinon.network.people.doors import Request, begun, recorder_required
from koinon.network.people.permissions import can_record
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.downloads import download

ROWS = 50
COLUMNS = ("key", "title", "kind", "publisher", "published", "language", "address")
SORTS = {"title": ("title", "id"), "published": ("published_latest", "title", "id")}


@require_safe
def documents(request: Request) -> HttpResponseBase:
    asked = DocumentFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    rows = queries.documents(request.reader, wanted.get("q", ""), wanted.get("kind", ""))
    rows = begun(rows.order_by(*_sort(request.GET.get("sort", "-published"))), request, "published_earliest")
    if file := download(request, "documents", COLUMNS, lambda: map(_line, rows.iterator(chunk_size=500))):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": asked,
        "sort": request.GET.get("sort", "-published"),
        "may_record": can_record(request.reader),
    }
    return render(request, "evidence/documents.html", context)


def _sort(asked: str) -> list[str]:
    """The columns of a sort in the address; what is unknown sorts by date, newest first."""
    name = asked.removeprefix("-")
    sign = "-" if asked.startswith("-") else ""
    first, *rest = SORTS.get(name, SORTS["published"])
    return [f"{sign if name in SORTS else '-'}{first}", *rest]


def _line(document: Document) -> list[object]:
    publisher = document.publisher.name if document.publisher else ""
    published = document.published.words or document.published.edtf
    told = document.key, document.title, document.kind, publisher, published
    return [*told, document.language, document.address]


@require_safe
def document(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    return _document_page(request, shown, VersionForm())


def _document_page(request: Request, shown: Document, form: VersionForm, status: int = 200) -> HttpResponse:
    versions = list(shown.versions.select_related("added_by__person"))
    context = {
        "document": shown,
        "versions": [(one, name_of(one.added_by, request.reader)) for one in versions],
        "marked": queries.marked(shown, request.GET.get("mark", ""), request.reader),
        "supports": queries.supported_by(shown, request.reader),
        "findings": queries.findings_about([shown], request.reader),
        "form": form,
        "reader": request.reader,
        "may_record": can_record(request.reader),
        "may_cite": can_cite(request.reader),
    }
    return render(request, "evidence/document.html", context, status=status)


@recorder_required
def document_new(request: Request) -> HttpResponse:
    form = DocumentForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a document"),
        verb=_("Record the document"),
        done=_("The document is on record."),
        cancel=reverse("evidence:documents"),
    )
    return record_form(request, form, lambda: commands.record_document(form.values, by=request.reader), page)


@recorder_required
def document_edit(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    form = DocumentForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(title)s") % {"title": shown.title},
        verb=_("Save the document"),
        done=_("The document is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> Document:
        return commands.change_document(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
@require_POST
def document_remove(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    try:
        commands.remove_document(shown, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(shown.get_absolute_url())
    messages.success(request, _("The document is taken off the record."))
    return redirect("evidence:documents")


@recorder_required
@require_POST
def version_new(request: Request, key: str) -> HttpResponse:
    shown = _visible(request, key)
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            version = commands.add_version(shown, file, by=request.reader, moment=timezone.now())
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Version %(n)s is on record.") % {"n": version.number})
            return redirect(shown.get_absolute_url())
    return _document_page(request, shown, form, status=422)


@require_safe
def version(request: Request, key: str, number: int) -> FileResponse:
    """The file, to be saved and not to be shown: typed by its content when it came in, run by no browser."""
    kept = get_object_or_404(_visible(request, key).versions, number=number)
    try:
        file = kept.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    media_type = "application/octet-stream" if kept.media_type == "text/html" else kept.media_type
    answer = FileResponse(file, as_attachment=True, filename=kept.filename, content_type=media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    return answer


@recorder_required
@require_POST
def version_remove(request: Request, key: str, number: int) -> HttpResponse:
    shown = _visible(request, key)
    commands.remove_version(
        get_object_or_404(DocumentVersion, document=shown, number=number), by=request.reader
    )
    messages.success(request, _("The version is taken off the record."))
    return redirect(shown.get_absolute_url())


def _visible(request: Request, key: str) -> Document:
    rows = queries.with_publisher(Document.objects.visible_to(request.reader), request.reader)
    return get_object_or_404(rows, key=key)
