"""Where what a hub wrote is recorded, changed, published and taken off the record."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.agreements.models import Evidence
from koinon.cooperation.learning import output_commands
from koinon.cooperation.learning.forms import OutputForm
from koinon.cooperation.learning.hub_views import visible_hub
from koinon.cooperation.learning.models import Output
from koinon.cooperation.learning.permissions import can_publish, can_write_in
from koinon.cooperation.learning.telling import publishes
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.recording.views import FormPage, pressed, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])


@form_door
@login_required
def output_new(request: Request, key: str) -> HttpResponse:
    """Put something the hub wrote on record."""
    shown = visible_hub(request, key)
    not_found_unless(can_write_in(request.reader, shown))
    form = OutputForm(request.POST or None, request=request, hub=shown)
    page = FormPage(
        title=_("Record an output"),
        verb=_("Record the output"),
        cancel=shown.get_absolute_url(),
        done=_("The output is on record. Publish it when its audience may see it."),
    )
    return record_form(
        request, form, lambda: output_commands.record_output(shown, form.values, by=request.reader), page
    )


@form_door
@login_required
def output_edit(request: Request, key: str) -> HttpResponse:
    """Change what is said of an output."""
    shown = visible_output(request, key)
    not_found_unless(can_write_in(request.reader, shown.hub))
    form = OutputForm(request.POST or None, request=request, instance=shown, hub=shown.hub)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the output"),
        cancel=shown.get_absolute_url(),
        done=_("The output is saved."),
    )

    def change() -> Output:
        return output_commands.change_output(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@require_POST
@login_required
def output_publish(request: Request, key: str) -> HttpResponse:
    """Publish an output."""
    shown = visible_output(request, key)
    not_found_unless(can_publish(request.reader, shown.hub))

    def publish() -> list[Evidence]:
        return output_commands.publish_output(shown, by=request.reader, on=timezone.localdate())

    return publishes(request, shown.hub, publish, _("The output is published."), shown.get_absolute_url())


@require_POST
@login_required
def output_remove(request: Request, key: str) -> HttpResponse:
    """Take an output off the record."""
    shown = visible_output(request, key)
    not_found_unless(can_publish(request.reader, shown.hub))
    done, then = _("The output is off the record."), shown.hub.get_absolute_url()
    return pressed(request, lambda: output_commands.remove_output(shown, by=request.reader), done, then)


def visible_output(request: Request, key: str) -> Output:
    """The output, if the reader may see it."""
    rows = Output.objects.visible_to(request.reader).select_related("hub__host", "hub__body", "document")
    return get_object_or_404(rows, key=key)
