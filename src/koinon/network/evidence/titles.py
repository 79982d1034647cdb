"""Title: what a record is called in one further language; the rooms say which of their records have such titles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.recording import tongues
from koinon.platform.ui.addresses import url

_titled: dict[str, type[Record]] = {}


class TitleQuerySet(models.QuerySet["Title"]):
    def visible_to(self, reader: Reader) -> Self:
        """A title is seen by those who may see what bears it."""
        if reader.is_secretariat:
            return self
        seen = models.Q(pk__in=[])
        for kind, model in _titled.items():
            rows = model._default_manager.visible_to(reader)  # type: ignore[attr-defined]
            seen |= models.Q(subject_kind=kind, subject_id__in=rows.values("pk"))
        return self.filter(seen)

    def of(self, record: Record) -> Self:
        """The titles of one record."""
        return self.filter(subject_kind=record.record_kind(), subject_id=record.pk)


class Title(Record):
    """The title in another language. What the record itself is called stays in the record."""

    subject_kind = models.CharField(max_length=60, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    language = models.CharField(_("language tag"), max_length=20, help_text=_("en, es, fr, zh-Hans …"))
    text = models.CharField(_("title"), max_length=254)

    objects: ClassVar[TitleQuerySet] = TitleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("title in another language")
        verbose_name_plural = _("titles in other languages")
        ordering = ["subject_kind", "subject_id", "language"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "language"], name="titled_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return url("evidence:title", key=self.key)


def first(title: Title) -> int:
    """A record has one title in each language."""
    return 0


def keep_titles(model: type[Record]) -> None:
    """Let records of this kind, which are ``Spoken``, have titles in other languages."""
    _titled[model.record_kind()] = model
    tongues.register(tongues.Naming(model, Title, "subject", first, shared=True))


def titled(kind: str) -> bool:
    """Whether records of this kind may have titles in other languages."""
    return kind in _titled


def titles_of(records: Iterable[Record]) -> dict[int, tuple[str, ...]]:
    """The titles of records of one kind, by their ids: one statement."""
    ids = {record.pk: record.record_kind() for record in records}
    told: dict[int, tuple[str, ...]] = {}
    for title in Title.objects.filter(subject_kind__in=set(ids.values()), subject_id__in=ids):
        told[title.subject_id] = (*told.get(title.subject_id, ()), title.text)
    return told
