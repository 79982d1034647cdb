"""What the pages of news show: the list, a story in the reader's language, its sources, and the feed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from markupsafe import Markup, escape

from koinon.network.evidence.models import Document, DocumentVersion
from koinon.network.people.models import Person
from koinon.network.people.readers import Reader
from koinon.site.publishing.commands import MARK
from koinon.site.publishing.models import Quote, Story, StoryFact, StoryText


@dataclass(frozen=True, slots=True)
class Listed:
    """A story in a list: its text in the reader's language, or in the one it was written in."""

    story: Story
    text: StoryText | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote in one language, with the speaker's title on the story's day."""

    quote: Quote
    words: str
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the list of sources."""

    number: int
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story in one language: its words with the facts said out and marked, quotes and sources."""

    story: Story
    text: StoryText
    summary: Markup
    paragraphs: tuple[Markup, ...]
    quotes: tuple[Quoted, ...]
    sources: tuple[Source, ...]


def stories(reader: Reader, *, state: str = "", category: str = "") -> QuerySet[Story]:
    """The stories a reader may see, the newest first, each with its texts: two statements."""
    rows = Story.objects.visible_to(reader).prefetch_related("texts", "facts")
    rows = rows.filter(state=state) if state else rows
    return rows.filter(category=category) if category else rows


def listed(rows: list[Story], language: str) -> list[Listed]:
    """Each with the text to show."""
    return [Listed(row, text_in(row, language)) for row in rows]


def text_in(story: Story, language: str) -> StoryText | None:
    """The text in this language, else in the one it was written in."""
    texts = {text.language: text for text in story.texts.all()}
    return texts.get(language) or texts.get(story.language) or next(iter(texts.values()), None)


def story_page(story: Story, text: StoryText) -> StoryPage:
    """The page in the language of the text; the story comes with facts and quotes."""
    facts = {str(fact.number): fact for fact in story.facts.all()}
    used = _used(text, facts)
    numbered = _numbered(used)
    return StoryPage(
        story=story,
        text=text,
        summary=told(text.summary, facts, numbered, text.language),
        paragraphs=tuple(
            told(part.strip(), facts, numbered, text.language)
            for part in text.body.split("\n\n")
            if part.strip()
        ),
        quotes=tuple(
            Quoted(one, words, one.titles.get(text.language, ""))
            for one in story.quotes.all()
            if (words := one.words.get(text.language, ""))
        ),
        sources=tuple(Source(at, title, href) for (title, href), at in numbered.items()),
    )


def with_everything(rows: QuerySet[Story], reader: Reader) -> QuerySet[Story]:
    """Stories with texts, facts, quotes, picture and contact: a fixed number of statements.

    Who may no longer be seen is no longer quoted or named, and a picture goes with its document.
    """
    people, documents = Person.objects.visible_to(reader), Document.objects.visible_to(reader)
    return rows.prefetch_related(
        "texts",
        "facts",
        Prefetch("quotes", Quote.objects.filter(person__in=people).select_related("person")),
        Prefetch("contact", people),
        Prefetch("picture", DocumentVersion.objects.filter(document__in=documents)),
    )


def _used(text: StoryText, facts: dict[str, StoryFact]) -> list[StoryFact]:
    marks = MARK.findall(f"{text.summary}\n{text.body}")
    return [facts[mark] for mark in dict.fromkeys(marks) if mark in facts]


def _numbered(used: list[StoryFact]) -> dict[tuple[str, str], int]:
    """Documents numbered in the order in which facts lean on them; the address without its mark tells them apart."""
    numbers: dict[tuple[str, str], int] = {}
    for fact in used:
        for source in fact.sources:
            numbers.setdefault(_document(source), len(numbers) + 1)
    return numbers


def _document(source: dict[str, str]) -> tuple[str, str]:
    return source["title"], source["href"].partition("?")[0]


def told(
    text: str, facts: dict[str, StoryFact], numbers: dict[tuple[str, str], int], language: str
) -> Markup:
    """Words with each fact said out in the language, its sources as superscripts, its day in the title."""
    parts = MARK.split(text)
    drawn = [
        _fact(facts[part], numbers, language) if at % 2 and part in facts else escape(part)
        for at, part in enumerate(parts)
    ]
    return Markup("").join(drawn)


def _fact(fact: StoryFact, numbers: dict[tuple[str, str], int], language: str) -> Markup:
    marks = Markup(",").join(
        Markup('<a href="{}">{}</a>').format(source["href"], numbers[_document(source)])
        for source in fact.sources
    )
    sup = Markup('<sup class="src">{}</sup>').format(marks) if marks else Markup("")
    words = fact.words.get(language, "") or fact.words.get("en", "")
    return Markup('<data value="{}">{}</data>{}').format(f"{fact.name}@{fact.as_of}", words, sup)
