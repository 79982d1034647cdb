"""Where labs and communities are recorded, joined and left, and practices and events are shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.cooperation.labs import commands, forms
from koinon.cooperation.labs.models import Community, Lab
from koinon.cooperation.labs.permissions import can_run
from koinon.cooperation.labs.views import visible_community, visible_lab
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.network.people.models import Body
from koinon.platform.recording.form_doors import form_door
from koinon.platform.recording.forms import RecordForm
from koinon.platform.recording.views import FormPage, part_form, record_form, removed
from koinon.platform.ui.addresses import url

# Under what address a part of a lab or a community is told apart from the others.
LAB_PARTS = ("partners",)
COMMUNITY_PARTS = ("members", "practices", "events")


def _begun_with(request: Request) -> dict[str, Any]:
    found = Body.objects.visible_to(request.reader).filter(key=request.GET.get("body", "")).first()
    return {"body": found} if found else {}


@form_door
@recorder_required
def lab_new(request: Request) -> HttpResponse:
    """Record a lab."""
    form = forms.LabForm(request.POST or None, request=request, initial=_begun_with(request))
    page = FormPage(
        title=_("Record a lab"),
        verb=_("Record the lab"),
        done=_("The lab is on record. Say next who belongs to it."),
        cancel=url("labs:labs"),
        groups=forms.LAB_GROUPS,
    )

    def record() -> Lab:
        codes = form.cleaned_data["sdg"], form.cleaned_data["nua"]
        return commands.record_lab(form.values, *codes, by=request.reader)

    return record_form(request, form, record, page)


@form_door
@recorder_required
def lab_edit(request: Request, key: str) -> HttpResponse:
    """Change a lab."""
    shown = visible_lab(request, key)
    form = forms.LabForm(request.POST or None, request=request, instance=_whole(Lab, shown.pk))

    def change() -> Lab:
        codes = form.cleaned_data["sdg"], form.cleaned_data["nua"]
        lab = form.record
        assert isinstance(lab, Lab)
        version = form.expected_version
        return commands.change_lab(lab, form.values, *codes, by=request.reader, expected_version=version)

    return record_form(request, form, change, _changing(shown, _("Save the lab"), forms.LAB_GROUPS))


def _whole(model: Any, pk: int) -> Any:
    """The row with everything it points at: a page leaves out what its reader may not see, a form must not."""
    return model.objects.select_related("body").get(pk=pk)


def _changing(shown: Lab | Community, verb: str, groups: Any = ()) -> FormPage:
    return FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=verb,
        done=_("The change is on record."),
        cancel=shown.get_absolute_url(),
        groups=groups,
    )


@form_door
@recorder_required
def community_new(request: Request) -> HttpResponse:
    """Record a community."""
    form = forms.CommunityForm(request.POST or None, request=request, initial=_begun_with(request))
    page = FormPage(
        title=_("Record a community"),
        verb=_("Record the community"),
        done=_("The community is on record. Say next who belongs to it."),
        cancel=url("labs:communities"),
    )
    return record_form(request, form, lambda: commands.record_community(form.values, by=request.reader), page)


@form_door
@recorder_required
def community_edit(request: Request, key: str) -> HttpResponse:
    """Change a community."""
    shown = visible_community(request, key)
    form = forms.CommunityForm(request.POST or None, request=request, instance=_whole(Community, shown.pk))

    def change() -> Community:
        row = form.record
        assert isinstance(row, Community)
        version = form.expected_version
        return commands.change_community(row, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, change, _changing(shown, _("Save the community")))


@require_POST
@recorder_required
def lab_remove(request: Request, key: str) -> HttpResponse:
    return _removed(request, visible_lab(request, key), url("labs:labs"))


@require_POST
@recorder_required
def community_remove(request: Request, key: str) -> HttpResponse:
    return _removed(request, visible_community(request, key), url("labs:communities"))


def _removed(request: Request, shown: Lab | Community, then: str) -> HttpResponse:
    return removed(request, lambda: commands.remove_whole(shown, by=request.reader), then)


# Who belongs, and what is shared


@form_door
@login_required
def lab_join(request: Request, key: str) -> HttpResponse:
    """A body joins a lab."""
    shown = visible_lab(request, key)
    form = forms.PartnerForm(request.POST or None, request=request)
    verb = _("Record who joins")
    return _added(
        request, shown, form, verb, lambda: commands.join_lab(shown, form.values, by=request.reader)
    )


@form_door
@login_required
def community_join(request: Request, key: str) -> HttpResponse:
    """A body joins a community."""
    shown = visible_community(request, key)
    form = forms.MemberForm(request.POST or None, request=request)
    verb = _("Record who joins")
    return _added(
        request, shown, form, verb, lambda: commands.join_community(shown, form.values, by=request.reader)
    )


@form_door
@login_required
def practice_share(request: Request, key: str) -> HttpResponse:
    """Share a practice with a community."""
    shown = visible_community(request, key)
    form = forms.SharedPracticeForm(request.POST or None, request=request)
    on = timezone.localdate()

    def share() -> Any:
        return commands.share_practice(shown, form.values["practice"], by=request.reader, on=on)

    return _added(request, shown, form, _("Share a practice"), share)


@form_door
@login_required
def event_add(request: Request, key: str) -> HttpResponse:
    """Count an event among those of a community."""
    shown = visible_community(request, key)
    form = forms.SharedEventForm(request.POST or None, request=request)

    def add() -> Any:
        return commands.add_event(shown, form.values["event"], by=request.reader)

    return _added(request, shown, form, _("Add an event"), add)


def _added(
    request: Request, shown: Lab | Community, form: RecordForm, verb: str, do: Callable[[], Any]
) -> HttpResponse:
    not_found_unless(can_run(request.reader, shown))
    return part_form(request, form, do, shown, verb=verb)


@form_door
@login_required
def leave(request: Request, whole: str, key: str, part: str) -> HttpResponse:
    """A body leaves on a day."""
    shown = _shown(request, whole, key)
    rows = shown.partners if isinstance(shown, Lab) else shown.members
    row: Any = get_object_or_404(rows.visible_to(request.reader).select_related("body"), key=part)
    form = forms.LeaveForm(request.POST or None, request=request)

    def do() -> Any:
        return commands.leave(row, form.cleaned_data["day"], by=request.reader)

    title = _("%(name)s leaves") % {"name": row.body}
    return part_form(request, form, do, shown, title=title, verb=_("Record the day"))


@require_POST
@login_required
def part_remove(request: Request, whole: str, key: str, kind: str, part: str) -> HttpResponse:
    """Take away what was entered by mistake."""
    shown = _shown(request, whole, key)
    not_found_unless(kind in (LAB_PARTS if isinstance(shown, Lab) else COMMUNITY_PARTS))
    row = get_object_or_404(getattr(shown, kind).visible_to(request.reader), key=part)
    return removed(request, lambda: commands.remove_part(row, by=request.reader), shown.get_absolute_url())


def _shown(request: Request, whole: str, key: str) -> Lab | Community:
    not_found_unless(whole in ("labs", "communities"))
    shown = visible_lab(request, key) if whole == "labs" else visible_community(request, key)
    not_found_unless(can_run(request.reader, shown))
    return shown
