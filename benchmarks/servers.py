"""Servers under measurement: started, watched (processor time, memory) and stopped."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
PATIENCE_SECONDS = 90
TICK = os.sysconf("SC_CLK_TCK")


class NotAnswered(RuntimeError):
    """A server did not come up, or answered with something else than 200."""


@dataclass
class Server:
    """One server: gunicorn with two workers, started before they part so that they share memory."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    cookie: str = ""
    """Of the session in which the server is asked; nothing for the public."""

    def get(self, path: str) -> bytes:
        """One request; a 200 is expected."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path, headers={"Cookie": self.cookie} if self.cookie else {})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise NotAnswered(f"{self.name} answered {answer.status} to {path}")
        return body

    def wait(self, path: str) -> float:
        """Until it answers; how many seconds that took."""
        start = time.perf_counter()
        while time.perf_counter() - start < PATIENCE_SECONDS:
            if self.process.poll() is not None:
                break
            try:
                self.get(path)
            except OSError:
                time.sleep(0.02)
            else:
                return time.perf_counter() - start
        raise NotAnswered(f"{self.name} did not start")

    @property
    def family(self) -> list[int]:
        """The process and its children."""
        return [self.process.pid, *children(self.process.pid)]

    def cpu(self) -> float:
        """Processor seconds used so far by all its processes."""
        return sum(processor_seconds(pid) for pid in self.family)

    def resident(self) -> float:
        """Megabytes resident of the workers, counting what they share once for each, as ``ps`` does."""
        return sum(kilobytes(pid, "Rss") for pid in children(self.process.pid)) / 1024

    def proportional(self) -> float:
        """Megabytes of all its processes, counting what they share once."""
        return sum(kilobytes(pid, "Pss") for pid in self.family) / 1024


@contextmanager
def serving(name: str, application: str, home: Path, port: int, ready: str) -> Iterator[Server]:
    """A server for as long as the block runs."""
    process = subprocess.Popen(gunicorn(application, port), env=environment(home), cwd=ROOT)
    server = Server(name, process, port)
    try:
        server.wait(ready)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def gunicorn(application: str, port: int) -> list[str]:
    """As ``koinon serve`` starts it."""
    return [
        *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(WORKERS), "--preload", "--no-control-socket", "--log-level", "warning"),
    ]


def environment(home: Path) -> dict[str, str]:
    """The environment of everything that is started here; Python may keep what it compiled, as it does by itself."""
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {"KOINON_HOME": str(home), "PYTHONPATH": path, "PYTHONWARNINGS": "ignore"}


def run(*words: str, home: Path) -> str:
    """A Python module in a process of its own; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotAnswered(f"{' '.join(words)} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout


def children(pid: int) -> list[int]:
    """The processes a process started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processor_seconds(pid: int) -> float:
    """Time spent in a process and for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def kilobytes(pid: int, what: str) -> int:
    """A line of the kernel's account of a process's memory."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1])
    return 0
