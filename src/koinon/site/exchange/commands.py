"""What may be done with a workbook: hand in, settle its doubts, apply, stop, start again, undo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.errors import Refused
from koinon.site.exchange.models import ImportJob, ImportState
from koinon.site.exchange.opening import form_of, refuse_large
from koinon.site.exchange.progress import ask_to_stop, forget, last_beat
from koinon.site.exchange.tasks import read_import, undo_import, write_import
from koinon.site.exchange.works import Unsettled


class NotNow(Refused):
    """The import is not in a state in which this can be done."""


def hand_in(
    file: UploadedFile[bytes], *, subject: str = "", language: str, by: Reader, moment: datetime
) -> ImportJob:
    """Take a workbook, keep it outside the web root, and let a worker make its dry run."""
    refuse_unless(can_record(by))
    refuse_large(file.size or 0)
    name = Path(file.name or "").name[:200] or _("workbook")
    file.seek(0)
    form_of(file.read(), name)
    file.seek(0)
    job = ImportJob(filename=name, size=file.size or 0, subject=subject, language=language)
    job.by, job.handed_in_at = by.user, moment
    with transaction.atomic():
        job.file.save(f"{moment:%Y%m%d%H%M%S}.workbook", file, save=True)
        transaction.on_commit(lambda: read_import.enqueue(job.pk))
    return job


def settle_doubts(job: ImportJob, answers: Mapping[str, str], *, by: Reader) -> None:
    """Say which of several things doubted rows mean, and make the dry run anew."""
    refuse_unless(can_record(by))
    known = {
        doubt["name"]: {one["answer"] for one in doubt["candidates"]} for doubt in job.plan.get("doubts", ())
    }
    settled = {name: answer for name, answer in answers.items() if answer in known.get(name, ())}
    with moving(job, ImportState.READY, to=ImportState.READING) as row:
        row.answers |= settled
        row.save()
        transaction.on_commit(lambda: read_import.enqueue(row.pk))


def start_applying(job: ImportJob, *, by: Reader) -> None:
    """Let a worker write what the dry run shows."""
    refuse_unless(can_record(by))
    with moving(job, ImportState.READY, to=ImportState.APPLYING) as row:
        if not row.plan.get("can_be_applied"):
            raise Unsettled(_("Mend the wrong cells and settle the doubts first. Nothing was imported."))
        row.by, row.message = by.user, ""
        row.save()
        transaction.on_commit(lambda: write_import.enqueue(row.pk))


def start_again(job: ImportJob, *, by: Reader) -> None:
    """Take up an import whose worker was killed. It had written nothing, so it begins from its dry run."""
    refuse_unless(can_record(by))
    if not is_interrupted(job):
        raise NotNow(_("This import is not interrupted."))
    forget(job.pk)
    state = ImportState(job.state)
    with moving(job, state, to=state) as row:
        work = {
            ImportState.READING: read_import,
            ImportState.APPLYING: write_import,
            ImportState.UNDOING: undo_import,
        }
        transaction.on_commit(lambda: work[state].enqueue(row.pk))


def stop(job: ImportJob, *, by: Reader) -> None:
    """Let the import stop at its next step; nothing of it stays."""
    refuse_unless(can_record(by))
    if not job.is_at_work:
        raise NotNow(_("This import is not under way."))
    ask_to_stop(job.pk)


def start_undoing(job: ImportJob, *, by: Reader) -> None:
    """Let a worker put everything back as it was before the import."""
    refuse_unless(can_record(by))
    with moving(job, ImportState.DONE, to=ImportState.UNDOING) as row:
        if row.entry is None:
            raise NotNow(_("There is nothing to undo."))
        row.by, row.message = by.user, ""
        row.save()
        transaction.on_commit(lambda: undo_import.enqueue(row.pk))


def is_interrupted(job: ImportJob) -> bool:
    """Whether the worker that was busy with it is gone."""
    beat = last_beat(job.pk) if job.is_at_work else None
    return beat is not None and not beat.is_alive


@contextmanager
def moving(job: ImportJob, state: ImportState, *, to: ImportState) -> Iterator[ImportJob]:
    """The import locked, on its way from one state to another; refused in any other state."""
    with transaction.atomic():
        row = ImportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
        if row.state != state:
            raise NotNow(_("Meanwhile this import has moved on. Look at it again."))
        row.state = to
        row.save(update_fields=["state"])
        yield row
