"""Veiling: every name by which an entry could be told is made unreadable, in any script and however it is joined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from koinon.platform.folding import fold
from koinon.platform.folding.han import UNSPACED

BLACK = "████"
"""What stands in its place; always as long, so that its length tells nothing."""
LONG_ENOUGH = 5
"""Names of this length are found inside longer words too: #guangzhou2018 tells as much as Guangzhou."""
SHORTEST = 3
HAN = re.compile(f"[{UNSPACED}]")
RUNS = re.compile(f"[{UNSPACED}]+")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.-])(?<!\+\+)[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:gov|org|com|net|edu|cn|es|fr|eu|info)(?:\.\w\w)?\b(?:/\S*)?",
    re.IGNORECASE,
)
ORDINARY = """
administration affairs agency alcaldia association authority ayuntamiento board bureau capital
center central centre centro cities citizens city ciudad college comite commission committee
communaute commune community comunidad conseil consejo consortium cooperation corporation council
countries county delegacion departement department development direction district division economic
education environment external faculty federation finance foreign foundation general gobierno
gouvernement government group health housing institut institute instituto intendencia international
lab laboratory local mairie management mayor metropole metropolis metropolitan metropolitana
ministry municipal municipalidad municipalite municipality national network of office oficina
organisation organization people peoples planning policy prefecture president programme project
province provincial public region regional relations research school secretariat secretary service
services social society state studies team technical technology town transport union united
universidad universite university urban urbanism village ville water welfare women world youth
"""
# What bodies of every place are called: it tells nothing alone, and blacking it out would blur what is told.
GENERIC = frozenset(ORDINARY.split())
UNSPACED_ENDS = re.compile(
    "(?:人民政府|政府|外事|办公室|办公厅|委员会|研究院|研究所|研究中心|中心|大学|学院|学校|公司|集团|有限|责任|协会|学会"
    "|基金会|联合会|理事会|秘书处|国际|环境|环保|发展|改革|规划|建设|城市|创新|交流|合作|管理|住房|交通|教育|卫生|文化|旅游"
    "|水务|工业|经济|技术|开发|项目|组织|社区|街道|自治|特别|行政|人民|役所|役場|[市省区县镇乡局处部厅科署会县県町村]"
    "|특별자치시|특별자치도|특별시|광역시|시청|정부|[시도군구청])+$"
)
UNSPACED_STARTS = re.compile("^(?:中国|中华|全国|国家)+")
# Where a Chinese name has its places one after the other.
UNSPACED_PARTS = re.compile("(?<!城)[市省区县]")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
PHONE = re.compile(r"(?:\+|(?<![\d.,])\(?0)\d[\d ()/.-]{6,}\d")


class Veil:
    """Makes names unreadable in running text.

    >>> Veil(["León", "广州"]).over("#leon2018 and 廣州市, Napoleonic; write to x@leon.es")
    '#████2018 and ████市, Napoleonic; write to ████'
    >>> Veil(["Lima", "Zürich"]).over("Lima's climate; ZUERICH")
    "████'s climate; ████"
    """

    def __init__(self, names: Iterable[str]) -> None:
        folded = {fold(one) for name in names for one in (name, name.lower().translate(UMLAUTS))}
        self._pattern = _pattern(frozenset(one for one in folded if _tells(one)))

    def over(self, text: str) -> str:
        """The text with names, addresses and telephone numbers made unreadable."""
        text = PHONE.sub(BLACK, ADDRESS.sub(BLACK, text))
        if self._pattern is None:
            return text
        letters, places = _spread(text)
        kept, at = [], 0
        for found in self._pattern.finditer(letters):
            start, end = places[found.start()], places[found.end() - 1] + 1
            # Marks of accents stand apart from their letter and go with it.
            while (
                end < len(text)
                and not fold(text[end])
                and not text[end].isspace()
                and text[end].isprintable()
                and not text[end].isascii()
            ):
                end += 1
            if start >= at:
                kept += [text[at:start], BLACK]
                at = end
        return "".join([*kept, text[at:]])


def telling_words(name: str) -> set[str]:
    """The words of a name that tell by themselves: Quillhaven of Quillhaven Town Hall, 南都 of 南都市人民政府.

    >>> sorted(telling_words("Quillhaven Town Hall of the Upper Valley"))
    ['quillhaven', 'upper', 'valley']
    >>> sorted(telling_words("Ñandú 南都市人民政府外事办公室")), telling_words("서울특별시")
    (['nandu', '南都'], {'서울'})
    """
    spelled = f"{fold(name)} {fold(name.lower().translate(UMLAUTS))}"
    words = RUNS.sub(lambda run: f" {run[0]} ", spelled).split()
    found = {word for word in words if len(word) >= LONG_ENOUGH and word not in GENERIC}
    return {word for word in found if not HAN.search(word)} | {
        part for word in words if HAN.search(word) for part in _unspaced_parts(word)
    }


def _unspaced_parts(run: str) -> set[str]:
    """What is left of a name in a script without spaces, when what places and offices are called is taken from it."""
    bare = UNSPACED_ENDS.sub("", UNSPACED_STARTS.sub("", run))
    return {part for one in UNSPACED_PARTS.split(bare) if len(part := UNSPACED_ENDS.sub("", one) or one) > 1}


def _tells(folded: str) -> bool:
    """Whether a name is long enough to be one: two signs of a script without spaces, three letters otherwise."""
    return len(folded) >= (2 if HAN.search(folded) else SHORTEST)


@lru_cache(maxsize=512)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """All names, the longest first; between their words there may be anything that is no letter, or nothing.

    After a short one an s may stand, which is how "Lima's" is folded.
    """
    if not names:
        return None
    parts = []
    for name in sorted(names, key=lambda one: (-len(one), one)):
        words = r"\W*(?:_\W*)?".join(map(re.escape, name.split()))
        inside = HAN.search(name) or len(name.replace(" ", "")) >= LONG_ENOUGH
        parts.append(words if inside else rf"(?<![^\W\d_]){words}(?=s?(?![^\W\d_]))")
    return re.compile("|".join(parts))


def _spread(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, with the place in the text from which each comes."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        folded = fold(sign) or ("" if _vanishes(sign) else " ")
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters), places


@lru_cache(maxsize=10_000)
def _vanishes(sign: str) -> bool:
    """Whether a sign is nothing between two letters: an accent, an apostrophe, a soft hyphen."""
    return fold(f"a{sign}b") == "ab"
