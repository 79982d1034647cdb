"""Curricula as they were published: modules, lessons, who wrote them for either side, in which languages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from koinon.cooperation.learning.curricula import Author, Curriculum, CurriculumText, Lesson, Module
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.people.readers import Reader
from koinon.site.api.answers import Asked, AsOf, ListOf, Ref, day_of, listed, named, reader_of, ref, single
from koinon.site.api.pointing import pointing

router = Router()


class AuthorOut(Schema):
    """A person or a body; ``lesson`` is empty for the whole curriculum."""

    person: Ref | None
    body: Ref | None
    side: str
    lesson: str


class LessonOut(Schema):
    key: str
    number: int
    title: str
    other_title: str
    text: str
    minutes: int | None
    document: Ref | None


class ModuleOut(Schema):
    key: str
    number: int
    title: str
    other_title: str
    text: str
    lessons: list[LessonOut]


class TextOut(Schema):
    language: str
    title: str
    summary: str
    document: Ref | None


class CurriculumOut(Schema):
    """One version of a curriculum; ``first`` is its first version where this is a later one."""

    key: str
    hub: Ref
    year: int
    title: str
    language: str
    other_title: str
    other_language: str
    summary: str
    state: str
    number: int
    first: Ref | None
    published_on: date | None
    digest: str
    is_example: bool
    authors: list[AuthorOut]
    modules: list[ModuleOut]
    texts: list[TextOut]
    seminars: list[Ref]


class CurriculumFilter(Schema):
    hub: str = ""
    year: int | None = Field(None, ge=1, le=9999)
    language: str = ""


def curriculum_rows(reader: Reader) -> QuerySet[Curriculum]:
    """Curricula with all that is told of each: six statements."""
    authors = Author.objects.visible_to(reader).select_related("person", "body", "lesson")
    lessons = Lesson.objects.select_related("document").order_by("number", "id")
    modules = Module.objects.order_by("number", "id").prefetch_related(Prefetch("lessons", lessons))
    texts = CurriculumText.objects.select_related("document").order_by("language")
    seminars = Seminar.objects.visible_to(reader).select_related("event").order_by("event__key")
    rows = Curriculum.objects.visible_to(reader).select_related("hub", "first")
    rows = rows.prefetch_related(Prefetch("authors", authors.order_by("order", "id")))
    rows = rows.prefetch_related(Prefetch("texts", texts)).prefetch_related(Prefetch("modules", modules))
    return rows.prefetch_related(Prefetch("seminars", seminars)).order_by("key")


def told(one: Curriculum, on: date) -> dict[str, Any]:
    plain = ("key", "year", "title", "language", "other_title", "other_language", "summary")
    more = ("number", "published_on", "digest", "is_example")
    return {
        **{name: getattr(one, name) for name in (*plain, *more)},
        "hub": named(one.hub),
        "state": one.state(on).value,
        "first": ref(one.first),
        "authors": [
            {
                "person": ref(row.person),
                "body": ref(row.body),
                "side": row.side,
                "lesson": row.lesson.key if row.lesson else "",
            }
            for row in one.authors.all()
        ],
        "modules": [
            {**_titled(module), "lessons": [told_lesson(lesson) for lesson in module.lessons.all()]}
            for module in one.modules.all()
        ],
        "texts": [
            {
                "language": row.language,
                "title": row.title,
                "summary": row.summary,
                "document": ref(row.document),
            }
            for row in one.texts.all()
        ],
        "seminars": [named(row.event) for row in one.seminars.all()],
    }


def told_lesson(one: Lesson) -> dict[str, Any]:
    return {**_titled(one), "minutes": one.minutes, "document": ref(one.document)}


def _titled(one: Module | Lesson) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("key", "number", "title", "other_title", "text")}


@router.get("/curricula", response=ListOf[CurriculumOut])
def curricula(request: HttpRequest, asked: Asked, wanted: Query[CurriculumFilter]) -> HttpResponse:
    """Curricula by hub, year or language; whoever works in a hub also has its drafts."""
    on, reader = day_of(request, asked), reader_of(request)
    found = curriculum_rows(reader).filter(pointing(Curriculum, reader, {"hub": wanted.hub}))
    if wanted.year is not None:
        found = found.filter(year=wanted.year)
    if wanted.language:
        spoken = CurriculumText.objects.filter(language=wanted.language).values("curriculum")
        told_in = Q(language=wanted.language) | Q(other_language=wanted.language) | Q(pk__in=spoken)
        found = found.filter(told_in)
    return listed(request, found, asked, lambda one: told(one, on))


@router.get("/curricula/{key}", response=CurriculumOut)
def curriculum(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One version of a curriculum."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, curriculum_rows(reader), key, lambda one: told(one, on))
