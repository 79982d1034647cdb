"""What this room keeps beside an agreement (the way to its renewal) and beside a decision (what waits for it)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.on_board import waiting
from koinon.cooperation.agreements.permissions import can_watch_runway
from koinon.cooperation.agreements.renewals import Renewal
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.governance.models import Decision, Outcome
from koinon.network.people.doors import Request
from koinon.network.people.permissions import can_record
from koinon.platform.dates.bounds import LAST
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Action, Part, drawn


def on_agreement(request: Request, agreement: Agreement) -> Iterator[Part | Action]:
    """One statement, and none for those who do not prepare renewals."""
    if not can_watch_runway(request.reader) or agreement.ends_latest == LAST:
        return
    begun = Renewal.objects.visible_to(request.reader).filter(agreement=agreement).exists()
    if begun or agreement.ends_latest >= request.on:
        yield Action(_("Renewal"), link_from(request, "agreements:renewal", key=agreement.key))


def on_decision(request: Request, decision: Decision) -> Iterator[Part]:
    """The agreements its item drew on that nothing has approved yet, for whoever may record it: one statement."""
    if not can_record(request.reader) or decision.outcome != Outcome.ADOPTED:
        return
    if rows := waiting(decision.item_id, request.reader):
        context = {"decision": decision, "waiting": rows}
        yield drawn(request, "agreements/beside_decision.html", context, place="main", order=20)
