"""Name plates and the order of protocol of an event, from who takes part in it."""

from __future__ import annotations

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.network.events.models import Event
from koinon.network.events.queries import taking_part
from koinon.network.people.models import PersonName
from koinon.network.people.readers import Reader
from koinon.site.briefings.paper import Paper, Plates


def name_plates(event: Event, *, reader: Reader, language: str) -> Paper:
    """One folded plate for each person, in order of protocol: name, name in Chinese where known, capacity."""
    attendances = [row for row in taking_part(event, reader) if row.person]
    people = [row.person_id for row in attendances]
    others = PersonName.objects.visible_to(reader).filter(person__in=people, language__startswith="zh")
    chinese = {name.person_id: name.text for name in others}
    plates = tuple(
        (row.person.display(), chinese.get(row.person.pk, ""), row.capacity)
        for row in attendances
        if row.person
    )
    with override(language):
        return Paper(
            title="",
            language=get_language() or "en",
            blocks=(Plates(plates),),
            footer=_("Name plates: %(event)s") % {"event": event},
            filename=f"plates-{event.key}",
        )
