"""A site as its users have it: prepared by Koinon's own commands, served with its task worker, all in a folder."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 180
# Without a database server of its own: the journeys are made on SQLite inside.
LEFT_OUT = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "KOINON_HOSTS", "KOINON_TLS", "KOINON_DEBUG"}


@dataclass(frozen=True)
class Site:
    """A running site, and how to sign in to it as the secretariat."""

    address: str
    email: str
    password: str
    home: Path


def koinon(*words: str) -> list[str]:
    """The words of a Koinon command."""
    return [sys.executable, "-W", "ignore", "-m", "koinon.project.cli", *words]


def environment(home: Path) -> dict[str, str]:
    """What the commands are told of the world: this home and nothing of the suite's own settings."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return kept | {"KOINON_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


def prepare(home: Path, *books: Path) -> None:
    """Do what ``make run`` does before it serves, and import the journeys' own workbooks."""
    steps = [
        ["setup"],
        ["demo"],
        *(["import", str(book)] for book in books),
        ["demo-accounts"],
        ["demo-round", "--if-demo"],
    ]
    for words in steps:
        done = subprocess.run(
            koinon(*words), env=environment(home), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"koinon {' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"


@contextmanager
def served(home: Path) -> Iterator[Site]:
    """The prepared home behind ``koinon serve``, until one is done with it."""
    port = _free_port()
    words = koinon("serve", "--port", str(port), "--workers", "1")
    with (home / "serve.log").open("wb") as log:
        server = subprocess.Popen(words, env=environment(home), stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server)
            yield Site(address, *_secretariat(home), home)
        finally:
            server.terminate()
            server.wait(PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{address}/colophon/", timeout=PATIENCE_SECONDS).close()
            return
        except (URLError, ConnectionError):
            assert server.poll() is None, "koinon serve ended by itself"
            assert time.monotonic() < until, "koinon serve did not answer"
            time.sleep(0.2)


def _secretariat(home: Path) -> tuple[str, str]:
    """The sign-in that ``koinon demo-accounts`` printed and kept."""
    for line in (home / "demo-sign-ins.txt").read_text(encoding="utf-8").splitlines():
        function, email, password = line.split()
        if function == "secretariat":
            return email, password
    raise AssertionError("koinon demo-accounts made no secretariat")
