"""Slips of the keyboard: which words of the index one left out, added, changed or swapped letter away may be meant."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from koinon.platform.search.models import Spelling

SHORTEST, LONGEST = 4, 38


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
    """Keep the neighbours of new words: two statements for any number."""
    wanted = {word for word in words if can_be_misspelt(word)}
    known = set(Spelling.objects.filter(form__in=wanted).values_list("word", flat=True)) if len(wanted) < 500 else set()
    rows = [Spelling(form=form, word=word) for word in sorted(wanted - known) for form in sorted(forms(word))]
    Spelling.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)


def meant(word: str, most: int = 4) -> list[str]:
    """Words of the index at most one slip from this one, the likeliest first: one statement."""
    if not can_be_misspelt(word):
        return []
    near = set(Spelling.objects.filter(form__in=forms(word)).values_list("word", flat=True)[:200])
    ranked = sorted((OSA.distance(word, other), abs(len(word) - len(other)), other) for other in near)
    return [other for distance, _length, other in ranked if distance <= 1][:most]
