"""Screening: entries are found eligible or not, one by one or together, with a reason, and the applicants are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from koinon.cooperation.calls.models import Entry, Placing, StageKind
from koinon.cooperation.calls.permissions import can_screen
from koinon.cooperation.calls.screening_letters import keep_back, write_screening
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused

BEYOND = (StageKind.DESERVING, StageKind.SHORTLIST, StageKind.WINNER)


class NotScreened(Refused):
    """The entry cannot be screened as it stands."""


class ReasonNeeded(Refused):
    """Whoever is not eligible is told why."""


@dataclass(slots=True)
class Screened:
    """What became of entries that were screened together: those done, and those refused with the words why."""

    done: list[Entry] = field(default_factory=list)
    refused: list[tuple[Entry, str]] = field(default_factory=list)


def screen_entry(
    entry: Entry, *, eligible: bool, reason: str, by: Reader, moment: datetime, letter: bool = True
) -> Entry:
    """Say whether an entry is eligible; the applicant is written to unless ``letter`` says no."""
    refuse_unless(can_screen(by, entry.call))
    reason = reason.strip()
    if not eligible and not reason:
        raise ReasonNeeded(_("Say why: the applicant reads it."), field="reason")
    with act("screen_entry", by=by.user) as doing:
        rows = Entry.objects.select_for_update(of=("self",)).select_related("call__run_by", "applicant")
        fresh = rows.get(pk=entry.pk)
        refuse_unscreenable(fresh, eligible)
        if fresh.eligible is eligible and fresh.screening_reason == reason:
            return fresh
        if fresh.screened_at:
            keep_back(fresh)
        doing.change(fresh, eligible=eligible, screening_reason=reason, screened_at=moment)
        if letter:
            write_screening(fresh, on=moment.date(), by=by.user)
    return fresh


def screen_entries(
    entries: Iterable[Entry],
    *,
    eligible: bool,
    reason: str,
    by: Reader,
    moment: datetime,
    letter: bool = True,
) -> Screened:
    """Say the same of many entries, in one transaction and with a line of the history for each.

    An entry that is refused stays as it was and keeps no other from being screened.
    """
    found = Screened()
    with transaction.atomic():
        for entry in sorted(entries, key=lambda one: one.pk):
            try:
                screened = screen_entry(
                    entry, eligible=eligible, reason=reason, by=by, moment=moment, letter=letter
                )
            except NotScreened as refused:
                found.refused.append((entry, str(refused)))
            else:
                found.done.append(screened)
    return found


def refuse_unscreenable(entry: Entry, eligible: bool) -> None:
    """Drafts and what was withdrawn are not screened; and what came farther is not found wanting afterwards."""
    if entry.sent_at is None:
        raise NotScreened(_("This entry was not sent yet."))
    if entry.withdrawn_at:
        raise NotScreened(_("This entry was withdrawn."))
    farther = Placing.objects.filter(entry=entry, stage__kind__in=BEYOND).select_related("stage").first()
    if not eligible and farther:
        raise NotScreened(
            _("This entry has reached “%(stage)s”: take it back from there first.") % {"stage": farther.stage}
        )
