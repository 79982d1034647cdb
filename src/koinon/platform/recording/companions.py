"""Companions: fields another room adds to every record form, such as the source of what is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise

from koinon.platform.audit.models import Record

if TYPE_CHECKING:
    from koinon.platform.recording.forms import RecordForm


class Companion(Protocol):
    """A named group of fields and what becomes of them once the record is saved."""

    legend: str | Promise
    hint: str | Promise

    def suits(self, form: type[RecordForm]) -> bool:
        """Whether it stands beside forms of this kind."""
        ...

    def fields(self, request: HttpRequest, record: Record | None) -> dict[str, forms.Field]:
        """The fields, by names no record form uses itself."""
        ...

    def save(self, record: Record, values: dict[str, Any], request: HttpRequest) -> None:
        """Act on the cleaned values, in the transaction that saved the record. May raise Refused."""
        ...


_companions: list[Companion] = []


def register(companion: Companion) -> None:
    """Add a companion to every record form; called in ``AppConfig.ready``."""
    _companions.append(companion)


def registered() -> tuple[Companion, ...]:
    """All companions, in the order of the storeys."""
    return tuple(_companions)
