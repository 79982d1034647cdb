"""The public register, the page of an agreement, and where agreements are entered and corrected."""

from collections.abc import Iterator
from functools import partial

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koinon.cooperation.agreements.act_views import PAGES
from koinon.cooperation.agreements.commands import change_agreement, record_agreement
from koinon.cooperation.agreements.commitment_queries import ledger
from koinon.cooperation.agreements.forms import (
    AGREEMENT_GROUPS,
    AgreementForm,
    PartyRow,
    RegisterForm,
    filled,
    rows_of,
)
from koinon.cooperation.agreements.page_queries import agreement_page, visible_agreement
from koinon.cooperation.agreements.permissions import can_record_agreement
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.register_queries import NEWEST, SORTS, register, state_tag
from koinon.cooperation.agreements.register_queries import rows_of as register_rows
from koinon.cooperation.agreements.terms import Agreement
from koinon.cooperation.agreements.timelines import agreement_timeline
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.paging import Pages
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.addresses import url
from koinon.platform.ui.downloads import download

COLUMNS = ("key", "title", "kind", "parties", "signed", "starts", "ends", "length_words", "state", "held")
form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def agreement_list(request: Request) -> HttpResponseBase:
    """The public register, fifty a page, filtered and sorted by the address, as of the day."""
    form = RegisterForm(request.GET, request)
    sort = request.GET.get("sort", NEWEST)
    sort = sort if sort in SORTS else NEWEST
    found = register(form.filters, request.on, request.reader, sort)
    if file := download(request, "agreements", COLUMNS, lambda: _cells(request, found, sort)):
        return file
    page = Pages(found.values_list("pk", flat=True), request).get_page(request.GET.get("page"))
    rows = register_rows(list(page.object_list), request.on, request.reader)
    shown = [record for row in rows for record in (row.agreement, row.signed)]
    context = {
        "page": page,
        "rows": rows,
        "filters": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "sort": sort,
        "sources": marks(shown, request.reader),
        "may_record": can_record_agreement(request.reader),
    }
    return render(request, "agreements/agreements.html", context)


def _cells(request: Request, found: AgreementQuerySet, sort: str) -> Iterator[tuple[object, ...]]:
    ids = list(found.values_list("pk", flat=True))
    for first in range(0, len(ids), 500):
        for row in register_rows(ids[first : first + 500], request.on, request.reader):
            one = row.agreement
            parties = "; ".join(str(party) for party in row.parties)
            signed = row.signed.day if row.signed else ""
            term = one.starts, one.ends, one.length_words
            yield one.key, one.title, one.kind, parties, signed, *term, row.state.value, row.held.value


@require_safe
def agreement(request: Request, key: str) -> HttpResponse:
    """One agreement: what it is, through time, who is bound, what was done, what was promised."""
    found = visible_agreement(key, request.reader)
    if found is None:
        raise Http404
    page = agreement_page(found, request.on, request.reader)
    promises = ledger(found, request.on, request.reader)
    shown = [*page.records, *(promise.commitment for promise in promises)]
    about = [found, *(step.act for step in page.steps), *page.purposes, *page.alignments]
    context = {
        "page": page,
        "promises": promises,
        "drawing": agreement_timeline(page, request.on, timezone.localdate()),
        "sources": marks(shown, request.reader),
        "findings": findings_about(about, request.reader),
        "state": state_tag(page.standing.state, page.standing.held, to_come=page.term.is_to_come(request.on)),
        "state_tag": state_tag,
        "act_words": [(kind.value, words.title) for kind, words in PAGES.items()],
        "may_record": can_record_agreement(request.reader),
    }
    return render(request, "agreements/agreement.html", context)


@form_door
@recorder_required
def agreement_new(request: Request) -> HttpResponse:
    """Record an agreement with its parties; ``?succeeds=`` names the one before it."""
    before = Agreement.objects.visible_to(request.reader).filter(key=request.GET.get("succeeds", "")).first()
    form = AgreementForm(request.POST or None, request=request, initial={"succeeds": before})
    parties = rows_of(PartyRow, request, "parties")
    page = FormPage(
        title=_("Record an agreement"),
        verb=_("Record the agreement"),
        cancel=before.get_absolute_url() if before else url("agreements:agreements"),
        done=_("The agreement is on record. Now record what was done upon it: approved, signed."),
        lede=_("Whatever binds two parties or more: a memorandum, an alliance, a letter of intent."),
        groups=AGREEMENT_GROUPS,
        formsets=[(parties, _("Parties"), _("Add a party"))],
    )
    return record_form(
        request, form, lambda: record_agreement(form.values, filled(parties), by=request.reader), page
    )


@form_door
@recorder_required
def agreement_edit(request: Request, key: str) -> HttpResponse:
    """Correct what is on record of an agreement."""
    found = get_object_or_404(Agreement.objects.visible_to(request.reader), key=key)
    form = AgreementForm(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=_("Change the agreement"),
        verb=_("Save the changes"),
        cancel=found.get_absolute_url(),
        done=_("The agreement was changed."),
        groups=AGREEMENT_GROUPS,
    )
    change = partial(change_agreement, found, by=request.reader)
    return record_form(
        request, form, lambda: change(form.values, expected_version=form.expected_version), page
    )
