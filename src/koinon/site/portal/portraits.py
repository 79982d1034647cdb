"""What a city page and a body page share: offices, voices, agreements and events of a set of bodies, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from koinon.cooperation.agreements.models import Act, Agreement, Party
from koinon.cooperation.agreements.queries import Link, linked, of_bodies
from koinon.network.events import queries as event_queries
from koinon.network.events.models import Event
from koinon.network.members.models import Membership
from koinon.network.people.models import Body, Role
from koinon.network.people.prepared import attach, prepared
from koinon.network.people.readers import Reader
from koinon.network.places.models import City

RECENT = 40


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything on record of a few bodies that act for one city or one organisation."""

    bodies: tuple[Body, ...]
    memberships: tuple[Membership, ...]
    roles: tuple[Role, ...]
    links: tuple[Link, ...]
    events: tuple[Event, ...]

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(body.pk for body in self.bodies)

    @property
    def offices(self) -> list[Role]:
        """What the bodies hold as bodies, and the seats people take for them elsewhere."""
        ours = self.ids
        return [
            role
            for role in self.roles
            if role.holder_id in ours or (role.sits_for_id in ours and role.of_id not in ours)
        ]

    @property
    def voices(self) -> list[Role]:
        """The people who surely or possibly speak for the bodies on the day, the sure ones first, then by protocol."""
        ours = self.ids
        speaking = [
            role
            for role in self.roles
            if role.person_id and role.held != "no" and (role.of_id in ours or role.sits_for_id in ours)
        ]
        return sorted(
            speaking,
            key=lambda role: (
                role.held != "yes",
                role.post.rank or 99 if role.post else 100,
                role.person.family if role.person else "",
            ),
        )

    @property
    def in_force(self) -> list[Link]:
        return [link for link in self.links if link.standing.held != "no"]

    @property
    def rows(self) -> list[object]:
        """Every record shown, for the marks of their sources."""
        acts = [act for link in self.links for act in link.agreement.acts.all()]
        return [*self.memberships, *self.roles, *(link.agreement for link in self.links), *acts, *self.events]


def portrait(bodies: Sequence[Body], on: date, reader: Reader, city: City | None = None) -> Portrait:
    """The portrait of the bodies, and of what takes place in their city, as of the day: six statements."""
    ids = [body.pk for body in bodies]
    return Portrait(
        bodies=tuple(bodies),
        memberships=tuple(memberships_of(reader, bodies=ids, on=on)),
        roles=tuple(roles_of(reader, bodies=ids, on=on)),
        links=tuple(agreements_of(ids, on, reader)),
        events=tuple(events_of(ids, reader, city)),
    )


@prepared
def memberships_of(reader: Reader, /, *, bodies: Iterable[int], on: date) -> QuerySet[Membership]:
    """Memberships of the bodies in any network, the earliest first."""
    rows = Membership.objects.visible_to(reader).filter(body__in=bodies).with_holds(on)
    return rows.select_related("network", "body").order_by("starts_earliest", "id")


@prepared
def roles_of(reader: Reader, /, *, bodies: Iterable[int], on: date) -> QuerySet[Role]:
    """Roles held by the bodies, for them, or by people in them."""
    ours = list(bodies)
    mine = Q(holder__in=ours) | Q(sits_for__in=ours) | Q(of__in=ours)
    rows = Role.objects.visible_to(reader).filter(mine).with_holds(on)
    return rows.select_related("person", "holder", "post", "of", "sits_for").order_by("starts_earliest", "id")


def agreements_of(ids: Iterable[int], on: date, reader: Reader) -> list[Link]:
    """Agreements of the bodies with how each stands: three statements."""
    rows = _agreements(reader, bodies=ids)
    found = [row.pk for row in rows]
    attach(rows, "acts", _acts(agreements=found), "agreement")
    attach(rows, "parties", _parties(reader, agreements=found), "agreement")
    return linked(rows, on)


@prepared
def _agreements(reader: Reader, /, *, bodies: Iterable[int]) -> QuerySet[Agreement]:
    return Agreement.objects.visible_to(reader).filter(of_bodies(bodies))


@prepared
def _acts(*, agreements: Iterable[int]) -> QuerySet[Act]:
    return Act.objects.filter(agreement__in=agreements).order_by("day_earliest", "id")


@prepared
def _parties(reader: Reader, /, *, agreements: Iterable[int]) -> QuerySet[Party]:
    return Party.objects.shown_to(reader).filter(agreement__in=agreements).order_by("order", "id")


def events_of(ids: Iterable[int], reader: Reader, city: City | None = None) -> list[Event]:
    """Events the bodies host, send people to or take part in, and those held in the city, the latest first."""
    places = {"city": city.pk} if city else {}
    return _events(reader, bodies=ids, **places)


@prepared
def _events(reader: Reader, /, *, bodies: Iterable[int], city: int | None = None) -> QuerySet[Event]:
    mine = event_queries.of_bodies(list(bodies))
    rows = Event.objects.visible_to(reader).filter(mine | Q(city=city) if city else mine)
    return rows.select_related("city").order_by("-starts_latest", "title")[:RECENT]
