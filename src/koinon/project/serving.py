"""Runs the site in the foreground: the web server, the task worker beside it, and the nightly timetable."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

NIGHT_HOUR, MORNING_HOUR = 2, 7
SETTLED = timedelta(minutes=5)
PATIENCE_SECONDS = 15


def bound_to() -> str:
    """The address of this machine at which the site answers."""
    return os.environ.get("KOINON_BIND", "127.0.0.1")


def is_taken(port: int) -> bool:
    """Whether something else answers at the port already; a server that just stopped there does not count."""
    with socket.socket(socket.AF_INET6 if ":" in bound_to() else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bound_to().strip("[]"), port))
        except OSError:
            return True
    return False


def web_command(port: int, workers: int) -> list[str]:
    """The web server: as many processes as asked, answering on every address of this machine's loopback."""
    return [
        *(sys.executable, "-m", "gunicorn", "koinon.project.wsgi:application"),
        *("--bind", f"{bound_to()}:{port}", "--workers", str(workers), "--preload", "--no-control-socket"),
        *(
            "--max-requests",
            "5000",
            "--max-requests-jitter",
            "500",
            "--timeout",
            "60",
            "--log-level",
            "warning",
        ),
    ]


def koinon_command(*words: str) -> list[str]:
    """One of Koinon's own commands, in this interpreter."""
    return [sys.executable, "-m", "koinon.project.cli", *words]


@dataclass
class Household:
    """The processes that make up a running site; when one falls, or a signal comes, all are stopped.

    The first has the machine to itself until it answers at its port: somebody is waiting for it.
    """

    commands: Sequence[list[str]]
    port: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    members: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self) -> int:
        """Start everything, stay until told to stop, and answer with the exit status: 0 after a clean stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stopping.set())
        self.start(self.commands[0])
        self.wait_until_it_answers()
        for command in () if self.stopping.is_set() else self.commands[1:]:
            self.start(command)
        timetable = Timetable(last=date.today())  # noqa: DTZ011 (the timetable is a clock)
        while not self.stopping.wait(1.0):
            if any(member.poll() is not None for member in self.members):
                self.stop()
                return 1
            timetable.keep(datetime.now())  # noqa: DTZ005
        self.stop()
        return 0

    def start(self, command: list[str]) -> None:
        """Start one in a group of its own, so that Ctrl-C reaches this process alone and it stops them in order."""
        self.members.append(subprocess.Popen(command, start_new_session=True))

    def wait_until_it_answers(self) -> None:
        """Until the port is taken, or the first has fallen, or patience ends; at once where there is no port."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.port and time.monotonic() < until and self.members[0].poll() is None:
            with suppress(OSError), socket.create_connection((bound_to().strip("[]"), self.port), timeout=1):
                return
            if self.stopping.wait(0.1):
                return

    def stop(self) -> None:
        """Ask every process to finish what it is doing, and end those that do not."""
        for member in self.members:
            if member.poll() is None:
                member.terminate()
        for member in self.members:
            try:
                member.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                member.kill()
                member.wait()


@dataclass
class Timetable:
    """What happens once a day: ``koinon night`` in the night, ``koinon remind`` in the morning."""

    last: date
    started: subprocess.Popen[bytes] | None = None
    reminded: date | None = None
    begun: datetime | None = None

    def keep(self, now: datetime) -> None:
        """Start the night's work when its hour has come and it has not been done, and the morning's letters."""
        self.begun = self.begun or now
        if now.date() > self.last and now.hour >= NIGHT_HOUR:
            self.last = now.date()
            self.start("night")
        # Also on the day of the start, once those who wait for the site have it: a letter is sent once in any case.
        settled = now - self.begun >= SETTLED
        if settled and now.hour >= MORNING_HOUR and self.reminded != now.date():
            self.reminded = now.date()
            self.start("remind", "--by-worker")

    def start(self, *words: str) -> None:
        """Start one of Koinon's own commands; nobody waits for it."""
        self.started = subprocess.Popen(koinon_command(*words), stdout=subprocess.DEVNULL)
