"""What can be handed in, a workbook or a list of twin cities: each with its dry run and its writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.twinning_import import TwinningPlan
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Stale, act
from koinon.platform.audit.models import Entry
from koinon.platform.errors import Refused
from koinon.site.exchange.applying import Step, carry_out, gone
from koinon.site.exchange.opening import Source, Table
from koinon.site.exchange.planning import plan as work_out
from koinon.site.exchange.plans import Plan
from koinon.site.exchange.summary import summary
from koinon.site.exchange.twin_lists import doubtful_csv, record_list, resolved, twin_list, twin_summary

Reporter = Callable[[int, int], None]


class Unsettled(Refused):
    """There are wrong cells or doubts left in the plan."""


def apply_plan(
    plan: Plan, *, by: Reader, moment: datetime, name: str = "", step: Step | None = None
) -> Entry | None:
    """Write everything the plan says, in one transaction, as one entry that can be undone."""
    refuse_unless(can_record(by))
    if plan.wrong or plan.doubts:
        raise Unsettled(_("Mend the wrong cells and settle the doubts first. Nothing was imported."))
    try:
        with act("import", by=by.user, note=name) as doing:
            carry_out(plan, doing, by.user, moment, step or (lambda rows: None))
            doing.about(name or _("a workbook"))
    except IntegrityError as wrong:
        raise Stale(gone()) from wrong
    return doing.entry if doing.changes else None


class Work(Protocol):
    """Something handed in."""

    def dry_run(self, report: Reporter | None = None, *, whole: bool = False) -> dict[str, Any]:
        """What it would do to the record as it stands, in plain data."""
        ...

    def write(self, *, by: Reader, moment: datetime, report: Reporter | None = None) -> Entry | None:
        """Do what the last dry run said."""
        ...

    def doubtful(self) -> bytes:
        """What is left to a person, as a CSV to fill in and hand in again; refused where there is no such list."""
        ...


class WorkbookWork:
    """A workbook."""

    def __init__(self, source: Source, answers: Mapping[str, str], name: str) -> None:
        self.source, self.answers, self.name = source, answers, name
        self.plan = Plan()

    def dry_run(self, report: Reporter | None = None, *, whole: bool = False) -> dict[str, Any]:
        self.plan = work_out(self.source, self.answers, report)
        return summary(self.plan, whole=whole)

    def write(self, *, by: Reader, moment: datetime, report: Reporter | None = None) -> Entry | None:
        done, total = 0, self.plan.totals["create"] + self.plan.totals["change"]

        def step(rows: int) -> None:
            nonlocal done
            done += rows
            if report:
                report(done, total)

        return apply_plan(self.plan, by=by, moment=moment, name=self.name, step=step)

    def doubtful(self) -> bytes:
        raise Unsettled(_("Only a list of twin cities leaves rows to a person in a file of their own."))


class TwinListWork:
    """A list of twin cities; what is doubtful in it is left out and told."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.plan = TwinningPlan()

    def dry_run(self, report: Reporter | None = None, *, whole: bool = False) -> dict[str, Any]:
        self.plan = resolved(self.table, report)
        return twin_summary(self.plan, whole=whole)

    def write(self, *, by: Reader, moment: datetime, report: Reporter | None = None) -> Entry | None:
        return record_list(self.plan, by=by, on=timezone.localdate(moment))

    def doubtful(self) -> bytes:
        return doubtful_csv(self.plan)


def work_of(source: Source, answers: Mapping[str, str] | None = None, name: str = "") -> Work:
    """What was handed in."""
    table = twin_list(source)
    return WorkbookWork(source, answers or {}, name) if table is None else TwinListWork(table)
