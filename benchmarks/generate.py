"""Makes a network of so many records in a fresh home: ``python -m benchmarks.generate --size 10000 --home DIR``.

A record here is what has a page of its own. Names, roles, parties, acts, dues and citations come on top, so
that 100,000 records are some half a million rows. The same size always gives the same network.
"""

import argparse
import io
import os
import time
from collections.abc import Iterable
from contextlib import redirect_stdout
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model
else:
    Model = Any

RECKONED = {"folded", "length_months"}
"""Columns that fill themselves from others when a row is saved."""


def made(home: Path, size: int, *, with_search: bool = True) -> dict[str, float]:
    """A network in the home, which is prepared first; answers how many seconds each part took."""
    os.environ["KOINON_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    took, start = {}, time.perf_counter()
    with redirect_stdout(io.StringIO()):
        call_command("setup")
    took["setup"], start = time.perf_counter() - start, time.perf_counter()
    rows = fill(size)
    took["network"], start = time.perf_counter() - start, time.perf_counter()
    if with_search:
        index_all()
        took["search index"] = time.perf_counter() - start
    tidy()
    return took | {"rows": float(rows)}


def fill(size: int) -> int:
    """Every table, in one transaction; how many rows they have."""
    from django.db import connection, transaction

    from benchmarks.network import tables

    with connection.constraint_checks_disabled(), transaction.atomic():
        return sum(written(rows) for rows in tables(size))


def written(rows: Iterable[Model]) -> int:
    """The rows of one table, straight into it: preparing each value as ``bulk_create`` does takes far longer."""
    from django.db import connection

    left = iter(rows)
    first = next(left)
    fields = first._meta.local_concrete_fields
    reckoned = [field for field in fields if field.name in RECKONED]
    cells = attrgetter(*(field.attname for field in fields))

    def told(row: Model) -> tuple[Any, ...]:
        for field in reckoned:
            field.pre_save(row, add=True)
        return cells(row)

    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{first._meta.db_table}" ({names}) VALUES ({marks})',
            list(map(told, chain([first], left))),
        )
        return int(cursor.rowcount)


def index_all() -> None:
    """The search index over everything."""
    from django.db import transaction

    from koinon.platform.search.indexing import index, registered

    with transaction.atomic():
        for kind in registered():
            index(kind)


def tidy() -> None:
    """Close the database with nothing left in its journal. No ANALYZE, because Koinon asks for none either."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--without-search", action="store_true")
    asked = parser.parse_args()
    if (asked.home / "koinon.sqlite3").exists():
        parser.error(f"{asked.home} has a network already.")
    took = made(asked.home, asked.size, with_search=not asked.without_search)
    print(", ".join(f"{name} {value:,.1f}" for name, value in took.items()))


if __name__ == "__main__":
    main()
