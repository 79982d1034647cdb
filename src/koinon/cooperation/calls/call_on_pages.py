"""What calls put on the pages of lower rooms: an edition's calls, and what a body has entered that is announced."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.models import Call, Placing
from koinon.cooperation.calls.permissions import can_run
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Action, Part, drawn


def on_edition(request: Request, edition: Edition) -> Iterator[Part | Action]:
    """The calls of an edition: two statements; where there is none yet, the way to set one up."""
    now = timezone.now()
    rows = Call.objects.visible_to(request.reader).filter(edition=edition).prefetch_related("texts")
    calls = [(one, told(one), one.state(now)) for one in rows]
    if calls:
        yield drawn(request, "calls/beside_edition.html", {"calls": calls}, order=20)
    elif can_run(request.reader):
        yield Action(_("Set up a call"), link_from(request, "calls:call-new"))


def on_body(request: Request, body: Body) -> Iterator[Part]:
    """The stages a body's entries have reached, as announced: one statement."""
    found: dict[int, Placing] = {}
    for placing in reached(request.reader, body=body.pk):
        found[placing.entry_id] = placing  # the last is the farthest
    if found:
        yield drawn(request, "calls/beside_body.html", {"placings": list(found.values())}, order=60)


@prepared
def reached(reader: Reader, /, *, body: int) -> QuerySet[Placing]:
    """The announced stages that entries of a body have reached, the farthest of each last."""
    rows = Placing.objects.visible_to(reader).announced().filter(entry__applicant=body)
    return rows.select_related("entry", "stage__call").order_by("entry_id", "stage__rank", "id")
