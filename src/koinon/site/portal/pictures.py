"""The pictures of a page: the swim-lane time line of a portrait or a career, and the map of the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.joining import CityPair
from koinon.cooperation.agreements.queries import Link
from koinon.network.events.models import Event
from koinon.network.people.models import Role
from koinon.network.places.models import City
from koinon.platform.dates import Span
from koinon.platform.ui import figures
from koinon.platform.ui.addresses import url
from koinon.platform.ui.drawings.timeline import Bar, Gap, Mark, Point, Timeline
from koinon.platform.ui.drawings.worldmap import Arc, Place, World
from koinon.site.portal.portraits import Portrait

UNDATED = (date.min, date.max)


def bar(lane: str, label: str, span: Span, tone: str, href: str) -> Bar:
    """A period drawn as it is known."""
    title = f"{label}: {figures.span(span)}"
    starts, ends = span.starts, span.ends
    return Bar(
        lane,
        label,
        starts.earliest,
        starts.latest,
        ends.earliest,
        ends.latest,
        tone=tone,
        href=href,
        title=title,
    )


def timeline(name: str, portrait: Portrait, on: date, today: date) -> Timeline:
    """Membership, offices, agreements with their gaps, and events of a city or body."""
    lanes = [_("Membership"), _("Offices held"), _("Agreements"), _("Events")]
    marks: list[Mark] = [
        bar(lanes[0], str(one.network), one.span, "membership", one.get_absolute_url())
        for one in portrait.memberships
    ]
    marks += [
        bar(lanes[1], str(one), one.span, "offices", one.get_absolute_url())
        for one in portrait.offices
        if not _wholly_unknown(one)
    ]
    marks += agreement_marks(lanes[2], portrait.links)
    marks += event_points(lanes[3], portrait.events)
    words = _(
        "What is on record of %(name)s through time: membership, offices held, agreements and events."
    ) % {"name": name}
    return Timeline(
        _("%(name)s through time") % {"name": name}, words, marks, on, today, lanes, on_label=figures.day(on)
    )


def career(name: str, roles: Iterable[Role], on: date, today: date) -> Timeline:
    """The roles of a person, a lane a body."""
    marks: list[Mark] = [
        bar(str(one.of), str(one), one.span, "offices", one.of.get_absolute_url())
        for one in roles
        if not _wholly_unknown(one)
    ]
    words = _("The roles of %(name)s through time.") % {"name": name}
    return Timeline(
        _("%(name)s through time") % {"name": name}, words, marks, on, today, on_label=figures.day(on)
    )


def agreement_marks(lane: str, links: Iterable[Link]) -> Iterator[Mark]:
    """Agreements by the days on which they surely and possibly held, and the gaps between."""
    for link in links:
        agreement = link.agreement
        if link.gap:
            yield Gap(lane, *link.gap, label=_("gap"))
        if link.begins[0] == date.max or (link.begins, link.ends) == (UNDATED, UNDATED):
            continue
        title = f"{agreement}: {figures.span(agreement.span)}"
        yield Bar(
            lane,
            agreement.get_kind_display(),
            *link.begins,
            *link.ends,
            tone="agreements",
            href=agreement.get_absolute_url(),
            title=title,
        )


def event_points(lane: str, events: Iterable[Event]) -> Iterator[Mark]:
    """Events that have a date."""
    for event in events:
        if not event.starts.is_unknown:
            last = max(event.starts.latest, event.starts.earliest)
            yield Point(
                lane,
                event.starts.earliest,
                last,
                str(event),
                href=event.get_absolute_url(),
                title=f"{event}: {figures.span(event.span)}",
            )


def _wholly_unknown(role: Role) -> bool:
    return role.starts.is_unknown and role.ends.is_unknown


def world(members: Iterable[City], pairs: Iterable[CityPair], others: Iterable[City] = ()) -> World:
    """Members, and arcs between cities joined by an agreement in force."""
    places = {city.pk: place(city, "membership", 3) for city in members if located(city)}
    for city in others:
        if located(city):
            places.setdefault(city.pk, place(city, "events", 1))
    arcs = []
    for pair in pairs:
        for city in (pair.first, pair.second):
            if located(city):
                places.setdefault(city.pk, place(city, "agreements", 1))
        if pair.first.pk in places and pair.second.pk in places:
            agreement = pair.agreements[0][0]
            title = f"{pair.first} – {pair.second}: {agreement}"
            arcs.append(
                Arc(
                    places[pair.first.pk],
                    places[pair.second.pk],
                    href=agreement.get_absolute_url(),
                    title=title,
                )
            )
    words = _("Member cities as dots, agreements in force between cities as arcs.")
    return World(_("The network on the map"), words, list(places.values()), arcs)


def located(city: City) -> bool:
    return city.latitude is not None and city.longitude is not None


def place(city: City, tone: str, size: float) -> Place:
    """A city as a dot that leads to its page."""
    assert city.latitude is not None
    assert city.longitude is not None
    return Place(
        city.latitude,
        city.longitude,
        str(city),
        href=url("portal:city", key=city.key),
        tone=tone,
        size=size,
    )
