"""Documents: what the facts rest on."""

from datetime import date
from functools import partial
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.evidence.models import Document, DocumentKind
from koinon.network.people.readers import Reader
from koinon.platform.dates import OPEN, Span
from koinon.platform.search.narrowing import named_like
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    TitleOut,
    day,
    day_of,
    listed,
    reader_of,
    ref,
    single,
    titles,
)
from koinon.site.api.asking import one_of
from koinon.site.api.pointing import pointing

router = Router()


class VersionOut(Schema):
    number: int
    filename: str
    media_type: str
    size: int
    sha256: str


class DocumentOut(Schema):
    key: str
    title: str
    titles: list[TitleOut]
    kind: str
    publisher: Ref | None
    published: DayOut
    holds: str
    language: str
    address: str
    versions: list[VersionOut]


class DocumentFilter(Schema):
    q: str = ""
    kind: Annotated[str, one_of(DocumentKind)] = ""
    publisher: str = ""


def rows(reader: Reader) -> QuerySet[Document]:
    return Document.objects.visible_to(reader).select_related("publisher").prefetch_related("versions")


def told(one: Document, on: date) -> dict[str, Any]:
    """A document; it holds from the day it was published on."""
    return {
        "key": one.key,
        "title": one.title,
        "titles": titles(one.spoken),
        "kind": one.kind,
        "publisher": ref(one.publisher),
        "published": day(one.published),
        "holds": Span(one.published, OPEN).holds(on).value,
        "language": one.language,
        "address": one.address,
        "versions": [
            {
                "number": v.number,
                "filename": v.filename,
                "media_type": v.media_type,
                "size": v.size,
                "sha256": v.sha256,
            }
            for v in one.versions.all()
        ],
    }


@router.get("/documents", response=ListOf[DocumentOut])
def documents(request: HttpRequest, asked: Asked, wanted: Query[DocumentFilter]) -> HttpResponse:
    """Documents by words of the title, kind or publisher."""
    reader, on = reader_of(request), day_of(request, asked)
    found = rows(reader).filter(pointing(Document, reader, {"publisher": wanted.publisher}))
    if wanted.q:
        found = found.filter(Q(title__icontains=wanted.q) | named_like(Document, wanted.q))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    return listed(request, found, asked, partial(told, on=on))


@router.get("/documents/{key}", response=DocumentOut)
def document(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One document."""
    return single(request, rows(reader_of(request)), key, partial(told, on=day_of(request, asked)))
