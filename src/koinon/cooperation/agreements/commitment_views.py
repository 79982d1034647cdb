"""The pages of promises: the board across agreements, and one promise with its dues and evidence."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from koinon.cooperation.agreements.commitment_forms import BoardForm
from koinon.cooperation.agreements.commitment_queries import (
    SORTS,
    BoardFilter,
    Promise,
    board,
    promise_of,
    reckoned,
)
from koinon.cooperation.agreements.commitments import Commitment, CommitmentQuerySet
from koinon.cooperation.agreements.evidence_permissions import can_judge_evidence, can_offer_evidence
from koinon.cooperation.agreements.evidence_queries import evidence_for
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request
from koinon.network.people.permissions import can_record
from koinon.platform.ui.csv_download import csv_answer

ROWS = 50
COLUMNS = (
    *("key", "agreement", "title", "clause", "firmness", "owed_by", "owed_to"),
    *("falls_due", "evidenced", "due", "total", "state", "late_since"),
)


@require_safe
def board_page(request: Request) -> HttpResponseBase:
    """Every promise given by the day, fifty a page, filtered and sorted by the address."""
    form = BoardForm(request.GET, request=request)
    asked = filter_of(form)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "due"
    rows = board(asked, request.on, request.reader, sort)
    if request.GET.get("format") == "csv":
        return csv_answer("commitments", COLUMNS, _cells(rows, request))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "promises": [promise_of(row, request.on) for row in page.object_list],
        "sources": marks(page.object_list, request.reader),
        "filters": form,
        "filtered": asked != BoardFilter(),
        "sort": sort,
        "may_judge": can_judge_evidence(request.reader),
    }
    return render(request, "agreements/commitments.html", context)


def filter_of(form: BoardForm) -> BoardFilter:
    """What the address asks for; what makes no sense in it asks for nothing."""
    form.is_valid()
    told = form.cleaned_data
    return BoardFilter(
        told.get("owed_by"),
        told.get("owed_to"),
        told.get("agreement"),
        told.get("state", ""),
        told.get("words", ""),
    )


def _cells(rows: CommitmentQuerySet, request: Request) -> Iterator[tuple[object, ...]]:
    for row in rows:
        one = promise_of(row, request.on)
        said = row.key, row.agreement, row.title, row.clause, row.get_firmness_display()
        sides = _names(one.debtors), _names(one.creditors)
        yield (
            *said,
            *sides,
            one.due_words,
            one.evidenced,
            one.due,
            one.total,
            one.progress.label,
            one.late_since or "",
        )


def _names(bodies: tuple[object, ...]) -> str:
    return "; ".join(str(body) for body in bodies)


@require_safe
def commitment_page(request: Request, key: str) -> HttpResponseBase:
    """One promise: its sides, the times it falls due, and what has been shown."""
    rows = Commitment.objects.visible_to(request.reader).with_given(request.on)
    found = get_object_or_404(reckoned(rows, request.on, request.reader), key=key)
    promise: Promise = promise_of(found, request.on)
    shown = evidence_for(found, request.on, request.reader)
    records = [found, found.agreement, *promise.dues, *(one.evidence for one in shown)]
    context = {
        "promise": promise,
        "pieces": shown,
        "sources": marks(records, request.reader),
        "findings": findings_about([found], request.reader),
        "may_record": can_record(request.reader),
        "may_offer": can_offer_evidence(request.reader, found),
        "may_judge": can_judge_evidence(request.reader),
    }
    return render(request, "agreements/commitment.html", context)
