"""A question of a form in words: how it is answered and within which limits."""

from __future__ import annotations

from dataclasses import dataclass

from koinon.cooperation.calls.entry_fields import LIMIT_WORDS
from koinon.cooperation.calls.models import FieldKind, FormField
from koinon.platform.ui import figures


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the builder and the page of a call tell it."""

    field: FormField
    label: str
    help: str
    limits: str
    options: tuple[str, ...]


def described(field: FormField) -> Question:
    """The question in the reader's language."""
    options = tuple(shown for _kept, shown in field.options_in())
    return Question(field, field.label_in(), field.help_in(), limits(field), options)


def limits(field: FormField) -> str:
    """How much may be answered, as applicants are told it; empty where nothing limits it.

    >>> limits(FormField(kind="text", limit=1500))
    'at most 1,500 characters'
    """
    words = LIMIT_WORDS.get(FieldKind(field.kind)) if field.limit is not None else None
    return str(words) % {"most": figures.number(field.limit)} if words and field.limit is not None else ""
