"""Slips of the keyboard: which words of the index one left out, added, changed or swapped letter away may be meant."""

from collections.abc import Iterable

from django.db.models import F
from rapidfuzz.distance import OSA

from koinon.platform.search.models import Spelling

SHORTEST, LONGEST = 4, 38
PORTION = 900


def forms(word: str) -> set[str]:
    """The word itself and the word with any one letter left out.

    >>> sorted(forms("rome"))
    ['ome', 'rme', 'roe', 'rom', 'rome']
    """
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def can_be_misspelt(word: str) -> bool:
    """Whether slips in the word are looked for: letters of the Latin script, neither too few nor too many."""
    return SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()


def remember(words: Iterable[str]) -> None:
    """Keep the neighbours of the words that are new: a statement or two for every thousand words."""
    wanted = sorted({word for word in words if can_be_misspelt(word)})
    for start in range(0, len(wanted), PORTION):
        some = wanted[start : start + PORTION]
        # A word is known when it stands under itself.
        known = set(Spelling.objects.filter(form__in=some, word=F("form")).values_list("word", flat=True))
        rows = [
            Spelling(form=form, word=word)
            for word in some
            if word not in known
            for form in sorted(forms(word))
        ]
        Spelling.objects.bulk_create(rows, batch_size=4000)


def meant(word: str, most: int = 4) -> list[str]:
    """Words of the index at most one slip from this one, the likeliest first: one statement."""
    if not can_be_misspelt(word):
        return []
    near = set(Spelling.objects.filter(form__in=forms(word)).values_list("word", flat=True)[:200])
    ranked = sorted((OSA.distance(word, other), abs(len(word) - len(other)), other) for other in near)
    return [other for distance, _length, other in ranked if distance <= 1][:most]
