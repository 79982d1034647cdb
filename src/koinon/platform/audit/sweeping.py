"""Many rows made by one command, unmade together: what points at them is found in a few statements a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection, models

from koinon.platform.audit.models import Change

PORTION = 900
Gone = Mapping[type[models.Model], set[int]]
"""The rows that go, by their kind."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A row that stays and points at one that goes, through the foreign key of this name."""

    row: models.Model
    name: str
    on_delete: Any

    @property
    def target(self) -> models.Model:
        """The row that goes."""
        found: models.Model = getattr(self.row, self.name)
        return found


def runs(changes: Sequence[Change]) -> Iterator[tuple[bool, list[Change]]]:
    """The changes in their order, those that made rows next to each other taken together."""
    for made, some in groupby(changes, key=lambda change: change.before is None):
        yield made, list(some)


def pointers(gone: Gone) -> Iterator[Pointer]:
    """Every row that stays and points at one that goes."""
    for model, ids in gone.items():
        for relation in model._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ManyToOneRel):
                yield from _pointing(relation, ids, gone.get(relation.related_model, set()))


def _pointing(relation: models.ManyToOneRel, ids: set[int], going: set[int]) -> Iterator[Pointer]:
    rows, name = relation.related_model._default_manager.order_by(), relation.field.name
    for some in portions(ids):
        found = rows.filter(**{f"{name}__in": some}).values_list("pk", flat=True)
        staying = [pk for pk in found if pk not in going]
        for row in rows.filter(pk__in=staying) if staying else ():
            yield Pointer(row, name, relation.on_delete)


def delete(gone: Gone) -> None:
    """Delete the rows past Django's own search for what hangs on them: that was done by ``pointers``."""
    for model, ids in gone.items():
        for some in portions(ids):
            model._default_manager.filter(pk__in=some)._raw_delete(connection.alias)


def portions(ids: set[int]) -> Iterator[list[int]]:
    """The ids in portions that any database takes in one statement."""
    ordered = sorted(ids)
    return (ordered[first : first + PORTION] for first in range(0, len(ordered), PORTION))
