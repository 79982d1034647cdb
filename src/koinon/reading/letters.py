"""What stands around a list in a mail and is none of it: the greeting, the closing, and who signs."""

import re

GREETING = re.compile(
    r"(?im)^[ \t>]*(?:dear|hello|hi|good\s+(?:morning|afternoon|evening|day)|estimad[oa]s?|querid[oa]s?|hola|"
    r"buen[oa]s\s+(?:días|tardes)|"
    r"chers?(?=\s+(?:monsieur|messieurs|coll[eèé]gues?|amis?|tous)\b)|chères?|bonjour|bonsoir)\b"
    r"[^\n;,:!，：！]{0,60}(?:[,:!，：！]|$)"
    r"|^[ \t>]*(?:尊敬的|亲爱的|敬爱的)[^\n:：,，！!]{0,30}(?:[:：,，！!]|$)"
)
CLOSING = re.compile(
    r"(?im)^[ \t>]*(?:(?:with\s+)?(?:(?:very|our|my)\s+)?(?:best|kind|kindest|warm|warmest)\s+"
    r"(?:regards|wishes|greetings)|regards|"
    r"yours\s+(?:sincerely|faithfully|truly|ever)|sincerely(?:\s+yours)?|cordially|cordialmente|"
    r"(?:un\s+)?(?:cordial\s+)?saludos?(?:\s+cordial(?:es)?)?|atentamente|cordialement|bien\s+(?:à\s+vous|cordialement)|"
    r"(?:meilleures|sincères)\s+salutations)\b[^\n]*$"
    r"|^[ \t>]*(?:此致|敬礼|顺颂|顺祝|祝好|谨上|敬上|商祺)[^\n]*$"
)
THANKS = re.compile(
    r"(?im)^[ \t>]*(?:(?:many|with)\s+thanks|thanks|thank\s+you|muchas\s+gracias|merci\s+(?:beaucoup|d.avance))\b[^\n]*$"
    r"|^[ \t>]*(?:谢谢|感谢)[^\n]*$"
)
MARKS = re.compile(r"[^\n]")
LONGEST_SIGNATURE = 6
"""So many lines under a closing may be who signs; what stands below another empty line is no signature."""
SIGNED_BELOW = re.compile(
    r"[ \t]*\n[ \t]*\n"
    r"(?![^\n]*(?:list|delega|délég|member|participa|annex|名单|名單))"
    r"(?=[ \t]*[^\W\d_][^\n,;:，；：\d]{2,40}(?:\n|$))",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"[ \t]*\(?\d{1,3}[ \t]*[.)、）\t]")


def without_courtesies(text: str) -> str:
    """The text with greeting, closing and signature blotted out; every other character keeps its place."""
    for pattern in (GREETING, THANKS):
        text = pattern.sub(_blank, text)
    found = CLOSING.search(text)
    while found:
        end = _signed(text, found.end())
        text = text[: found.start()] + MARKS.sub(" ", text[found.start() : end]) + text[end:]
        found = CLOSING.search(text, end)
    return text


def _blank(found: re.Match[str]) -> str:
    return MARKS.sub(" ", found.group())


def _signed(text: str, end: int) -> int:
    """Where the signature under a closing ends: at an empty line, or after so many lines.

    One empty line may stand between the closing and a line that has but a name.
    """
    below = SIGNED_BELOW.match(text, end)
    end = below.end() - 1 if below else end
    for _line in range(LONGEST_SIGNATURE):
        begin = end + 1
        stop = text.find("\n", begin)
        stop = len(text) if stop < 0 else stop
        if begin >= len(text) or not text[begin:stop].strip() or NUMBERED.match(text, begin):
            break
        end = stop
    return end
