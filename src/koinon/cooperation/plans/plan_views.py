"""Where a plan is recorded, changed, agreed and closed, and its sides get their links."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.plans import plan_commands as commands
from koinon.cooperation.plans.consent_commands import issue_consent_link, revoke_consent_link
from koinon.cooperation.plans.forms import OutcomeForm, PlanForm
from koinon.cooperation.plans.models import Plan, PlanKind, PlanSide
from koinon.cooperation.plans.permissions import can_begin_plan, can_run_plan
from koinon.cooperation.plans.views import visible_plan
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui.addresses import url

form_door = require_http_methods(["GET", "HEAD", "POST"])


@form_door
@login_required
def plan_new(request: Request) -> HttpResponse:
    """Record a plan; ``?agreement=`` or ``?edition=`` names what it belongs to."""
    not_found_unless(can_begin_plan(request.reader))
    form = PlanForm(request.POST or None, request=request, initial=_begun_with(request))
    page = _page(
        form,
        _("Record a plan"),
        _("Record the plan"),
        url("plans:plans"),
        _("The plan is on record. Write its first measure."),
    )

    def record() -> Plan:
        return commands.record_plan(form.values, form.sides, by=request.reader)

    return record_form(request, form, record, page)


def _begun_with(request: Request) -> dict[str, object]:
    """The agreement, with its parties as sides, or the edition the plan is begun from."""
    reader, asked = request.reader, request.GET
    initial: dict[str, object] = {}
    agreements = Agreement.objects.visible_to(reader).select_related("edition")
    if agreement := agreements.filter(key=asked.get("agreement", "")).first():
        parties = agreement.parties.visible_to(reader).select_related("body").order_by("order", "id")
        initial = {"agreement": agreement, "edition": agreement.edition, "kind": PlanKind.PAIR}
        initial |= {f"side_{number}": party.body for number, party in enumerate(parties[:3], start=1)}
    elif edition := Edition.objects.visible_to(reader).filter(key=asked.get("edition", "")).first():
        initial = {"edition": edition, "kind": PlanKind.PAIR}
    return initial


@form_door
@login_required
def plan_edit(request: Request, key: str) -> HttpResponse:
    """Change a plan and its sides."""
    shown = visible_plan(request, key)
    not_found_unless(can_run_plan(request.reader, shown))
    form = PlanForm(request.POST or None, request=request, instance=shown)
    title = _("Change %(name)s") % {"name": shown}
    page = _page(form, title, _("Save the plan"), shown.get_absolute_url(), _("The plan is saved."))

    def change() -> Plan:
        return commands.change_plan(
            shown, form.values, form.sides, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


def _page(form: PlanForm, title: str, verb: str, cancel: str, done: str) -> FormPage:
    return FormPage(
        title=title,
        verb=verb,
        cancel=cancel,
        done=done,
        groups=(
            (_("What it is"), ["kind", "title", "language", "other_title", "other_language", "purpose"]),
            (_("Whose it is"), form.side_names, _("A pair has two sides; each reports in its own language.")),
            (_("What it belongs to"), ["agreement", "edition", "decision"]),
            (_("When, and for whom"), ["starts", "ends", "audience", "is_example"]),
        ),
    )


@require_POST
@login_required
def plan_agree(request: Request, key: str) -> HttpResponse:
    """Agree the plan with the measures that every side agreed to."""
    shown = visible_plan(request, key)
    not_found_unless(can_run_plan(request.reader, shown))

    def agree() -> Plan:
        return commands.agree_plan(shown, by=request.reader, on=timezone.localdate())

    return pressed(request, agree, _("The plan is agreed."), shown.get_absolute_url())


@form_door
@login_required
def plan_close(request: Request, key: str) -> HttpResponse:
    """Close the plan and say what came of it."""
    shown = visible_plan(request, key)
    not_found_unless(can_run_plan(request.reader, shown))
    form = OutcomeForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Close %(name)s") % {"name": shown},
        verb=_("Close the plan"),
        cancel=shown.get_absolute_url(),
        done=_("The plan is closed."),
    )

    def close() -> Plan:
        told, version = form.cleaned_data["outcome"], form.expected_version
        return commands.close_plan(
            shown, told, by=request.reader, on=timezone.localdate(), expected_version=version
        )

    return record_form(request, form, close, page)


@require_POST
@login_required
def link_issue(request: Request, key: str, side: str) -> HttpResponse:
    """Make the link by which a side agrees, and plan its letter."""
    shown = visible_plan(request, key)
    not_found_unless(can_run_plan(request.reader, shown))
    row = _side(shown, side)
    by_mail = "mail" in request.POST

    def issue() -> PlanSide:
        return issue_consent_link(row, by=request.reader, on=timezone.localdate(), by_mail=by_mail)

    done = (
        _("The link is made and its letter is planned.")
        if by_mail
        else _("The link is made. Send it to the other side.")
    )
    return pressed(request, issue, done, f"{shown.get_absolute_url()}#links")


@require_POST
@login_required
def link_revoke(request: Request, key: str, side: str) -> HttpResponse:
    """Take the link of a side back."""
    shown = visible_plan(request, key)
    not_found_unless(can_run_plan(request.reader, shown))
    row = _side(shown, side)
    then = f"{shown.get_absolute_url()}#links"
    return pressed(
        request, lambda: revoke_consent_link(row, by=request.reader), _("The link opens nothing now."), then
    )


def _side(shown: Plan, key: str) -> PlanSide:
    return get_object_or_404(PlanSide.objects.select_related("body", "contact"), plan=shown, key=key)
