"""What a practice made of an entry could say: answers sorted by what their question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from koinon.cooperation.calls.models import Answer, Entry, FieldKind
from koinon.cooperation.programmes.alignments import Vocabulary, is_code
from koinon.network.people.readers import Reader

# The words of questions in the four languages; the first that fits decides, what fits nowhere is of the work.
ASKED = (
    ("summary", r"summar|abstract|in brief|摘要|概述|resumen|résumé"),
    ("challenge", r"challenge|problem|context|background|need|挑战|问题|背景|desaf|reto|problema|défi|problème|contexte"),
    ("results", r"result|outcome|impact|achiev|benefit|effect|成果|成效|影响|resultado|impacto|logro|résultat|effet"),
    ("themes", r"theme|topic|field of|sector|主题|领域|tema|thème|domaine"),
    ("work", r"."),
)  # fmt: skip
WORDED = (FieldKind.LINE, FieldKind.TEXT)
CHOSEN = (FieldKind.CHOICE, FieldKind.CHOICES)


@dataclass(slots=True)
class Proposed:
    """The words of a practice by field, and the codes it serves."""

    words: dict[str, str] = field(default_factory=dict)
    sdg: list[str] = field(default_factory=list)
    nua: list[str] = field(default_factory=list)


def proposed(entry: Entry, reader: Reader) -> Proposed:
    """The proposal from the answers the reader may read: one statement. What names persons is left out."""
    rows = Answer.objects.visible_to(reader).filter(entry=entry, field__identifying=False)
    rows = rows.select_related("field").order_by("field__rank", "id")
    return sorted_out((one.field.kind, one.field.label, one.value) for one in rows)


def sorted_out(answers: Iterable[tuple[str, str, Any]]) -> Proposed:
    """Answers (kind of field, question, value) as the fields of a practice.

    >>> sorted_out([("text", "What was the problem?", "Floods."), ("sdg", "Goals", ["11", "13"])])
    Proposed(words={'challenge': 'Floods.'}, sdg=['11', '13'], nua=[])
    """
    found = Proposed()
    parts: dict[str, list[str]] = {}
    for kind, question, value in answers:
        if kind in (FieldKind.SDG, FieldKind.NUA):
            vocabulary = Vocabulary.SDG if kind == FieldKind.SDG else Vocabulary.NUA
            codes = found.sdg if kind == FieldKind.SDG else found.nua
            codes += [code for code in map(str, value or ()) if code and is_code(vocabulary, code)]
        elif kind == FieldKind.LINK and value:
            found.words.setdefault("address", str(value))
        elif kind in (*WORDED, *CHOSEN) and (told := told_in(value)):
            name = field_of(question)
            # What was chosen from a list is a theme at best, and no prose.
            if kind in WORDED or name == "themes":
                parts.setdefault(name, []).append(told)
    found.words |= {name: ("\n" if name == "themes" else "\n\n").join(told) for name, told in parts.items()}
    return found


def told_in(value: Any) -> str:
    """An answer as text; several chosen ones a line each."""
    if isinstance(value, list):
        return "\n".join(str(one).strip() for one in value if str(one).strip())
    return str(value or "").strip()


def field_of(question: str) -> str:
    """Which field of a practice a question asks for."""
    return next(name for name, words in ASKED if re.search(words, question or " ", re.IGNORECASE))
