"""What the pages of practices show: one practice with all that belongs to it, and what is offered elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language

from koinon.cooperation.practices.listing import practice_list, practice_rows
from koinon.cooperation.practices.models import (
    Practice,
    PracticeDocument,
    PracticeFollowUp,
    PracticePerson,
    PracticeText,
)
from koinon.cooperation.practices.offering import Offer, offered_to
from koinon.cooperation.programmes.aligning import codes_of
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.models import Body, Role
from koinon.network.people.readers import Reader

__all__ = [
    "Offer",
    "PracticePage",
    "offered_to",
    "people_of",
    "practice_list",
    "practice_page",
    "practice_rows",
    "practices_of",
    "told_in",
]


@dataclass(frozen=True, slots=True)
class PracticePage:
    """A practice as its page tells it, in the language it is shown in."""

    practice: Practice
    text: Practice | PracticeText
    texts: tuple[PracticeText, ...]
    sdg: tuple[str, ...]
    nua: tuple[str, ...]
    documents: tuple[PracticeDocument, ...]
    people: tuple[PracticePerson, ...]
    follow_ups: tuple[PracticeFollowUp, ...]

    @property
    def answered(self) -> list[PracticeFollowUp]:
        """What was said so far, the latest first."""
        return [one for one in self.follow_ups if one.answered_on]

    @property
    def waiting(self) -> PracticeFollowUp | None:
        """What was asked and is not answered."""
        return next((one for one in self.follow_ups if one.answered_on is None), None)


def practice_page(practice: Practice, reader: Reader, on: date, language: str = "") -> PracticePage:
    """Everything of one practice the reader may see: five statements beside its own."""
    texts = tuple(practice.texts.all())
    served = list(practice.alignments.all())
    documents = PracticeDocument.objects.visible_to(reader).filter(practice=practice)
    return PracticePage(
        practice=practice,
        text=told_in(practice, texts, language or get_language() or "en"),
        texts=texts,
        sdg=tuple(codes_of(served, Vocabulary.SDG)),
        nua=tuple(codes_of(served, Vocabulary.NUA)),
        documents=tuple(documents.select_related("document")),
        people=tuple(people_of(practice, reader, on)),
        follow_ups=tuple(PracticeFollowUp.objects.visible_to(reader).filter(practice=practice)),
    )


def told_in(practice: Practice, texts: tuple[PracticeText, ...], language: str) -> Practice | PracticeText:
    """The practice in the language where it is written in it, else as it is."""
    wanted = language.lower()
    if practice.language.lower() == wanted:
        return practice
    return next((one for one in texts if one.language.lower() == wanted), practice)


def people_of(practice: Practice, reader: Reader, on: date) -> QuerySet[PracticePerson]:
    """Those who can be asked: they agreed, and hold the role on the day. The secretariat sees who was asked too."""
    held = Role.objects.visible_to(reader).holding(on)
    rows = PracticePerson.objects.visible_to(reader).filter(practice=practice, role__in=held.values("pk"))
    return rows.select_related("role__person", "role__holder", "role__post", "role__of").order_by("id")


def practices_of(reader: Reader, on: date, body: Body, limit: int = 6) -> list[Practice]:
    """The published practices of a body, the latest first: two statements."""
    rows = practice_rows(reader).published(on).filter(body=body)
    return list(rows.order_by("-published_on", "title", "id")[:limit])
