"""Several at the same moment: a double press is one entry, and no number is given twice or left out."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.cooperation.calls.calling import begin, make_call

from koinon.cooperation.calls.models import Entry
from koinon.platform.notifications.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]

# One process with a database connection for each thread.
PROGRAM = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
import django
django.setup()
from django.db import connection
from koinon.cooperation.calls.entry_commands import Sending, send_entry
from koinon.cooperation.calls.models import Entry
from koinon.network.people.readers import Reader

keys = sys.argv[1:]
together = Barrier(len(keys))

def send(key):
    entry = Entry.objects.get(key=key)
    answers = {one: "x" for one in entry.call.fields.all()}
    reader = Reader(bodies=frozenset({entry.applicant_id}))
    together.wait()
    sent = send_entry(entry, Sending(key, "", None, "", (), answers), by=reader, moment=datetime.now(UTC))
    connection.close()
    return str(sent.number)

with ThreadPoolExecutor(len(keys)) as threads:
    print(*threads.map(send, keys))
"""


def environment(home: Path) -> dict[str, str]:
    """The database of this test for processes of their own: a copy where it is a file's."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    kept |= {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "koinon.project.settings"}
    kept |= {"KOINON_HOME": str(home)}
    if connection.vendor == "sqlite":
        with sqlite3.connect(home / "koinon.sqlite3") as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        return kept
    it = connection.settings_dict
    login = f"{it['USER']}:{it['PASSWORD']}" if it["PASSWORD"] else it["USER"]
    return kept | {"DATABASE_URL": f"postgresql://{login}@{it['HOST']}:{it['PORT']}/{it['NAME']}"}


def at_once(home: Path, keys: list[str]) -> list[str]:
    """Send these entries, all let go at the same moment; the number each was told."""
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, *keys],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    if connection.vendor == "sqlite":
        with sqlite3.connect(home / "koinon.sqlite3") as copy:
            copy.backup(connection.connection)
    return told.stdout.split()


def test_numbers_have_no_gap_and_a_double_press_is_one_entry(
    tmp_path: Path, coordinator, guangzhou, other_officer, chengdu
) -> None:
    call = make_call(questions=2)
    ours, theirs = begin(call, coordinator, guangzhou), begin(call, other_officer, chengdu)
    said = at_once(tmp_path, [ours.key, ours.key, theirs.key])
    assert said[0] == said[1]
    assert {said[0], said[2]} == {"1", "2"}
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2]
    assert Message.objects.filter(subject__startswith="Receipt").count() == 2
