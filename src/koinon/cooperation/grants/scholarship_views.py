"""The doors of scholarships: the list, one of them, and what is done with it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.calls.models import Entry
from koinon.cooperation.grants import scholarship_commands as commands
from koinon.cooperation.grants import scholarship_forms as forms
from koinon.cooperation.grants import scholarship_queries as queries
from koinon.cooperation.grants.forms import GRANT_GROUPS, GrantForm
from koinon.cooperation.grants.models import Grant, Scholarship
from koinon.cooperation.grants.permissions import can_record_money
from koinon.cooperation.grants.wording import amount_words, sum_words
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui.addresses import url
from koinon.platform.ui.downloads import download

ROWS = 50
WORDS = {"amount_words": amount_words, "sum_words": sum_words}


@require_safe
def scholarships(request: Request) -> HttpResponseBase:
    """All scholarships the reader may see, the latest first."""
    asked = forms.ScholarshipFilter(request.GET, request=request, auto_id="filter_%s")
    told = asked.cleaned_data if asked.is_valid() else {}
    sort = request.GET.get("sort", "-starts")
    rows = queries.scholarship_list(
        request.reader,
        request.on,
        words=told.get("words", ""),
        body=told.get("body"),
        state=told.get("state", ""),
    ).order_by(*queries.SORTS.get(sort, queries.SORTS["-starts"]))
    header = [_("What for"), _("Scholar"), _("Sent by"), _("Received by"), _("Start"), _("End"), _("State")]
    taken = download(request, "scholarships", header, lambda: (_cells(one, request) for one in rows))
    if taken:
        return taken
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [queries.listed(one, request.on) for one in page.object_list],
        "filters": asked,
        "is_filtered": any(told.values()),
        "sort": sort,
        "may_record": can_record_money(request.reader),
    }
    return render(request, "grants/scholarships.html", context)


def _cells(one: Scholarship, request: Request) -> list[object]:
    ends = (one.scholar.display(), str(one.home), str(one.host))
    return [one.title, *ends, one.starts, one.ends, str(one.standing(request.on).label)]


@require_safe
def scholarship(request: Request, key: str) -> HttpResponse:
    """A scholarship: who goes where and when, what falls due, and whether the report came."""
    one = visible(request, key)
    context = {
        "page": queries.scholarship_page(one, request.on, request.reader),
        "one": one,
        "may_record": can_record_money(request.reader),
        **WORDS,
    }
    return render(request, "grants/scholarship.html", context)


def visible(request: Request, key: str) -> Scholarship:
    """The scholarship, for whoever may see it."""
    rows = Scholarship.objects.visible_to(request.reader).select_related("scholar", "home", "host")
    return get_object_or_404(queries.with_points(rows, request.reader), key=key)


def recorded(request: Request, key: str) -> Scholarship:
    """The row whole, for a form."""
    rows = Scholarship.objects.visible_to(request.reader).select_related("scholar", "home", "host", "grant")
    return get_object_or_404(rows, key=key)


@recorder_required
def scholarship_new(request: Request) -> HttpResponse:
    """A scholarship recorded by hand, or awarded to the entry named in the address."""
    entry = _won(request)
    initial: dict[str, Any] = {}
    if entry:
        initial = {"title": entry.title, "home": entry.applicant, "call": entry.call, "entry": entry}
        initial["awarded_on"] = timezone.localdate()
    form = forms.ScholarshipForm(request.POST or None, request=request, initial=initial)
    page = FormPage(
        title=_("Award a scholarship") if entry else _("Record a scholarship"),
        verb=_("Award the scholarship") if entry else _("Record the scholarship"),
        done=_("The scholarship is on record. Record next the grant that pays it."),
        cancel=url("grants:scholarships"),
        groups=forms.GROUPS,
    )

    def do() -> Scholarship:
        if entry:
            on = timezone.localdate()
            return commands.award_scholarship(entry, form.values, by=request.reader, on=on)
        return commands.record_scholarship(form.values, by=request.reader)

    return record_form(request, form, do, page)


def _won(request: Request) -> Entry | None:
    key = request.GET.get("entry", "")
    rows = Entry.objects.visible_to(request.reader).select_related("applicant", "call")
    return rows.filter(key=key).first() if key else None


@recorder_required
def scholarship_edit(request: Request, key: str) -> HttpResponse:
    one = recorded(request, key)
    form = forms.ScholarshipForm(request.POST or None, request=request, instance=one)
    page = _page(one, _("Change %(name)s") % {"name": one}, _("Save the changes"), forms.GROUPS)

    def do() -> Scholarship:
        version = form.expected_version
        return commands.change_scholarship(one, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, do, page)


def _page(one: Scholarship, title: str, verb: str, groups: Any = ()) -> FormPage:
    done = _("It is on record.")
    return FormPage(
        title=title, verb=verb, done=done, cancel=one.get_absolute_url(), groups=groups, lede=str(one)
    )


@recorder_required
def scholarship_grant(request: Request, key: str) -> HttpResponse:
    """The grant that pays the scholarship; its instalments are laid out on its own page."""
    one = recorded(request, key)
    initial = {"title": one.title, "recipient": one.home, "audience": one.audience, "funder": one.host}
    if one.call:
        initial |= {"edition": one.call.edition, "funder": one.call.run_by}
    form = GrantForm(request.POST or None, request=request, initial=initial)
    page = _page(one, _("Record the grant that pays it"), _("Record the grant"), GRANT_GROUPS)

    def do() -> Grant:
        return commands.grant_scholarship(one, form.values, by=request.reader)

    return record_form(request, form, do, page, then=one.get_absolute_url())


@recorder_required
def scholarship_report(request: Request, key: str) -> HttpResponse:
    """The report came."""
    one = recorded(request, key)
    form = forms.ReportForm(request.POST or None, request=request, instance=one)
    page = _page(one, _("The report came"), _("Record the report"))

    def do() -> Scholarship:
        given, on = form.values, timezone.localdate()
        return commands.receive_report(one, given["reported_on"], given["report"], by=request.reader, on=on)

    return record_form(request, form, do, page)


@recorder_required
def scholarship_give_up(request: Request, key: str) -> HttpResponse:
    """It does not take place, or ends early."""
    one = recorded(request, key)
    form = forms.GiveUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, on = form.cleaned_data["reason"], timezone.localdate()
        do = partial(commands.give_up_scholarship, one, reason, by=request.reader, on=on)
        return pressed(
            request, do, _("It is on record that the scholarship was given up."), one.get_absolute_url()
        )
    context = {"one": one, "form": form}
    return render(request, "grants/scholarship_give_up.html", context, status=422 if form.errors else 200)


@require_POST
@recorder_required
def scholarship_remove(request: Request, key: str) -> HttpResponse:
    one = recorded(request, key)
    done = _("It was removed. The history keeps it.")
    do = partial(commands.remove_scholarship, one, by=request.reader)
    return pressed(request, do, done, url("grants:scholarships"))
