"""Makes a network of so many records in a fresh home: ``python -m benchmarks.generate --size 10000 --home DIR``.

A record here is what has a page of its own. Names, roles, parties, acts, dues and citations come on top, so
that 100,000 records are some half a million rows. The same size always gives the same network.
"""

import argparse
import os
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

BATCH = 2000


def made(home: Path, size: int, *, with_search: bool = True) -> dict[str, float]:
    """A network in the home, which is prepared first; answers how many seconds each part took."""
    os.environ["KOINON_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    took, start = {}, time.perf_counter()
    call_command("setup", verbosity=0, stdout=open(os.devnull, "w"))
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

    # SQLite takes more parameters a statement than Django allows for; fewer statements are faster.
    connection.features.max_query_params = 30_000  # type: ignore[misc]
    with connection.constraint_checks_disabled(), transaction.atomic():
        return sum(written(rows) for rows in tables(size))


def written(rows: Iterable[Any]) -> int:
    """The rows of one table, a batch at a time."""
    count, left = 0, iter(rows)
    while batch := list(islice(left, BATCH)):
        type(batch[0])._default_manager.bulk_create(batch)
        count += len(batch)
    return count


def index_all() -> None:
    """The search index over everything."""
    from django.db import transaction

    from koinon.platform.search.indexing import index, registered

    with transaction.atomic():
        for kind in registered():
            index(kind)


def tidy() -> None:
    """Let the database learn what it holds, as a database in use has, and close it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
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
