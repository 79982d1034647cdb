"""Backup and restore, as the operator does it: in a home of its own, through the command line."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from koinon.project.keeping import DATABASE, CannotKeep, restore

SRC = Path(__file__).resolve().parents[2] / "src"
BUILD = (
    "from django.db import connection; from koinon.project import fresh_database as f; f.build(connection)"
)
MAKE = "from koinon.platform.accounts.models import User; User.objects.create_user({!r})"
pytestmark = pytest.mark.slow


def koinon(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """One command of the command line in this home."""
    environment = {"KOINON_HOME": str(home), "PYTHONPATH": str(SRC), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-W", "ignore", "-m", "koinon.project.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a database, one account and one uploaded file, and a backup of it."""
    home = tmp_path_factory.mktemp("home")
    assert koinon(home, "shell", "-v0", "-c", f"{BUILD}; {MAKE.format('old@example.org')}").returncode == 0
    (home / "files").mkdir()
    (home / "files" / "letter.txt").write_text("first letter")
    done = koinon(home, "backup", str(home / "kept.tar.gz"))
    assert done.returncode == 0, done.stderr
    return home


def accounts(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as opened:
        return [row[0] for row in opened.execute("SELECT email FROM accounts_user ORDER BY email")]


def test_the_old_record_comes_back_and_what_was_there_is_kept_beside_it(prepared: Path) -> None:
    archive = prepared / "kept.tar.gz"
    assert oct(archive.stat().st_mode & 0o777) == "0o600"
    secret = (prepared / "secret_key").read_text()
    koinon(prepared, "shell", "-v0", "-c", MAKE.format("new@example.org"))
    (prepared / "files" / "letter.txt").write_text("altered")
    (prepared / "files" / "second.txt").write_text("second")
    (prepared / "secret_key").write_text("another secret")
    assert accounts(prepared / "koinon.sqlite3") == ["new@example.org", "old@example.org"]
    done = koinon(prepared, "restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Restored the backup of 20")
    assert accounts(prepared / "koinon.sqlite3") == ["old@example.org"]
    assert (prepared / "files" / "letter.txt").read_text() == "first letter"
    assert not (prepared / "files" / "second.txt").exists()
    assert (prepared / "secret_key").read_text() == secret
    assert accounts(prepared / "koinon.sqlite3.before-restore") == ["new@example.org", "old@example.org"]
    assert (prepared / "files.before-restore" / "second.txt").read_text() == "second"


def card(database: str = "sqlite") -> bytes:
    return json.dumps({"koinon": "1", "made_at": "2026-11-22", "database": database}).encode()


def archive_of(path: Path, **files: bytes) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def test_what_is_no_backup_is_refused_in_words(tmp_path: Path, settings: Settings) -> None:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    (settings.HOME / "secret_key").write_text("as it was")
    here, there = ("sqlite", "postgresql") if connection.vendor == "sqlite" else ("postgresql", "sqlite")
    text = tmp_path / "text.tar.gz"
    text.write_text("not an archive")
    whole = archive_of(
        tmp_path / "whole.tar.gz", **{"koinon.json": card(here), DATABASE[here]: os.urandom(9000)}
    )
    half = tmp_path / "half.tar.gz"
    half.write_bytes(whole.read_bytes()[:5000])
    named = f"{DATABASE[there]}"
    wrong = {
        text: "is not a backup",
        half: "is not a backup",
        tmp_path / "missing.tar.gz": "is not a backup",
        archive_of(tmp_path / "no_card.tar.gz", **{DATABASE[here]: b""}): "is not a backup",
        archive_of(tmp_path / "no_database.tar.gz", **{"koinon.json": card(here)}): "is not a backup",
        archive_of(tmp_path / "list.tar.gz", **{"koinon.json": b"[]"}): "is not a backup",
        archive_of(tmp_path / "empty.tar.gz", **{"koinon.json": b"{}"}): "is not a backup",
        archive_of(
            tmp_path / "out.tar.gz", **{"../escaped": b"x", "koinon.json": card(here)}
        ): "is not a backup",
        archive_of(tmp_path / "other.tar.gz", **{"koinon.json": card(there), named: b""}): f"made on {there}",
    }
    for path, words in wrong.items():
        with pytest.raises(CannotKeep, match=words):
            restore(path)
    assert not list(tmp_path.rglob("escaped"))
    assert [path.name for path in settings.HOME.iterdir()] == ["secret_key"]


def test_a_command_that_is_refused_says_why_and_fails(prepared: Path, tmp_path: Path) -> None:
    (tmp_path / "text.tar.gz").write_text("not an archive")
    for words in (
        ("restore", str(tmp_path / "text.tar.gz")),
        ("backup", str(tmp_path / "nowhere" / "kept.tar.gz")),
    ):
        done = koinon(prepared, *words)
        assert done.returncode == 1
        assert done.stderr.startswith("CommandError: ")
