"""The doors of a pasted list: paste it, confirm it on one screen, have it on record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from koinon.cooperation.visits.forms import PasteForm
from koinon.cooperation.visits.receive_forms import ReceiveForm
from koinon.cooperation.visits.receiving import receive_delegation
from koinon.cooperation.visits.recognising import recognised
from koinon.cooperation.visits.views import visible
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.errors import Refused
from koinon.reading.delegations import read_delegation

MOST_PEOPLE = 200


@require_http_methods(["GET", "HEAD", "POST"])
@recorder_required
def receive(request: Request, key: str) -> HttpResponse:
    """Paste, then confirm: the text travels with the form, so that nothing is kept before it is confirmed."""
    shown = visible(request, key)
    pasted = PasteForm(request.POST or None)
    if request.method != "POST" or not pasted.is_valid():
        return render(request, "visits/paste.html", {"visit": shown, "form": pasted, "nobody": False})
    text = pasted.cleaned_data["text"]
    claim = read_delegation(text)
    if not claim.people or len(claim.people) > MOST_PEOPLE:
        return render(
            request, "visits/paste.html", {"visit": shown, "form": pasted, "nobody": True}, status=422
        )
    confirming = "confirmed" in request.POST
    form = ReceiveForm(
        recognised(claim, request.reader, shown.guest),
        request.POST if confirming else None,
        initial={"text": text},
    )
    if confirming and form.is_valid():
        try:
            made = receive_delegation(shown, text, form.people, by=request.reader, moment=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            told = ngettext(
                "%(number)s person is on the list now.", "%(number)s people are on the list now.", len(made)
            )
            messages.success(request, told % {"number": len(made)})
            return redirect(f"{shown.get_absolute_url()}#delegation")
    unread = [text[start:end].strip() for start, end in claim.unread]
    context = {
        "visit": shown,
        "form": form,
        "rows": list(form.rows()),
        "unread": unread,
        "mentioned": claim.mentioned,
    }
    return render(request, "visits/receive.html", context, status=422 if confirming else 200)
