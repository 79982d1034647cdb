"""How far long work is, kept in a small file beside the database.

Not in the database: an import is one transaction, and SQLite lets nobody else write while it runs, so a
row could neither be written by another connection nor be seen from one. A file is replaced in one step, read
by any process, and outlives a worker that was killed, which is how an interrupted import is recognised.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.platform.errors import Refused

EVERY = 0.4  # seconds between two writes
SILENT = 600.0  # seconds after which even a process that is there has given up
NOTHING_IMPORTED = _("Stopped. Nothing was imported.")
Job = int | str
"""The number of an import, or any other name of a piece of work that may stand in a file name."""


class Stopped(Refused):
    """Somebody pressed the stop button."""


@dataclass(frozen=True)
class Beat:
    """The last sign of life of the work."""

    done: int
    total: int
    began: float
    at: float
    process: int
    host: str

    @property
    def rate(self) -> float:
        """How much a second."""
        return self.done / max(self.at - self.began, 0.1)

    @property
    def is_alive(self) -> bool:
        """Whether the process that wrote this is still at work."""
        if time.time() - self.at > SILENT:
            return False
        return self.host != socket.gethostname() or is_running(self.process)


class Progress:
    """One piece of work telling how far it is; a context that clears up however it is left."""

    def __init__(self, job: Job, total: int, *, stopped: str | Promise = NOTHING_IMPORTED) -> None:
        self.path, self.stop_path, self.stopped = progress_path(job), stop_path(job), stopped
        self.done, self.total = 0, total
        self.began, self.written = time.time(), 0.0

    def __enter__(self) -> Progress:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.stop_path.unlink(missing_ok=True)
        self.write()
        return self

    def __exit__(self, *left_by: object) -> None:
        self.path.unlink(missing_ok=True)
        self.stop_path.unlink(missing_ok=True)

    def step(self, rows: int) -> None:
        """So many more rows are done. Raises Stopped when somebody wants it to stop."""
        self.reach(self.done + rows, self.total)

    def reach(self, done: int, total: int) -> None:
        """So many rows of so many are done."""
        self.done, self.total = done, total
        if time.time() - self.written > EVERY:
            self.write()
            if self.stop_path.exists():
                raise Stopped(self.stopped)

    def write(self) -> None:
        """Replace the file in one step, so that nobody reads half of it."""
        self.written = time.time()
        beat = Beat(self.done, self.total, self.began, self.written, os.getpid(), socket.gethostname())
        fresh = self.path.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(asdict(beat)))
        fresh.replace(self.path)


def last_beat(job: Job) -> Beat | None:
    """The last sign of life of the work; nothing before it began and after it ended."""
    try:
        return Beat(**json.loads(progress_path(job).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def ask_to_stop(job: Job) -> None:
    """Let the work stop at its next step."""
    stop_path(job).parent.mkdir(parents=True, exist_ok=True)
    stop_path(job).touch()


def forget(job: Job) -> None:
    """Clear away what killed work left behind."""
    progress_path(job).unlink(missing_ok=True)
    stop_path(job).unlink(missing_ok=True)


def progress_path(job: Job) -> Path:
    return Path(settings.HOME) / "progress" / f"{job}.json"


def stop_path(job: Job) -> Path:
    return progress_path(job).with_suffix(".stop")


def is_running(process: int) -> bool:
    with contextlib.suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


class ProgressLine:
    """How far a command is, on one line of a terminal, or now and then on a line of its own in a log."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.written, self.shown = out, time.monotonic(), False
        self.terminal = out.isatty()

    def show(self, done: int, total: int) -> None:
        """So many of so many, not more often than can be read."""
        now = time.monotonic()
        if now - self.written > (EVERY if self.terminal else 5.0):
            self.written, self.shown = now, True
            self.out.write(f"\r{done:,} / {total:,}" if self.terminal else f"{done:,} / {total:,}\n")
            self.out.flush()

    def end(self) -> None:
        """Leave the line."""
        if self.shown and self.terminal:
            self.out.write("\n")
        self.shown = False
