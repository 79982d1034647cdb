"""Chinese names in Latin letters: the common surnames, and what can be a given name in pinyin."""

import re
from collections.abc import Sequence

COMMON = (
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han "
    "deng feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu lyu ding ren yao shen zhong cui "
    "tan fan wang jin shi jia xia fu fang zou xiong bai meng qin qiu yin xue yan duan lei hou long tao hao gong shao "
    "qian dai mo kong xiang wen zhan ou cen mai guan ling ouyang sima situ shangguan zhuge"
)
SURNAMES = frozenset(COMMON.split())
INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
FINAL = (
    "(?:iang|iong|uang|ang|eng|ing|ong|uai|uan|iao|ian|ai|ei|ui|ao|ou|iu|ie|ve|ue|er|an|en|in|un|ia|ua|uo"
    "|a|o|e|i|u|v|ü)"
)
GIVEN = re.compile(rf"{INITIAL}{FINAL}(?:['’-]?{INITIAL}?{FINAL})?", re.IGNORECASE)
MOST_WORDS = 3


def is_family_first(words: Sequence[str]) -> bool:
    """Whether the first word is a Chinese surname and what follows a given name of one syllable or two."""
    if not 2 <= len(words) <= MOST_WORDS or words[0].casefold() not in SURNAMES:
        return False
    given = words[1:]
    syllables = [len(re.findall(rf"{INITIAL}{FINAL}", word, re.IGNORECASE)) for word in given]
    return all(GIVEN.fullmatch(word) for word in given) and sum(syllables) <= MOST_WORDS - 1
