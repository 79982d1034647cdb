"""Entering what is served in the world's agendas: a field for codes of one vocabulary, and settling them on a record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from koinon.cooperation.programmes.alignments import AgendaAlignment, Vocabulary, code_words, is_code
from koinon.network.people.entering import check
from koinon.platform.audit.commands import Act
from koinon.platform.audit.models import Record
from koinon.platform.recording.keys import propose_key


class CodesField(forms.CharField):
    """Codes of one vocabulary, written one after the other."""

    def __init__(self, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(required=False, max_length=200, **kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The codes, each once."""
        return list(dict.fromkeys(filter(None, re.split(r"[\s,;、，；]+", str(value or "").strip()))))

    def validate(self, value: Any) -> None:
        """Only codes that stand in the vocabulary."""
        if wrong := [code for code in value if not is_code(self.vocabulary, code)]:
            raise forms.ValidationError(f"“{wrong[0]}”: {code_words(self.vocabulary)}")

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        """The length was looked at by the browser; what counts is each code."""


def settle_alignments(
    doing: Act, model: type[AgendaAlignment], owner: Record, sdg: Iterable[str], nua: Iterable[str]
) -> None:
    """The owner serves these codes and no others; ``model`` points at it by a key named as the owner's model."""
    name = owner._meta.model_name or ""
    wanted = {(Vocabulary.SDG, code) for code in sdg} | {(Vocabulary.NUA, code) for code in nua}
    for old in model._default_manager.filter(**{name: owner}):
        place = Vocabulary(old.vocabulary), old.code
        if place not in wanted:
            doing.remove(old)
        wanted.discard(place)
    for vocabulary, code in sorted(wanted):
        row = model(**{name: owner, "vocabulary": vocabulary, "code": code})
        row.key = propose_key(model, owner.key, vocabulary, code.replace(".", "-"))
        check(row)
        doing.create(row)


def codes_of(rows: Iterable[AgendaAlignment], vocabulary: str) -> list[str]:
    """The codes of one vocabulary in their order: 11.6 before 11.a, and paragraph 74 before 122."""
    return sorted((one.code for one in rows if one.vocabulary == vocabulary), key=by_number)


def by_number(code: str) -> list[tuple[int, str]]:
    """The order of the codes of an agenda, part by part as numbers."""
    return [(int(part), "") if part.isdecimal() else (10_000, part) for part in code.split(".")]
