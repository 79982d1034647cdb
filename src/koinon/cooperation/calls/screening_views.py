"""Where entries are screened: the list with its filters and files, one decision on many, and the decision on one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.cooperation.calls import screening_queries as queries
from koinon.cooperation.calls.call_doors import visible_call
from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.entry_queries import answers_said
from koinon.cooperation.calls.models import Call, Entry
from koinon.cooperation.calls.permissions import can_screen
from koinon.cooperation.calls.screening_commands import Screened, screen_entries, screen_entry
from koinon.cooperation.calls.screening_forms import ALL, EntryFilter, ScreeningForm, TogetherForm
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import carried_out, form_door, refuse
from koinon.platform.ui.downloads import download
from koinon.platform.ui.figures import number

ROWS = 50
MOST_TOLD = 12
"""How many entries that were refused are told one by one."""
TONES = {
    queries.Where.WAITING: "possibly",
    queries.Where.ELIGIBLE: "yes",
    queries.Where.INELIGIBLE: "no",
    queries.Where.DRAFT: "plain",
    queries.Where.WITHDRAWN: "plain",
    queries.Where.RECORD: "plain",
}


@form_door
@recorder_required
def entry_list(request: Request, key: str) -> HttpResponse:
    """The entries of a call, for whoever screens them: one by one, or several together."""
    call = visible_call(request, key)
    asked = EntryFilter(request.GET, call=call, auto_id="filter_%s")
    wanted = asked.cleaned_data if asked.is_valid() else {}
    sort = request.GET.get("sort", "number")
    found = queries.entries(call, request.reader, **wanted)
    rows = queries.listed(found).order_by(*queries.SORTS.get(sort, queries.SORTS["number"]))
    taken = download(request, f"entries-{call.key}", _header(), lambda: _cells(rows))
    if taken:
        return cast(HttpResponse, taken)
    count, waits, waiting = queries.counted(found)
    form = _together(request, call, waits)
    if form is not None and form.is_bound and _screened_together(request, form, found, waiting):
        return redirect(request.get_full_path())
    paginator = Paginator(rows, ROWS)
    paginator.count = count
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "call": call,
        "page": page,
        "rows": [(one, queries.where(one)) for one in page.object_list],
        "filters": asked,
        "is_filtered": any(wanted.values()),
        "sort": sort,
        "tone": TONES,
        "form": form,
        "waiting": waiting,
        "ticked": request.POST.getlist("entries"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/screening.html", context, status=status)


def _together(request: Request, call: Call, waits: int) -> TogetherForm | None:
    """The form for several entries; none where nothing is screened here."""
    if call.on_record or not can_screen(request.reader, call):
        return None
    waits = min(waits, queries.MOST_AT_ONCE)
    words = ngettext(
        "the one of this list that waits to be screened",
        "all %(num)s of this list that wait to be screened",
        waits,
    )
    posted = request.POST if request.method == "POST" else None
    return TogetherForm(posted, waiting=words % {"num": number(waits)} if waits else "")


def _screened_together(request: Request, form: TogetherForm, found: QuerySet[Entry], waiting: str) -> bool:
    """Carry the decision out; whoever reads on is told of each entry that was refused, and why."""
    if not form.is_valid():
        return False
    words = form.cleaned_data
    if words["which"] == ALL:
        if request.POST.get("waiting") != waiting:
            form.add_error("which", _("Meanwhile others have come or were screened. Look at the list again."))
            return False
        chosen = queries.waiting(found)
    else:
        ticked = [int(one) for one in request.POST.getlist("entries") if one.isdecimal() and len(one) < 19]
        chosen = found.filter(pk__in=ticked[: queries.MOST_AT_ONCE])
    rows = list(chosen.select_related("call"))
    if not rows:
        form.add_error("which", _("Tick the entries this is said of."))
        return False
    try:
        done = screen_entries(
            rows, eligible=words["eligible"], reason=words["reason"], by=request.reader, moment=timezone.now(),
            letter=words["letter"],
        )  # fmt: skip
    except Refused as refused:
        refuse(form, refused)
        return False
    _tell(request, done)
    return True


def _tell(request: Request, done: Screened) -> None:
    if done.done:
        told_ = ngettext("%(num)s entry is screened.", "%(num)s entries are screened.", len(done.done))
        messages.success(request, told_ % {"num": number(len(done.done))})
    for entry, why in done.refused[:MOST_TOLD]:
        messages.warning(request, f"{entry.receipt or entry.title}: {why}")
    if more := len(done.refused[MOST_TOLD:]):
        told_ = ngettext("%(num)s more was not screened.", "%(num)s more were not screened.", more)
        messages.warning(request, told_ % {"num": number(more)})


def _header() -> list[str]:
    return [
        _("Number"), _("Title"), _("Applicant"), _("City"), _("Country"), _("Category"), _("Written in"), _("Sent"),
        _("State"), _("Reason given"), _("Why it comes late"), _("Reached"),
    ]  # fmt: skip


def _cells(rows: QuerySet[Entry]) -> Iterator[list[object]]:
    for one in rows.iterator(chunk_size=500):
        yield [
            one.receipt, one.title, str(one.applicant), str(one.applicant.city or ""),
            str(one.applicant.country or ""), str(one.category or ""), one.language,
            one.sent_at.astimezone(one.call.zone).isoformat(" ", "minutes") if one.sent_at else "",
            str(queries.where(one).label), one.screening_reason, one.late_reason,
            ", ".join(place.stage.named(one.call.kind) for place in one.placings.all()),
        ]  # fmt: skip


@form_door
@recorder_required
def screen(request: Request, key: str) -> HttpResponse:
    """Say whether an entry is eligible, and go on to the next that waits."""
    rows = Entry.objects.visible_to(request.reader).open_to(request.reader)
    found = get_object_or_404(rows.select_related("call", "applicant__city", "category"), key=key)
    not_found_unless(found.sent_at is not None)
    initial = {"reason": found.screening_reason, "letter": True}
    if found.eligible is not None:
        initial["eligible"] = "yes" if found.eligible else "no"
    form = ScreeningForm(request.POST or None, initial=initial)

    def decide() -> None:
        words = form.cleaned_data
        screen_entry(
            found, eligible=words["eligible"], reason=words["reason"], by=request.reader, moment=timezone.now(),
            letter=words["letter"],
        )  # fmt: skip

    if carried_out(request, form, decide, _("%(number)s is screened.") % {"number": found.receipt}):
        following = queries.next_to_screen(found, request.reader)
        if following is not None and "next" in request.POST:
            return redirect("calls:screen", key=following.key)
        return redirect("calls:screening", key=found.call.key)
    context = {
        "entry": found,
        "call": found.call,
        "told": told(found.call),
        "form": form,
        "answers": answers_said(found),
        "together": list(found.co_applicants.select_related("body")),
        "where": queries.where(found),
        "tone": TONES,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/screen.html", context, status=status)
