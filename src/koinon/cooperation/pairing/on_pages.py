"""What pairing puts on the pages of lower rooms: an edition's rounds, a body's own call, where an agreement came from."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.pairing.models import ProposedPair, Round
from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.pairing.queries import Waiting, waiting_for
from koinon.cooperation.pairing.views import TONES
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Action, Part, drawn


def on_edition(request: Request, edition: Edition) -> Iterator[Part | Action]:
    """The rounds of an edition; where there is none yet, the way to prepare one: one statement."""
    rounds = list(Round.objects.visible_to(request.reader).filter(edition=edition))
    may_run = can_run(request.reader)
    if rounds:
        context = {"rounds": rounds, "tone": TONES, "edition": edition, "may_run": may_run}
        yield drawn(request, "pairing/beside_edition.html", context, order=10)
    elif may_run:
        yield Action(_("Prepare a pairing round"), link_from(request, "pairing:round-new", key=edition.key))


def on_body(request: Request, body: Body) -> Iterator[Part]:
    """What a round waits for from this body, for its own people: one statement, none for anybody else."""
    if body.pk not in request.reader.bodies:
        return
    if told := [Waiting(one) for one in waiting_for(frozenset({body.pk}))]:
        yield drawn(request, "pairing/beside_body.html", {"waiting": told}, order=10)


def on_agreement(request: Request, agreement: Agreement) -> Iterator[Part]:
    """The round from which an agreement-to-be came: one statement."""
    for pair in _led_to(request.reader, agreement=agreement.pk):
        yield drawn(request, "pairing/beside_agreement.html", {"pair": pair}, order=30)


@prepared
def _led_to(reader: Reader, /, *, agreement: int) -> QuerySet[ProposedPair]:
    """The published pair that led to an agreement."""
    rows = ProposedPair.objects.visible_to(reader).filter(agreement=agreement)
    return rows.filter(round__published_at__isnull=False).select_related("round").order_by("id")[:1]
