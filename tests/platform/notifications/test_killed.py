"""A worker killed in the middle of five hundred reminders: each is sent, and none of them twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from email import message_from_bytes
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

LETTERS = 500

PLAN = f"""
from datetime import date
from django.db import connection, transaction
from koinon.platform.notifications.commands import Letter, plan_message
from koinon.project import fresh_database
fresh_database.build(connection)
with transaction.atomic():
    for n in range({LETTERS}):
        letter = Letter(f"reminder/{{n}}", f"officer{{n}}@example.org", "en", f"Reminder {{n}}", "Please look.")
        plan_message(letter, on=date(2026, 11, 22), by=None)
"""

WORK = """
from koinon.platform.notifications.tasks import send_due
send_due.call("2026-11-22")
"""

# Falls between handing a letter over and writing down that it did: the worst moment there is.
WORK_AND_FALL = """
import os, signal
from koinon.platform.notifications import outbox, sending
from koinon.platform.notifications.tasks import send_due
class Falling(outbox.FolderBackend):
    count = 0
    def send_messages(self, mails):
        done = super().send_messages(mails)
        Falling.count += 1
        if Falling.count == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
sending.get_connection = Falling
send_due.call("2026-11-22")
"""


class House:
    """A home of its own, with a real database file, a real outbox and real workers."""

    def __init__(self, home: Path) -> None:
        self.home = home
        keep = {
            name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "EMAIL"))
        }
        self.environment = keep | {
            "KOINON_HOME": str(home),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DJANGO_SETTINGS_MODULE": "koinon.project.settings",
        }

    def start(self, text: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", f"import django; django.setup()\n{text}"]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, text: str) -> None:
        running = self.start(text)
        _told, wrong = running.communicate()
        assert running.returncode == 0, wrong

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Straight from the file, past everything of ours."""
        with closing(sqlite3.connect(self.home / "koinon.sqlite3")) as database, database:
            return database.execute(sql).fetchall()

    def states(self) -> dict[object, object]:
        return dict(self.ask("SELECT state, count(*) FROM notifications_message GROUP BY state"))  # type: ignore[arg-type]

    def ten_minutes_go_by(self) -> None:
        """After which a claim is known to be nobody's."""
        self.ask(
            "UPDATE notifications_message SET claimed_at = '2026-01-01 00:00:00' WHERE state = 'sending'"
        )

    def letters(self) -> list[Path]:
        return list((self.home / "mail").glob("*.eml"))

    def recipients(self) -> list[str]:
        return sorted(message_from_bytes(path.read_bytes())["To"] for path in self.letters())


def test_kill_nine_in_the_middle_of_five_hundred_reminders(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.run(PLAN)

    # One falls at the worst moment, another whenever the signal finds it.
    falling = house.start(WORK_AND_FALL)
    falling.communicate()
    assert falling.returncode == -signal.SIGKILL
    assert len(house.letters()) == 7
    assert house.states() == {"planned": 493, "sending": 1, "sent": 6}
    worker = house.start(WORK)
    while len(house.letters()) < 100:
        assert worker.poll() is None
        time.sleep(0.005)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    assert worker.returncode == -signal.SIGKILL
    assert 100 <= len(house.letters()) < LETTERS

    # Two at once take up what is left; what the fallen held is judged by the outbox.
    house.ten_minutes_go_by()
    for worker in [house.start(WORK), house.start(WORK)]:
        _told, wrong = worker.communicate()
        assert worker.returncode == 0, wrong

    assert house.states() == {"sent": LETTERS}
    assert house.recipients() == sorted(f"officer{n}@example.org" for n in range(LETTERS))
