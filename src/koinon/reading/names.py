"""A name as it stands on a list: its honorific, and which part is the family's, as far as the writing shows it."""

import re
from dataclasses import dataclass

from koinon.reading import pinyin

# HE without stops is a common Chinese surname too: it is "Excellency" only before another honorific, an
# ambassador, or a name that has its own surname in capitals.
EXCELLENCY = r"H\.\s?E\.?|HE(?=\s+(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Ambassador)\b|\s+(?:[^\s,;]+\s+)?[A-ZÀ-Þ]{2,}\b)"
HONORIFIC = (
    rf"(?:{EXCELLENCY}|Hon\.?|The\s+Hono(?:u)?rable|His\s+Excellency|Her\s+Excellency|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|"
    r"D\.(?=\s+[A-ZÀ-Þ][\w’'-]+\s+[A-ZÀ-Þ])|Lord|Lady|Excm[oa]|Ilm[oa]|Sr|Sra|Srta|D\.ª|Dña|Doña|Don|Mme|Mlle|Madame|Monsieur|M\.|Herr|Frau|"
    r"Dra|Profa|Lic|Arq|Abog|Ing|inż|mgr|hab|Eng|Arch|Ar|Cllr|Amb|Rev|Fr|Dipl\.-Ing|"
    r"[Ll][ea]\s+(?:Pr|Professeure?|Docteure?)|Pr|Professeure?|Docteure?|Shri|Smt|Datuk|Dato[’']|Tan\s+Sri|Khun|Haji|Sheikh)"
)
HONORIFICS = re.compile(rf"(?:{HONORIFIC}\.?\s+)+")
PARTICLE = r"(?:de|del|della|der|den|van|von|ter|la|las|le|los|da|das|do|dos|di|du|bin|bint|ibn|al|el|y|i|e|ap|af|av|zu)"
WORD = r"(?:(?:d|l|dell|nell)[’'](?=[A-ZÀ-Þ]))?[^\W\d_a-zß-öø-ÿ][\w’'.\-]*"
NAME = re.compile(rf"{WORD}(?:[ \u00a0]+(?:{PARTICLE}[ \u00a0]+){{0,3}}{WORD}){{0,5}}")
PAIR = rf"{WORD}(?:[ \u00a0]+(?:{PARTICLE}[ \u00a0]+)?{WORD})?"
TURNED = re.compile(rf"({PAIR}),[ \u00a0]*({PAIR})(?=\s*(?:,|;|:|\t|\||[-–—(]|$))")
"""A name as catalogues have it: NOWAK, Zofia."""
BEHIND = re.compile(rf"\s*[(（]\s*(?:({HONORIFIC})\.?|female|male|f|m|女|男)\s*[)）]")
"""A form of address, or a sex, in brackets behind a name."""
DEGREE = (
    r"(?:Ph\.?\s?D|D\.?Phil|Sc\.?D|Ed\.?D|M\.?Sc|B\.?Sc|M\.?Eng|M\.?Phil|MBA|MPA|MPP|MPH|MURP|MRTPI|MArch|LL\.?[BMD]|J\.?D|M\.?D|M\.?A|"
    r"B\.?A|CBE|OBE|MBE|KBE|Esq|MEP|FRSA|RIBA|FRIBA|AICP|CPA|P\.?Eng|Doctorat|Doctora|Doctor)"
)
DEGREES = re.compile(rf"(?:[ \t]*(?:[,(][ \t]*)?\b{DEGREE}\b\.?\)?)+(?=\s*(?:[,;:|(\t–—-]|$))", re.M)
"""What somebody has studied, behind the name."""
SHOUTED = re.compile(r"^[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*$")


@dataclass(frozen=True, slots=True)
class WrittenName:
    """The parts of a written name; family and given are empty when the writing does not tell them apart."""

    whole: str
    family: str
    given: str
    family_first: bool


def read_name(whole: str) -> WrittenName:
    """SURNAME in capitals tells family from given, and so does a Chinese surname before syllables of pinyin.

    Two plain Western words are taken as given, family.
    """
    before, comma, after = (part.strip() for part in whole.partition(","))
    if comma and before and after:
        return WrittenName(f"{before} {after}", before.title() if before.isupper() else before, after, True)
    words = whole.split()
    shouted = [at for at, word in enumerate(words) if SHOUTED.match(word) and word.isupper()]
    if shouted and len(shouted) < len(words):
        family = " ".join(words[at] for at in shouted)
        given = " ".join(word for at, word in enumerate(words) if at not in shouted)
        return WrittenName(whole, family.title(), given, shouted[0] == 0)
    joined = re.fullmatch(rf"(\S+(?: \S+)??) ((?:{PARTICLE} )+\S+)", whole)
    if joined:
        return WrittenName(whole, joined.group(2), joined.group(1), False)
    if pinyin.is_family_first(words):
        return WrittenName(whole, words[0], " ".join(words[1:]), True)
    if len(words) == 2:
        return WrittenName(whole, words[1], words[0], False)
    return WrittenName(whole, "", "", False)
