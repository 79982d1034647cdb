"""What the pages of labs and communities show, as of a day, as far as the reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.labs.models import (
    Community,
    CommunityEvent,
    CommunityMember,
    CommunityPractice,
    Lab,
    LabAlignment,
    LabPartner,
)
from koinon.cooperation.practices.models import Practice
from koinon.cooperation.programmes.aligning import codes_of
from koinon.cooperation.programmes.models import Edition, Programme, Vocabulary
from koinon.network.events.models import Event
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader

MOST_EVENTS = 30


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for among labs or communities."""

    words: str = ""
    continent: str = ""
    body: Body | None = None


def lab_rows(reader: Reader) -> QuerySet[Lab]:
    """Labs with their body, host, agreement, programme and edition where the reader may see them: five statements."""
    rows = Lab.objects.visible_to(reader).select_related("body__city__country")
    editions = Edition.objects.visible_to(reader).select_related("programme")
    rows = rows.prefetch_related(
        Prefetch("host", Body.objects.visible_to(reader).select_related("city__country"))
    )
    rows = rows.prefetch_related(Prefetch("agreement", Agreement.objects.visible_to(reader)))
    rows = rows.prefetch_related(Prefetch("programme", Programme.objects.visible_to(reader)))
    return rows.prefetch_related(Prefetch("edition", editions))


def lab_list(reader: Reader, on: date, sought: Sought) -> QuerySet[Lab]:
    """Labs by name, each with how many partners it had on the day."""
    rows = lab_rows(reader)
    if sought.continent:
        rows = rows.filter(continent=sought.continent)
    if sought.words:
        rows = rows.filter(_worded(sought.words))
    if sought.body:
        partners = LabPartner.objects.visible_to(reader).filter(lab=OuterRef("pk"), body=sought.body)
        rows = rows.filter(Q(body=sought.body) | Q(host=sought.body) | Exists(partners))
    there = LabPartner.objects.visible_to(reader).holding(on).filter(lab=OuterRef("pk"))
    return rows.annotate(partner_count=_count(there, "lab")).order_by("body__name", "id")


def _worded(words: str) -> Q:
    found = Q()
    for word in words.split():
        named = Body.objects.typed(word).values("pk")
        found &= Q(body__in=named) | Q(purpose__icontains=word) | Q(themes__icontains=word)
    return found


def _count(rows: QuerySet[LabPartner] | QuerySet[CommunityMember], whole: str) -> Coalesce:
    counted = rows.order_by().values(whole).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def community_rows(reader: Reader) -> QuerySet[Community]:
    """Communities with their body and programme: two statements."""
    rows = Community.objects.visible_to(reader).select_related("body__city__country")
    return rows.prefetch_related(Prefetch("programme", Programme.objects.visible_to(reader)))


def community_list(reader: Reader, on: date, sought: Sought) -> QuerySet[Community]:
    """Communities by name, each with how many belonged to it on the day."""
    rows = community_rows(reader)
    if sought.words:
        rows = rows.filter(_worded(sought.words))
    if sought.body:
        members = CommunityMember.objects.visible_to(reader).filter(
            community=OuterRef("pk"), body=sought.body
        )
        rows = rows.filter(Q(body=sought.body) | Exists(members))
    there = CommunityMember.objects.visible_to(reader).holding(on).filter(community=OuterRef("pk"))
    return rows.annotate(member_count=_count(there, "community")).order_by("body__name", "id")


@dataclass(frozen=True, slots=True)
class LabPage:
    """A lab with its partners, its events and the agendas it serves."""

    lab: Lab
    partners: tuple[LabPartner, ...]
    events: tuple[Event, ...]
    sdg: tuple[str, ...]
    nua: tuple[str, ...]


def lab_page(lab: Lab, reader: Reader) -> LabPage:
    """Everything of one lab the reader may see: three statements beside its own."""
    partners = LabPartner.objects.visible_to(reader).filter(lab=lab)
    served = list(LabAlignment.objects.filter(lab=lab))
    return LabPage(
        lab=lab,
        partners=tuple(partners.select_related("body__city__country").order_by("starts_earliest", "id")),
        events=tuple(_events(reader, Q(host=lab.body_id))),
        sdg=tuple(codes_of(served, Vocabulary.SDG)),
        nua=tuple(codes_of(served, Vocabulary.NUA)),
    )


def _events(reader: Reader, which: Q) -> QuerySet[Event]:
    rows = Event.objects.visible_to(reader).filter(which).select_related("city__country")
    return rows.order_by("-starts_earliest", "id")[:MOST_EVENTS]


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """A community: its members, its practices, its events."""

    community: Community
    members: tuple[CommunityMember, ...]
    practices: tuple[CommunityPractice, ...]
    events: tuple[Event, ...]
    # The rows by which events were counted among its own, by event: what can be taken away again.
    links: dict[int, CommunityEvent]


def community_page(community: Community, reader: Reader, on: date) -> CommunityPage:
    """Everything of one community the reader may see: four statements beside its own."""
    members = CommunityMember.objects.visible_to(reader).filter(community=community)
    shared = CommunityPractice.objects.visible_to(reader).filter(
        community=community, practice__in=Practice.objects.published(on).values("pk")
    )
    links = CommunityEvent.objects.visible_to(reader).filter(community=community)
    own = Q(host=community.body_id) | Q(pk__in=links.values("event"))
    return CommunityPage(
        community=community,
        members=tuple(members.select_related("body__city__country").order_by("starts_earliest", "id")),
        practices=tuple(shared.select_related("practice__body", "practice__city").order_by("id")),
        events=tuple(_events(reader, own)),
        links={one.event_id: one for one in links.select_related("event")},
    )
