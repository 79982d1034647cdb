"""The marks between words as the reader's language has them: a wide comma in Chinese, a space before the colon in French."""

from koinon.platform.ui.figures import now_language

SPACED = "\N{NO-BREAK SPACE}: "


def listed(*parts: object) -> str:
    """Parts in a row, the empty ones left out: a post and its body, a day and a place."""
    told = [words for words in map(str, parts) if words]
    return ("，" if _is_chinese() else ", ").join(told)


def aside(words: object, note: object) -> str:
    """Words with a note in brackets, where there is one."""
    if not str(note):
        return str(words)
    return f"{words}（{note}）" if _is_chinese() else f"{words} ({note})"


def labelled(label: object, words: object) -> str:
    """A label and what it says."""
    colon = "：" if _is_chinese() else SPACED if now_language() == "fr" else ": "
    return f"{label}{colon}{words}"


def sentences(*told: str) -> str:
    """Sentences after each other; one that ends without a mark gets a full stop."""
    ended = [one[:1].upper() + one[1:] + ("" if one[-1] in ".?!…。？！" else _stop()) for one in told if one]
    return ("" if _is_chinese() else " ").join(ended)


def _stop() -> str:
    return "。" if _is_chinese() else "."


def _is_chinese() -> bool:
    return now_language().startswith("zh")
