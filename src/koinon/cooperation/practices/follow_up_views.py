"""Asking what became of a practice, and answering for a body with an account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.practices.follow_up_commands import Told, ask_follow_up, tell_follow_up
from koinon.cooperation.practices.forms import FollowUpForm
from koinon.cooperation.practices.models import PracticeFollowUp
from koinon.cooperation.practices.permissions import can_answer_for, can_publish
from koinon.cooperation.practices.views import visible_practice
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.recording.views import FormPage, pressed, record_form


@require_POST
@login_required
def follow_up_ask(request: Request, key: str) -> HttpResponse:
    """Ask now, by a letter with a link."""
    shown = visible_practice(request, key)
    not_found_unless(can_publish(request.reader))
    return pressed(
        request,
        lambda: ask_follow_up(shown, by=request.reader, on=timezone.localdate()),
        _("The letter is planned."),
        f"{shown.get_absolute_url()}#follow-up",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def follow_up_tell(request: Request, key: str) -> HttpResponse:
    """Say how it goes on, whether or not somebody asked."""
    shown = visible_practice(request, key)
    not_found_unless(can_answer_for(request.reader, shown) and shown.published_on is not None)
    on = timezone.localdate()
    form = FollowUpForm(request.POST or None, request=request)
    page = FormPage(
        title=_("How %(name)s goes on") % {"name": shown},
        verb=_("Tell how it stands"),
        done=_("Thank you. It stands on the page of the practice."),
        cancel=shown.get_absolute_url(),
    )

    def tell() -> PracticeFollowUp:
        told = Told(form.cleaned_data["outcome"], form.cleaned_data["words"])
        return tell_follow_up(shown, told, by=request.reader, on=on)

    return record_form(request, form, tell, page)
