"""What the pages of exchange show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from koinon.site.exchange.commands import is_interrupted
from koinon.site.exchange.describing import describe
from koinon.site.exchange.models import ImportJob, ImportState
from koinon.site.exchange.plans import ACTIONS
from koinon.site.exchange.progress import Beat, last_beat
from koinon.site.exchange.sheets import Sheet, workbook


def imports() -> QuerySet[ImportJob]:
    """All imports, newest first; those who may record see them all."""
    return ImportJob.objects.select_related("by").defer("plan", "answers")


@dataclass(frozen=True)
class Standing:
    """Where an import stands, as its page shows it."""

    job: ImportJob
    beat: Beat | None
    interrupted: bool

    @property
    def is_at_work(self) -> bool:
        return self.job.is_at_work and not self.interrupted

    @property
    def is_waiting(self) -> bool:
        """Handed over, and no worker has begun."""
        return self.is_at_work and self.beat is None

    @property
    def may_be_applied(self) -> bool:
        return self.job.state == ImportState.READY and bool(self.job.plan.get("can_be_applied"))

    @property
    def may_be_undone(self) -> bool:
        return self.job.state == ImportState.DONE and self.job.entry_id is not None

    @property
    def counts(self) -> list[list[str | int]]:
        """How many rows of each sheet would do what: the rows of a table."""
        counts: dict[str, dict[str, int]] = self.job.plan.get("counts", {})
        return [[name, *(found.get(action, 0) for action in ACTIONS)] for name, found in counts.items()]


def standing(job: ImportJob) -> Standing:
    """Where the import stands now."""
    return Standing(job, last_beat(job.pk) if job.is_at_work else None, is_interrupted(job))


@dataclass(frozen=True)
class SheetFormat:
    """One sheet of the format, in words."""

    sheet: Sheet
    columns: list[tuple[str, str]]


def formats() -> list[SheetFormat]:
    """The whole format, sheet by sheet."""
    return [
        SheetFormat(sheet, [(column.name, describe(sheet, column)) for column in sheet.columns.values()])
        for sheet in workbook().values()
    ]


def shown_doubts(job: ImportJob) -> list[dict[str, Any]]:
    """The doubts of the dry run, each with what was answered so far."""
    return [doubt | {"answer": job.answers.get(doubt["name"], "")} for doubt in job.plan.get("doubts", ())]
