"""How every list and every item is answered: reader, day, paging, counts and entity tags."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Container, Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Annotated, Any, Generic, TypeVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from ninja import Query, Schema
from ninja.responses import NinjaJSONEncoder
from pydantic import Field
from pydantic_core import to_json

from koinon.network.evidence.visibility import visible_records
from koinon.network.members.queries import reader_for
from koinon.network.people.audience import Audience, AudiencedQuerySet
from koinon.network.people.doors import question_of
from koinon.network.people.persons import PersonQuerySet
from koinon.network.people.readers import Reader
from koinon.network.places.querysets import PlaceQuerySet
from koinon.platform.accounts.tokens import user_of
from koinon.platform.audit.answers import Answers
from koinon.platform.audit.models import Record
from koinon.platform.dates import Day, Span
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.platform.recording.tongues import tongues
from koinon.site.api.asking import IsoDay
from koinon.site.api.problems import BadToken

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")
Q = TypeVar("Q", bound=models.QuerySet[Any])

MOST = 200
# No register is as long; beyond 64 bits the database itself would refuse.
FARTHEST = 2**31 - 1


class DayOut(Schema):
    """A date as the record says it; earliest and latest are null where unbounded."""

    edtf: str
    words: str
    earliest: date | None
    latest: date | None


class Ref(Schema):
    """Another record, by its key and its name."""

    key: str
    name: str


class TitleOut(Schema):
    """What a record is called in one further language."""

    language: str
    text: str


class ListOf(Schema, Generic[T]):
    """A page of a list and how many there are in all."""

    items: list[T]
    count: int


class Page(Schema):
    """Which part of a list is wanted, as of which day."""

    on: IsoDay | None = Field(None, description="The day the answer is told for; today when left out.")
    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=FARTHEST)


class On(Schema):
    """As of which day an item is told."""

    on: IsoDay | None = Field(None, description="The day the answer is told for; today when left out.")


Asked = Annotated[Page, Query()]
AsOf = Annotated[On, Query()]


def reader_of(request: HttpRequest) -> Reader:
    """Who asks: by token, by the session of the browser, or the public. Raises BadToken."""
    shown = request.headers.get("Authorization", "")
    if not shown:
        reader: Reader = request.reader  # type: ignore[attr-defined]
        return reader
    scheme, _space, secret = shown.partition(" ")
    moment = timezone.now()
    user = user_of(secret.strip(), moment=moment) if scheme.lower() == "bearer" else None
    if user is None:
        raise BadToken
    request.reader = reader_for(user, timezone.localdate())  # type: ignore[attr-defined]
    return request.reader  # type: ignore[attr-defined,no-any-return]


def day_of(request: HttpRequest, asked: Page | On) -> date:
    """The day the answer is told for."""
    on: date = asked.on or request.on  # type: ignore[attr-defined]
    return on


def day(value: Day) -> dict[str, Any]:
    """A Day as JSON."""
    return day_told(value.edtf, value.words)


@lru_cache(maxsize=8192)
def day_told(edtf: str, words: str) -> dict[str, Any]:
    """A Day as JSON, read as columns."""
    value = Day(edtf, words)
    return {
        "edtf": edtf,
        "words": words,
        "earliest": None if value.earliest in (FIRST, LAST) else value.earliest.isoformat(),
        "latest": None if value.latest in (FIRST, LAST) else value.latest.isoformat(),
    }


def moment(value: datetime | None) -> str | None:
    """A moment as JSON, to the thousandth of a second."""
    return None if value is None else str(NinjaJSONEncoder().default(value))


def dated(span: Span, on: date, holds: str | None = None) -> dict[str, Any]:
    """Start, end, and whether it holds on the day."""
    return {"starts": day(span.starts), "ends": day(span.ends), "holds": holds or str(span.holds(on).value)}


Named = dict[str, str]


class Mention:
    """A record named in the answer about another; whether the asker may know of it is settled in `tagged`.

    No dataclass: pydantic would write one out by itself, hidden name and all, and never ask.
    """

    __slots__ = ("place", "told")

    def __init__(self, place: tuple[str, int], told: Named) -> None:
        self.place, self.told = place, told


def ref(record: Record | None) -> Mention | Named | None:
    """Another record, as far as the asker may see it."""
    if record is None:
        return None
    told = named(record)
    return told if is_open(record) else Mention((record.record_kind(), record.pk), told)


def ref_row(
    model: type[Record], pk: int | None, key: str, name: str, audience: str = ""
) -> Mention | Named | None:
    """The same for one that was read as columns, with its audience where its kind has one."""
    if pk is None:
        return None
    told = {"key": key, "name": name}
    says = _says_by_itself(model)
    is_seen = says is True or (says is None and audience == Audience.PUBLIC)
    return told if is_seen else Mention((model.record_kind(), pk), told)


def named(record: Record) -> Named:
    """Another record that may be seen with the one that is told: its ``visible_to`` asks for that."""
    return {"key": record.key, "name": str(record)}


def some(rows: Iterable[Record]) -> list[Mention | Named | None]:
    """Several others."""
    return [ref(row) for row in rows]


def titles(spoken: str) -> list[dict[str, str]]:
    """What a record is called in other languages: read off its own row."""
    return [{"language": language, "text": text} for language, text in tongues(spoken)]


def narrowed(rows: Q, holds: str) -> Q:
    """Only the rows whose annotated ``held`` is among the words asked for, such as ``yes,possibly``."""
    wanted: dict[str, Any] = {"held__in": holds.split(",")} if holds else {}
    return rows.filter(**wanted)


Told = dict[str, Any]


def listed(
    request: HttpRequest, rows: models.QuerySet[M], asked: Page, told: Callable[[M], Told]
) -> HttpResponse:
    """One page of the rows, with the count of all."""
    return counted(request, rows, asked, [told(row) for row in page_of(rows, asked)])


_pages = Answers(most=200)


def listed_by(
    request: HttpRequest, rows: models.QuerySet[M], asked: Page, told: Callable[[list[int]], list[Told]]
) -> HttpResponse:
    """One page of the rows, all told together by their ids, with the count of all.

    Which rows these are is remembered: asking again takes little, putting the question together does not.
    """
    found = _pages.recall(
        question_of(request), lambda: array("q", page_of(rows.values_list("pk", flat=True), asked))
    )
    return counted(request, rows, asked, told(list(found)))


_orders = Answers(most=50)


def listed_in_order(
    request: HttpRequest, rows: models.QuerySet[M], asked: Page, told: Callable[[list[int]], list[Told]]
) -> HttpResponse:
    """The same for rows in an order no index has: all their ids are remembered until the next act."""
    question = question_of(request, "limit", "offset")
    ids: array[int] = _orders.recall(question, lambda: array("q", rows.values_list("pk", flat=True)))
    items = told(list(ids[asked.offset : asked.offset + asked.limit]))
    return tagged(request, {"items": items, "count": len(ids)})


def page_of(rows: Q, asked: Page) -> Q:
    """The part of the rows that is wanted."""
    return rows[asked.offset : asked.offset + asked.limit]


_counts = Answers(most=500)


def counted(request: HttpRequest, rows: models.QuerySet[Any], asked: Page, items: list[Told]) -> HttpResponse:
    """The items of a page with the count of all; a first page that is not full tells the count by itself."""
    if len(items) < asked.limit and (items or not asked.offset):
        count = asked.offset + len(items)
    else:
        count = _counts.recall(question_of(request, "limit", "offset"), rows.count)
    return tagged(request, {"items": items, "count": count})


def single(
    request: HttpRequest, rows: models.QuerySet[M], key: str, told: Callable[[M], dict[str, Any]]
) -> HttpResponse:
    """The one row of that key, or 404."""
    row = rows.filter(key=key).first()
    if row is None:
        raise Http404
    return tagged(request, told(row))


def single_or_stayed(
    request: HttpRequest, rows: models.QuerySet[M], key: str, told: Callable[[M], dict[str, Any]]
) -> HttpResponse:
    """The same; the key of one that was merged into another leads to the one that stayed, if both may be seen."""
    try:
        return single(request, rows, key, told)
    except Http404:
        gone = rows.model._default_manager.visible_to(reader_of(request)).filter(key=key)  # type: ignore[attr-defined]
        stayed = rows.prefetch_related(None).filter(merged_from__in=gone).values_list("key", flat=True)
        if not (found := stayed.first()):
            raise
        asked = f"?{query}" if (query := request.META.get("QUERY_STRING")) else ""
        return HttpResponseRedirect(f"{request.path.rpartition('/')[0]}/{found}{asked}")


def settled(body: Any, mentions: Iterable[Mention], reader: Reader) -> Any:
    """The answer with every mention written out, or left out where the reader may not see the record.

    One statement a kind that has to be asked about; what is for everybody is not asked about.
    """
    asked = [] if reader.is_secretariat else [one.place for one in mentions]
    hidden = set(asked) - visible_records(asked, reader).keys()
    return _written(body, hidden)


def is_open(record: Record) -> bool:
    """Whether the record says by itself that it is for everybody, whatever it belongs to."""
    says = _says_by_itself(type(record))
    return says is True or (says is None and record.audience == Audience.PUBLIC)  # type: ignore[attr-defined]


@cache
def _says_by_itself(model: type[Record]) -> bool | None:
    """Yes where all are for everybody, no where it depends on others; nothing where the audience says it."""
    rule = getattr(getattr(model._default_manager.all(), "visible_to", None), "__func__", None)
    if rule is PlaceQuerySet.visible_to:
        return True
    return None if rule in (AudiencedQuerySet.visible_to, PersonQuerySet.visible_to) else False


def _written(part: Any, hidden: Container[tuple[str, int]]) -> Any:
    if isinstance(part, Mention):
        return None if part.place in hidden else part.told
    if isinstance(part, dict):
        return {name: _written(one, hidden) for name, one in part.items()}
    if isinstance(part, list):
        told = [(one, _written(one, hidden)) for one in part]
        return [now for was, now in told if now is not None or not isinstance(was, Mention)]
    return part


def tagged(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    """The answer with its entity tag; what the asker holds already is not sent again."""
    mentions: list[Mention] = []
    content = as_json(body, mentions)
    if mentions:
        content = as_json(settled(body, mentions, request.reader), [])  # type: ignore[attr-defined]
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    answer = (
        HttpResponse(status=304) if tag in known else HttpResponse(content, content_type="application/json")
    )
    answer["ETag"] = tag
    answer["Vary"] = "Authorization, Cookie, Accept-Language"
    answer["Cache-Control"] = "private, no-cache"
    return answer


def as_json(body: Any, mentions: list[Mention]) -> bytes:
    """The answer as it is sent. What was mentioned and is not settled yet is gathered, and stands as nothing."""

    def default(value: Any) -> Any:
        if not isinstance(value, Mention):
            return NinjaJSONEncoder().default(value)
        mentions.append(value)
        return None

    return to_json(body, fallback=default)
