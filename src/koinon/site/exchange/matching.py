"""Which record a row means: by its key, by what no two records share, or by what tells such rows apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from koinon.platform.dates import Day
from koinon.platform.recording.keys import slug
from koinon.site.exchange.plans import Candidate, told
from koinon.site.exchange.record_rows import Recorded, Values
from koinon.site.exchange.sheets import Sheet

LONGEST_PART = 40
LONGEST_KEY = 100
NEW = "new"

Identity = tuple[Any, ...]


def identity_of(sheet: Sheet, values: Values, columns: Iterable[str] | None = None) -> Identity:
    """The values that tell the row from another, as they are compared."""
    return tuple(comparable(values.get(name)) for name in (columns or sheet.identifying))


def comparable(value: Any) -> Any:
    if isinstance(value, Day):
        return value.edtf
    return value.strip().casefold() if isinstance(value, str) else value


class Records:
    """The records of one sheet, found in the three ways."""

    def __init__(self, sheet: Sheet, rows: Iterable[Recorded]) -> None:
        self.sheet = sheet
        self.rows = list(rows)
        self.by_key = {row.values["key"]: row for row in self.rows} if sheet.has_key else {}
        self.claimed: set[int] = set()
        self._by_identity: dict[Identity, list[Recorded]] | None = None
        self._single = [names for names in sheet.unique if len(names) == 1]
        self._by_single: dict[tuple[str, Identity], Recorded] | None = None

    def of_key(self, key: str) -> Recorded | None:
        """The record of that key, which is then no other row's."""
        row = self.by_key.get(key)
        if row:
            self.claimed.add(row.pk)
        return row

    def alike(self, values: Values) -> list[Recorded]:
        """The records a row without a key may mean, those that other rows mean left out."""
        for names in self._single:
            found = self._by_unique().get((names[0], identity_of(self.sheet, values, names)))
            if found and values.get(names[0]) not in (None, ""):
                return [found]
        same = self._identities().get(identity_of(self.sheet, values), [])
        return [row for row in same if row.pk not in self.claimed]

    def _identities(self) -> dict[Identity, list[Recorded]]:
        if self._by_identity is None:
            self._by_identity = {}
            for row in self.rows:
                self._by_identity.setdefault(identity_of(self.sheet, row.values), []).append(row)
        return self._by_identity

    def _by_unique(self) -> dict[tuple[str, Identity], Recorded]:
        if self._by_single is None:
            self._by_single = {
                (names[0], identity_of(self.sheet, row.values, names)): row
                for row in self.rows
                for names in self._single
            }
        return self._by_single


def key_for(sheet: Sheet, values: Values, taken: set[str]) -> str:
    """A key made of what tells the row apart; the same row gets the same key in an empty record."""
    parts = (told(values.get(name))[:LONGEST_PART] for name in sheet.called.split() or sheet.identifying)
    wish = slug(" ".join(part for part in parts if part))[:LONGEST_KEY].strip("-") or sheet.name.replace(
        "_", "-"
    )
    number, key = 1, wish
    while key in taken:
        number += 1
        key = f"{wish}-{number}"
    return key


def candidate(row: Recorded) -> Candidate:
    """A record as one that may be meant."""
    values = row.values
    label = str(values.get("name") or values.get("title") or values["key"])
    shown = (
        f"{name}: {told(value)[:60]}"
        for name, value in values.items()
        if name not in ("key", "name", "title")
    )
    return Candidate(
        values["key"],
        f"{label} ({values['key']})",
        "; ".join(part for part in shown if not part.endswith(": ")),
    )


def a_new_one() -> Candidate:
    return Candidate(NEW, _("None of these: a new record"))
