"""The format of the workbook in words: for its page, the template's first sheet and the notes on headers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from koinon.network.places.models import Country
from koinon.site.exchange.columns import Column
from koinon.site.exchange.sheets import Sheet, sheet_of_kind, workbook


def about_rows() -> list[dict[str, str]]:
    """Every column of every sheet, a line each."""
    return [
        {"sheet": sheet.name, "column": column.name, "meaning": describe(sheet, column)}
        for sheet in workbook().values()
        for column in sheet.columns.values()
    ]


def describe(sheet: Sheet, column: Column) -> str:
    """What to write into a column, in a sentence or two."""
    parts = [meaning(sheet, column), str(getattr(column.field, "help_text", "") or "")]
    if column.required:
        parts.insert(0, _("Required."))
    return " ".join(part for part in parts if part)


def meaning(sheet: Sheet, column: Column) -> str:
    if column.name == "key":
        words = {"columns": ", ".join(sheet.identifying)}
        return _("The record's own short name. Left empty, it is made of: %(columns)s.") % words
    if column.kind == "key":
        return pointed_at(column)
    if column.kind == "choice":
        return _("One of: %(values)s.") % {"values": ", ".join(value for value in column.choices if value)}
    said = {
        "day": _(
            "A date as people write it or in EDTF: 14 October 2016, since 1993, 2021-07. Empty: unknown."
        ),
        "date": _("One day: 2016-10-14."),
        "moment": _("A day and an hour with its distance from UTC: 2018-05-31T23:59+08:00."),
        "time": _("A time of day: 09:30."),
        "json": _("A list or names with values, as JSON writes them."),
        "yesno": _("yes or no."),
        "number": _("A whole number."),
        "decimal": _("A number, with a point for decimals."),
        "float": _("A number, with a point for decimals."),
        "subject": _("Any record, as sheet:key, such as roles:coderre-president."),
    }
    open_end = " " + _("“open” or ..: still going.") if getattr(column.field, "open_allowed", False) else ""
    return said.get(column.kind, _("Text.")) + open_end


def pointed_at(column: Column) -> str:
    if column.target is Country:
        return _("The two-letter code of the country: CN.")
    assert column.target is not None
    return _("The key of a row of “%(sheet)s”.") % {
        "sheet": sheet_of_kind()[column.target._meta.label_lower].name
    }
