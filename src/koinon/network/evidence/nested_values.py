"""A value that holds others (texts by language, options, the words for points) in words: a line for each, no code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from koinon.platform.ui import figures

PARTED = " · "
LANGUAGES = frozenset(code.lower() for code, _name in settings.LANGUAGES)


def nested(model: type[models.Model], value: Any) -> str:
    """The value line by line; empty where it holds nothing.

    >>> nested(models.Model, {"10": "new anywhere", "0": "known"})
    '0: known\\n10: new anywhere'
    """
    return "\n".join(
        f"{PARTED.join(path)}: {text}" if path else text for path, text in _leaves(model, (), value)
    )


def _leaves(
    model: type[models.Model], path: tuple[str, ...], value: Any
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Everything that says something, with the words that lead to it."""
    if isinstance(value, Mapping):
        for key in sorted(value, key=_by_number):
            yield from _leaves(model, (*path, key_words(model, key)), value[key])
    elif isinstance(value, list) and any(isinstance(one, list | Mapping) for one in value):
        for number, one in enumerate(value, 1):
            yield from _leaves(model, path if isinstance(one, list) else (*path, str(number)), one)
    else:
        text = PARTED.join(map(_scalar, value)) if isinstance(value, list) else _scalar(value)
        if text:
            yield path, text


def _by_number(key: str) -> tuple[int, int]:
    """Numbers in their order; whatever else as it was kept."""
    return (0, int(key)) if key.isdecimal() else (1, 0)


def key_words(model: type[models.Model], key: str) -> str:
    """A language by its name, a field by what it is called, anything else as it stands."""
    if key.lower() in LANGUAGES:
        return capfirst(figures.language_name(key))
    try:
        return capfirst(str(model._meta.get_field(key).verbose_name))  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return key


def _scalar(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return figures.number(value) if isinstance(value, int | float) else str(value)
