"""Runs the site in the foreground: the web server, the task worker beside it, and the nightly timetable."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

NIGHT_HOUR = 2
PATIENCE_SECONDS = 15


def web_command(port: int, workers: int) -> list[str]:
    """The web server: as many processes as asked, answering on every address of this machine's loopback."""
    host = os.environ.get("KOINON_BIND", "127.0.0.1")
    return [
        *(sys.executable, "-m", "gunicorn", "koinon.project.wsgi:application"),
        *("--bind", f"{host}:{port}", "--workers", str(workers), "--preload", "--no-control-socket"),
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
    """The processes that make up a running site; when one falls, or a signal comes, all are stopped."""

    commands: Sequence[list[str]]
    stopping: threading.Event = field(default_factory=threading.Event)
    members: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self) -> int:
        """Start everything, stay until told to stop, and answer with the exit status: 0 after a clean stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stopping.set())
        # A group of their own, so that Ctrl-C reaches this process alone and it stops the others in order.
        self.members = [subprocess.Popen(command, start_new_session=True) for command in self.commands]
        timetable = Timetable(last=date.today())  # noqa: DTZ011 (the timetable is a clock)
        while not self.stopping.wait(1.0):
            if any(member.poll() is not None for member in self.members):
                self.stop()
                return 1
            timetable.keep(datetime.now())  # noqa: DTZ005
        self.stop()
        return 0

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
    """What happens each night, once: ``koinon night``."""

    last: date
    started: subprocess.Popen[bytes] | None = None

    def keep(self, now: datetime) -> None:
        """Start the night's work when its hour has come and it has not been done."""
        if now.date() > self.last and now.hour >= NIGHT_HOUR:
            self.last = now.date()
            self.started = subprocess.Popen(koinon_command("night"), stdout=subprocess.DEVNULL)
