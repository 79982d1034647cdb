"""Days and numbers in the reader's language."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.platform.dates import Day
from koinon.platform.dates.formatting import format_day, format_span, note_on

if TYPE_CHECKING:
    from koinon.platform.dates import Span

Style = Literal["short", "medium", "long", "full"]
Number = int | float | Decimal

_TAGS = {"zh-hans": "zh-Hans", "zh-cn": "zh-Hans", "zh": "zh-Hans"}


def now_language() -> str:
    """The reader's language as a tag for the `lang` attribute: en, zh-Hans, es, fr."""
    language = get_language() or "en"
    return _TAGS.get(language, language)


def locale() -> Locale:
    """The formats of the reader's language; English is written as in Britain."""
    language = now_language()
    return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))


def language_name(tag: str) -> str:
    """A language in the reader's language: zh-Hans is Simplified Chinese, 简体中文; an unknown tag stands as it is."""
    try:
        spoken = Locale.parse(tag, sep="-").get_display_name(locale())
    except (UnknownLocaleError, ValueError):
        spoken = None
    return spoken or tag


def day(value: "Day | date | datetime | None", style: Style = "medium") -> str:
    """A day in words: vague where the record is vague, nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return _date_words(value, style, now_language())
    return format_day(value, now_language(), style=style)


@lru_cache(maxsize=8192)
def _date_words(value: date, style: Style, language: str) -> str:
    # The language is that of ``locale()``; it is named for the memory only.
    return format_date(value, style, locale())


def span(value: "Span") -> str:
    """A period in words: known, unknown and open ends told apart."""
    first, last = value.starts.edtf, value.ends.edtf
    if first and first == last:
        return format_day(value.starts, now_language())  # some time on the same day: said once
    if first.startswith("../") and last.endswith("/.."):
        return _at_least(Day(first[3:]), Day(last[:-3]))
    return format_span(value, now_language())


def note(value: "Day") -> str:
    """What a vague day is taken for, to stand behind its words; mostly nothing."""
    return note_on(value, now_language())


def notes(value: "Span") -> str:
    """The same for both ends of a period, said once where they are one."""
    return "; ".join(dict.fromkeys(one for one in map(note, (value.starts, value.ends)) if one))


def _at_least(first: Day, last: Day) -> str:
    """A period of which only the part is known that documents attest."""
    days = {"first": format_day(first, now_language()), "last": format_day(last, now_language())}
    if first == last:
        return _("at least on %(first)s") % days
    return _("at least %(first)s – %(last)s") % days


def number(value: Number, language: str = "") -> str:
    """A number with the reader's separators. Who knows the language that is switched on saves looking for it."""
    return _number_words(value, type(value).__name__, language or now_language())


@lru_cache(maxsize=4096)
def _number_words(value: Number, kind: str, language: str) -> str:
    # The kind is named for the memory only, because 1 and 1.0 are the same key.
    return format_decimal(value, locale=locale())


def big_number(value: Number, digits: int = 2) -> str:
    """A large number to be read at a glance: 22 million, 2200万, 1.44亿; a smaller one is written out."""
    # Chinese counts by ten thousands, and CLDR has its short forms only; elsewhere "296.66 thousand" is no
    # easier than 296,655.
    is_chinese = now_language().startswith("zh")
    threshold = 10_000 if is_chinese else 1_000_000
    if -threshold < value < threshold:
        return number(value)
    length: Literal["short", "long"] = "short" if is_chinese else "long"
    return format_compact_decimal(value, format_type=length, locale=locale(), fraction_digits=digits)
