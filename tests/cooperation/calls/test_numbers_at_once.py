"""Several at the same moment: a double press is one entry, and no number is given twice or left out."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from tests.cooperation.calls.calling import begin, make_call

from koinon.cooperation.calls.entry_commands import Sending, send_entry
from koinon.cooperation.calls.models import Entry
from koinon.network.people.readers import Reader
from koinon.platform.notifications.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def shared_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A database that threads share, each with a connection of its own: a copy in a file where it is in memory.

    Called when everything is there that the threads need; what they made is in the test's own database afterwards.
    """
    file = tmp_path / "shared.sqlite3"

    def copied() -> None:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with sqlite3.connect(file) as copy:
                connection.connection.backup(copy)
            monkeypatch.setitem(connection.settings_dict, "NAME", str(file))

    def brought_back() -> None:
        if connection.vendor == "sqlite":
            monkeypatch.undo()
            with sqlite3.connect(file) as copy:
                copy.backup(connection.connection)

    return copied, brought_back


def at_once(keys: list[str]) -> list[int | None]:
    """Send these entries, all let go at the same moment; the number each was told."""
    together = Barrier(len(keys))

    def send(key: str) -> int | None:
        try:
            entry = Entry.objects.get(key=key)
            answers = dict.fromkeys(entry.call.fields.all(), "x")
            reader = Reader(bodies=frozenset({entry.applicant_id}))
            together.wait()
            sending = Sending(key, "", None, "", (), answers)
            return send_entry(entry, sending, by=reader, moment=timezone.now()).number
        finally:
            connection.close()

    with ThreadPoolExecutor(len(keys)) as threads:
        return list(threads.map(send, keys))


def test_numbers_have_no_gap_and_a_double_press_is_one_entry(
    shared_database, coordinator, guangzhou, other_officer, chengdu
) -> None:
    call = make_call(questions=2)
    ours, theirs = begin(call, coordinator, guangzhou), begin(call, other_officer, chengdu)
    copied, brought_back = shared_database
    copied()
    said = at_once([ours.key, ours.key, theirs.key])
    brought_back()
    assert said[0] == said[1]
    assert {said[0], said[2]} == {1, 2}
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2]
    assert Message.objects.filter(subject__startswith="Receipt").count() == 2
