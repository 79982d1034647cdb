"""One press on the page of a decision: an agreement its item drew on is approved by it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.cooperation.agreements.act_commands import approve_agreement
from koinon.cooperation.agreements.acts import Act
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.governance.models import Decision
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.recording.views import pressed


@require_POST
@recorder_required
def approved_by(request: Request, key: str, decision: str) -> HttpResponse:
    """Record the approval of an agreement by a decision, on the day of its meeting."""
    found = get_object_or_404(Agreement.objects.visible_to(request.reader), key=key)
    decided = Decision.objects.visible_to(request.reader).select_related("item__meeting")
    by = get_object_or_404(decided, key=decision)

    def approve() -> Act:
        return approve_agreement(found, by, {}, by=request.reader, on=timezone.localdate())

    done = _("The approval is on record. The signature comes next.")
    return pressed(request, approve, done, by.get_absolute_url())
