"""The work for later: reading a workbook handed in, writing it into the record, putting everything back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from koinon.network.evidence.commands import run_rules
from koinon.network.members.queries import reader_of_request
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import undo
from koinon.platform.errors import Refused
from koinon.site.exchange.models import ImportJob, ImportState
from koinon.site.exchange.opening import open_bytes
from koinon.site.exchange.progress import Progress
from koinon.site.exchange.works import Work, work_of

log = logging.getLogger(__name__)


class WrongStateError(Exception):
    """Two workers were told to do the same; the second finds it done."""


class NoLongerTrue(Refused):
    """The record has changed since the dry run was shown."""


@task
def read_import(job_id: int) -> None:
    """Make the dry run of a workbook handed in."""
    with working(job_id, ImportState.READING, otherwise=ImportState.FAILED) as job:
        with Progress(job.pk, 0) as progress:
            job.plan = opened(job).dry_run(progress.reach)
        job.state, job.message = ImportState.READY, ""
        job.save()


@task
def write_import(job_id: int) -> None:
    """Write a workbook into the record, if its dry run still is what was shown; then look for findings."""
    with working(job_id, ImportState.APPLYING, otherwise=ImportState.READY) as job:
        shown, moment = job.plan["digest"], timezone.now()
        with Progress(job.pk, 0) as progress:
            work = opened(job)
            job.plan = work.dry_run(progress.reach)
            if job.plan["digest"] != shown:
                raise NoLongerTrue(
                    _("The record has changed since the dry run. Nothing was imported; look at it again.")
                )
            with transaction.atomic():
                job.entry = work.write(by=who(job), moment=moment, report=progress.reach)
                job.state, job.finished_at = ImportState.DONE, moment
                job.save()
        look_for_findings(moment)


@task
def undo_import(job_id: int) -> None:
    """Put everything back as it was before the import."""
    with working(job_id, ImportState.UNDOING, otherwise=ImportState.DONE) as job:
        by = who(job)
        refuse_unless(can_record(by))
        moment = timezone.now()
        with Progress(job.pk, 0) as progress, transaction.atomic():
            if job.entry is not None:
                undo(job.entry, by=by.user, report=progress.reach)
            job.state, job.finished_at = ImportState.UNDONE, moment
            job.save()
        look_for_findings(moment)


@contextmanager
def working(job_id: int, state: ImportState, *, otherwise: ImportState) -> Iterator[ImportJob]:
    """The import while a worker is busy with it. A refusal leaves it in the other state with its reason."""
    job = ImportJob.objects.select_related("by", "entry").get(pk=job_id)
    if job.state != state:
        raise WrongStateError(f"import {job_id} is {job.state}, not {state}")
    with override(job.language):
        try:
            yield job
        except Refused as refused:
            job.message = str(refused)
        except Exception:
            log.exception("import %s broke down", job_id)
            job.message = _(
                "Something went wrong on our side. Nothing was imported; the operator finds it in the log."
            )
        else:
            return
        ImportJob.objects.filter(pk=job_id, state=state).update(
            state=otherwise, message=job.message, plan=job.plan
        )


def opened(job: ImportJob) -> Work:
    """The workbook of a job, ready to be worked out."""
    with job.file.open("rb") as file:
        return work_of(open_bytes(file.read(), job.filename, job.subject), job.answers, job.filename)


def who(job: ImportJob) -> Reader:
    """The person behind the import, with what they may do today."""
    return reader_of_request(job.by, timezone.localdate())


def look_for_findings(moment: datetime) -> None:
    """Run the rules; what goes wrong in one of them is no fault of the import."""
    try:
        run_rules(on=timezone.localdate(moment), moment=moment)
    except Exception:
        log.exception("the rules broke down after an import")
