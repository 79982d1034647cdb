"""What agreements answer in one statement: which are in force as of a day, and how each stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from koinon.network.people.audience import DatedAudiencedQuerySet, seen_through

if TYPE_CHECKING:
    from koinon.cooperation.agreements.terms import Agreement
    from koinon.network.people.readers import Reader

M = TypeVar("M", bound=models.Model)


class PartQuerySet(models.QuerySet[M]):
    """For the parts of an agreement: seen by those who may see all that the model's ``follows`` names."""

    def visible_to(self, reader: Reader) -> Self:
        """The rows the reader may see."""
        if reader.is_secretariat:
            return self.all()
        paths: tuple[str, ...] = self.model.follows  # type: ignore[attr-defined]
        return self.filter(*(seen_through(self.model, path, reader) for path in paths))


class AgreementQuerySet(DatedAudiencedQuerySet["Agreement"]):
    """The conditions are written in `standing`, which knows the acts."""

    def in_force(self, on: date, reader: Reader | None = None) -> Self:
        """Those surely or possibly in force; each has ``held``. A successor the reader may not see is not known."""
        from koinon.cooperation.agreements.standing import held_expression, possibly_in_force

        return self.filter(possibly_in_force(on, reader)).annotate(held=held_expression(on, reader))

    def surely_in_force(self, on: date, reader: Reader | None = None) -> Self:
        """Those of which it is certain."""
        from koinon.cooperation.agreements.standing import surely_in_force

        return self.filter(surely_in_force(on, reader))

    def with_standing(self, on: date, reader: Reader | None = None) -> Self:
        """Each with ``state`` (a value of State) and ``held``: yes, possibly or no."""
        from koinon.cooperation.agreements.standing import held_expression, stated_end, state_expression

        rows = self.alias(stated_until=stated_end(latest=True))
        return rows.annotate(state=state_expression(on, reader), held=held_expression(on, reader))
