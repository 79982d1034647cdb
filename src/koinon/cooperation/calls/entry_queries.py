"""What the pages of applicants read: the form as it stands, what was sent, who speaks for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from koinon.cooperation.calls.calls import Call
from koinon.cooperation.calls.entry_forms import FindBody, digest_of
from koinon.cooperation.calls.models import Draft, Entry, EntryFile, FieldKind, FormField
from koinon.cooperation.programmes.alignments import goal_in_words
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Change
from koinon.platform.ui.figures import day, number


@dataclass(frozen=True, slots=True)
class Said:
    """One question and what was answered, as a page shows it: lines, or the rows of a table under its columns."""

    label: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    href: str = ""
    files: tuple[EntryFile, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.rows or self.files)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A wording that somebody else wrote over."""

    words: str
    when: str


def body_meant(reader: Reader) -> FindBody:
    """Finds the body that a key, or the words beside it, mean; what the reader may not see is not found."""

    def find(key: str, name: str) -> Body | None:
        rows = Body.objects.visible_to(reader).current()
        keyed = rows.filter(key=key).first() if key else None
        if keyed is not None and name in (str(keyed), keyed.name):
            return keyed
        called = Q(name__iexact=name) | Q(names__text__iexact=name)
        same = list(rows.filter(called).distinct()[:2])
        return same[0] if len(same) == 1 else None

    return find


def own_bodies(reader: Reader) -> list[Body]:
    """The bodies the reader may enter for, by name: one statement."""
    return list(Body.objects.filter(pk__in=reader.bodies).select_related("city").order_by("name", "id"))


def own_entries(call: Call, reader: Reader) -> list[Entry]:
    """What the reader's bodies have entered, or are writing, for a call."""
    if not reader.bodies:
        return []
    rows = call.entries.filter(applicant__in=reader.bodies).select_related("applicant", "call")
    return list(rows.order_by("-saved_at", "-id"))


def questions_of(entry: Entry) -> list[FormField]:
    """The questions of the call, in order: one statement."""
    return list(entry.call.fields.order_by("rank", "id"))


def values_of(entry: Entry) -> dict[str, Any]:
    """What stands in the form: the draft; for an entry that came without one, what was sent."""
    found = Draft.objects.filter(entry=entry).first()
    if found is not None:
        return dict(found.values)
    values: dict[str, Any] = {f"q{row.field_id}": row.value for row in entry.answers.all()}
    category = entry.category.key if entry.category else ""
    return values | {"title": entry.title, "contact": entry.contact, "category": category}


def earlier_of(entry: Entry) -> dict[str, list[Earlier]]:
    """Wordings that were written over, by field, the newest first; only of texts."""
    found = Draft.objects.filter(entry=entry).first()
    told: dict[str, list[Earlier]] = {}
    for one in reversed(found.earlier if found else []):
        if isinstance(one.get("value"), str):
            moment = parse_datetime(one.get("at", ""))
            told.setdefault(one["name"], []).append(Earlier(one["value"], day(moment) if moment else ""))
    return {name: wordings[:5] for name, wordings in told.items()}


def is_changed(entry: Entry) -> bool:
    """Whether something was written after what was sent, and not sent."""
    found = Draft.objects.filter(entry=entry).first()
    return bool(entry.sent_at and found and found.sent_digest != digest_of(found.values))


def answers_said(entry: Entry, language: str | None = None) -> list[Said]:
    """What was sent, question by question: three statements."""
    answers = {row.field_id: row.value for row in entry.answers.all()}
    files: dict[int | None, list[EntryFile]] = {}
    for file in entry.files.filter(handed_in=True):
        files.setdefault(file.field_id, []).append(file)
    return [
        said(question, answers.get(question.pk), files.get(question.pk, ()), language)
        for question in questions_of(entry)
    ]


def draft_said(entry: Entry) -> list[Said]:
    """What was written and not sent, as far as anything was: for its authors alone, once it cannot be written on."""
    values = values_of(entry)
    files = {str(file.pk): file for file in entry.files.all()}
    rows = [Said(_("Title of the entry"), (values.get("title") or "",))] if values.get("title") else []
    for question in questions_of(entry):
        value = values.get(f"q{question.pk}")
        if question.kind == FieldKind.FILE:
            rows.append(said(question, None, [files[pk] for pk in value or () if pk in files]))
        elif question.kind == FieldKind.NUMBER and value:
            rows.append(Said(question.label_in(), (str(value),)))  # as it was typed: nobody has checked it
        else:
            rows.append(said(question, value))
    return [one for one in rows if not one.is_empty]


def said(
    question: FormField, value: Any, files: Sequence[EntryFile] = (), language: str | None = None
) -> Said:
    """One answer as it is shown, in the language of the page where it was chosen from a list."""
    label, options = question.label_in(language), dict(question.options_in(language))
    kind = FieldKind(question.kind)
    if kind == FieldKind.FILE:
        return Said(label, files=tuple(files))
    if value in (None, "", []):
        return Said(label)
    if kind == FieldKind.TABLE:
        rows = tuple(tuple(map(str, row)) for row in value)
        return Said(label, columns=tuple(options.values()), rows=rows)
    if kind == FieldKind.CHOICES:
        return Said(label, tuple(options.get(one, str(one)) for one in value))
    if kind == FieldKind.SDG:
        return Said(label, tuple(map(goal_in_words, map(str, value))))
    if kind == FieldKind.NUA:
        return Said(label, (", ".join(map(str, value)),))
    if kind == FieldKind.NUMBER:
        return Said(label, (number(value),))
    if kind == FieldKind.LINK:
        return Said(label, (str(value),), href=str(value))
    if kind == FieldKind.CHOICE:
        return Said(label, (options.get(value, str(value)),))
    return Said(label, tuple(str(value).split("\n")))


@dataclass(frozen=True, slots=True)
class Changed:
    """What one sending changed: when, and the questions with their former answers."""

    when: str
    lines: tuple[Said, ...]


def sendings(entry: Entry) -> list[Changed]:
    """The changes after the first sending, newest first, with what stood there before: two statements."""
    if not entry.changed_at:
        return []
    questions = {one.pk: one for one in questions_of(entry)}
    rows = Change.objects.filter(kind="calls.answer", before__entry_id=entry.pk)
    told: dict[int, list[Said]] = {}
    moments: dict[int, str] = {}
    for row in rows.select_related("entry").order_by("-entry_id", "id"):
        before = row.before or {}
        question = questions.get(before.get("field_id", 0))
        if question is not None:
            told.setdefault(row.entry_id, []).append(said(question, before.get("value")))
            moments[row.entry_id] = day(row.entry.moment)
    return [Changed(moments[at], tuple(lines)) for at, lines in told.items()]
