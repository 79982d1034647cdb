"""What labs and communities put on the pages of lower rooms: of a body, an agreement, a programme, a practice."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.labs.models import Community, CommunityMember, Lab, LabPartner
from koinon.cooperation.practices.models import Practice
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.doors import Request
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared
from koinon.platform.ui.beside import Part, drawn

MOST = 12


def on_body(request: Request, body: Body) -> Iterator[Part]:
    """The lab or community the body is, hosts or belongs to: three statements, one where there is nothing."""
    if not _concerned(body=body.pk):
        return
    partners = LabPartner.objects.visible_to(request.reader).holding(request.on).filter(body=body)
    members = CommunityMember.objects.visible_to(request.reader).holding(request.on).filter(body=body)
    labs = _labs(request, Q(body=body) | Q(host=body) | Q(pk__in=partners.values("lab")))
    communities = _communities(request, Q(body=body) | Q(pk__in=members.values("community")))
    yield from _part(request, labs, communities, order=46)


def on_agreement(request: Request, agreement: Agreement) -> Iterator[Part]:
    """The labs under an agreement: two statements, one where there is none."""
    if _under(agreement=agreement.pk):
        yield from _part(request, _labs(request, Q(agreement=agreement)), [], order=46)


def on_programme(request: Request, programme: Programme) -> Iterator[Part]:
    """The labs and communities of a programme: three statements, one where there are none."""
    if not _of(programme=programme.pk):
        return
    labs = _labs(request, Q(programme=programme) | Q(edition__programme=programme))
    yield from _part(request, labs, _communities(request, Q(programme=programme)), order=46)


def on_practice(request: Request, practice: Practice) -> Iterator[Part]:
    """The communities that share a practice: one statement."""
    shared = Q(pk__in=practice.communities.values("community"))
    yield from _part(request, [], _communities(request, shared), order=46)


def _labs(request: Request, which: Q) -> list[Lab]:
    rows = Lab.objects.visible_to(request.reader).filter(which).select_related("body")
    return list(rows.order_by("body__name", "id")[:MOST])


def _communities(request: Request, which: Q) -> list[Community]:
    rows = Community.objects.visible_to(request.reader).filter(which).select_related("body")
    return list(rows.order_by("body__name", "id")[:MOST])


def _part(request: Request, labs: list[Lab], communities: list[Community], order: int) -> Iterator[Part]:
    if labs or communities:
        context = {"labs": labs, "communities": communities}
        yield drawn(request, "labs/beside.html", context, order=order)


# Most bodies, agreements and programmes have none: that is asked first, by statements put together once.


@prepared
def _concerned(*, body: int) -> QuerySet[Body, tuple[int]]:
    labs = Lab.objects.filter(Q(body=OuterRef("pk")) | Q(host=OuterRef("pk")))
    partners = LabPartner.objects.filter(body=OuterRef("pk"))
    communities = Community.objects.filter(body=OuterRef("pk"))
    members = CommunityMember.objects.filter(body=OuterRef("pk"))
    concerned = Exists(labs) | Exists(partners) | Exists(communities) | Exists(members)
    return Body.objects.filter(concerned, pk=body).order_by().values_list("pk")


@prepared
def _under(*, agreement: int) -> QuerySet[Lab, tuple[int]]:
    return Lab.objects.filter(agreement=agreement).order_by().values_list("pk")[:1]


@prepared
def _of(*, programme: int) -> QuerySet[Programme, tuple[int]]:
    labs = Lab.objects.filter(Q(programme=OuterRef("pk")) | Q(edition__programme=OuterRef("pk")))
    communities = Community.objects.filter(programme=OuterRef("pk"))
    concerned = Exists(labs) | Exists(communities)
    return Programme.objects.filter(concerned, pk=programme).order_by().values_list("pk")
