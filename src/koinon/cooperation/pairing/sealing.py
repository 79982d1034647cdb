"""Sealing: what a city said and what the round weighs, as canonical JSON with a digest that tells every change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.facts import Facts
from koinon.cooperation.pairing.models import Profile, Round, RoundWeight, Wish, terms
from koinon.platform.audit.sealing import digest
from koinon.platform.errors import Refused

SAID = ("interests", "offers", "needs", "sdgs", "languages")


class ProfileChanged(Refused):
    """A profile is no longer what it was when the weights were frozen."""


class WeightsChanged(Refused):
    """The weights are no longer what they were when they were frozen."""


def said(profile: Profile, wishes: Iterable[Wish]) -> dict[str, Any]:
    """What the city said: its terms, its size as stated, whom it would like, vetoes and knows."""
    told = sorted((wish.kind, wish.rank, wish.other.key, wish.reason) for wish in wishes)
    return {name: terms(getattr(profile, name)) for name in SAID} | {
        "population": profile.population,
        "wishes": [list(row) for row in told],
    }


def sealed(profile: Profile, wishes: Iterable[Wish], facts: Facts) -> dict[str, Any]:
    """What the engine will use of a city: what it said and what was on record of it at that moment."""
    on_record = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in asdict(facts).items()
    }
    return {"said": said(profile, wishes), "facts": on_record}


def weights_of(rows: Iterable[RoundWeight]) -> dict[str, int]:
    """The weights by criterion, those of nought left out."""
    return {row.criterion: row.weight for row in sorted(rows, key=lambda row: row.criterion) if row.weight}


def check_seal(profile: Profile, wishes: Iterable[Wish]) -> None:
    """Raises ProfileChanged where the profile is not what was sealed."""
    if profile.frozen is None or digest(said(profile, wishes)) != profile.frozen_digest:
        raise ProfileChanged(
            _(
                "The profile of %(city)s is not what it was when the weights were frozen. "
                "Put it back by its history, or withdraw the city with a reason."
            )
            % {"city": profile}
        )


def check_weights(round_: Round, rows: Iterable[RoundWeight]) -> None:
    """Raises WeightsChanged where the weights are not those that were frozen."""
    if digest(weights_of(rows)) != round_.frozen_digest:
        raise WeightsChanged(
            _("The weights are not those that were frozen. Put them back by the history of the round.")
        )
