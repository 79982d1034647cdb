"""The form of a call: its questions in order, each with its type, its limits and its words in several languages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.calls.calls import Call, reader_language
from koinon.network.people.audience import FollowingQuerySet
from koinon.platform.audit.models import Record


class FieldKind(models.TextChoices):
    """How a question is answered, and what its answer looks like in JSON."""

    LINE = "line", _("one line")
    TEXT = "text", _("text")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("any of several")
    NUMBER = "number", pgettext_lazy("kind of question", "number")
    TABLE = "table", _("table")
    FILE = "file", _("file")
    SDG = "sdg", _("goals (SDG)")
    NUA = "nua", _("paragraphs of the New Urban Agenda")
    LINK = "link", _("web address")


WITH_OPTIONS = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.TABLE)


class FormField(Record):
    """One question of a call's form.

    ``limit``: most letters of a line or text, most chosen of choices, goals and paragraphs, most rows of a table,
    most megabytes of a file, the largest number. ``options``: what to choose from, or the columns of a table.
    ``texts``: ``{"es": {"label": "…", "help": "…", "options": ["…"]}}``, the options in the same order.
    An answer is kept as a string (line, text, choice, link), a list of strings (choices, goals, paragraphs), a
    number, or a list of rows of strings (table); chosen options are kept in the words of the call's own language.
    """

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="fields")
    kind = models.CharField(_("type"), max_length=8, choices=FieldKind, default=FieldKind.TEXT)
    label = models.CharField(_("question"), max_length=254)
    help = models.TextField(_("help"), blank=True)
    required = models.BooleanField(_("required"), default=True)
    limit = models.PositiveIntegerField(_("limit"), null=True, blank=True)
    options: models.JSONField[Any, Any] = models.JSONField(_("options"), default=list, blank=True)
    texts: models.JSONField[Any, Any] = models.JSONField(
        _("other languages"), default=dict, blank=True, editable=False
    )
    identifying = models.BooleanField(
        _("tells who entered"),
        default=False,
        help_text=_("Hidden from jurors while the call is judged blind."),
    )
    rank = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[FollowingQuerySet[FormField]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "call"

    class Meta:
        ordering = ["call", "rank", "id"]
        verbose_name = _("question of a form")
        verbose_name_plural = _("questions of forms")

    def __str__(self) -> str:
        return self.label_in()

    def label_in(self, language: str | None = None) -> str:
        """The question in the language, or as it was written."""
        return str(self._told(language).get("label") or self.label)

    def help_in(self, language: str | None = None) -> str:
        """The help beside it in the language, or as it was written."""
        return str(self._told(language).get("help") or self.help)

    def options_in(self, language: str | None = None) -> list[tuple[str, str]]:
        """Each option as it is kept and as it is shown in the language."""
        told = self._told(language).get("options") or []
        shown = [*told, *[""] * len(self.options)]
        return [(kept, shown[place] or kept) for place, kept in enumerate(self.options)]

    def _told(self, language: str | None) -> dict[str, Any]:
        return self.texts.get(reader_language(language)) or {}
