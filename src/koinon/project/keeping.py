"""Backup and restore: everything in KOINON_HOME that cannot be made again, in one archive."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

import koinon
from koinon.platform.errors import Refused

CARD = "koinon.json"
KEPT = ("secret_key", "badge_keys", "files")
DATABASE = {"sqlite": "koinon.sqlite3", "postgresql": "koinon.dump"}


class CannotKeep(Refused):
    """The archive cannot be written or read as asked."""


def backup(target: Path, moment: datetime) -> None:
    """Write the database as of one moment, the uploaded files and the keys into a ``.tar.gz``.

    Safe while the site runs: SQLite is copied through its own backup, PostgreSQL through pg_dump.
    """
    # Readable by its owner only from the first byte, and under its own name only when it is whole.
    draft = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory() as folder, os.fdopen(_private(draft), "wb") as file:
        copy = Path(folder) / DATABASE[connection.vendor]
        _copy_database(copy)
        with tarfile.open(fileobj=file, mode="w:gz") as archive:
            _add_card(archive, moment)
            archive.add(copy, copy.name)
            for name in KEPT:
                if (path := settings.HOME / name).exists():
                    archive.add(path, name)
    os.replace(draft, target)


def restore(source: Path) -> dict[str, Any]:
    """Put an archive back in place of what is there; what was there is kept beside it. Stop the site first."""
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        card = _unpack(source, Path(folder))
        if card["database"] != connection.vendor:
            raise CannotKeep(
                f"This archive was made on {card['database']}, and this site runs on {connection.vendor}. "
                "Set DATABASE_URL accordingly, or use koinon export and koinon import to change over."
            )
        connections.close_all()
        _put_database(Path(folder) / DATABASE[connection.vendor])
        for name in KEPT:
            _swap_in(Path(folder) / name, settings.HOME / name)
    return card


def _add_card(archive: tarfile.TarFile, moment: datetime) -> None:
    card = {"koinon": koinon.__version__, "made_at": moment.isoformat(), "database": connection.vendor}
    data = json.dumps(card, indent=2).encode()
    entry = tarfile.TarInfo(CARD)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def _private(path: Path) -> int:
    """A handle of a new empty file of that name that only its owner may read."""
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            _take_out(archive, folder)
        card: dict[str, Any] = json.loads((folder / CARD).read_text())
        if not (folder / DATABASE[card["database"]]).is_file():
            raise KeyError("database")
    except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError, KeyError, TypeError) as wrong:
        raise CannotKeep(f"{source} is not a backup made by koinon backup.") from wrong
    return card


def _take_out(archive: tarfile.TarFile, folder: Path) -> None:
    """Lay the archive out in the folder and nowhere else: plain files and folders only."""
    for member in archive.getmembers():
        inside = (folder / member.name).resolve().is_relative_to(folder.resolve())
        if not inside or not (member.isfile() or member.isdir()):
            raise tarfile.TarError(member.name)
    # The Python of Debian 12, 3.11.2, knows no filter yet.
    if hasattr(tarfile, "data_filter"):
        archive.extractall(folder, filter="data")
    else:
        archive.extractall(folder)  # noqa: S202


def _copy_database(copy: Path) -> None:
    if connection.vendor == "sqlite":
        name = str(settings.DATABASES["default"]["NAME"])
        with closing(sqlite3.connect(name)) as live, closing(sqlite3.connect(copy)) as kept:
            live.backup(kept)
        return
    _run_postgres("pg_dump", "--format=custom", "--no-owner", f"--file={copy}")


def _put_database(copy: Path) -> None:
    if connection.vendor == "sqlite":
        live = Path(str(settings.DATABASES["default"]["NAME"]))
        _swap_in(copy, live)
        # What a killed site had not yet written into its database goes aside with it, under the name SQLite expects.
        for ending in ("-wal", "-shm"):
            leftover, aside = (Path(f"{path}{ending}") for path in (live, _aside(live)))
            aside.unlink(missing_ok=True)
            if leftover.exists():
                os.replace(leftover, aside)
        return
    _run_postgres(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname=", str(copy)
    )


def _aside(place: Path) -> Path:
    """Where what was there before a restore is kept."""
    return place.with_name(place.name + ".before-restore")


def _swap_in(new: Path, place: Path) -> None:
    """Move the new in, and what was there aside."""
    if not new.exists():
        return
    aside = _aside(place)
    if aside.is_dir():
        shutil.rmtree(aside)
    if place.exists():
        os.replace(place, aside)
    os.replace(new, place)


def _run_postgres(program: str, *words: str) -> None:
    if shutil.which(program) is None:
        raise CannotKeep(f"{program} was not found: install PostgreSQL's client programs on this machine.")
    given = settings.DATABASES["default"]
    named = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = os.environ | {name: str(given[key]) for name, key in named.items() if given.get(key)}
    words = tuple(f"--dbname={given['NAME']}" if word == "--dbname=" else word for word in words)
    done = subprocess.run([program, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotKeep(f"{program} failed: {done.stderr.strip()}")
