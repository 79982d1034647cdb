"""One sheet of the dry run: which record each row means, and what it would leave on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from koinon.platform.dates import Day
from koinon.site.exchange.cells import empty_value
from koinon.site.exchange.column_values import Reading, read_columns
from koinon.site.exchange.headers import Headed
from koinon.site.exchange.matching import NEW, Records, a_new_one, candidate, identity_of, key_for
from koinon.site.exchange.plans import Action, Difference, Doubt, Row
from koinon.site.exchange.record_rows import Recorded, Values, recorded
from koinon.site.exchange.references import References
from koinon.site.exchange.sheets import Sheet


@dataclass
class SheetPlan:
    """One sheet being worked out; its lists run along the rows that have anything in them."""

    head: Headed
    references: References
    answers: Mapping[str, str]
    keys: list[str] = field(default_factory=list)
    meant: list[Recorded | None] = field(default_factory=list)
    final: list[Values] = field(default_factory=list)
    doubts: dict[int, Doubt] = field(default_factory=dict)

    @cached_property
    def sheet(self) -> Sheet:
        return self.head.sheet

    @cached_property
    def given(self) -> list[Values]:
        """What the rows say."""
        return self.reading.given

    @cached_property
    def defaults(self) -> Values:
        """What a new record has where its row says nothing."""
        return {name: empty_value(column) for name, column in self.sheet.columns.items()}

    @cached_property
    def emptied(self) -> Values:
        """What a record is left with where a column stands in the sheet and its row says nothing there."""
        names = (column.name for column, _place in self.head.columns)
        return {name: self.defaults[name] for name in names if name not in self.sheet.keeps}

    def read(self) -> None:
        """Read the cells, and the records of this kind."""
        self.reading: Reading = read_columns(self.head, self.references)
        keys, model = self.references.keys, self.sheet.model
        # Which keys there are is asked for anyway; where there are none, nothing is on record.
        is_empty = self.sheet.has_key and not keys.by_pk(model)
        on_record = recorded(self.sheet, model._default_manager.order_by("pk"), keys)
        self.records = Records(self.sheet, () if is_empty else on_record)

    def settle(self) -> None:
        """Find the records the rows mean, and what the rows would leave on record."""
        self.match()
        self.fill_in()

    def match(self) -> None:
        """Find the record each row means and settle its key. Rows with a key of their own come first."""
        self.keys = [given.get("key", "") for given in self.given]
        self.meant = [self.records.of_key(key) for key in self.keys] if self.records.rows else []
        self.meant = self.meant or [None] * len(self.keys)
        seen = set(filter(None, self.keys))
        if len(seen) < len(self.keys) - self.keys.count(""):
            self.blame_keys_twice()
        known = self.references.known(self.sheet.model) if self.sheet.has_key else set()
        known.update(seen)
        self.match_without_key(known)
        if self.sheet.has_key:
            self.references.plan(self.sheet.model, list(zip(self.keys, self.given, strict=True)))

    def match_without_key(self, known: set[str]) -> None:
        if all(self.keys):
            return
        seen: dict[tuple[Any, ...], int] = {}
        for index, key in enumerate(self.keys):
            values = self.proposed(self.given[index])
            identity = identity_of(self.sheet, values)
            if not key and identity in seen:
                self.blame_twice(index, seen[identity], self.sheet.identifying[0])
            elif not key:
                self.meant[index] = self.one_of(index, values)
            seen.setdefault(identity, index)
            record = self.meant[index]
            if key or not self.sheet.has_key:
                continue
            self.keys[index] = record.values["key"] if record else key_for(self.sheet, values, known)
            known.add(self.keys[index])

    def one_of(self, index: int, values: Values) -> Recorded | None:
        """The record a row without a key means; of namesakes, one that differs in nothing or was chosen."""
        alike = self.records.alike(values)
        answer = self.answer(index)
        if self.sheet.namesakes and alike:
            if answer == NEW:
                return None
            alike = [
                row for row in alike if row.values["key"] == answer or not self.differs(index, row)
            ] or alike
            if not answer and (len(alike) > 1 or self.differs(index, alike[0])):
                reason = _("“%(name)s” may be somebody on record. Choose, or write the key.") % {
                    "name": values["name"]
                }
                self.doubt(index, reason, [*map(candidate, alike), a_new_one()])
                return None
        if alike:
            self.records.claimed.add(alike[0].pk)
        return alike[0] if alike else None

    def differs(self, index: int, row: Recorded) -> bool:
        """Whether what the row says is not what is on record; what it leaves empty says nothing."""
        return any(not same(row.values.get(name), value) for name, value in self.given[index].items())

    def proposed(self, given: Values) -> Values:
        """The row as a new record would have it."""
        values = self.defaults | given
        if self.sheet.unordered:
            self.sheet.tidy(values)
        return values

    def fill_in(self) -> None:
        """The values each row would leave on record."""
        for given, record, key in zip(self.given, self.meant, self.keys, strict=True):
            if record is None:
                values = self.proposed(given)
            else:
                values = record.values | self.emptied | given
                self.sheet.tidy(values)
            if key:
                values["key"] = key
            self.final.append(values)

    def rows(self) -> Iterable[Row]:
        """The rows as they would be carried out."""
        name, unclear = self.sheet.name, self.reading.bad | self.doubts.keys()
        along = zip(self.reading.numbers, self.keys, self.final, self.meant, strict=True)
        for index, (number, key, values, record) in enumerate(along):
            if record is None:
                action = self.action(index, None, ()) if index in unclear else "create"
                yield Row(name, number, action, key, values)
            else:
                differences = self.differences(values, record)
                action = self.action(index, record, differences)
                yield Row(name, number, action, key, values, record.pk, record.version, differences)

    def action(self, index: int, record: Recorded | None, differences: tuple[Difference, ...]) -> Action:
        if index in self.reading.bad:
            return "error"
        if index in self.doubts:
            return "doubt"
        if record is None:
            return "create"
        return "change" if differences else "match"

    def differences(self, values: Values, record: Recorded) -> tuple[Difference, ...]:
        before = record.values
        return tuple(
            Difference(name, before[name], values[name])
            for name in values
            if not same(before[name], values[name])
        )

    @property
    def unmoved(self) -> list[Recorded]:
        """The records that no row of the sheet speaks of."""
        moved = {record.pk for record in self.meant if record}
        return [row for row in self.records.rows if row.pk not in moved]

    def differs_from_record(self, index: int) -> bool:
        """Whether carrying out the row would make or change a record."""
        record = self.meant[index]
        return record is None or bool(self.differences(self.final[index], record))

    def answer(self, index: int) -> str:
        """What a person answered to the doubt about this row."""
        return self.answers.get(f"{self.sheet.name}:{self.reading.numbers[index]}", "")

    def doubt(self, index: int, reason: str, candidates: list[Any]) -> None:
        self.doubts[index] = Doubt(self.sheet.name, self.reading.numbers[index], reason, tuple(candidates))

    def blame_keys_twice(self) -> None:
        first: dict[str, int] = {}
        for index, key in enumerate(self.keys):
            if key and first.setdefault(key, index) != index:
                self.blame_twice(index, first[key], "key")

    def blame_twice(self, index: int, first: int, column: str) -> None:
        row = self.reading.numbers[first]
        self.reading.blame(
            index,
            column,
            _("Row %(row)s says the same. If they are two, give each a key of its own.") % {"row": row},
        )


def same(before: Any, after: Any) -> bool:
    """Whether two values are one: a Day without words is no other than the same Day in words."""
    if isinstance(after, Day):
        return bool(before.edtf == after.edtf and (not after.words or after.words == before.words))
    if isinstance(before, str):
        return bool(before.replace("\r\n", "\n") == after)
    return bool(before == after)
