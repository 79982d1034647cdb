"""The registry of rules that look for contradictions and gaps: they propose, and never change the record.

A room writes in its ``findings.py``, which its AppConfig imports in ``ready()``::

    @rule(
        "agreement-length",
        title=_("Length against dates"),
        headline=_("%(length)s, or %(dates)s?"),
        words=_("Signed on %(signed)s for %(length)s, yet the dates say %(dates)s."),
    )
    def find_lengths_against_dates(on: date) -> Iterator[Proposal]:
        values = {"signed": act.day, "length": agreement.length_words, "dates": agreement.span}
        yield Proposal("agreement-length", (agreement,), values)

Words are lazily translated templates, so every reader has them in the own language. Values may be text, a
whole number (written with the reader's separators: give a year as text or as a Day), a Decimal, a date, a
Day, a Span, a Length, a Unit, a record (called as its reader calls it) or a lazily translated word such as the
label of a choice.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from koinon.network.evidence.titles import titled
from koinon.network.people.audience import Audience
from koinon.network.places.figures import unit_words
from koinon.platform.audit.models import Record
from koinon.platform.dates import Day, Span
from koinon.platform.dates.lengths import Length
from koinon.platform.recording.tongues import COLUMN
from koinon.platform.ui import figures
from koinon.platform.ui.speaking import in_tongue

Words = str | Promise


class Unit(NamedTuple):
    """A unit of measure, and the number it follows."""

    name: str
    of: Decimal


Value = str | int | Decimal | date | Day | Span | Length | Unit | Record | Promise


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule noticed: the records concerned, the values for its words, and for whose eyes at most.

    The audience of the subjects is taken in unasked; give one only where a subject has none of its own.
    ``name`` makes the finding the same from run to run where its subjects come and go; else they make it.
    """

    rule: str
    subjects: tuple[Record, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    audience: str = Audience.PUBLIC
    name: str = ""

    @property
    def key(self) -> str:
        """The same for the same rule and records, in whatever order, on every run and in every database."""
        if self.name:
            return f"{self.rule}.{self.name}"
        concerned = sorted(f"{subject.record_kind()}:{subject.key}" for subject in self.subjects)
        digest = sha256("|".join(concerned).encode()).hexdigest()[:12]
        return f"{self.rule}.{self.subjects[0].key[:60].rstrip('-.')}.{digest}"

    @property
    def places(self) -> list[tuple[str, int]]:
        """The subjects by kind and id, in order."""
        return [(subject.record_kind(), subject.pk) for subject in self.subjects]

    @property
    def kept_values(self) -> dict[str, Any]:
        """The values as they are stored."""
        return {name: kept(value) for name, value in self.values.items()}


Find = Callable[[date], Iterator[Proposal]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is registered; ``title`` names it in lists, ``headline`` and ``words`` a finding."""

    name: str
    title: Words
    headline: Words
    words: Words
    find: Find


_rules: dict[str, Rule] = {}


def rule(name: str, *, title: Words, words: Words, headline: Words = "") -> Callable[[Find], Find]:
    """Register a generator of proposals under a lasting name; without a headline the title serves."""

    def register(find: Find) -> Find:
        _rules[name] = Rule(name, title, headline or title, words, find)
        return find

    return register


def registered() -> list[Rule]:
    """All rules, by name."""
    return sorted(_rules.values(), key=lambda one: one.name)


def title_of(name: str) -> str:
    """The rule's name in words; a rule that is no longer installed is called by its bare name."""
    return str(_rules[name].title) if name in _rules else name


def headline_of(name: str, values: Mapping[str, Any]) -> str:
    """The headline of one finding, in the reader's language."""
    return _told(str(_rules[name].headline), values) or title_of(name) if name in _rules else name


def words_of(name: str, values: Mapping[str, Any]) -> str:
    """What one finding says, in the reader's language."""
    return _told(str(_rules[name].words), values) if name in _rules else ""


def _told(template: str, values: Mapping[str, Any]) -> str:
    # The values of a finding may be older than the words of its rule; it is told anew by the next run.
    try:
        return template % {name: shown(value) for name, value in values.items()}
    except KeyError:
        return ""


def kept(value: Value) -> Any:
    """A value as JSON: dates as EDTF and words by their English original, to be put in words when shown."""
    if isinstance(value, Promise):
        with override("en"):
            return {"say": str(value)}
    if isinstance(value, Record):
        return {
            "called": Record.__str__(value),
            "spoken": getattr(value, COLUMN, ""),
            "titled": titled(value.record_kind()),
        }
    if isinstance(value, Length):
        return {"months": value.months, "words": value.words}
    if isinstance(value, Unit):
        return {"unit": value.name, "of": f"{value.of.normalize():f}"}
    if isinstance(value, Span):
        return {"starts": value.starts.edtf, "ends": value.ends.edtf}
    if isinstance(value, Day):
        return {"day": value.edtf}
    if isinstance(value, date):
        return {"day": Day.of(value).edtf}
    if isinstance(value, Decimal):
        return {"number": f"{value.normalize():f}"}
    return str(value) if isinstance(value, str) else value


def bare(values: Mapping[str, Any]) -> dict[str, Any]:
    """Kept values with records by their own name alone: what they are called elsewhere makes no finding another."""
    return {
        name: value["called"] if isinstance(value, dict) and "called" in value else value
        for name, value in values.items()
    }


def shown(value: Any) -> str:
    """A kept value in the reader's language."""
    match value:
        case {"say": words}:
            return gettext(words)
        case {"called": own, "spoken": names, **more}:
            return in_tongue(names, own, "" if more.get("titled") else "en")
        case {"months": months, "words": words}:
            return str(Length(months, words))
        case {"unit": name, "of": digits}:
            return unit_words(name, Decimal(digits))
        case {"starts": starts, "ends": ends}:
            return figures.span(Span(Day(starts), Day(ends)))
        case {"day": edtf}:
            return figures.day(Day(edtf))
        case {"number": digits}:
            return figures.number(Decimal(digits))
        case int():
            return figures.number(value)
    return str(value)
