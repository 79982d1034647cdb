"""News: what was published by a day, in each of its languages, with the facts it took from the record."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.evidence.visibility import visible_records
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    ListOf,
    Ref,
    counted,
    day_of,
    moment,
    page_of,
    reader_of,
    ref,
    single,
)
from koinon.site.publishing.commands import plain
from koinon.site.publishing.models import Quote, Story, StoryFact
from koinon.site.publishing.queries import with_everything

router = Router()


class StoryAboutOut(Schema):
    kind: str
    key: str
    name: str


class StoryTextOut(Schema):
    """The story in one language, its facts said out."""

    language: str
    title: str
    summary: str
    body: str


class StoryFactOut(Schema):
    """A fact as the record said it on the story's day, by language, with its sources."""

    number: int
    label: str
    words: dict[str, str]
    as_of: date
    sources: list[dict[str, str]]


class StoryQuoteOut(Schema):
    """What somebody said, and the title held on the story's day, both by language."""

    person: Ref
    titles: dict[str, str]
    words: dict[str, str]


class StoryOut(Schema):
    key: str
    category: str
    state: str
    language: str
    published_at: datetime | None
    facts_as_of: date
    about: StoryAboutOut | None
    contact: Ref | None
    texts: list[StoryTextOut]
    facts: list[StoryFactOut]
    quotes: list[StoryQuoteOut]


class NewsFilter(Schema):
    category: str = ""
    state: str = ""


def rows(reader: Reader, on: date) -> QuerySet[Story]:
    """What was published by the day, the newest first; for those who write, also what is not published."""
    by_then = Q(published_at__date__lte=on) | Q(published_at=None)
    found = Story.objects.visible_to(reader).filter(by_then).order_by("-published_at", "-id")
    return with_everything(found, reader)


def teller(reader: Reader, found: list[Story]) -> Callable[[Story], dict[str, Any]]:
    """How each is told, with what they are about looked up together: one statement a kind."""
    places = [(one.subject_kind, one.subject_id) for one in found if one.subject_kind and one.subject_id]
    seen = visible_records(places, reader)

    def told(one: Story) -> dict[str, Any]:
        about = seen.get((one.subject_kind, one.subject_id or 0))
        return {
            "key": one.key,
            "category": one.category,
            "state": one.state,
            "language": one.language,
            "published_at": moment(one.published_at),
            "facts_as_of": one.on,
            "about": {"kind": one.subject_kind, "key": about.key, "name": str(about)} if about else None,
            "contact": ref(one.contact),
            "texts": texts_told(one),
            "facts": [fact_told(fact) for fact in one.facts.all()],
            "quotes": [quote_told(quote) for quote in one.quotes.all()],
        }

    return told


def texts_told(one: Story) -> list[dict[str, str]]:
    return [
        {
            "language": text.language,
            "title": text.title,
            "summary": plain(text.summary, one, text.language),
            "body": plain(text.body, one, text.language),
        }
        for text in one.texts.all()
    ]


def fact_told(one: StoryFact) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("number", "label", "words", "as_of", "sources")}


def quote_told(one: Quote) -> dict[str, Any]:
    return {"person": ref(one.person), "titles": one.titles, "words": one.words}


@router.get("/news", response=ListOf[StoryOut])
def news(request: HttpRequest, asked: Asked, wanted: Query[NewsFilter]) -> HttpResponse:
    """What was published by the day, the newest first, by category; drafts only for those who keep the record."""
    on, reader = day_of(request, asked), reader_of(request)
    found = rows(reader, on)
    for name, value in wanted.dict().items():
        found = found.filter(**{name: value}) if value else found
    page = list(page_of(found, asked))
    return counted(request, found, asked, [*map(teller(reader, page), page)])


@router.get("/news/{key}", response=StoryOut)
def story(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One story."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, rows(reader, on), key, lambda one: teller(reader, [one])(one))
