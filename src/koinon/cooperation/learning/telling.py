"""What whoever publishes is told: what was offered as evidence, and which officer hears of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.cooperation.agreements.models import Evidence
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.letters import told_of
from koinon.network.people.doors import Request
from koinon.platform.errors import Refused


def publishes(
    request: Request, hub: Hub, do: Callable[[], Sequence[Evidence]], done: str, then: str
) -> HttpResponse:
    """Publish, and say in the confirmation what follows from it by itself."""
    try:
        offered = do()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, " ".join(filter(None, (done, offers_in_words(hub, len(offered))))))
    return redirect(then)


def offers_in_words(hub: Hub, number: int) -> str:
    """How many pieces of evidence were offered, and who is told; nothing where none was."""
    if not number:
        return ""
    people = ", ".join(one.display() for one in told_of(hub, timezone.localdate()))
    told = ngettext(
        "It is offered as evidence for %(num)s promise.",
        "It is offered as evidence for %(num)s promises.",
        number,
    ) % {"num": number}
    if people:
        return f"{told} {_('Told of it: %(people)s.') % {'people': people}}"
    return f"{told} {_('It waits where the secretariat accepts evidence.')}"
