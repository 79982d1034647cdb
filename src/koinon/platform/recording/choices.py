"""Type-ahead: each room says how its records are found by what people type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from koinon.platform.audit.models import Record
from koinon.platform.ui.choosing import Choice

# The request is Any, because what upper rooms know of it (who reads, as of which day) has no name down here.
Find = Callable[[Any, str], Sequence[tuple[Record, str]]]
Create = Callable[[Any, str], Record]
Offer = Callable[[Any, str], Sequence[Choice]]


@dataclass(frozen=True)
class Choices:
    """How one kind of record is chosen. ``find`` answers (record, hint), best first, only what may be seen."""

    name: str
    model: type[Record]
    find: Find
    create: Create | None = None
    offer: Offer | None = None


_by_name: dict[str, Choices] = {}
_by_model: dict[type[Record], Choices] = {}


def register(
    name: str, model: type[Record], find: Find, create: Create | None = None, offer: Offer | None = None
) -> None:
    """Make records of the model choosable at ``/choose/<name>/``; called in ``AppConfig.ready``.

    ``create`` lets a form make what is missing from the words typed; it refuses by raising Refused.
    ``offer`` names what is not on record and would be made so: choices without a key, by label.
    """
    _by_name[name] = _by_model[model] = Choices(name, model, find, create, offer)


def named(name: str) -> Choices | None:
    """The registered choices of that name."""
    return _by_name.get(name)


def of(model: type[Record]) -> Choices:
    """The registered choices of a model. Raises LookupError where its room has registered none."""
    try:
        return _by_model[model]
    except KeyError:
        raise LookupError(f"no type-ahead is registered for {model.__name__}") from None


def resolve(choices: Choices, request: HttpRequest, key: str) -> Record | None:
    """The record of that key, if the reader may see it."""
    manager = choices.model._default_manager
    rows = manager.visible_to(request.reader) if hasattr(manager, "visible_to") else manager.all()  # type: ignore[attr-defined]
    found: Record | None = rows.filter(key=key).first()
    return found
