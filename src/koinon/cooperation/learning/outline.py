"""The outline of a curriculum: what a page and the machine interface tell of it, in one frozen value."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from koinon.cooperation.learning.curricula import Author, Curriculum, Lesson
from koinon.network.people.readers import SYSTEM, Reader


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who wrote: called so on the day, with the key of the record and the side."""

    name: str
    kind: str
    key: str
    side: str


@dataclass(frozen=True, slots=True)
class LessonLine:
    """One lesson."""

    key: str
    number: int
    title: str
    other_title: str
    text: str
    minutes: int | None
    document: str
    writers: tuple[Writer, ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """One module with its lessons."""

    key: str
    number: int
    title: str
    other_title: str
    text: str
    lessons: tuple[LessonLine, ...] = ()

    @property
    def minutes(self) -> int:
        """How long its lessons last together, as far as it is said."""
        return sum(one.minutes or 0 for one in self.lessons)


@dataclass(frozen=True, slots=True)
class Tongue:
    """The curriculum in one more language."""

    language: str
    title: str
    summary: str
    document: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A curriculum, whole."""

    title: str
    language: str
    other_title: str
    other_language: str
    summary: str
    year: int
    writers: tuple[Writer, ...] = ()
    modules: tuple[ModuleLine, ...] = ()
    tongues: tuple[Tongue, ...] = field(default=())

    @property
    def minutes(self) -> int:
        """How long all lessons last together, as far as it is said."""
        return sum(one.minutes for one in self.modules)

    @property
    def languages(self) -> list[str]:
        """The languages there is something in, its own first."""
        there = (self.language, self.other_language, *(one.language for one in self.tongues))
        return list(dict.fromkeys(filter(None, there)))

    def as_json(self) -> dict[str, Any]:
        """All of it as plain data, of which a digest is kept when it is published."""
        return asdict(self)


def outline_of(curriculum: Curriculum, reader: Reader = SYSTEM) -> Outline:
    """All of a curriculum, with the writers the reader may know of: six statements at most."""
    seen = Author.objects.visible_to(reader).filter(curriculum=curriculum)
    authors = list(seen.select_related("person", "body").order_by("order", "id"))
    modules = curriculum.modules.prefetch_related("lessons__document").order_by("number", "id")
    texts = curriculum.texts.select_related("document").order_by("language", "id")
    return Outline(
        title=curriculum.title,
        language=curriculum.language,
        other_title=curriculum.other_title,
        other_language=curriculum.other_language,
        summary=curriculum.summary,
        year=curriculum.year,
        writers=_writers(authors, None),
        modules=tuple(
            ModuleLine(
                key=one.key,
                number=one.number,
                title=one.title,
                other_title=one.other_title,
                text=one.text,
                lessons=tuple(_lesson(lesson, authors) for lesson in one.lessons.all()),
            )
            for one in modules
        ),
        tongues=tuple(
            Tongue(one.language, one.title, one.summary, one.document.key if one.document else "")
            for one in texts
        ),
    )


def _lesson(lesson: Lesson, authors: list[Author]) -> LessonLine:
    return LessonLine(
        key=lesson.key,
        number=lesson.number,
        title=lesson.title,
        other_title=lesson.other_title,
        text=lesson.text,
        minutes=lesson.minutes,
        document=lesson.document.key if lesson.document else "",
        writers=_writers(authors, lesson.pk),
    )


def _writers(authors: list[Author], lesson: int | None) -> tuple[Writer, ...]:
    return tuple(
        Writer(
            name=one.person.display() if one.person else str(one.body),
            kind="person" if one.person else "body",
            key=(one.person or one.body).key,  # type: ignore[union-attr]  # one of the two, by constraint
            side=one.side,
        )
        for one in authors
        if one.lesson_id == lesson
    )
