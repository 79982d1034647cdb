"""Where the lines of a strategy are laid out, and what is done for them is pointed to them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.plans import plan_commands as commands
from koinon.cooperation.plans.forms import LineForm, PointerForm
from koinon.cooperation.plans.models import LineOfAction, LinePointer
from koinon.cooperation.plans.permissions import can_run_plan
from koinon.cooperation.plans.views import visible_plan
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.recording.views import FormPage, pressed, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])


@form_door
@login_required
def line_new(request: Request, key: str) -> HttpResponse:
    """Add a line of action to a plan."""
    shown = visible_plan(request, key)
    not_found_unless(can_run_plan(request.reader, shown))
    number = 1 + (shown.lines.aggregate(last=Max("number"))["last"] or 0)
    form = LineForm(request.POST or None, request=request, initial={"number": number})
    page = FormPage(
        title=_("A line of action of %(name)s") % {"name": shown},
        verb=_("Record the line"),
        cancel=shown.get_absolute_url(),
        done=_("The line is recorded."),
    )

    def record() -> LineOfAction:
        return commands.record_line(shown, form.values, by=request.reader)

    return record_form(request, form, record, page, then=f"{shown.get_absolute_url()}#lines")


@form_door
@login_required
def line_edit(request: Request, key: str) -> HttpResponse:
    """Change a line of action."""
    line = _line(request, key)
    form = LineForm(request.POST or None, request=request, instance=line)
    page = FormPage(
        title=_("Change %(name)s") % {"name": line},
        verb=_("Save the line"),
        cancel=line.plan.get_absolute_url(),
        done=_("The line is saved."),
    )

    def change() -> LineOfAction:
        return commands.change_line(
            line, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page, then=f"{line.plan.get_absolute_url()}#lines")


@require_POST
@login_required
def line_remove(request: Request, key: str) -> HttpResponse:
    """Take a line off the plan."""
    line = _line(request, key)
    then = f"{line.plan.get_absolute_url()}#lines"
    return pressed(
        request, lambda: commands.remove_line(line, by=request.reader), _("The line is taken off."), then
    )


@form_door
@login_required
def line_point(request: Request, key: str) -> HttpResponse:
    """Say what serves a line of action."""
    line = _line(request, key)
    form = PointerForm(request.POST or None, request=request)
    page = FormPage(
        title=_("What is done for “%(line)s”") % {"line": line},
        verb=_("Point it to the line"),
        cancel=line.plan.get_absolute_url(),
        done=_("It is counted for the line."),
        lede=_("An agreement, a promise, an event or a measure: choose one."),
    )

    def point() -> LinePointer:
        return commands.point_to_line(line, form.thing, by=request.reader)

    return record_form(request, form, point, page, then=f"{line.plan.get_absolute_url()}#lines")


@require_POST
@login_required
def pointer_remove(request: Request, key: str) -> HttpResponse:
    """Take back that something serves a line."""
    rows = LinePointer.objects.visible_to(request.reader).select_related(
        "line__plan__edition__programme", "line__plan__agreement__programme"
    )
    pointer = get_object_or_404(rows, key=key)
    not_found_unless(can_run_plan(request.reader, pointer.line.plan))
    then = f"{pointer.line.plan.get_absolute_url()}#lines"
    return pressed(
        request,
        lambda: commands.unpoint_from_line(pointer, by=request.reader),
        _("It is no longer counted for the line."),
        then,
    )


def _line(request: Request, key: str) -> LineOfAction:
    rows = LineOfAction.objects.visible_to(request.reader).select_related(
        "plan__edition__programme", "plan__agreement__programme"
    )
    line = get_object_or_404(rows, key=key)
    not_found_unless(can_run_plan(request.reader, line.plan))
    return line
