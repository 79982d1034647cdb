"""Several at once: however many give a seat back or ask for it at the same moment, it is given once."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from koinon.network.events.models import Registration
from koinon.platform.notifications.models import Message

from .test_registering import ask, make_rules

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]

PROGRAM = """
import sys, time
from datetime import UTC, date, datetime
from pathlib import Path
import django
django.setup()
from koinon.network.events import registration_commands as registering
from koinon.network.events.models import Event, Registration
from koinon.network.people.readers import PUBLIC, SYSTEM
from koinon.platform.errors import Refused

verb, key, go, ready = sys.argv[1:]
on, site, moment = date(2026, 11, 22), "https://league.example/", datetime(2026, 11, 22, 9, tzinfo=UTC)
row = Registration.objects.get(key=key)
Path(ready).touch()
while not Path(go).exists():
    time.sleep(0.005)
try:
    if verb == "withdraw":
        registering.withdraw_registration(row, on=on, site=site)
    elif verb == "decline":
        registering.decline_registration(row, "Full", by=SYSTEM, on=on, site=site)
    else:
        registering.prove_address(row, on=on, moment=moment, site=site)
    print("done")
except Refused as refused:
    print(type(refused).__name__)
"""


def at_once(tmp_path: Path, jobs: list[tuple[str, Registration]]) -> list[str]:
    """Run the jobs in processes of their own, all let go at the same moment; what each said."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    kept |= {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "koinon.project.settings"}
    kept |= {"KOINON_HOME": str(tmp_path)}
    if connection.vendor == "sqlite":
        with sqlite3.connect(tmp_path / "koinon.sqlite3") as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
    else:
        it = connection.settings_dict
        login = f"{it['USER']}:{it['PASSWORD']}" if it["PASSWORD"] else it["USER"]
        kept["DATABASE_URL"] = f"postgresql://{login}@{it['HOST']}:{it['PORT']}/{it['NAME']}"
    started = []
    for number, (verb, row) in enumerate(jobs):
        words = [
            sys.executable,
            "-c",
            PROGRAM,
            verb,
            row.key,
            str(tmp_path / "go"),
            str(tmp_path / f"r{number}"),
        ]
        started.append(subprocess.Popen(words, env=kept, stdout=subprocess.PIPE, text=True))
    while not all((tmp_path / f"r{number}").exists() for number in range(len(jobs))):
        assert all(one.poll() is None for one in started)
    (tmp_path / "go").touch()
    said = [one.communicate(timeout=60)[0].strip() for one in started]
    if connection.vendor == "sqlite":
        with sqlite3.connect(tmp_path / "koinon.sqlite3") as copy:
            copy.backup(connection.connection)
    return said


def test_a_seat_given_back_twice_is_given_on_once(tmp_path: Path) -> None:
    event = make_rules().event
    ada, *_waiting = (ask(event, name) for name in ("Ada", "Ben", "Cleo", "Dora"))
    said = at_once(tmp_path, [("withdraw", ada), ("withdraw", ada), ("decline", ada)])
    assert sorted(said) == ["AnsweredAlready", "AnsweredAlready", "done"]
    states = dict(event.registrations.values_list("name", "state"))
    assert [states[name] for name in ("Ben", "Cleo", "Dora")] == ["confirmed", "waiting", "waiting"]
    assert (
        Message.objects.filter(
            subject__startswith="You have a seat", mailbox__address="ben@example.org"
        ).count()
        == 1
    )


def test_two_seats_given_back_at_once_go_to_the_first_two(tmp_path: Path) -> None:
    event = make_rules(seats=2).event
    ada, ben, *_waiting = (ask(event, name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil"))
    assert at_once(tmp_path, [("withdraw", ada), ("decline", ben)]) == ["done", "done"]
    states = dict(event.registrations.values_list("name", "state"))
    assert [states[name] for name in ("Cleo", "Dora", "Emil")] == ["confirmed", "confirmed", "waiting"]
