"""Text folded for comparing: without case, accents, width, punctuation or traditional characters.

One folding for the gazetteer, the duplicates and the search: what one of them finds the others find too.
"""

from koinon.platform.folding.han import bigrams, has_han, initials, is_han, pinyin, simplified, syllables
from koinon.platform.folding.letters import fold

__all__ = ["bigrams", "fold", "has_han", "initials", "is_han", "pinyin", "simplified", "syllables"]
