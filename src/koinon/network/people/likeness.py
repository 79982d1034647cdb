"""Who may be on record twice: names compared across scripts, accents, order and length.

Not all with all: names are cut into words and every name is put on shelves (blocking keys); only names
that meet on a shelf are compared. Two that are alike do meet, for the shelves are made of what is compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rapidfuzz.distance import OSA

from koinon.platform.folding import fold, is_han, syllables

Words = tuple[str, ...]

# Family names of two characters; all others have one.
COMPOUND = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 司空 夏侯 宇文 长孙 南宫 独孤 端木".split()  # noqa: SIM905
TITLES = "mr mrs ms miss dr prof professor sir dame hon excmo excma sr sra m mme herr frau".split()  # noqa: SIM905
LINKING = "the of for and de la le du des del y et".split()  # noqa: SIM905
# A shelf for names that may be misspelt is passed over when it is fuller than this: everybody would be on it.
CROWDED = 200
LONGEST_NAME = 8
LONG_WORD = 5


class Likeness(StrEnum):
    """In what way two names are alike, the strongest first."""

    SAME = "same"  # the same words: accents, capitals, order and script apart
    JOINED = "joined"  # the same letters, cut into words in another way: De Cun, Decun
    PART = "part"  # one has all the words of the other, and more
    SPELT = "spelt"  # one letter differs, in one long word


ORDER = list(Likeness)


@dataclass(frozen=True)
class Named:
    """Somebody or something with all its written names."""

    id: int
    names: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Pair:
    """Two that may be one, and the names that say so; the smaller id stands first."""

    likeness: Likeness
    first: int
    second: int
    first_name: str
    second_name: str


def person_words(name: str) -> Words:
    """The words of a person's name, in small plain letters: 詹德村 gives zhan, decun; titles are left out."""
    plain = "".join(name.split())
    if is_han(plain):
        family = 2 if fold(plain)[:2] in COMPOUND and len(plain) > 2 else 1
        parts = [plain[:family], plain[family:]]
        return tuple("".join(syllables(part)).replace("ü", "u") for part in parts if part)
    words = [word for word in fold(name).split() if word not in TITLES]
    return tuple(words[:LONGEST_NAME])


def body_words(name: str) -> Words:
    """The words of a body's name, without those that only link; 人民政府 stays as it is written."""
    return tuple(word for word in fold(name).split() if word not in LINKING)


def alike(one: Words, other: Words) -> Likeness | None:
    """How two names are alike, if they are."""
    if sorted(one) == sorted(other):
        return Likeness.SAME
    if not turns(one).isdisjoint(turns(other)):
        return Likeness.JOINED
    short, long = sorted((one, other), key=len)
    if len(set(short)) > 1 and set(short) < set(long):
        return Likeness.PART
    return Likeness.SPELT if _spelt_alike(one, other) else None


def turns(words: Words) -> set[str]:
    """The words written as one, beginning with each in turn."""
    return {"".join(words[start:] + words[:start]) for start in range(len(words))}


def _spelt_alike(one: Words, other: Words) -> bool:
    """All words agree but a long one, in which a letter after the first is wrong, missing or displaced."""
    if len(one) != len(other) or len(one) < 2:
        return False
    differ = [list((Counter(a) - Counter(b)).elements()) for a, b in ((one, other), (other, one))]
    if [len(words) for words in differ] != [1, 1]:
        return False
    (mine,), (yours,) = differ
    if min(len(mine), len(yours)) < LONG_WORD or mine[0] != yours[0]:
        return False
    return OSA.distance(mine, yours, score_cutoff=1) <= 1


def shelves(words: Words, *, parts: bool = True) -> Iterator[str]:
    """Where a name stands so that all that are alike to it meet it; what may crowd is marked with ~."""
    yield from turns(words)
    yield " ".join(sorted(words))
    if parts:
        for two in combinations(sorted(set(words)), 2):
            yield " ".join(two)
    for word in words:
        if len(word) >= LONG_WORD and len(words) > 1:
            # Misspelt in this word, though not in its first letter: the others are as they are.
            others = list(words)
            others.remove(word)
            yield f"~{' '.join(sorted(others))} {word[0]}"


def person_pairs(people: Iterable[Named]) -> list[Pair]:
    """The people who may be one, the surest pairs first."""
    return pairs(people, person_words, frozenset(Likeness))


def body_pairs(bodies: Iterable[Named]) -> list[Pair]:
    """The bodies that may be one. A longer name is mostly another body, such as the office of a city."""
    return pairs(bodies, body_words, frozenset(Likeness) - {Likeness.PART})


def pairs(
    all_named: Iterable[Named], words_of: Callable[[str], Words], ways: frozenset[Likeness]
) -> list[Pair]:
    """Every two that are alike in one of the ways, each two once, with the strongest likeness found."""
    shelf: defaultdict[str, list[tuple[int, str, Words]]] = defaultdict(list)
    for named in all_named:
        for name in dict.fromkeys(named.names):
            if words := words_of(name):
                for place in set(shelves(words, parts=Likeness.PART in ways)):
                    shelf[place].append((named.id, name, words))
    best: dict[tuple[int, int], Pair] = {}
    for place, standing in shelf.items():
        if place[0] == "~" and len(standing) > CROWDED:
            continue
        for one, other in combinations(standing, 2):
            _compare(one, other, ways, best)
    return sorted(best.values(), key=lambda pair: (ORDER.index(pair.likeness), pair.first, pair.second))


def _compare(
    one: tuple[int, str, Words],
    other: tuple[int, str, Words],
    ways: frozenset[Likeness],
    best: dict[tuple[int, int], Pair],
) -> None:
    """Keep the pair if it is alike, and more so than what was found of it before."""
    (first, first_name, first_words), (second, second_name, second_words) = sorted((one, other))
    if first == second:
        return
    known = best.get((first, second))
    if known and known.likeness is Likeness.SAME:
        return
    found = alike(first_words, second_words)
    if found is None or found not in ways:
        return
    if known is None or ORDER.index(found) < ORDER.index(known.likeness):
        best[first, second] = Pair(found, first, second, first_name, second_name)
