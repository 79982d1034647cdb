"""What agreements answer in one statement: which are in force as of a day, and how each stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from koinon.network.people.audience import DatedAudiencedQuerySet

if TYPE_CHECKING:
    from koinon.cooperation.agreements.terms import Agreement  # noqa: F401 (named in a base class below)
    from koinon.network.people.readers import Reader

M = TypeVar("M", bound=models.Model)


class AgreementQuerySet(DatedAudiencedQuerySet["Agreement"]):  # type: ignore[override]
    """The conditions are written in `standing`, which knows the acts."""

    def in_force(self, on: date, reader: Reader | None = None) -> Self:
        """Surely or possibly in force, each with ``held``; successors the reader may not see do not count."""
        from koinon.cooperation.agreements.standing import held_expression, possibly_in_force

        return self.filter(possibly_in_force(on, reader)).annotate(held=held_expression(on, reader))

    def surely_in_force(self, on: date, reader: Reader | None = None) -> Self:
        """Those of which it is certain."""
        from koinon.cooperation.agreements.standing import surely_in_force

        return self.filter(surely_in_force(on, reader))

    def with_standing(self, on: date, reader: Reader | None = None) -> Self:
        """Each with ``state`` (a value of State) and ``held``: yes, possibly or no."""
        from koinon.cooperation.agreements.standing import held_expression, state_expression, stated_end

        rows = self.alias(stated_until=stated_end(latest=True))
        return rows.annotate(state=state_expression(on, reader), held=held_expression(on, reader))
