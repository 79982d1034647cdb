"""Which kind of work the words of a promise speak of. A suggestion: a person says what it is."""

from __future__ import annotations

from koinon.cooperation.learning.hubs import Work
from koinon.platform.folding import fold

WORDS: dict[Work, tuple[str, ...]] = {
    Work.PROMOTION: ("promot", "promoc", "publici", "推广", "宣传"),
    Work.RESEARCH: ("research", "study", "studies", "investiga", "recherche", "etude", "研究"),
    Work.SEMINAR: ("seminar", "workshop", "onsite", "on-site", "taller", "atelier", "研讨", "讲座"),
    Work.CURRICULUM: ("curricul", "training", "course", "formacion", "formation", "课程", "培训"),
}


def suggested(words: str) -> list[Work]:
    """The kinds of work the words name. To promote curricula is promotion, and seminars are how it is done."""
    told = fold(words)
    found = [work for work, marks in WORDS.items() if any(mark in told or mark in words for mark in marks)]
    if Work.PROMOTION in found:
        return [Work.PROMOTION, Work.SEMINAR]
    return found
