"""Practices offered on the page of a hub: those that share its themes, or the goals of its agreement."""

from __future__ import annotations

from collections.abc import Iterator

from koinon.cooperation.agreements.models import Alignment
from koinon.cooperation.learning.models import Hub
from koinon.cooperation.practices.offering import Wanted, offered_part
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.doors import Request
from koinon.platform.ui.beside import Part


def on_hub(request: Request, hub: Hub) -> Iterator[Part]:
    """What others did about the same, with the reason: three statements."""
    goals = Alignment.objects.filter(agreement=hub.agreement_id, vocabulary=Vocabulary.SDG).exclude(code="")
    wanted = Wanted.of(hub.terms, goals.values_list("code", flat=True), (hub.body_id, hub.host_id))
    yield from offered_part(request, wanted)
