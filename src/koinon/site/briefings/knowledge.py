"""Everything on record that a briefing about a body needs, as of a day, with the sources of each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, Q

from koinon.cooperation.agreements.commitment_queries import Promise, promises_of
from koinon.cooperation.agreements.models import Agreement, Party, PartySide
from koinon.cooperation.agreements.queries import Link, linked, of_bodies, with_acts
from koinon.network.events import queries as event_queries
from koinon.network.events.models import Event
from koinon.network.evidence.marks import Sources
from koinon.network.evidence.models import Finding
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.members.models import Membership
from koinon.network.people.models import Body, FormOfAddress, PersonName, Role
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
    roles = _roles(ids, on, reader)
    people = {role.person_id for role in roles if role.person_id}
    links = _links(ids, on, reader)
    owes, is_owed = _promises(ids, on, reader)
    members = tuple(_memberships(ids, on, reader))
    events = tuple(_events(ids, on, reader))
    promised = [promise.commitment for promise in (*owes, *is_owed)]
    acts = [act for link in links for act in link.agreement.acts.all()]
    shown = [*bodies, *members, *roles, *(link.agreement for link in links), *acts, *promised, *events]
    return Knowledge(
        body=body,
        bodies=bodies,
        memberships=members,
        offices=tuple(role for role in roles if role.holder_id in ids),
        voices=tuple(sorted((role for role in roles if role.person_id), key=_protocol)),
        names=_by_person(PersonName.objects.visible_to(reader).filter(person__in=people)),
        addresses=_by_person(FormOfAddress.objects.visible_to(reader).filter(person__in=people)),
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
    parts = (
        Body.objects.visible_to(reader)
        .filter(Q(pk__in=tops) | Q(parent__in=tops))
        .select_related("city__country")
    )
    return tuple(sorted(parts, key=lambda one: (one.pk != body.pk, one.name)))


def _memberships(ids: Sequence[int], on: date, reader: Reader) -> Iterable[Membership]:
    rows = Membership.objects.visible_to(reader).filter(body__in=ids).holding(on).with_holds(on)
    return rows.select_related("network", "body").order_by("starts_earliest", "id")


def _roles(ids: Sequence[int], on: date, reader: Reader) -> list[Role]:
    """What they hold, and who speaks for them, surely or possibly on the day."""
    mine = Q(holder__in=ids) | Q(sits_for__in=ids) | Q(of__in=ids)
    rows = Role.objects.visible_to(reader).filter(mine).holding(on).with_holds(on)
    return list(rows.select_related("person", "holder", "post", "of", "sits_for").order_by("id"))


def _protocol(role: Role) -> tuple[bool, int, str]:
    rank = role.post.rank if role.post and role.post.rank else 99
    return role.held != "yes", rank, role.person.family if role.person else ""


def _links(ids: Sequence[int], on: date, reader: Reader) -> tuple[Link, ...]:
    rows = with_acts(Agreement.objects.visible_to(reader).filter(of_bodies(ids)))
    parties = Prefetch("parties", Party.objects.shown_to(reader))
    return tuple(link for link in linked(list(rows.prefetch_related(parties)), on) if link.begins[0] <= on)


def _promises(
    ids: Sequence[int], on: date, reader: Reader
) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
    owes = promises_of(ids, on, reader)
    is_owed = promises_of(ids, on, reader, PartySide.CREDITOR)
    return tuple(one for one in owes if one.given), tuple(one for one in is_owed if one.given)


def _events(ids: Sequence[int], on: date, reader: Reader) -> Iterable[Event]:
    rows = Event.objects.visible_to(reader).filter(event_queries.of_bodies(ids), starts_earliest__lte=on)
    return rows.select_related("city").order_by("-starts_latest", "title")[:RECENT]


def _by_person(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found
