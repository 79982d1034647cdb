"""What comes next in a phase for whoever presides: what is ready, what is not, and the page where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.cooperation.awards.models import Assignment, Conflict, Phase, PhaseState
from koinon.cooperation.awards.permissions import can_run
from koinon.cooperation.awards.queries import entries_of
from koinon.cooperation.calls.models import Stage
from koinon.network.people.readers import Reader
from koinon.platform.ui.addresses import url


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, with how it stands."""

    words: str
    note: str
    done: bool
    href: str


def steps_of(phase: Phase, reader: Reader) -> list[Step]:
    """Before the opening what prepares it, four statements; after the freezing what makes the result known."""
    if phase.state is PhaseState.PREPARED:
        return _before(phase, reader)
    return _after(phase) if phase.state is PhaseState.FROZEN and can_run(reader) else []


def _before(phase: Phase, reader: Reader) -> list[Step]:
    jurors, entries = phase.panel.jurors.count(), entries_of(phase).count()
    held = Assignment.objects.filter(phase=phase).live().values("entry").annotate(n=Count("pk")).order_by()
    full = held.filter(n__gte=phase.per_entry).count()
    known = Conflict.objects.known_to(reader).filter(panel=phase.panel_id)
    found = known.filter(entry__in=entries_of(phase).values("pk")).count()
    return [
        Step(
            _("Entries to judge"),
            ngettext("%(num)s entry", "%(num)s entries", entries) % {"num": entries},
            entries > 0,
            _of_stage(phase.from_stage) if phase.from_stage else phase.panel.call.get_absolute_url(),
        ),
        Step(
            _("Appoint the jurors"),
            ngettext("%(num)s juror", "%(num)s jurors", jurors) % {"num": jurors},
            jurors >= phase.per_entry,
            phase.panel.get_absolute_url(),
        ),
        Step(
            _("Look for conflicts"),
            ngettext("%(num)s found", "%(num)s found", found) % {"num": found},
            # Looking may find nothing; and before jurors are assigned it is done by itself.
            found > 0 or full > 0,
            url("awards:conflicts", key=phase.key),
        ),
        Step(
            _("Say who scores what"),
            _("%(n)s of %(all)s entries have all their jurors") % {"n": full, "all": entries},
            0 < entries == full,
            url("awards:assigning", key=phase.key),
        ),
    ]


def _after(phase: Phase) -> list[Step]:
    stage = phase.to_stage
    if stage is None:
        return []
    done = stage.announced_at is not None
    return [Step(_("Announce the stage"), stage.named(phase.panel.call.kind), done, _of_stage(stage))]


def _of_stage(stage: Stage) -> str:
    return url("calls:stage", key=stage.key)
