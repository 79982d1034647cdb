"""The pages of promises: the board across agreements, and one promise with its dues and evidence."""

from collections.abc import Iterator, Sequence

from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from koinon.cooperation.agreements.commitment_forms import BoardForm
from koinon.cooperation.agreements.commitment_queries import (
    SORTS,
    BoardFilter,
    Promise,
    board_ids,
    given_promises,
    promises,
)
from koinon.cooperation.agreements.commitments import Commitment
from koinon.cooperation.agreements.evidence_permissions import can_judge_evidence, can_offer_evidence
from koinon.cooperation.agreements.evidence_queries import evidence_for
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request
from koinon.network.people.permissions import can_record
from koinon.platform.ui.downloads import download

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
    ids = board_ids(asked, request.on, request.reader, sort)
    if file := download(request, "commitments", COLUMNS, lambda: _cells(request, ids)):
        return file
    page = Paginator(ids, ROWS).get_page(request.GET.get("page"))
    shown = given_promises(list(page.object_list), request.on, request.reader)
    context = {
        "page": page,
        "promises": shown,
        "sources": marks((one.commitment for one in shown), request.reader),
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


def _cells(request: Request, ids: Sequence[int]) -> Iterator[tuple[object, ...]]:
    for first in range(0, len(ids), 500):
        for one in given_promises(ids[first : first + 500], request.on, request.reader):
            row = one.commitment
            said = row.key, row.agreement, row.title, row.clause, row.get_firmness_display()
            sides = _names(one.debtors), _names(one.creditors)
            counts = one.evidenced, one.due, one.total
            yield *said, *sides, one.due_words, *counts, one.progress.label, one.late_since or ""


def _names(bodies: tuple[object, ...]) -> str:
    return "; ".join(str(body) for body in bodies)


@require_safe
def commitment_page(request: Request, key: str) -> HttpResponseBase:
    """One promise: its sides, the times it falls due, and what has been shown."""
    rows = Commitment.objects.visible_to(request.reader).with_given(request.on)
    found = get_object_or_404(rows.select_related("agreement"), key=key)
    promise: Promise = promises([found], request.on, request.reader)[0]
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
