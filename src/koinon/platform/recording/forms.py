"""RecordForm: a form that chooses records by type-ahead, reads dates as people write them, and saves nothing itself."""

from __future__ import annotations

import copy
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst

from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Record
from koinon.platform.dates import Backwards, Day, Span
from koinon.platform.errors import Refused
from koinon.platform.recording import choices, companions
from koinon.platform.recording.form_doors import refuse
from koinon.platform.ui.choosing import Chooser, ChooserField


def chooser_field(request: HttpRequest, model: type[Record], **options: Any) -> ChooserField:
    """A type-ahead field for records of the model; options are those of any form field."""
    kind = choices.of(model)

    def find(text: str) -> list[Record]:
        return [record for record, _hint in kind.find(request, text)]

    def get(key: str) -> Record | None:
        return choices.resolve(kind, request, key)

    def create(text: str) -> Record:
        assert kind.create is not None
        return kind.create(request, text)

    if kind.create:
        options["create"] = create
    return ChooserField(Chooser(f"/choose/{kind.name}/", find=find, get=get, label=str), **options)


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """Asks for the fields of a record. ``record`` is the row as opened, untouched; ``values`` is what was entered.

    Foreign keys to records become type-ahead fields. A hidden version tells whether somebody else was
    faster. Companion fields of other rooms stand at the end. The view gives ``values`` to a command.
    """

    # Foreign keys that stay plain select lists, because there are few to choose from.
    plain_choices: ClassVar[tuple[str, ...]] = ()
    # False for rows of a formset and other small forms.
    with_companions: ClassVar[bool] = True

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        self.record: Record | None = kwargs.get("instance")
        # Django writes what was typed into the instance; the command must find the row as it was.
        kwargs["instance"] = copy.copy(self.record) if self.record else None
        super().__init__(*args, **kwargs)
        if self.with_companions:
            # The command refuses in words; rows of a formset have no command of their own.
            self.instance.validate_constraints = lambda exclude=None: None
        self._choose_by_typing()
        for field in self.fields.values():
            field.label = capfirst(field.label) if field.label else field.label
        if self.record is not None and self.record.pk:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=self.record.version
            )
        suiting = [one for one in companions.registered() if one.suits(type(self))]
        self.companions = suiting if self.with_companions else []
        self.companion_groups: list[tuple[object, list[str], object]] = []
        for companion in self.companions:
            added = companion.fields(request, self.record)
            self.fields.update(added)
            if added:
                self.companion_groups.append((companion.legend, list(added), companion.hint))

    def _choose_by_typing(self) -> None:
        for name in self._meta.fields or ():
            field = self._meta.model._meta.get_field(name)
            if isinstance(field, models.ForeignKey) and name not in self.plain_choices:
                model = cast(type[Record], field.related_model)
                old = self.fields[name]
                new = chooser_field(
                    self.request, model, label=old.label, required=old.required, help_text=old.help_text
                )
                new.initial = (
                    getattr(self.instance, name, None) if self.instance.pk else self.initial.get(name)
                )
                self.initial.pop(name, None)
                self.fields[name] = new

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start beside the end, for every dated record."""
        entered: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = entered.get("starts"), entered.get("ends")
        if isinstance(starts, Day) and isinstance(ends, Day):
            try:
                Span(starts, ends)
            except Backwards as backwards:
                self.add_error("starts" if starts.is_open else "ends", str(backwards))
        return entered

    def explain_constraints(self) -> bool:
        """Whether conditions of the database are broken: said in its own words, for want of better ones."""
        try:
            type(self.instance).validate_constraints(self.instance)
        except ValidationError as broken:
            self.add_error(None, broken.messages)
        return bool(self.errors)

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, by field of the record."""
        return {
            name: self._untouched(name, self.cleaned_data[name])
            for name in self._meta.fields or ()
            if name in self.cleaned_data
        }

    def _untouched(self, name: str, value: Any) -> Any:
        """A day as it was recorded, where the input still says it as it was shown: nobody wrote those words."""
        if not isinstance(value, Day) or self.record is None:
            return value
        before = getattr(self.record, name)
        same = before == value and self.fields[name].prepare_value(before) == value.words
        return before if same else value

    @property
    def expected_version(self) -> int | None:
        """The version the form was opened with, for ``Act.change``."""
        version: int | None = self.cleaned_data.get("version")
        return version

    def save_companions(self, record: Record) -> None:
        """Let the other rooms act on their fields."""
        for companion in self.companions:
            companion.save(record, self.cleaned_data, self.request)

    def refuse(self, refused: Refused) -> None:
        """Show a refusal beside the field it names, or at the head of the form."""
        refuse(self, refused)
        if isinstance(refused, Stale) and self.record is not None:
            # Whoever has been told of the other change may save over it: the form now knows of it.
            now = (
                type(self.record)._default_manager.filter(pk=self.record.pk).values_list("version", flat=True)
            )
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix("version")] = str(now.first() or "")
            self.data = data

    def has_general_errors(self) -> bool:
        return NON_FIELD_ERRORS in self.errors
