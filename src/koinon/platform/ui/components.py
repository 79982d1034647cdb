"""The smallest components, which stand hundreds of times on a page: functions, because a macro takes far longer."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from jinja2.runtime import Context
from markupsafe import Markup, escape

from koinon.platform.dates import Day, Span
from koinon.platform.dates.days import day_from
from koinon.platform.ui import figures
from koinon.platform.ui.calling import asks_context
from koinon.platform.ui.wording import spoken

NOTHING = Markup("")
ANSWERS = ("yes", "possibly", "no")


def tag(text: object, tone: str = "plain") -> Markup:
    """A word in a frame; tone: yes, possibly, no, late, plain."""
    return Markup(f'<span class="tag is-{escape(tone)}">{escape(text)}</span>')  # noqa: S704 (escaped)


def foreign(text: object, lang: str) -> Markup:
    """Text in the language it was written in: foreign("广州", "zh-Hans")."""
    return Markup(f'<span class="foreign" lang="{escape(lang)}">{escape(text)}</span>')  # noqa: S704 (escaped)


@asks_context
def holds_tag(context: Context, value: Any, words: Sequence[str] | None = None) -> Markup:
    """A Holds or its word; `words` replaces yes, possibly and no, as in ("in force", "perhaps in force", "over")."""
    word = str(getattr(value, "value", value)).lower()
    said = words or _answers(spoken(context))
    return tag(said[ANSWERS.index(word)], word)


@lru_cache(maxsize=8)
def _answers(language: str) -> tuple[str, str, str]:
    # The language is the one switched on; here and below it is named for the memory only.
    return _("yes"), _("possibly"), _("no")


@asks_context
def source(context: Context, citations: Iterable[Any]) -> Markup:
    """The marks beside a fact: dicts or objects with number, href and title."""
    marks = [_mark(one, _label(spoken(context))) for one in citations or ()]
    return Markup(f'<sup class="src">{BETWEEN.join(marks)}</sup>') if marks else NOTHING  # noqa: S704 (escaped)


BETWEEN = '<span aria-hidden="true">,</span>'


@lru_cache(maxsize=8)
def _label(language: str) -> str:
    return _("Source %(number)s: %(title)s")


def _mark(one: Any, label: str) -> str:
    if isinstance(one, dict):
        number, href, title = one["number"], one["href"], escape(one["title"])
    else:
        number, href, title = one.number, one.href, escape(one.title)
    words = label % {"number": number, "title": title}
    return f'<a href="{escape(href)}" title="{title}" aria-label="{words}">{number}</a>'


@asks_context
def number(context: Context, value: figures.Number) -> str:
    """A number with the reader's separators."""
    return figures.number(value, spoken(context))


@asks_context
def when(context: Context, value: Day | date | None) -> Markup:
    """A day in a <time> element, vague ones marked as such."""
    if not value:
        return NOTHING
    return _when(value.edtf if isinstance(value, Day) else value, spoken(context))


@lru_cache(maxsize=8192)
def _when(value: str | date, language: str) -> Markup:
    if isinstance(value, date):
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), figures.day(value))
    day = day_from(value)
    if day.earliest == day.latest:
        return Markup('<time datetime="{}">{}</time>').format(day.earliest.isoformat(), figures.day(day))
    return Markup('<time class="vague"{}>{}</time>').format(_titled(figures.note(day)), figures.day(day))


@asks_context
def period(context: Context, value: Span) -> Markup:
    """A period in words."""
    return _period(value.starts.edtf, value.ends.edtf, spoken(context))


@lru_cache(maxsize=8192)
def _period(starts: str, ends: str, language: str) -> Markup:
    value = Span(day_from(starts), day_from(ends))
    said = _titled(figures.notes(value)), figures.span(value)
    return Markup('<span class="period"{}>{}</span>').format(*said)


def _titled(note: str) -> Markup:
    return Markup(' title="{}"').format(note) if note else NOTHING
