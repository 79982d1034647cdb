"""Craft: how a meeting stands as of a day, from its days alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from koinon.network.governance.meetings import Meeting


class MeetingState(models.TextChoices):
    """How a meeting stands."""

    PLANNED = "planned", pgettext_lazy("a meeting", "planned")
    CONVENED = "convened", pgettext_lazy("a meeting", "convened")
    HELD = "held", pgettext_lazy("a meeting", "held")
    DRAFTED = "drafted", _("minutes drafted")
    APPROVED = "approved", _("minutes approved")
    CANCELLED = "cancelled", pgettext_lazy("a meeting", "cancelled")


IN_ORDER = (
    MeetingState.PLANNED,
    MeetingState.CONVENED,
    MeetingState.HELD,
    MeetingState.DRAFTED,
    MeetingState.APPROVED,
)
TONES = {MeetingState.APPROVED: "yes", MeetingState.CANCELLED: "no", MeetingState.HELD: "plain"}


def state_of(meeting: Meeting, on: date) -> MeetingState:
    """How the meeting, asked for ``with_approval(on)``, stands on the day; one of unknown day counts as held."""
    if meeting.cancelled_on and meeting.cancelled_on <= on:
        return MeetingState.CANCELLED
    if meeting.approved:
        return MeetingState.APPROVED
    if meeting.drafted_on and meeting.drafted_on <= on:
        return MeetingState.DRAFTED
    if is_past(meeting, on):
        return MeetingState.HELD
    if meeting.convened_on and meeting.convened_on <= on:
        return MeetingState.CONVENED
    return MeetingState.PLANNED


def is_past(meeting: Meeting, on: date) -> bool:
    """Whether the meeting has been held by the day, or is being held on it: by the earliest day it may mean."""
    return meeting.held.earliest <= on


def stages(meeting: Meeting, on: date) -> list[tuple[str, str]]:
    """The stages of a meeting for ``ui.steps``: done, now, next. What passed without a day on record is left out."""
    state = state_of(meeting, on)
    if state == MeetingState.CANCELLED:
        return []
    at = IN_ORDER.index(state)
    unsaid = {
        MeetingState.CONVENED: meeting.convened_on is None,
        MeetingState.DRAFTED: meeting.drafted_on is None,
    }
    return [
        (str(one.label), "done" if place < at else "now" if place == at else "next")
        for place, one in enumerate(IN_ORDER)
        if place >= at or not unsaid.get(one)
    ]
