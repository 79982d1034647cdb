"""The register: agreements filtered and sorted, each with its parties, its signing and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, Min, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.acts import Act
from koinon.cooperation.agreements.papers import AgreementTitle
from koinon.cooperation.agreements.queries import followed_by, of_bodies, of_bodies_where, of_city, term_of
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.stages import OPENING, ActKind, State
from koinon.cooperation.agreements.state import Successor, standing
from koinon.cooperation.agreements.terms import Agreement, Party
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.network.places.models import City, Country, Region
from koinon.platform.dates import Holds

SORTS = {
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
    "signed": (F("signed_on").asc(nulls_first=True), "title", "id"),
    "-signed": (F("signed_on").desc(nulls_last=True), "title", "id"),
    "starts": ("starts_earliest", "title", "id"),
    "-starts": ("-starts_earliest", "title", "id"),
}
NEWEST = "-starts"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register may be asked for; empty means all."""

    words: str = ""
    kind: str = ""
    state: str = ""
    party: Body | None = None
    city: City | None = None
    country: Country | None = None
    region: Region | None = None
    programme: Programme | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register."""

    agreement: Agreement
    parties: list[Party]
    signed: Act | None
    state: State
    held: Holds
    end_is_unclear: bool
    is_to_come: bool = False

    @property
    def tag(self) -> tuple[str, str]:
        """The state in words, and the tone of its tag."""
        return state_tag(self.state, self.held, to_come=self.is_to_come)


def state_tag(state: State, held: Holds, *, to_come: bool = False) -> tuple[str, str]:
    """The state in words, and the tone of its tag; before the first act there is not even a draft."""
    if to_come:
        return _("to come"), "plain"
    if state == State.IN_FORCE:
        return (_("in force"), "yes") if held is Holds.YES else (_("possibly in force"), "possibly")
    return str(state.label), "no" if state in (State.EXPIRED, State.ENDED, State.RENEWED) else "plain"


def register(filters: Filters, on: date, reader: Reader, sort: str = NEWEST) -> AgreementQuerySet:
    """The agreements the reader may see that fit, in order; nothing is fetched yet."""
    rows = Agreement.objects.visible_to(reader).filter(fitting(filters), of_state(filters.state, on, reader))
    return ordered(rows, sort)


def ordered(rows: AgreementQuerySet, sort: str) -> AgreementQuerySet:
    """In the order asked for."""
    if sort.endswith("signed"):
        rows = rows.annotate(signed_on=first_signed())
    return rows.order_by(*SORTS.get(sort, SORTS[NEWEST]))


def first_signed() -> Subquery:
    """The earliest day on which it may have been signed."""
    signed = Act.objects.filter(agreement=OuterRef("pk"), kind=ActKind.SIGNED)
    return Subquery(signed.order_by().values("agreement").annotate(day=Min("day_earliest")).values("day"))


def fitting(filters: Filters) -> Q:
    """All conditions but the state."""
    fits = Q()
    for word in filters.words.split():
        titles = AgreementTitle.objects.filter(text__icontains=word).values("agreement")
        fits &= Q(title__icontains=word) | Q(pk__in=titles)
    if filters.kind:
        fits &= Q(kind=filters.kind)
    if filters.party:
        fits &= of_bodies([filters.party.pk])
    if filters.city:
        fits &= of_city(filters.city)
    if filters.country:
        fits &= of_bodies_where(Q(body__country=filters.country) | Q(body__city__country=filters.country))
    if filters.region:
        fits &= in_region(filters.region)
    if filters.programme:
        fits &= Q(programme=filters.programme)
    if filters.year:
        fits &= in_year(filters.year)
    return fits


def in_region(region: Region) -> Q:
    """A party lies in the region: by the country's own region, one part of it, or the network's mapping."""
    countries = Country.objects.filter(
        Q(region=region) | Q(region__parent=region) | Q(mappings__region=region)
    ).values("pk")
    return of_bodies_where(Q(body__country__in=countries) | Q(body__city__country__in=countries))


def in_year(year: int) -> Q:
    """Signed in the year, or running in it by the dates as stated."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    signed = Act.objects.filter(kind__in=OPENING, day_earliest__lte=last, day_latest__gte=first)
    return Q(starts_earliest__lte=last, ends_latest__gte=first) | Q(pk__in=signed.values("agreement"))


def of_state(state: str, on: date, reader: Reader) -> Q:
    """How it stands on the day."""
    if state not in State.values:
        return Q()
    so = Agreement.objects.with_standing(on, reader).filter(Q(state=state))
    return Q(pk__in=so.values("pk"))


def rows_of(wanted: Any, on: date, reader: Reader, sort: str = NEWEST) -> list[Row]:
    """The lines for these agreements, given as ids or as a query for ids, in order: four statements.

    How each stands is reckoned here: for fifty rows that costs less than asking the database.
    """
    rows = ordered(Agreement.objects.filter(pk__in=wanted), sort)
    parties = Prefetch("parties", queryset=Party.objects.shown_to(reader))
    acts = Prefetch("acts", queryset=Act.objects.select_related("city"))
    found = list(rows.prefetch_related(parties).prefetch_related(acts))
    followed = followed_by([one.pk for one in found], reader)
    return [row_of(one, followed.get(one.pk, ()), on) for one in found]


def row_of(agreement: Agreement, following: Sequence[Successor], on: date) -> Row:
    """One line, from what was fetched with the agreement."""
    acts = list(agreement.acts.all())
    term = replace(term_of(agreement, acts), successors=tuple(following))
    stands = standing(term, on)
    return Row(
        agreement,
        list(agreement.parties.all()),
        next((act for act in acts if act.kind == ActKind.SIGNED), None),
        stands.state,
        stands.held,
        term.contradicts,
        term.is_to_come(on),
    )


def agreements_of(condition: Q, on: date, reader: Reader) -> list[Row]:
    """The agreements that fit a condition such as ``of_city(city)``, newest first, for other pages."""
    return rows_of(Agreement.objects.visible_to(reader).filter(condition).values("pk"), on, reader)
