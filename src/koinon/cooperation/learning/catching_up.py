"""What a hub did before its work was linked to promises: offered after all, each once."""

from __future__ import annotations

from datetime import date

from koinon.cooperation.agreements.models import Evidence
from koinon.cooperation.learning.attendance import present_by_event
from koinon.cooperation.learning.curricula import Curriculum, Output
from koinon.cooperation.learning.flowing import offer_curriculum, offer_output, offer_seminar
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.permissions import can_run_hubs
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act


def offer_all(hub: Hub, *, by: Reader, on: date) -> list[Evidence]:
    """Offer every published curriculum and output, and every seminar somebody came to."""
    refuse_unless(can_run_hubs(by))
    made: list[Evidence] = []
    with act("offer_hub_work", by=by.user):
        for curriculum in Curriculum.objects.filter(hub=hub).published().select_related("hub__host"):
            made += offer_curriculum(curriculum, by=by, on=on)
        for output in Output.objects.filter(hub=hub).exclude(published_on=None).select_related("document"):
            made += offer_output(output, by=by, on=on)
        seminars = list(Seminar.objects.filter(hub=hub).select_related("event", "hub__host", "hub__body"))
        present = present_by_event(one.event_id for one in seminars)
        for seminar in seminars:
            if number := present.get(seminar.event_id):
                made += offer_seminar(seminar, number, by=by, on=on)
    return made
