"""A question of a form in words: how it is answered and within which limits."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    """How much may be answered; empty where nothing limits it.

    >>> limits(FormField(kind="text", limit=1500))
    'at most 1,500 letters'
    """
    if field.limit is None:
        return ""
    number, words = field.limit, {"number": figures.number(field.limit)}
    match FieldKind(field.kind):
        case FieldKind.LINE | FieldKind.TEXT | FieldKind.LINK:
            return ngettext("at most %(number)s letter", "at most %(number)s letters", number) % words
        case FieldKind.CHOICES | FieldKind.SDG | FieldKind.NUA:
            return ngettext("at most %(number)s", "at most %(number)s", number) % words
        case FieldKind.TABLE:
            return ngettext("at most %(number)s row", "at most %(number)s rows", number) % words
        case FieldKind.FILE:
            return _("at most %(number)s MB") % words
        case FieldKind.NUMBER:
            return _("up to %(number)s") % words
    return ""
