"""What a reader may do in a round of pairing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader

if TYPE_CHECKING:
    from koinon.cooperation.pairing.models import Profile, Round


def can_run(reader: Reader) -> bool:
    """Whether the reader may prepare, solve and publish rounds: programme experts and the secretariat."""
    return can_record(reader) or "expert" in reader.functions


def can_answer_for(reader: Reader, profile: Profile) -> bool:
    """Whether the reader may fill in a city's profile and answer for it: its own people, and nobody else."""
    return profile.participation.body_id in reader.bodies


def can_open_profiles(reader: Reader, round_: Round) -> bool:
    """Whether the reader may read what the cities wrote: whoever runs the round, once its weights are frozen."""
    return can_run(reader) and round_.frozen_at is not None
