"""What may be pointed at: the records there are, and those the workbook is about to make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from koinon.network.places.models import Country
from koinon.network.places.naming import country_meant
from koinon.site.exchange.columns import Column
from koinon.site.exchange.headers import alike
from koinon.site.exchange.record_rows import Keys, reference, target
from koinon.site.exchange.sheets import sheet_of_kind, workbook

NAME_COLUMNS = ("name", "title", "text", "reference")
VERY_ALIKE = 75


class References:
    """Keys by kind of record, on record or planned."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._known: dict[type[models.Model], set[str]] = {}
        self._names: dict[type[models.Model], dict[str, str]] = {}
        self._planned: dict[type[models.Model], Iterable[tuple[str, Mapping[str, Any]]]] = {}

    def known(self, model: type[models.Model]) -> set[str]:
        """The keys that may be pointed at."""
        if model not in self._known:
            self._known[model] = set(self.keys.by_key(model))
        return self._known[model]

    def find(self, column: Column, text: str) -> str | None:
        """The key a cell means, or nothing."""
        if column.kind == "subject":
            return self._subject(text)
        known = self.known(target(column))
        if text in known:
            return text
        return small if (small := text.lower()) in known else None

    def _subject(self, text: str) -> str | None:
        name, _colon, key = text.partition(":")
        sheet = workbook().get(name.strip())
        known = sheet is not None and sheet.has_key and key.strip() in self.known(sheet.model)
        return f"{name.strip()}:{key.strip()}" if known else None

    def reason(self, column: Column, text: str) -> str:
        """Why a cell points at nothing, with what was probably meant."""
        if column.kind == "subject":
            return self._no_subject(text)
        model = target(column)
        if model is Country:
            return self._no_country(text)
        sheet = sheet_of_kind()[model._meta.label_lower].name
        words = {"key": text[:60], "sheet": sheet, "meant": self.meant(model, text)}
        if words["meant"]:
            return _("“%(key)s” is no key of “%(sheet)s”; did you mean “%(meant)s”?") % words
        return _("“%(key)s” is no key of “%(sheet)s”, neither on record nor in this workbook.") % words

    def _no_country(self, text: str) -> str:
        country = country_meant(text)
        # Never by codes that are spelt alike: “Frankreich” has two letters of South Korea’s.
        if meant := country.alpha2 if country else self.named(Country, text):
            words = {"text": text[:60], "code": meant.upper()}
            return _("“%(text)s” is not the two-letter code of a country; did you mean “%(code)s”?") % words
        return _("“%(text)s” is not the two-letter code of a country, such as CN or ES.") % {
            "text": text[:60]
        }

    def _no_subject(self, text: str) -> str:
        name, colon, key = text.partition(":")
        sheet = workbook().get(name.strip())
        if not colon or sheet is None or not sheet.has_key:
            return _("“%(text)s” names no record. Write the sheet and the key: roles:coderre-president.") % {
                "text": text[:60]
            }
        words = {"key": key.strip()[:60], "sheet": sheet.name, "meant": self.meant(sheet.model, key.strip())}
        if words["meant"]:
            return _("“%(key)s” is no key of “%(sheet)s”; did you mean “%(meant)s”?") % words
        return _("“%(key)s” is no key of “%(sheet)s”, neither on record nor in this workbook.") % words

    def meant(self, model: type[models.Model], text: str) -> str | None:
        """The key that was probably meant: of a record of that very name, or one that is written alike."""
        return self.named(model, text) or alike(text, self.known(model))

    def named(self, model: type[models.Model], text: str) -> str | None:
        """The key of the record of that name, or of one nearly so called."""
        names = self.names(model)
        found = process.extractOne(text.casefold(), list(names), scorer=fuzz.ratio, score_cutoff=VERY_ALIKE)
        return reference(model, names[found[0]]) if found else None

    def names(self, model: type[models.Model]) -> dict[str, str]:
        """The key behind each name on record; read once, and only when something is wrong."""
        if model not in self._names:
            fields = {field.name for field in model._meta.concrete_fields}
            column = next((name for name in NAME_COLUMNS if name in fields), "key")
            rows = model._default_manager.order_by("-pk").values_list(column, "key")
            self._names[model] = {str(name).casefold(): key for name, key in rows}
            for key, values in self._planned.get(model, ()):
                self._names[model][str(values.get(column) or key).casefold()] = key
        return self._names[model]

    def plan(self, model: type[models.Model], rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Take in the records a sheet speaks of, by key."""
        self._planned[model] = rows
        self.known(model).update(key for key, _values in rows if key)
