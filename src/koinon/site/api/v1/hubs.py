"""Learning hubs: under which agreement, with whom, what they wrote, and what is owed and evidenced year by year."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.learning.curricula import Output
from koinon.cooperation.learning.grid import grid_of
from koinon.cooperation.learning.hubs import Hub, HubPartner
from koinon.cooperation.learning.queries import hub_rows as rows_of
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    ListOf,
    Ref,
    TitleOut,
    day_of,
    listed,
    named,
    reader_of,
    ref,
    single,
    titles,
)
from koinon.site.api.pointing import pointing

router = Router()


class PartnerOut(Schema):
    body: Ref
    part: str


class OutputOut(Schema):
    key: str
    title: str
    work: str
    year: int
    written_by: str
    document: Ref | None
    published_on: date
    is_example: bool


class HubOut(Schema):
    key: str
    title: str
    titles: list[TitleOut]
    body: Ref
    agreement: Ref
    host: Ref
    summary: str
    themes: list[str]
    is_example: bool
    partners: list[PartnerOut]
    seminars: list[Ref]
    outputs: list[OutputOut]


class OwedOut(Schema):
    """One promise in one year: evidenced, offered, late, open, or none where nothing falls due."""

    commitment: Ref
    works: list[str]
    year: int
    standing: str
    evidence: list[Ref]


class HubWhole(HubOut):
    owed: list[OwedOut]


class HubFilter(Schema):
    agreement: str = ""
    host: str = ""
    partner: str = ""


def hub_rows(reader: Reader, on: date) -> QuerySet[Hub]:
    """Hubs with all that is told of each: four statements."""
    outputs = Output.objects.visible_to(reader).filter(published_on__lte=on).select_related("document")
    seminars = Seminar.objects.visible_to(reader).select_related("event").order_by("event__key")
    return (
        rows_of(reader)
        .prefetch_related(
            Prefetch("outputs", outputs.order_by("-year", "key")), Prefetch("seminars", seminars)
        )
        .order_by("key")
    )


def told(one: Hub) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("key", "title", "summary", "is_example")},
        "titles": titles(one.spoken),
        "body": named(one.body),
        "agreement": named(one.agreement),
        "host": named(one.host),
        "themes": one.terms,
        "partners": [{"body": named(row.body), "part": row.part} for row in one.partners.all()],
        "seminars": [named(row.event) for row in one.seminars.all()],
        "outputs": [told_output(row) for row in one.outputs.all()],
    }


def told_output(one: Output) -> dict[str, Any]:
    plain = ("key", "title", "work", "year", "written_by", "published_on", "is_example")
    return {**{name: getattr(one, name) for name in plain}, "document": ref(one.document)}


def whole(one: Hub, on: date, reader: Reader) -> dict[str, Any]:
    """The hub with what its agreement owes by year."""
    grid = grid_of(one, on, reader)
    return told(one) | {
        "owed": [
            {
                "commitment": named(line.commitment),
                "works": [work.value for work in line.works],
                "year": cell.year,
                "standing": cell.standing.value,
                "evidence": [named(link.evidence) for link in cell.shown],
            }
            for line in grid.lines
            for cell in line.cells
        ]
    }


@router.get("/hubs", response=ListOf[HubOut])
def hubs(request: HttpRequest, asked: Asked, wanted: Query[HubFilter]) -> HttpResponse:
    """Learning hubs by agreement, host or partner."""
    on, reader = day_of(request, asked), reader_of(request)
    found = hub_rows(reader, on)
    found = found.filter(pointing(Hub, reader, {"agreement": wanted.agreement, "host": wanted.host}))
    if wanted.partner:
        partners = HubPartner.objects.visible_to(reader)
        partners = partners.filter(pointing(HubPartner, reader, {"body": wanted.partner}))
        found = found.filter(pk__in=partners.values("hub"))
    return listed(request, found, asked, told)


@router.get("/hubs/{key}", response=HubWhole)
def hub(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One hub, with what its agreement owes year by year and what is evidenced."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, hub_rows(reader, on), key, lambda one: whole(one, on, reader))
