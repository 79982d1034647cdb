"""The doors of calls: the register, one call, setting up and changing, opening and cancelling."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.calls import call_commands as commands
from koinon.cooperation.calls import call_queries as queries
from koinon.cooperation.calls.call_doors import form_page, visible_call
from koinon.cooperation.calls.call_forms import CALL_GROUPS, CallFilter, CallForm, CopyForm, ReasonForm
from koinon.cooperation.calls.call_wording import progress, told, with_title
from koinon.cooperation.calls.entry_queries import own_entries
from koinon.cooperation.calls.form_building import described
from koinon.cooperation.calls.models import Call, CallState
from koinon.cooperation.calls.permissions import can_run
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui.downloads import download

ROWS = 50
TONES = {
    CallState.DRAFT: "plain",
    CallState.ANNOUNCED: "possibly",
    CallState.OPEN: "yes",
    CallState.LATE: "possibly",
    CallState.CLOSED: "plain",
    CallState.CANCELLED: "no",
    CallState.RECORD: "plain",
}


@require_safe
def call_list(request: Request) -> HttpResponseBase:
    """Every call the reader may see, those going on first."""
    asked = CallFilter(request.GET, auto_id="filter_%s")
    wanted = asked.cleaned_data if asked.is_valid() else {}
    now = timezone.now()
    rows = queries.calls(request.reader, now, **wanted)
    header = [_("Code"), _("Call"), _("Kind"), _("Run by"), _("Opens on"), _("Closes at"), _("State")]
    taken = download(request, "calls", header, lambda: (_cells(one, request) for one in queries.listed(rows)))
    if taken:
        return taken
    page = Paginator(queries.listed(rows), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, told(one), one.state(now)) for one in page.object_list],
        "filters": asked,
        "is_filtered": any(wanted.values()),
        "tone": TONES,
        "may_run": can_run(request.reader),
    }
    return render(request, "calls/calls.html", context)


def _cells(call: Call, request: Request) -> list[object]:
    state, closes = call.state(timezone.now()), call.closes_local
    return [
        call.code, told(call).title, str(call.get_kind_display()), str(call.run_by), call.opens_on or "",
        closes.isoformat(" ", "minutes") if closes else "", str(state.label),
    ]  # fmt: skip


@require_safe
def call(request: Request, key: str) -> HttpResponse:
    """A call as applicants, the public and those who run it see it."""
    rows = queries.whole(Call.objects.visible_to(request.reader), request.reader)
    shown = get_object_or_404(rows, key=key)
    now = timezone.now()
    page = queries.call_page(shown, request.reader, now)
    context = {
        "call": shown,
        "page": page,
        "told": page.told,
        "state": page.state,
        "tone": TONES,
        "now": now,
        "may_run": can_run(request.reader),
        "sources": marks([shown, *(row.stage for row in page.stages)], request.reader),
        "findings": findings_about([shown], request.reader),
        "questions": [described(one) for one in shown.fields.all()],
        "own": own_entries(shown, request.reader),
        "answered": shown.enquiries.exclude(answered_at=None).count(),
        "unanswered": shown.enquiries.filter(answered_at=None).count() if can_run(request.reader) else 0,
    }
    return render(request, "calls/call.html", context)


@form_door
@recorder_required
def call_new(request: Request) -> HttpResponse:
    """Set up a call."""
    form = CallForm(request.POST or None, request=request, initial={"time_zone": "UTC"})
    page = FormPage(
        title=_("Set up a call"),
        verb=_("Set up the call"),
        cancel=_register(),
        done=_("The call is set up. Nobody else sees it before you open it."),
        groups=CALL_GROUPS,
    )
    return record_form(request, form, lambda: commands.record_call(form.values, by=request.reader), page)


def _register() -> str:
    from koinon.platform.ui.addresses import url

    return url("calls:calls")


@form_door
@recorder_required
def call_edit(request: Request, key: str) -> HttpResponse:
    """Change a call."""
    found = visible_call(request, key)
    form = CallForm(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=_("Change the call"),
        verb=_("Save the changes"),
        cancel=found.get_absolute_url(),
        done=_("The call was changed."),
        groups=CALL_GROUPS,
    )

    def change() -> Call:
        version = form.expected_version
        return commands.change_call(found, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, change, page)


@recorder_required
@require_safe
def call_setup(request: Request, key: str) -> HttpResponse:
    """All the parts of a call, for whoever sets it up."""
    rows = with_title(Call.objects.visible_to(request.reader))
    shown = get_object_or_404(queries.whole(rows, request.reader), key=key)
    now = timezone.now()
    context = {
        "call": shown,
        "state": shown.state(now),
        "tone": TONES,
        "criteria": queries.weighed(shown.criteria.all()),
        "stages": queries.stage_rows(shown, request.reader, queries.counts_of(shown)),
        "progress": list(progress(shown)),
        "lacks": commands.lacks(shown, now) if not shown.opened_at and not shown.on_record else [],
    }
    return render(request, "calls/call_setup.html", context)


@require_POST
@recorder_required
def call_open(request: Request, key: str) -> HttpResponse:
    """Open a call."""
    found = visible_call(request, key)
    return pressed(
        request,
        lambda: commands.open_call(found, by=request.reader, moment=timezone.now()),
        _("The call is open."),
        found.get_absolute_url(),
    )


@form_door
@recorder_required
def call_cancel(request: Request, key: str) -> HttpResponse:
    """Cancel a call, with a reason."""
    found = visible_call(request, key)
    form = ReasonForm(request.POST or None)
    if carried_out(
        request,
        form,
        lambda: commands.cancel_call(
            found, form.cleaned_data["reason"], by=request.reader, moment=timezone.now()
        ),
        _("The call is cancelled."),
    ):
        return redirect(found)
    return form_page(
        request, form, title=_("Cancel the call"), verb=_("Cancel the call"), cancel=found.get_absolute_url(),
        lede=_("Everybody who sees “%(call)s” will read the reason. Entries stay on record.") % {"call": found},
        danger=True,
    )  # fmt: skip


@require_POST
@recorder_required
def call_remove(request: Request, key: str) -> HttpResponse:
    """Take a call off the record that was never opened."""
    found = visible_call(request, key)
    return pressed(
        request,
        lambda: commands.remove_call(found, by=request.reader),
        gettext_lazy("The call was removed. Its history keeps it."),
        _register(),
    )


@form_door
@recorder_required
def call_copy(request: Request, key: str) -> HttpResponse:
    """Take over the criteria and the form of another call."""
    found = visible_call(request, key)
    form = CopyForm(request.POST or None, call=found)
    if carried_out(
        request,
        form,
        lambda: commands.copy_setup(found, form.cleaned_data["source"], by=request.reader),
        _("Taken over. What the call had already was left as it was."),
    ):
        return redirect("calls:call-setup", key=found.key)
    return form_page(
        request, form, title=_("Take over from another call"), verb=_("Take over"),
        cancel=found.get_absolute_url(),
        lede=_("Categories, criteria, the form with its translations, and prizes are copied where this call has none."),
    )  # fmt: skip
