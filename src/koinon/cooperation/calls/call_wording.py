"""A call in the reader's language: its own words, or those told beside them; and what still waits to be put into one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from koinon.cooperation.calls.calls import Call, CallLanguage, CallText, reader_language
from koinon.cooperation.calls.fields import FormField
from koinon.cooperation.calls.particulars import Category, Criterion, Prize

OWN = ("title", "summary", "rules", "eligibility")


@dataclass(frozen=True, slots=True)
class Told:
    """A call's words in one language; ``language`` is what they are written in."""

    title: str
    summary: str
    rules: str
    eligibility: str
    language: str


def told(call: Call, language: str | None = None) -> Told:
    """The words in the reader's language, each left out falling back on the call's own. Reads ``texts``."""
    wanted = reader_language(language)
    own = {name: getattr(call, name) for name in OWN}
    text = next((one for one in call.texts.all() if one.language == wanted), None)
    if text is None or wanted == call.language:
        return Told(**own, language=call.language)
    return Told(**{name: getattr(text, name) or own[name] for name in OWN}, language=wanted)


def with_title(rows: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with ``title_here``, the title in the reader's language, where nothing else of their words is shown."""
    text = CallText.objects.filter(call=OuterRef("pk"), language=reader_language()).exclude(title="")
    here = Case(When(language=reader_language(), then=F("title")), default=Subquery(text.values("title")[:1]))
    return rows.annotate(title_here=Coalesce(here, F("title")))


@dataclass(frozen=True, slots=True)
class Line:
    """One text to be told in another language: the name of its field, what it is, as written, and as told."""

    name: str
    label: str
    original: str
    told: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one thing: the call itself, a criterion, a question."""

    heading: str
    lines: tuple[Line, ...]


def languages_beside(call: Call) -> list[CallLanguage]:
    """The languages a call can be told in beside its own."""
    return [one for one in CallLanguage if one.value != call.language]


def groups(call: Call, language: str) -> list[Group]:
    """Everything of a call that has words, with what is told in the language. Reads texts and parts, best prefetched."""
    text = next((one for one in call.texts.all() if one.language == language), None)
    found = [
        _own(call, text),
        *(_category(one, language) for one in call.categories.all()),
        *(_criterion(one, language) for one in call.criteria.all()),
        *(_prize(one, language) for one in call.prizes.all()),
        *(_question(one, language) for one in call.fields.all()),
    ]
    return [one for one in found if one.lines]


def _own(call: Call, text: CallText | None) -> Group:
    labels = {name: str(Call._meta.get_field(name).verbose_name) for name in OWN}  # type: ignore[union-attr]
    lines = tuple(
        Line(
            f"call-{name}", labels[name], getattr(call, name), getattr(text, name, "") or "", name != "title"
        )
        for name in OWN
        if getattr(call, name)
    )
    return Group(_("The call"), lines)


def _category(one: Category, language: str) -> Group:
    line = Line(f"category-{one.pk}", _("title"), one.title, one.texts.get(language, ""))
    return Group(_("Category: %(title)s") % {"title": one.title}, (line,))


def _criterion(one: Criterion, language: str) -> Group:
    there = one.texts.get(language) or {}
    anchors = there.get("anchors") or {}
    lines = [Line(f"criterion-{one.pk}-title", _("title"), one.title, there.get("title", ""))]
    if one.words:
        lines.append(
            Line(
                f"criterion-{one.pk}-words", _("what is meant"), one.words, there.get("words", ""), long=True
            )
        )
    for points in sorted(one.anchors, key=int):
        label = _("what %(points)s points mean") % {"points": points}
        name = f"criterion-{one.pk}-anchor-{points}"
        lines.append(Line(name, label, one.anchors[points], anchors.get(points, "")))
    return Group(_("Criterion: %(title)s") % {"title": one.title}, tuple(lines))


def _prize(one: Prize, language: str) -> Group:
    there = one.texts.get(language) or {}
    lines = [Line(f"prize-{one.pk}-title", _("title"), one.title, there.get("title", ""))]
    if one.in_kind:
        lines.append(Line(f"prize-{one.pk}-in_kind", _("in kind"), one.in_kind, there.get("in_kind", "")))
    return Group(_("Prize: %(title)s") % {"title": one.title}, tuple(lines))


def _question(one: FormField, language: str) -> Group:
    there = one.texts.get(language) or {}
    options = there.get("options") or []
    lines = [Line(f"question-{one.pk}-label", _("question"), one.label, there.get("label", ""))]
    if one.help:
        lines.append(Line(f"question-{one.pk}-help", _("help"), one.help, there.get("help", ""), long=True))
    for place, option in enumerate(one.options):
        done = options[place] if place < len(options) else ""
        name = f"question-{one.pk}-option-{place}"
        lines.append(Line(name, _("option %(number)s") % {"number": place + 1}, option, done))
    return Group(_("Question: %(title)s") % {"title": one.label}, tuple(lines))


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a call is told in a language."""

    language: CallLanguage
    done: int
    all: int


def progress(call: Call) -> Iterator[Progress]:
    """For each language beside the call's own."""
    for language in languages_beside(call):
        lines = [line for one in groups(call, language.value) for line in one.lines]
        yield Progress(language, sum(bool(line.told) for line in lines), len(lines))
