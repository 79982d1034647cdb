"""Where updates are asked for, sent by account, looked at, accepted and returned."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.cooperation.plans import update_commands as commands
from koinon.cooperation.plans.forms import ReasonForm, UpdateForm
from koinon.cooperation.plans.links import update_token
from koinon.cooperation.plans.models import Measure, MeasureUpdate, PlanSide
from koinon.cooperation.plans.permissions import can_begin_plan, can_judge_update, can_run_plan, can_speak_for
from koinon.cooperation.plans.quarters import quarter_words
from koinon.cooperation.plans.queries import last_reading, waiting_updates, with_evidence
from koinon.cooperation.plans.views import visible_measure
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.permissions import can_record
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import refuse
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui.addresses import url

form_door = require_http_methods(["GET", "HEAD", "POST"])
ROWS = 50


@require_safe
@login_required
def waiting(request: Request) -> HttpResponse:
    """Updates that wait to be accepted or returned, the oldest first."""
    not_found_unless(can_begin_plan(request.reader))
    page = Paginator(waiting_updates(request.reader), ROWS).get_page(request.GET.get("page"))
    return render(request, "plans/waiting.html", {"page": page})


@require_safe
def update(request: Request, key: str) -> HttpResponse:
    """One update: what it tells, and what may be answered to it."""
    shown = _visible(request, key)
    plan = shown.measure.plan
    token = update_token(shown) if can_run_plan(request.reader, plan) else ""
    context = {
        "update": shown,
        "measure": shown.measure,
        "plan": plan,
        "quarter": quarter_words(shown.quarter),
        "judges": can_judge_update(request.reader, plan),
        "reports": can_record(request.reader) or can_speak_for(request.reader, shown.side),
        "guest_address": request.build_absolute_uri(url("plans:update-guest", token=token)) if token else "",
    }
    return render(request, "plans/update.html", context)


@require_POST
@login_required
def update_ask(request: Request, key: str, side: str) -> HttpResponse:
    """Ask a side for its update: a link, and a letter with it."""
    measure, row = _of_side(request, key, side)
    not_found_unless(can_run_plan(request.reader, measure.plan))
    try:
        asked = commands.ask_for_update(measure, row, by=request.reader, on=timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{measure.get_absolute_url()}#updates")
    messages.success(request, _("The update is asked for; its link is below and its letter is planned."))
    return redirect(asked)


@form_door
@login_required
def update_send(request: Request, key: str, side: str) -> HttpResponse:
    """Report on a measure by one's account."""
    measure, row = _of_side(request, key, side)
    not_found_unless(can_record(request.reader) or can_speak_for(request.reader, row))
    try:
        opened = commands.open_update(measure, row, by=request.reader, on=timezone.localdate())
        if not opened.waits_for_side:
            raise commands.NotInThatState(_("The update for this quarter was sent already."))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{measure.get_absolute_url()}#updates")
    opened.measure, opened.side = measure, row
    form = UpdateForm(request.POST or None, request.FILES or None, instance=opened)
    if request.method == "POST" and form.is_valid():
        try:
            told = told_in(form)
            commands.send_update(
                opened, told, by=request.reader, on=timezone.localdate(), moment=timezone.now()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The update is sent."))
            return redirect(f"{measure.get_absolute_url()}#updates")
    return report_form(request, opened, form, as_guest=False)


def report_form(
    request: Request, opened: MeasureUpdate, form: UpdateForm, *, as_guest: bool, status: int | None = None
) -> HttpResponse:
    """The two-minute form."""
    wrong = form.is_bound and not form.is_valid()
    context = {
        "update": opened,
        "measure": opened.measure,
        "plan": opened.measure.plan,
        "form": form,
        "last": last_reading(opened.measure),
        "quarter": quarter_words(opened.quarter),
        "as_guest": as_guest,
    }
    return render(request, "plans/report_form.html", context, status=status or (422 if wrong else 200))


def told_in(form: UpdateForm) -> commands.Told:
    """What the form tells."""
    told = form.cleaned_data
    return commands.Told(told["reading"], told["milestone"], told["words"], told["address"], told["file"])


@require_POST
@login_required
def update_accept(request: Request, key: str) -> HttpResponse:
    """Accept an update, so that it counts."""
    shown = _visible(request, key)
    not_found_unless(can_judge_update(request.reader, shown.measure.plan))
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() else None

    def accept() -> MeasureUpdate:
        return commands.accept_update(
            shown, by=request.reader, on=timezone.localdate(), expected_version=version
        )

    return pressed(request, accept, _("The update is accepted."), shown.get_absolute_url())


@form_door
@login_required
def update_return(request: Request, key: str) -> HttpResponse:
    """Return an update, and say why."""
    shown = _visible(request, key)
    not_found_unless(can_judge_update(request.reader, shown.measure.plan))
    form = ReasonForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Return the update"),
        verb=_("Return it"),
        cancel=shown.get_absolute_url(),
        done=_("The update went back with your reason and a fresh link."),
        lede=str(shown),
    )

    def send_back() -> MeasureUpdate:
        told, version = form.cleaned_data["reason"], form.expected_version
        return commands.return_update(
            shown, told, by=request.reader, on=timezone.localdate(), expected_version=version
        )

    return record_form(request, form, send_back, page)


@require_POST
@login_required
def update_revoke(request: Request, key: str) -> HttpResponse:
    """Take the link of an update back."""
    shown = _visible(request, key)
    not_found_unless(can_run_plan(request.reader, shown.measure.plan))
    return pressed(
        request,
        lambda: commands.revoke_update_link(shown, by=request.reader),
        _("The link opens nothing now."),
        shown.get_absolute_url(),
    )


def _visible(request: Request, key: str) -> MeasureUpdate:
    rows = with_evidence(MeasureUpdate.objects.visible_to(request.reader), request.reader)
    rows = rows.select_related(
        "side__body", "side__contact", "side__plan", "milestone",
        "measure__plan__edition__programme", "measure__plan__agreement__programme",
    ).prefetch_related("measure__plan__sides__body")  # fmt: skip
    return get_object_or_404(rows, key=key)


def _of_side(request: Request, key: str, side: str) -> tuple[Measure, PlanSide]:
    measure = visible_measure(request, key)
    found = next((one for one in measure.plan.sides.all() if one.key == side), None)
    if found is None:
        raise Http404
    return measure, found
