"""Everything on record that a briefing about a body needs, as of a day, with the sources of each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from koinon.cooperation.agreements.commitment_queries import Promise, promises_of
from koinon.cooperation.agreements.models import Act, Agreement, Party, PartySide
from koinon.cooperation.agreements.queries import Link, linked, of_bodies
from koinon.network.events import queries as event_queries
from koinon.network.events.models import Event
from koinon.network.evidence.marks import Sources
from koinon.network.evidence.models import Finding
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.members.models import Membership
from koinon.network.people.models import Body, FormOfAddress, PersonName, Role
from koinon.network.people.prepared import attach, prepared
from koinon.network.people.readers import Reader

RECENT = 12
Row = TypeVar("Row", PersonName, FormOfAddress)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A body with its offices and parts: who speaks for it, what binds it to others, where it was met."""

    body: Body
    bodies: tuple[Body, ...]
    memberships: tuple[Membership, ...]
    offices: tuple[Role, ...]
    voices: tuple[Role, ...]
    names: dict[int, list[PersonName]]
    addresses: dict[int, list[FormOfAddress]]
    links: tuple[Link, ...]
    owes: tuple[Promise, ...]
    is_owed: tuple[Promise, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    sources: Sources


def knowledge_of(body: Body, on: date, reader: Reader) -> Knowledge:
    """Gather it in a fixed number of statements; only what the reader may see."""
    bodies = family_of(body, reader)
    ids = [one.pk for one in bodies]
    roles = _roles(reader, ids=ids, on=on)
    people = {role.person_id for role in roles if role.person_id}
    links = _links(ids, on, reader)
    owes, is_owed = _promises(ids, on, reader)
    members = tuple(_memberships(reader, ids=ids, on=on))
    events = tuple(_events(reader, ids=ids, on=on))
    promised = [promise.commitment for promise in (*owes, *is_owed)]
    acts = [act for link in links for act in link.agreement.acts.all()]
    shown = [*bodies, *members, *roles, *(link.agreement for link in links), *acts, *promised, *events]
    return Knowledge(
        body=body,
        bodies=bodies,
        memberships=members,
        offices=tuple(role for role in roles if role.holder_id in ids),
        voices=tuple(sorted((role for role in roles if role.person_id), key=_protocol)),
        names=_by_person(_names(reader, people=people)),
        addresses=_by_person(_addresses(reader, people=people)),
        links=links,
        owes=owes,
        is_owed=is_owed,
        events=events,
        findings=tuple(findings_about(shown, reader)),
        sources=marks([*shown, *(role.person for role in roles)], reader),
    )


def family_of(body: Body, reader: Reader) -> tuple[Body, ...]:
    """The body, the body it is part of when that acts for the same city, and the parts of both."""
    above = body.parent if body.parent and body.parent.city_id == body.city_id and body.city_id else None
    tops = [one.pk for one in (body, above) if one]
    return tuple(sorted(_parts(reader, tops=tops), key=lambda one: (one.pk != body.pk, one.name)))


# A note asks the same things of another body each time: the statements are put together once.


@prepared
def _parts(reader: Reader, /, *, tops: Sequence[int]) -> QuerySet[Body]:
    rows = Body.objects.visible_to(reader).filter(Q(pk__in=tops) | Q(parent__in=tops))
    return rows.select_related("city__country")


@prepared
def _memberships(reader: Reader, /, *, ids: Sequence[int], on: date) -> QuerySet[Membership]:
    rows = Membership.objects.visible_to(reader).filter(body__in=ids).holding(on).with_holds(on)
    return rows.select_related("network", "body").order_by("starts_earliest", "id")


@prepared
def _roles(reader: Reader, /, *, ids: Sequence[int], on: date) -> QuerySet[Role]:
    """What they hold, and who speaks for them, surely or possibly on the day."""
    mine = Q(holder__in=ids) | Q(sits_for__in=ids) | Q(of__in=ids)
    rows = Role.objects.visible_to(reader).filter(mine).holding(on).with_holds(on)
    return rows.select_related("person", "holder", "post", "of", "sits_for").order_by("id")


@prepared
def _names(reader: Reader, /, *, people: Iterable[int]) -> QuerySet[PersonName]:
    return PersonName.objects.visible_to(reader).filter(person__in=people)


@prepared
def _addresses(reader: Reader, /, *, people: Iterable[int]) -> QuerySet[FormOfAddress]:
    return FormOfAddress.objects.visible_to(reader).filter(person__in=people)


def _protocol(role: Role) -> tuple[bool, int, str]:
    rank = role.post.rank if role.post and role.post.rank else 99
    return role.held != "yes", rank, role.person.family if role.person else ""


def _links(ids: Sequence[int], on: date, reader: Reader) -> tuple[Link, ...]:
    rows = _agreements(reader, bodies=ids)
    agreements = [one.pk for one in rows]
    attach(rows, "acts", _acts(agreements=agreements), "agreement")
    attach(rows, "parties", _parties(reader, agreements=agreements), "agreement")
    return tuple(link for link in linked(rows, on) if link.begins[0] <= on)


@prepared
def _agreements(reader: Reader, /, *, bodies: Sequence[int]) -> QuerySet[Agreement]:
    return Agreement.objects.visible_to(reader).filter(of_bodies(bodies))


@prepared
def _acts(*, agreements: Sequence[int]) -> QuerySet[Act]:
    return Act.objects.filter(agreement__in=agreements)


@prepared
def _parties(reader: Reader, /, *, agreements: Sequence[int]) -> QuerySet[Party]:
    return Party.objects.shown_to(reader).filter(agreement__in=agreements)


def _promises(
    ids: Sequence[int], on: date, reader: Reader
) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
    owes = promises_of(ids, on, reader)
    is_owed = promises_of(ids, on, reader, PartySide.CREDITOR)
    return tuple(one for one in owes if one.given), tuple(one for one in is_owed if one.given)


@prepared
def _events(reader: Reader, /, *, ids: Sequence[int], on: date) -> QuerySet[Event]:
    rows = Event.objects.visible_to(reader).filter(event_queries.of_bodies(ids), starts_earliest__lte=on)
    return rows.select_related("city").order_by("-starts_latest", "title")[:RECENT]


def _by_person(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found
