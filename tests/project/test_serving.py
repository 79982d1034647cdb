"""The household starts what makes up a site and stops all of it; the timetable strikes once a night and once a morning."""

import signal
import socket
import subprocess
import sys
import time
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests import factories
from tests.factories import make

from koinon.network.evidence.models import Finding
from koinon.network.people.models import ContactDetail
from koinon.platform.audit.models import Entry
from koinon.project import serving
from koinon.project.serving import Timetable, koinon_command, web_command

RUN = """
import sys
from koinon.project.serving import Household
sleeper = [sys.executable, "-c", "import sys, pathlib, time; pathlib.Path(sys.argv[1]).touch(); time.sleep(60)", sys.argv[1]]
dying = [sys.executable, "-c", "pass"]
sys.exit(Household([sleeper, dying] if sys.argv[2] == "dying" else [sleeper]).run())
"""


def household(mark: Path, how: str) -> "subprocess.Popen[bytes]":
    source = Path(serving.__file__).parents[2]
    return subprocess.Popen([sys.executable, "-c", RUN, str(mark), how], env={"PYTHONPATH": str(source)})


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_and_that_is_no_failure(tmp_path: Path, number: signal.Signals) -> None:
    running = household(tmp_path / "begun", "lasting")
    for _ in range(200):
        if (tmp_path / "begun").exists():
            break
        time.sleep(0.1)
    started = time.monotonic()
    running.send_signal(number)
    assert running.wait(20) == 0
    assert time.monotonic() - started < 15


@pytest.mark.slow
def test_where_one_falls_all_stop_and_that_is_a_failure(tmp_path: Path) -> None:
    assert household(tmp_path / "begun", "dying").wait(40) == 1


def test_the_timetable_strikes_once_a_night_and_once_a_morning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is started is a program of ours that leaves a mark each time."""
    marks = tmp_path / "marks"
    command = [sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write('x')", str(marks)]
    asked: list[tuple[str, ...]] = []

    def started(*words: str) -> list[str]:
        asked.append(words)
        return command

    monkeypatch.setattr(serving, "koinon_command", started)
    timetable = Timetable(last=date(2026, 11, 22))
    hours = [(22, 3), (22, 23), (23, 0), (23, 1), (23, 2), (23, 3), (23, 7), (24, 1), (24, 5), (27, 2)]
    struck = []
    for day, hour in hours:
        timetable.keep(datetime(2026, 11, day, hour))
        struck.append(len(asked))
        if timetable.started:
            assert timetable.started.wait(30) == 0
    assert struck == [0, 1, 1, 1, 2, 2, 3, 3, 4, 5]
    night, remind = ("night",), ("remind", "--by-worker")
    assert asked == [remind, night, remind, night, night]
    assert marks.read_text() == "xxxxx"


def test_nobody_is_written_to_before_the_site_has_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def started(*words: str) -> list[str]:
        asked.append(words)
        return [sys.executable, "-c", ""]

    monkeypatch.setattr(serving, "koinon_command", started)
    timetable = Timetable(last=date(2026, 11, 22))
    for minute in range(7):
        timetable.keep(datetime(2026, 11, 22, 9, minute))
        assert bool(asked) is (minute >= 5)
    assert timetable.started is not None
    assert timetable.started.wait(30) == 0


def test_the_programs_are_named() -> None:
    assert koinon_command("night")[1:] == ["-m", "koinon.project.cli", "night"]
    web = web_command(8080, 3)
    assert "127.0.0.1:8080" in web
    assert web[web.index("--workers") + 1] == "3"


@pytest.mark.django_db
def test_the_night_removes_old_contacts_and_asks_the_rules() -> None:
    old = make(
        ContactDetail,
        person=factories.make_person(),
        means="email",
        value="a@b.org",
        keep_until=date(2000, 1, 1),
    )
    kept = make(ContactDetail, person=factories.make_person(), means="email", value="c@d.org")
    factories.make_event("Some day", starts="", ends="")
    told = StringIO()
    call_command("night", stdout=told)
    assert list(ContactDetail.objects.all()) == [kept]
    assert Entry.objects.get(verb="remove_old_contacts").changes.get().object_id == old.pk
    assert Finding.objects.filter(rule="event-undated").exists()
    assert told.getvalue().startswith("1 contacts removed")
    call_command("night", stdout=told)
    assert Entry.objects.filter(verb="remove_old_contacts").count() == 1


@pytest.mark.parametrize("port", ["abc", "0", "99999", "-1", "８０００x"])
def test_what_is_no_port_is_told_in_words(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="is no port; give a number up to 65535"):
        call_command("serve")


def test_a_port_that_is_taken_is_told_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            call_command("serve", port=port)
    assert not serving.is_taken(port)
