"""The register: agreements filtered and sorted, each with its parties, its signing and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.acts import Act
from koinon.cooperation.agreements.papers import AgreementTitle
from koinon.cooperation.agreements.queries import followed_by, of_bodies, of_bodies_where, of_city, term_of
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.stages import OPENING, ActKind, State
from koinon.cooperation.agreements.state import Successor, standing
from koinon.cooperation.agreements.terms import Agreement, Party, PartyQuerySet
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared, sorted_to
from koinon.network.people.readers import Reader
from koinon.network.places.models import City, Country, Region
from koinon.platform.dates import Holds
from koinon.platform.dates.fields import day_columns
from koinon.platform.search.narrowing import named_like

SORTS = {
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
    "signed": (F("signed_on").asc(nulls_first=True), "title", "id"),
    "-signed": (F("signed_on").desc(nulls_last=True), "title", "id"),
    "starts": ("starts_earliest", "title", "id"),
    "-starts": ("-starts_earliest", "title", "id"),
}
NEWEST = "-starts"
# What a line tells of them.
PARTY = ("agreement", "body__name", "body__spoken", "office__name", "office__spoken")
ACT = ("agreement", "kind", *day_columns("day"), "virtual", "city__key", "city__name", "city__spoken")


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
    if filters.words.strip():
        fits &= titled(filters.words)
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


def titled(words: str) -> Q:
    """All the words stand in titles of the agreement, or it is found by them in the index."""
    fits = Q()
    for word in words.split():
        titles = AgreementTitle.objects.filter(text__icontains=word).values("agreement")
        fits &= Q(title__icontains=word) | Q(pk__in=titles)
    return fits | named_like(Agreement, words)


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


def rows_of(ids: Sequence[int], on: date, reader: Reader) -> list[Row]:
    """The lines for these agreements, in their order: four statements.

    How each stands is reckoned here: for fifty rows that costs less than asking the database.
    """
    parties = sorted_to(_parties(reader, agreements=ids), "agreement_id")
    acts = sorted_to(_acts(agreements=ids), "agreement_id")
    followed = followed_by(ids, reader)
    found = {one.pk: one for one in _agreements(ids=ids)}
    return [
        row_of(found[pk], parties.get(pk, []), acts.get(pk, []), followed.get(pk, ()), on)
        for pk in ids
        if pk in found
    ]


@prepared
def _agreements(*, ids: Iterable[int]) -> AgreementQuerySet:
    return Agreement.objects.filter(pk__in=ids).order_by()


@prepared
def _parties(reader: Reader, /, *, agreements: Iterable[int]) -> PartyQuerySet:
    rows = Party.objects.shown_to(reader).filter(agreement__in=agreements).order_by("order", "id")
    return rows.select_related(None).select_related("body", "office").only(*PARTY)


@prepared
def _acts(*, agreements: Iterable[int]) -> QuerySet[Act]:
    rows = Act.objects.filter(agreement__in=agreements).order_by("day_earliest", "id")
    return rows.select_related("city").only(*ACT)


def row_of(
    agreement: Agreement, parties: list[Party], acts: list[Act], following: Sequence[Successor], on: date
) -> Row:
    """One line of an agreement with its parts."""
    term = replace(term_of(agreement, acts), successors=tuple(following))
    stands = standing(term, on)
    return Row(
        agreement,
        parties,
        next((act for act in acts if act.kind == ActKind.SIGNED), None),
        stands.state,
        stands.held,
        term.contradicts,
        term.is_to_come(on),
    )


def agreements_of(condition: Q, on: date, reader: Reader) -> list[Row]:
    """The agreements that fit a condition such as ``of_city(city)``, newest first, for other pages."""
    rows = ordered(Agreement.objects.visible_to(reader).filter(condition), NEWEST)
    return rows_of(list(rows.values_list("pk", flat=True)), on, reader)
