"""The doors of the ledger of letters."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.network.people.paging import Pages
from koinon.platform.notifications.models import Message, Words
from koinon.platform.notifications.queries import ledger, standing
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url
from koinon.site.desk import letter_commands
from koinon.site.desk.forms import AddressForm, LetterFilter
from koinon.site.desk.permissions import can_keep_letters


@require_safe
@recorder_required
def letters(request: Request) -> HttpResponse:
    """The ledger: every letter planned, how far it came, and in red what was expected and did not leave."""
    not_found_unless(can_keep_letters(request.reader))
    asked = LetterFilter(request.GET)
    told = asked.cleaned_data if asked.is_valid() else {}
    rows = ledger(state=told.get("state", ""), words=told.get("words", ""))
    page = Pages(rows, request).get_page(request.GET.get("page"))
    context = {"page": page, "filters": asked, "standing": standing(request.on)}
    return render(request, "desk/letters.html", context)


@require_safe
@recorder_required
def letter(request: Request, mark: str) -> HttpResponse:
    """One letter with its words and everything that became of it."""
    found = visible(request, mark)
    form = AddressForm(initial={"address": found.mailbox.address if found.mailbox else ""})
    return render(request, "desk/letter.html", told(found, form))


@require_POST
@recorder_required
def letter_settle(request: Request, mark: str) -> HttpResponse:
    """A person says whether it arrived."""
    found = visible(request, mark)
    arrived = request.POST.get("arrived") == "yes"
    settle = partial(
        letter_commands.settle_doubt, found, arrived=arrived, by=request.reader, moment=timezone.now()
    )
    done = _("It counts as sent.") if arrived else _("It is sent once more.")
    return pressed(request, settle, done, url("desk:letter", mark=mark))


@require_POST
@recorder_required
def letter_mend(request: Request, mark: str) -> HttpResponse:
    """Here is an address that works."""
    found = visible(request, mark)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/letter.html", told(found, form))
    mend = partial(letter_commands.mend_address, found, form.cleaned_data["address"], by=request.reader)
    done = _("It is sent to the new address.")
    return pressed(request, mend, done, url("desk:letter", mark=mark))


def visible(request: Request, mark: str) -> Message:
    """A letter, for those who keep the ledger."""
    not_found_unless(can_keep_letters(request.reader))
    rows = Message.objects.select_related("mailbox", "planned_by")
    return get_object_or_404(rows, mark=mark)


def told(found: Message, form: AddressForm) -> dict[str, Any]:
    """What the page shows; the words of a letter may have been forgotten on somebody's wish."""
    words = Words.objects.filter(message=found).values_list("text", flat=True).first() or ""
    return {"letter": found, "form": form, "lines": [line for line in words.splitlines() if line.strip()]}
