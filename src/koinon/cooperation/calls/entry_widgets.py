"""What is shown for the questions of a call that no input of the browser asks: goals, paragraphs, tables, files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koinon.cooperation.programmes.alignments import GOALS, Vocabulary

BLANK_ROWS = 2
HARD_ROWS = 200
"""Rows beyond these are not even read."""


class CodesWidget(forms.Widget):
    """The seventeen goals to tick, and a line for targets; or a line alone, for paragraphs."""

    use_fieldset = True

    def __init__(self, vocabulary: str) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.use_fieldset = vocabulary == Vocabulary.SDG

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Every code, each once, in the order in which it was given."""
        ticked = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        typed = re.split(r"[\s,;，；、]+", str(data.get(f"{name}-more") or ""))
        codes = [one.strip() for one in [*ticked, *typed]]
        return list(dict.fromkeys(one[:12] for one in codes if one))[:HARD_ROWS]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-more" not in data

    def id_for_label(self, id_: str) -> str:
        return id_ if not self.use_fieldset else ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Boxes and a line."""
        merged = self.build_attrs(self.attrs, attrs)
        codes = [str(one) for one in value or []]
        listed = [str(n) for n in range(1, len(GOALS) + 1)] if self.use_fieldset else []
        more = ", ".join(code for code in codes if code not in listed)
        line = {"type": "text", "name": f"{name}-more", "value": more, "autocomplete": "off"} | merged
        typed = format_html("<input{}>", forms.utils.flatatt(line))
        if not self.use_fieldset:
            return typed
        boxes = format_html_join(
            "",
            '<label><input type="checkbox" name="{}" value="{}"{}> {} {}</label>',
            (
                (name, n, format_html(" checked") if n in codes else "", n, goal)
                for n, goal in zip(listed, GOALS, strict=True)
            ),
        )
        words = _("Targets of them, such as 11.3 or 11.a, parted by commas")
        return format_html(
            '<div class="goals">{}</div><label class="more" for="{}">{}</label>{}',
            boxes,
            merged.get("id", ""),
            words,
            typed,
        )


class TableWidget(forms.Widget):
    """Rows of cells, each cell with its own label; blank rows at the end, and more by a script."""

    use_fieldset = True

    def __init__(self, columns: Sequence[str], most: int) -> None:
        super().__init__()
        self.columns, self.most = columns, most

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:
        """The rows in which anything stands."""
        rows: list[list[str]] = []
        for row in range(HARD_ROWS):
            names = [f"{name}-{row}-{column}" for column in range(len(self.columns))]
            if names and names[0] not in data:
                break
            cells = [str(data.get(one) or "").strip() for one in names]
            if any(cells):
                rows.append(cells)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-0" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0_0"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """One card a row."""
        rows = [list(map(str, row)) for row in value or []]
        shown = min(max(self.most, len(rows)), len(rows) + BLANK_ROWS)
        id_ = self.build_attrs(self.attrs, attrs).get("id", name)
        cards = [self._card(name, id_, n, rows[n] if n < len(rows) else []) for n in range(shown)]
        blank = self._card(name, id_, "__row__", [])
        return format_html(
            '<div class="cells" data-rows="{}" data-most="{}">{}<template>{}</template>'
            '<button class="button is-plain" type="button" data-more hidden>{}</button></div>',
            shown,
            self.most,
            format_html_join("", "{}", ((card,) for card in cards)),
            blank,
            _("Add a row"),
        )

    def _card(self, name: str, id_: str, row: int | str, cells: Sequence[str]) -> SafeString:
        told = [
            (f"{id_}_{row}_{n}", column, f"{name}-{row}-{n}", cells[n] if n < len(cells) else "")
            for n, column in enumerate(self.columns)
        ]
        return format_html(
            '<div class="cell-row">{}</div>',
            format_html_join(
                "",
                '<div class="cell"><label for="{}">{}</label><input id="{}" type="text" name="{}" value="{}"></div>',
                ((id_for, label, id_for, named, value) for id_for, label, named, value in told),
            ),
        )


class FilesWidget(forms.FileInput):
    """Takes several at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files
