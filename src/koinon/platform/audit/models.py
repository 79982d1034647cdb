"""What is kept of every change: the entry (who, when, which command) and the rows before and after."""

from collections.abc import Collection
from functools import cache
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.base import ModelState
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KEY = RegexValidator(r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", _("Use small letters, digits and hyphens only."))


@cache
def _labels(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    # Django gathers the choices anew for every word it shows.
    return dict(field.flatchoices)


class Record(models.Model):
    """A row that people record: it has a stable key and a version that tells concurrent edits apart.

    The key is what the address, the workbook and the machine interface call it; it never changes meaning.
    """

    key = models.CharField(
        pgettext_lazy("name of a record", "key"), max_length=120, unique=True, validators=[KEY]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """A row as it was read. A page reads hundreds, and what a table holds needs no checks of arguments."""
        row = cls.__new__(cls)
        state = row.__dict__["_state"] = ModelState()
        state.adding, state.db = False, db
        row.__dict__.update(zip(field_names, values, strict=True))
        return row

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:  # noqa: N802 (Django's own name)
        value = getattr(self, field.attname)
        words: str = force_str(_labels(field).get(value, value), strings_only=True)
        return words

    def __str__(self) -> str:
        return str(getattr(self, "title", "") or getattr(self, "name", "") or self.key)

    @classmethod
    def record_kind(cls) -> str:
        """The word for this kind of record in the audit, in citations and in search: ``people.role``."""
        return cls._meta.label_lower


class Entry(models.Model):
    """One command as it was carried out: who, when, which verb, about what."""

    moment = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254, blank=True)
    verb = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=254, blank=True)
    note = models.TextField(blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}".strip()


class Change(models.Model):
    """One row as it was before and after; no *before* means made, no *after* means removed."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=254, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "object_id", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    @property
    def differences(self) -> list[tuple[str, Any, Any]]:
        """The fields that differ, as (field, before, after)."""
        before, after = self.before or {}, self.after or {}
        names = [*before, *(name for name in after if name not in before)]
        return [(n, before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)]
