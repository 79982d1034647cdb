"""Evidence flows back: what a hub published or held is offered for the promise of its year, once, and somebody is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.agreements.commitments import Due, Evidence, EvidenceDue
from koinon.cooperation.agreements.evidence_commands import offer_evidence
from koinon.cooperation.agreements.evidence_permissions import party_bodies
from koinon.cooperation.learning.curricula import Curriculum, Output
from koinon.cooperation.learning.hubs import Hub, Work
from koinon.cooperation.learning.letters import tell_of_offers
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.people.models import Audience, Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.dates import UNKNOWN, Day
from koinon.platform.notifications.addresses import absolute
from koinon.platform.recording.keys import slug
from koinon.platform.ui.addresses import url


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: which kinds of work it is, of which year, and the thing itself."""

    hub: Hub
    works: tuple[Work, ...]
    year: int
    title: str
    audience: str
    things: dict[str, Any]


def offer_curriculum(curriculum: Curriculum, *, by: Reader, on: date) -> list[Evidence]:
    """A published curriculum is shown by its address; a later version of it keeps no promise anew."""
    if curriculum.first_id:
        return []
    address = absolute(url("learning:curriculum", key=curriculum.key))
    with override("en"):
        title = _("Curriculum %(year)s published: %(title)s") % {
            "year": curriculum.year,
            "title": curriculum.title,
        }
    works = (Work.CURRICULUM,)
    shown = Shown(curriculum.hub, works, curriculum.year, title, curriculum.audience, {"address": address})
    return offer(shown, by=by, on=on)


def offer_seminar(seminar: Seminar, present: int, *, by: Reader, on: date) -> list[Evidence]:
    """A seminar somebody came to is shown by its event."""
    with override("en"):
        title = _("Seminar held with %(n)s present: %(title)s") % {"n": present, "title": seminar.event.title}
    works = (Work.SEMINAR,)
    event = seminar.event
    return offer(
        Shown(seminar.hub, works, seminar.year, title, event.audience, {"event": event}), by=by, on=on
    )


def offer_output(output: Output, *, by: Reader, on: date) -> list[Evidence]:
    """A published output is shown by its document."""
    with override("en"):
        title = _("Published: %(title)s") % {"title": output.title}
    works = (Work(output.work),)
    things = {"document": output.document}
    return offer(Shown(output.hub, works, output.year, title, output.audience, things), by=by, on=on)


def offer(shown: Shown, *, by: Reader, on: date) -> list[Evidence]:
    """Offer it for every promise this work keeps, where it is not offered already. It counts once somebody accepts it.

    Whoever publishes need be no party to the agreement, so the register itself offers, in their name.
    """
    acting = replace(SYSTEM, user=by.user)
    made = []
    for due in dues_for(shown):
        key = f"{slug(f'{due.key} {_told(shown)}')}"[:118].rstrip("-")
        if _offered(shown, due) or Evidence.objects.filter(key=key).exists():
            continue
        values = {**shown.things, "title": shown.title[:254], "audience": _audience(shown.audience)}
        giver = offerer(shown.hub, due)
        made.append(
            offer_evidence([due], by=acting, on=on, key=key, day=_day(shown, on), offered_by=giver, **values)
        )
    if made:
        tell_of_offers(shown.hub, made, by=by, on=on)
    return made


def dues_for(shown: Shown) -> list[Due]:
    """Of each promise this work keeps the due of its year: where it falls due several times in it, the first still bare."""
    linked = Q(commitment__hub_works__hub=shown.hub, commitment__hub_works__work__in=shown.works)
    rows = Due.objects.filter(linked).select_related("commitment__agreement").distinct()
    by_promise: dict[int, list[Due]] = {}
    for due in rows.order_by("commitment", "day_latest", "id"):
        if falls_in(due, shown.year):
            by_promise.setdefault(due.commitment_id, []).append(due)
    taken = set(EvidenceDue.objects.filter(due__in=rows).values_list("due", flat=True))
    return [
        next((one for one in dues if one.pk not in taken or _offered(shown, one)), dues[0])
        for dues in by_promise.values()
    ]


def falls_in(due: Due, year: int) -> bool:
    """Whether a due may mean a day of the year; one of unknown day may mean any."""
    return due.day.earliest.year <= year <= due.day.latest.year


def offerer(hub: Hub, due: Due) -> Body | None:
    """In whose name it is offered: the host's or the hub's, where the promise concerns it."""
    concerned = party_bodies([due.commitment])[due.commitment_id]
    return next((body for body in (hub.host, hub.body) if body.pk in concerned), None)


def _offered(shown: Shown, due: Due) -> bool:
    """Whether this very thing is shown for the due already, by whomever."""
    return EvidenceDue.objects.filter(
        due=due, **{f"evidence__{name}": thing for name, thing in shown.things.items()}
    ).exists()


def _told(shown: Shown) -> str:
    thing = next(iter(shown.things.values()))
    return str(getattr(thing, "key", "")) or str(thing).rstrip("/").rpartition("/")[2]


def _day(shown: Shown, on: date) -> Day:
    """Of an event its own day; of what was published the day of its publication."""
    return UNKNOWN if "event" in shown.things else Day.of(on)


def _audience(audience: str) -> str:
    """As open as what is shown; where that is for named bodies, for the parties."""
    return Audience.PARTIES if audience == Audience.BODIES else audience
