"""Measures Koinon beside the bare application: ``python -m benchmarks.serving [--smoke] [--size 10000]``.

Networks are generated in a folder that is thrown away (``--keep DIR`` keeps it for the next run). Requests to
Koinon and to the bare application alternate, so that both meet the same load of the machine.
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import exchange, servers
from benchmarks.pages import Page, alternated, pages, searches
from benchmarks.report import Line, Report
from benchmarks.servers import Server, environment, run, serving

PORT = 18761
SMALL, LARGE = 1_000, 100_000
PARTS = ("pages", "search", "growth", "start", "exchange")
KOINON, FLOOR = "koinon.project.wsgi:application", "benchmarks.floor:application"


class Bench:
    """One run: the homes it measures, how often it asks, and what it found."""

    def __init__(self, folder: Path, rounds: int, report: Report) -> None:
        self.folder, self.rounds, self.report = folder, rounds, report

    def home(self, size: int) -> Path:
        """A network of the size, with the tables of the bare application beside it; made where missing."""
        home = self.folder / f"network-{size}"
        if not (home / "koinon.sqlite3").exists():
            say(f"generating {size:,} records")
            start = time.perf_counter()
            told = run("benchmarks.generate", "--size", str(size), "--home", str(home), home=home).strip()
            run("benchmarks.floor", str(size), home=home)
            self.report.note(f"{size:,} records were made in {time.perf_counter() - start:,.0f} s: {told}.")
        return home

    def empty(self, name: str) -> Path:
        """A home with nothing in it but what comes with the package."""
        home = self.folder / name
        run("koinon.project.cli", "setup", home=home)
        return home

    @contextmanager
    def both(self, size: int, port: int = PORT) -> Iterator[tuple[Server, Server]]:
        """Koinon and the bare application over the same network."""
        home = self.home(size)
        with (
            serving("Koinon", KOINON, home, port, "/members/") as koinon,
            serving("the bare application", FLOOR, home, port + 1, "/json") as floor,
        ):
            yield koinon, floor

    def measured(self, page: Page, koinon: Server, floor: Server) -> None:
        """One page beside its floor."""
        first, second = alternated([(koinon, page.path), (floor, page.floor)], self.rounds)
        self.report.add(Line(page, first, second))

    def measure_pages(self, size: int, more: Sequence[Page] = ()) -> None:
        """Lists, details and machine interface; and what both applications keep in memory afterwards."""
        with self.both(size) as (koinon, floor):
            for page in (*pages(city_of(self.home(size))), *more):
                self.measured(page, koinon, floor)
            self.report.bar(
                "memory of two workers",
                # Shared pages once for both: counted once for each worker, both would seem to need more than they do.
                koinon.proportional() / floor.proportional(),
                2,
                f"{koinon.proportional():.0f} MB against {floor.proportional():.0f}, the master among them and what is"
                f" shared counted once; resident as `ps` counts, workers alone:"
                f" {koinon.resident():.0f} against {floor.resident():.0f}",
            )

    def measure_searches(self, size: int) -> None:
        """Search beside SQL on the same index."""
        with self.both(size) as (koinon, floor):
            for page in searches():
                self.measured(page, koinon, floor)

    def measure_growth(self, small: int, large: int) -> None:
        """Processor time of the same pages in a small and in a large network."""
        with self.both(small) as (first, _), self.both(large, PORT + 2) as (second, _):
            there = {page.name: page for page in pages(city_of(self.home(large)))}
            for page in pages(city_of(self.home(small))):
                paths = [(first, page.path), (second, there[page.name].path)]
                few, many = alternated(paths, max(3, self.rounds // 2))
                what = f"{page.name}, {small:,} → {large:,} records"
                ratio = many.cpu / few.cpu if few.cpu else 0.0
                most = 1.2 if page.most else 0
                self.report.bar(what, ratio, most, f"processor {few.cpu:.1f} → {many.cpu:.1f} ms a request")

    def measure_start(self, size: int) -> None:
        """From the command to the first page, the second time."""
        took = 0.0
        for _time in range(2):
            command = [sys.executable, "-m", "koinon.project.cli", "serve", "--port", str(PORT + 9)]
            home = self.home(size)
            process = subprocess.Popen(
                command, env=environment(home), cwd=servers.ROOT, stdout=subprocess.DEVNULL
            )
            try:
                took = Server("Koinon", process, PORT + 9).wait("/")
            finally:
                process.terminate()
                process.wait()
        self.report.bar(
            "cold start, `koinon serve` to the first page, second run", took, 3, f"{took:.1f} s", "s"
        )

    def measure_exchange(self, records: int, pairs: int, times: int) -> None:
        """The workbook and the twinnings."""
        read = exchange.workbook(self.home(records), self.empty("workbook"), times)
        told = f"{read['rows']:,.0f} rows: {read['checked']:.2f} s against {read['calamine']:.2f} s"
        self.report.bar(
            "workbook read and checked, beside calamine alone", read["checked"] / read["calamine"], 3, told
        )
        twins = exchange.twinnings(self.empty("twinnings"), self.folder, pairs)
        both = twins["dry run"] + twins["import"]
        told = (
            f"dry run {twins['dry run']:.0f} s, import {twins['import']:.0f} s, again {twins['again']:.0f} s"
        )
        self.report.bar("twinnings, dry run and import", both, 120, told, "s")


def city_of(home: Path) -> str:
    """The key of a city with many agreements."""
    with sqlite3.connect(home / "koinon.sqlite3") as database:
        return str(database.execute("SELECT key FROM places_city WHERE id = 1").fetchone()[0])


def say(words: str) -> None:
    """What is going on."""
    print(f"… {words}", file=sys.stderr, flush=True)


def whole(bench: Bench, size: int, only: Sequence[str]) -> None:
    """Everything, as the budgets ask, or only the parts that are named."""
    parts: dict[str, Callable[[], None]] = {
        "pages": lambda: bench.measure_pages(size),
        "search": lambda: bench.measure_searches(LARGE),
        "growth": lambda: bench.measure_growth(SMALL, LARGE),
        "start": lambda: bench.measure_start(size),
        "exchange": lambda: bench.measure_exchange(10_000 // exchange.ROWS_A_RECORD, 17_634, 3),
    }
    for name, part in parts.items():
        if not only or name in only:
            say(name)
            part()
            bench.report.keep()


def smoke(bench: Bench) -> None:
    """That everything answers; nothing is held against the clock."""
    bench.measure_pages(SMALL, searches())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--smoke", action="store_true", help="1,000 records and few requests; only that all answers"
    )
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="where the networks are kept for the next run")
    parser.add_argument("--only", nargs="*", default=[], choices=PARTS, help="these parts, not all")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="koinon-bench-") as thrown_away:
        folder = asked.keep or Path(thrown_away)
        report = Report(size=SMALL if asked.smoke else asked.size)
        bench = Bench(folder, 3 if asked.smoke else asked.rounds, report)
        if asked.smoke:
            smoke(bench)
        else:
            whole(bench, asked.size, asked.only)
        print(report.written())
        if not asked.smoke:
            print(f"Kept in {report.keep()}")


if __name__ == "__main__":
    main()
