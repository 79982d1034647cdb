"""What spans agreements: how one stands, chains and their gaps, whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from koinon.cooperation.agreements.acts import Act
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.state import Deed, Standing, Successor, Term, standing
from koinon.cooperation.agreements.terms import Agreement, Party
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body
from koinon.network.people.prepared import attach, prepared
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.platform.dates.bounds import LAST

Dates = tuple[date, date]
OF_SUCCESSOR = (
    *("agreement__succeeds_id", "agreement_id"),
    *("agreement__starts_earliest", "agreement__starts_latest"),
)


def deeds(acts: Iterable[Act]) -> tuple[Deed, ...]:
    """The acts as far as the state depends on them."""
    return tuple(Deed(act.kind, act.day_earliest, act.day_latest) for act in acts)


def term_of(agreement: Agreement, acts: Iterable[Act], successors: Iterable[Agreement] = ()) -> Term:
    """The facts of one agreement; the acts of the successors are taken from where they were prefetched."""
    return Term(
        agreement.starts_earliest,
        agreement.starts_latest,
        agreement.ends_earliest,
        agreement.ends_latest,
        agreement.length_months,
        deeds(acts),
        tuple(Successor(one.starts_earliest, one.starts_latest, deeds(one.acts.all())) for one in successors),
    )


def with_acts(agreements: AgreementQuerySet) -> AgreementQuerySet:
    """The agreements with their acts: one more statement."""
    return agreements.prefetch_related("acts")


def followed_by(agreements: Iterable[int], reader: Reader) -> dict[int, list[Successor]]:
    """What had anything done upon it among the successors the reader may see, by predecessor: one statement."""
    following: dict[tuple[int, int, date, date], list[Deed]] = {}
    for kind, earliest, latest, *one in _acts_of_successors(reader, agreements=agreements):
        following.setdefault(tuple(one), []).append(Deed(kind, earliest, latest))
    found: dict[int, list[Successor]] = {}
    for (before, _number, earliest, latest), done in following.items():
        found.setdefault(before, []).append(Successor(earliest, latest, tuple(done)))
    return found


@prepared
def _acts_of_successors(reader: Reader, /, *, agreements: Iterable[int]) -> QuerySet[Act, tuple[Any, ...]]:
    acts = Act.objects.filter(agreement__succeeds__in=agreements).order_by("day_earliest", "id")
    rows = acts if reader.is_secretariat else acts.filter(seen_through(Act, "agreement", reader))
    return rows.values_list("kind", "day_earliest", "day_latest", *OF_SUCCESSOR)


# Chains


@dataclass(frozen=True, slots=True)
class Link:
    """One agreement of a chain: how it stands, when it surely or possibly held, and the gap before it."""

    agreement: Agreement
    standing: Standing
    begins: Dates
    ends: Dates
    is_to_come: bool = False
    gap: Dates | None = None


CHAIN = """
WITH RECURSIVE links(id) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT CASE WHEN a.id = links.id THEN a.succeeds_id ELSE a.id END
    FROM agreements_agreement a JOIN links ON a.id = links.id OR a.succeeds_id = links.id
    WHERE a.id <> links.id OR a.succeeds_id IS NOT NULL
)
SELECT id FROM links
"""


def chain(agreement: Agreement, on: date, reader: Reader) -> list[Link]:
    """The agreement with all it succeeds and all that succeed it, as far as the reader may see."""
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, [agreement.pk])
        ids = [row[0] for row in cursor.fetchall()]
    rows = _agreements(reader, ids=ids)
    attach(rows, "acts", _acts(of=[row.pk for row in rows]), "agreement")
    return linked(rows, on)


@prepared
def _agreements(reader: Reader, /, *, ids: Iterable[int]) -> AgreementQuerySet:
    return Agreement.objects.visible_to(reader).filter(pk__in=ids)


@prepared
def _acts(*, of: Iterable[int]) -> QuerySet[Act]:
    return Act.objects.filter(agreement__in=of).order_by("day_earliest", "id")


def linked(rows: Sequence[Agreement], on: date) -> list[Link]:
    """The agreements in order of their beginning, each with the gap that lies before it."""
    following: dict[int, list[Agreement]] = {}
    for row in rows:
        if row.succeeds_id:
            following.setdefault(row.succeeds_id, []).append(row)
    links = [link_of(row, following.get(row.pk, ()), on) for row in rows]
    links.sort(key=lambda link: (link.begins, link.agreement.pk))
    return with_gaps(links)


def link_of(agreement: Agreement, successors: Iterable[Agreement], on: date) -> Link:
    """One link; an agreement never signed is drawn by its stated dates."""
    term = term_of(agreement, agreement.acts.all(), successors)
    begins = term.start if term.start[0] < LAST else (term.starts_earliest, term.starts_latest)
    return Link(agreement, standing(term, on), begins, term.end, term.is_to_come(on))


def with_gaps(links: list[Link]) -> list[Link]:
    """Between the day on which all so far were over and the day the next began, at the least."""
    found = links[:1]
    covered = links[0].ends[1] if links else LAST
    for link in links[1:]:
        gap = None
        if covered < LAST and covered + timedelta(1) < link.begins[0]:
            gap = covered + timedelta(1), link.begins[0] - timedelta(1)
        found.append(replace(link, gap=gap))
        covered = max(covered, link.ends[1])
    return found


def gaps(network: Body, body: Body, on: date, reader: Reader) -> list[tuple[Link, Link]]:
    """Neighbours among the signed general agreements of the two with a gap between: (before, after)."""
    rows = Agreement.objects.visible_to(reader).filter(general=True)
    for party in (network, body):
        rows = rows.filter(pk__in=Party.objects.filter(body=party).values("agreement"))
    links = linked([row for row in with_acts(rows) if was_signed(row)], on)
    return [(before, after) for before, after in pairwise(links) if after.gap]


def was_signed(agreement: Agreement) -> bool:
    """Whether it ever entered into force or was signed."""
    return term_of(agreement, agreement.acts.all()).start[0] < LAST


# Whose they are


def of_bodies(bodies: Iterable[int]) -> Q:
    """The condition that one of the bodies is a party, or acts for one."""
    ids = list(bodies)
    parties = Party.objects.filter(Q(body__in=ids) | Q(office__in=ids))
    return Q(pk__in=parties.values("agreement"))


def of_city(city: City) -> Q:
    """The condition that a body at home in the city is a party, or acts for one."""
    return of_bodies_where(Q(body__city=city) | Q(office__city=city))


def of_bodies_where(condition: Q) -> Q:
    """The condition that a party fits."""
    return Q(pk__in=Party.objects.filter(condition).values("agreement"))
