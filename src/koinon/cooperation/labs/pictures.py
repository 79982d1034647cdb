"""Labs and communities through time and on the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.labs.commands import Belonging
from koinon.cooperation.labs.models import Community, Lab
from koinon.network.events.models import Event
from koinon.network.people.models import Body
from koinon.platform.dates import Span
from koinon.platform.ui import figures
from koinon.platform.ui.drawings.timeline import Bar, Mark, Point, Timeline
from koinon.platform.ui.drawings.worldmap import Arc, Place, World


def timeline(
    whole: Lab | Community, belonging: Iterable[Belonging], events: Iterable[Event], on: date, today: date
) -> Timeline | None:
    """The life of it, who belonged when, its agreement, its events; none where nothing is dated."""
    lanes = [
        _("Lab") if isinstance(whole, Lab) else _("Community"),
        _("Agreement"),
        _("Who belongs"),
        _("Events"),
    ]
    marks: list[Mark] = list(_bar(lanes[0], str(whole), whole.span, "learning", whole.get_absolute_url()))
    if isinstance(whole, Lab) and whole.agreement:
        under = whole.agreement
        marks += _bar(lanes[1], str(under), under.span, "agreements", under.get_absolute_url())
    for one in belonging:
        marks += _bar(lanes[2], str(one.body), one.span, "membership", one.body.get_absolute_url())
    for event in events:
        if not event.starts.is_unknown:
            last = max(event.starts_latest, event.starts_earliest)
            marks.append(
                Point(lanes[3], event.starts_earliest, last, str(event), href=event.get_absolute_url())
            )
    if not marks:
        return None
    title = _("%(name)s through time") % {"name": whole}
    words = _("Its life, the agreement it stands under, who belonged when, and its events.")
    return Timeline(title, words, marks, on, today, lanes, on_label=figures.day(on))


def _bar(lane: str, label: str, span: Span, tone: str, href: str) -> Iterator[Bar]:
    starts, ends = span.starts, span.ends
    if starts.is_unknown and (ends.is_unknown or ends.is_open):
        return
    yield Bar(
        lane, label, starts.earliest, starts.latest, ends.earliest, ends.latest,
        tone=tone, href=href, title=f"{label}: {figures.span(span)}",
    )  # fmt: skip


def world(title: str, centre: Body | None, others: Iterable[Body]) -> World | None:
    """Where it is and who belongs to it, joined by arcs; none where no place is known."""
    middle = _place(centre, 3) if centre else None
    places: dict[int, Place] = {}
    for body in others:
        if (found := _place(body, 1)) and body.city_id is not None:
            places[body.city_id] = found
    if middle and centre and centre.city_id is not None:
        places.pop(centre.city_id, None)
    arcs = [Arc(middle, one, tone="learning") for one in places.values()] if middle else []
    drawn = [*([middle] if middle else []), *places.values()]
    words = _("Where it has its seat, and the cities of those who belong to it.")
    return World(title, words, drawn, arcs) if drawn else None


def labs_world(labs: Iterable[Lab]) -> World | None:
    """All labs by their own city, or that of their host."""
    places = {}
    for lab in labs:
        at = lab.body if lab.body.city else lab.host
        if at and (found := _place(at, 2, label=str(lab), href=lab.get_absolute_url())):
            places[lab.pk] = found
    words = _("Each lab as a dot where it, or its host, has its seat.")
    return World(_("Labs on the map"), words, list(places.values())) if places else None


def _place(body: Body, size: float, label: str = "", href: str = "") -> Place | None:
    city = body.city
    if city is None or city.latitude is None or city.longitude is None:
        return None
    href = href or body.get_absolute_url()
    return Place(city.latitude, city.longitude, label or str(city), href=href, tone="learning", size=size)
