"""What can be confirmed: each room above says which lines of its records a side is asked about, and who the sides are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from koinon.network.evidence.visibility import visible_record
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.audit.queries import record_model
from koinon.platform.audit.sealing import digest


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a record in words; ``name`` stays the same in every language."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Subject:
    """A kind of record that can be confirmed.

    ``lines`` are told in the language switched on, in a fixed number of statements; ``sides`` are the bodies
    other than ourselves whose word is wanted. ``page`` is a template of the room's own for who is asked, which
    ``shown`` gives what it shows besides the lines.
    """

    lines: Callable[[Any], Sequence[Line]]
    sides: Callable[[Any], Sequence[Body]]
    page: str = "confirmations/guest.html"
    shown: Callable[[Any], dict[str, Any]] | None = None


_subjects: dict[str, Subject] = {}


def register(kind: str, subject: Subject) -> None:
    """Let records of a kind be confirmed; called in the `ready()` of the room that keeps them."""
    _subjects[kind] = subject


def is_known(kind: str) -> bool:
    """Whether records of this kind can be confirmed."""
    return kind in _subjects


def subject_seen(kind: str, key: str, reader: Reader) -> Record | None:
    """The record of this kind and key, where it can be confirmed and the reader may see it."""
    return visible_record(kind, key, reader) if is_known(kind) else None


def subject_of(kind: str, pk: int) -> Record | None:
    """The record a confirmation is about; none where it was removed since."""
    return record_model(kind).objects.filter(pk=pk).first() if is_known(kind) else None  # type: ignore[attr-defined]


def lines_of(record: Record, language: str) -> list[Line]:
    """What a side is asked about, in its language."""
    with override(language):
        return list(_subjects[record.record_kind()].lines(record))


def page_of(record: Record) -> tuple[str, dict[str, Any]]:
    """The template on which a side reads the record, and what it shows besides the lines."""
    subject = _subjects[record.record_kind()]
    return subject.page, subject.shown(record) if subject.shown is not None else {}


def sides_of(record: Record) -> list[Body]:
    """Whose word is wanted."""
    return list(_subjects[record.record_kind()].sides(record))


def digest_of(record: Record) -> str:
    """A short sum of the facts, the same whatever language they are told in."""
    return digest([[line.name, line.value] for line in lines_of(record, "en")])
