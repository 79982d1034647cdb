"""The worker's errand: look through an entry for names after it was sent."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from koinon.cooperation.calls.models import Entry


def look_later(entry: Entry) -> None:
    """Have the entry looked through once what was done to it stands."""
    transaction.on_commit(partial(find_names.enqueue, entry.key))


@task
def find_names(key: str) -> int:
    """Flag the names in one entry; told how many stand open."""
    # Loaded here: a worker that sends no entry reads no files.
    from koinon.cooperation.calls.naming import look_through

    found = Entry.objects.select_related("applicant").filter(key=key).first()
    return look_through(found, timezone.now()) if found else 0
