"""The doors of exchange: the template, the export, and an import from the file to the record and back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.permissions import can_record
from koinon.platform.errors import Refused
from koinon.site.exchange import commands, queries, twin_lists, writing
from koinon.site.exchange.exporting import written_workbook
from koinon.site.exchange.forms import HandInForm
from koinon.site.exchange.models import ImportJob
from koinon.site.exchange.opening import open_bytes

ROWS = 50
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
}
VERBS = {
    "apply": commands.start_applying,
    "stop": commands.stop,
    "again": commands.start_again,
    "undo": commands.start_undoing,
}


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: Request) -> HttpResponse:
    """What the workbook is; for those who may record, the form to hand one in and the imports so far."""
    may_record = can_record(request.reader)
    if request.method == "POST":
        return hand_in(request)
    return shown(request, HandInForm() if may_record else None)


@recorder_required
def hand_in(request: Request) -> HttpResponse:
    form = HandInForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            job = commands.hand_in(
                form.cleaned_data["file"],
                subject=form.cleaned_data["subject"],
                language=get_language() or "en",
                by=request.reader,
                moment=timezone.now(),
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("exchange:import", pk=job.pk)
    return shown(request, form, status=422)


def shown(request: Request, form: HandInForm | None, status: int = 200) -> HttpResponse:
    page = Paginator(queries.imports(), ROWS).get_page(request.GET.get("page")) if form else None
    return render(request, "exchange/exchange.html", {"form": form, "page": page}, status=status)


@require_safe
def workbook_format(request: Request) -> HttpResponse:
    """The format of the workbook, sheet by sheet."""
    return render(request, "exchange/format.html", {"formats": queries.formats()})


@require_safe
def template(request: Request, form: str) -> HttpResponse:
    """An empty workbook to be filled in."""
    if form == "xlsx":
        return download("koinon-template", form, writing.template_xlsx())
    if form == "zip":
        return download("koinon-template", form, writing.zipped(writing.empty_sheets()))
    raise Http404


@require_safe
def export(request: Request, form: str) -> HttpResponse:
    """Everything the reader may see, as a workbook."""
    if form not in ("xlsx", "zip"):
        raise Http404
    sheets = written_workbook(request.reader)
    try:
        content = writing.xlsx(sheets) if form == "xlsx" else writing.zipped(sheets)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("exchange:exchange")
    return download(f"koinon-{timezone.localdate():%Y-%m-%d}", form, content)


def download(name: str, form: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@recorder_required
def import_page(request: Request, pk: int) -> HttpResponse:
    """The dry run, the progress and the end of one import."""
    job = get_object_or_404(ImportJob.objects.select_related("by", "entry"), pk=pk)
    standing = queries.standing(job)
    context = {
        "standing": standing,
        "job": job,
        "doubts": queries.shown_doubts(job),
        "counts": standing.counts,
    }
    return render(request, "exchange/import.html", context)


@require_safe
@recorder_required
def import_progress(request: Request, pk: int) -> HttpResponse:
    """The part of the page that tells how far it is."""
    job = get_object_or_404(queries.imports(), pk=pk)
    return render(request, "exchange/progress.html", {"standing": queries.standing(job), "job": job})


@require_POST
@recorder_required
def settle(request: Request, pk: int) -> HttpResponse:
    """Answers to doubts: each names the doubt it settles."""
    job = get_object_or_404(ImportJob, pk=pk)
    answers = {name: request.POST[name] for name in request.POST if ":" in name}
    try:
        commands.settle_doubts(job, answers, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("exchange:import", pk=pk)


@require_POST
@recorder_required
def act_on_import(request: Request, pk: int, verb: str) -> HttpResponse:
    """Apply, stop, start again, undo."""
    if verb not in VERBS:
        raise Http404
    job = get_object_or_404(ImportJob, pk=pk)
    try:
        VERBS[verb](job, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("exchange:import", pk=pk)


@require_safe
@recorder_required
def doubtful(request: Request, pk: int) -> HttpResponse:
    """The doubtful rows of a list of twin cities, to be filled in and handed in again."""
    job = get_object_or_404(ImportJob, pk=pk)
    with job.file.open("rb") as file:
        table = twin_lists.twin_list(open_bytes(file.read(), job.filename, job.subject))
    if table is None:
        raise Http404
    return download(_("doubtful"), "csv", twin_lists.doubtful_csv(twin_lists.resolved(table)))
