"""A database built from the models is the one the migrations arrive at, and can be upgraded like any other."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from koinon.project import fresh_database

pytestmark = pytest.mark.slow


def koinon(home: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "koinon.project.cli", *words]
    environment |= {
        "KOINON_HOME": str(home),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "koinon.project.settings",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def schema(home: Path) -> dict[str, Any]:
    """Of every table: columns with type and null, indexes with what they hold, named constraints, references."""
    with sqlite3.connect(home / "koinon.sqlite3") as base:
        told = {}
        for table, words in base.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            rows = base.execute(f'PRAGMA table_info("{table}")').fetchall()
            indexes = base.execute(f'PRAGMA index_list("{table}")').fetchall()
            held = {
                (tuple(part[2] for part in base.execute(f'PRAGMA index_info("{index[1]}")')), *index[1:5:3])
                for index in indexes
                if not index[1].startswith("sqlite_autoindex")
            }
            references = {row[2:5] for row in base.execute(f'PRAGMA foreign_key_list("{table}")')}
            named = {word for word in (words or "").split() if word.startswith('"')}
            told[table] = ({(row[1], row[2], row[3], row[5]) for row in rows}, held, references, named)
        told["applied"] = set(base.execute("SELECT app, name FROM django_migrations").fetchall())
        told["kinds"] = set(base.execute("SELECT app_label, model FROM django_content_type").fetchall())
        return told


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the migrations are the same on both databases")
def test_both_ways_lead_to_one_schema(tmp_path: Path) -> None:
    migrated, built = tmp_path / "migrated", tmp_path / "built"
    koinon(migrated, "migrate", "--verbosity=0")
    koinon(
        built,
        "shell",
        "--no-imports",
        "-c",
        "from django.db import connection; from koinon.project import fresh_database as f;"
        "assert f.is_empty(connection); f.build(connection); assert not f.is_empty(connection)",
    )
    one, other = schema(migrated), schema(built)
    assert one.keys() == other.keys()
    assert {table: told for table, told in one.items() if told != other[table]} == {}
    assert "No migrations to apply." in koinon(built, "migrate")


@pytest.mark.django_db
def test_a_database_in_use_is_never_taken_for_a_fresh_one() -> None:
    assert not fresh_database.is_empty(connection)
