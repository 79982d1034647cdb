"""Stages: entries reach one or are taken back, and a stage is announced, which makes known who reached it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.cooperation.calls.call_commands import refuse_cancelled
from koinon.cooperation.calls.models import Call, Entry, Placing, Stage, StageKind
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.audience import Audience
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act, batched
from koinon.platform.dates import Day
from koinon.platform.errors import Refused

COMPUTED = {StageKind.ENTERED, StageKind.ELIGIBLE}
"""The stages that follow from what was sent and screened; nobody places an entry there by hand."""


class NotPlaced(Refused):
    """An entry cannot reach, or leave, a stage."""


class NotAnnounced(Refused):
    """A stage cannot be announced as it stands."""


def place_entries(
    stage: Stage, entries: Iterable[Entry], *, by: Reader, note: str = "", verb: str = "place_entries"
) -> list[Placing]:
    """Let entries reach a stage; those that did stay. Refused once the stage is announced."""
    refuse_unless(can_run(by))
    refuse_cancelled(stage.call)
    with act(verb, by=by.user, note=note) as doing:
        doing.about(f"{stage.call.code}: {stage}")
        refuse_announced(Stage.objects.select_for_update(of=("self",)).get(pk=stage.pk))
        chosen = as_they_are(entries)
        for entry in chosen:
            refuse_elsewhere(stage, entry)
        return _place(doing, stage, chosen)


def as_they_are(entries: Iterable[Entry]) -> list[Entry]:
    """The entries read anew, in the order given: somebody may have withdrawn one meanwhile."""
    ids = [one.pk for one in entries]
    fresh = {row.pk: row for part in batched(ids) for row in Entry.objects.filter(pk__in=part)}
    return [fresh[pk] for pk in ids]


def _place(doing: Act, stage: Stage, entries: Iterable[Entry]) -> list[Placing]:
    there = set(Placing.objects.filter(stage=stage).values_list("entry_id", flat=True))
    return doing.create_all(
        Placing(entry=one, stage=stage, key=f"{one.key[:108].rstrip('-.')}-{stage.kind}")
        for one in entries
        if one.pk not in there
    )


def refuse_announced(stage: Stage) -> None:
    """What was announced stands."""
    if stage.announced_at:
        raise NotPlaced(_("This stage was announced: who reached it stands."))


def refuse_elsewhere(stage: Stage, entry: Entry) -> None:
    """Only entries of the call that may be judged."""
    if entry.call_id != stage.call_id:
        raise NotPlaced(_("“%(entry)s” was entered for another call.") % {"entry": entry})
    if stage.call.on_record:
        return
    if entry.sent_at is None or entry.withdrawn_at or entry.eligible is not True:
        raise NotPlaced(_("“%(entry)s” was not found eligible, or was withdrawn.") % {"entry": entry})


def take_back(stage: Stage, entries: Iterable[Entry], *, by: Reader) -> None:
    """Let entries no longer stand at a stage that was not announced."""
    refuse_unless(can_run(by))
    refuse_cancelled(stage.call)
    ids = [one.pk for one in entries]
    with act("take_back_entries", by=by.user) as doing:
        doing.about(f"{stage.call.code}: {stage}")
        refuse_announced(Stage.objects.select_for_update(of=("self",)).get(pk=stage.pk))
        for placing in Placing.objects.filter(stage=stage, entry__in=ids):
            doing.remove(placing)


def announce_stage(stage: Stage, *, by: Reader, moment: datetime) -> int:
    """Make known who reached the stage, and how many; from now on it stands. Answers how many entries it names."""
    refuse_unless(can_run(by))
    refuse_cancelled(stage.call)
    with act("announce_stage", by=by.user) as doing:
        doing.about(f"{stage.call.code}: {stage}")
        fresh = Stage.objects.select_for_update(of=("self",)).select_related("call").get(pk=stage.pk)
        refuse_announced(fresh)
        if fresh.kind in COMPUTED:
            _place(doing, fresh, computed(fresh.call, StageKind(fresh.kind)))
        reached = list(Entry.objects.filter(placings__stage=fresh).select_related("applicant"))
        refuse_unfit(fresh, reached)
        today = moment.astimezone(fresh.call.zone).date()
        announced = Day(today.isoformat()) if fresh.announced.is_unknown else fresh.announced
        doing.change(fresh, announced_at=moment, announced=announced)
        for entry in reached:
            # In the history of each, and so in the index of search, which follows it.
            doing.mention(entry)
    return len(reached)


def computed(call: Call, kind: StageKind) -> QuerySet[Entry]:
    """The entries at a stage that follows from what was sent and screened."""
    rows = Entry.objects.filter(call=call).sent()
    return rows.filter(eligible=True) if kind == StageKind.ELIGIBLE else rows


def refuse_unfit(stage: Stage, reached: list[Entry]) -> None:
    """Nothing to announce, more than the rules allow, or applicants whom not everybody may know."""
    if not reached and stage.counted is None:
        raise NotAnnounced(_("No entry has reached this stage yet."))
    if stage.planned is not None and len(reached) > stage.planned:
        words = ngettext(
            "By the rules at most %(most)s entry reaches this stage; %(count)s have.",
            "By the rules at most %(most)s entries reach this stage; %(count)s have.",
            stage.planned,
        )
        raise NotAnnounced(words % {"most": stage.planned, "count": len(reached)})
    closed = [one.applicant for one in reached if one.applicant.audience != Audience.PUBLIC]
    if closed and stage.call.audience == Audience.PUBLIC:
        names = ", ".join(str(body) for body in closed[:5])
        raise NotAnnounced(
            _("Not everybody may see these applicants: %(names)s. Check them and open them first.")
            % {"names": names}
        )
