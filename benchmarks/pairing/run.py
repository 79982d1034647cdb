"""The whole run, and the table it leaves in benchmarks/results/pairing.md."""

import argparse
import os
import platform
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.pairing import exact, explained, front, modes, peers, rounds
from benchmarks.pairing.timing import Bar
from benchmarks.report import memory, processor

RESULTS = Path(__file__).parents[1] / "results" / "pairing.md"
NAMED = (
    *("numpy", "numba", "highspy", "lapx", "scipy", "ortools"),
    *("lapjv", "rustworkx", "algmatch", "matching", "POT"),
)
Part = Callable[[], Iterator[Bar]]


def parts(*, smoke: bool, large: bool) -> dict[int, list[Part]]:
    """What measures each bar."""
    if smoke:
        return {
            1: [partial(exact.dense_round, 50, 3)], 3: [partial(exact.sparse_round, 50, 2)],
            4: [partial(explained.deferred, 20, 2), partial(explained.deferred_small, 10, 1)],
            5: [partial(explained.why_not, 20, 1, 1)], 6: [partial(explained.what_if, 50, 1, 2)],
            7: [partial(modes.constrained_round, 30)],
            8: [partial(modes.trade_off, 12, 1), partial(front.front, 5)], 9: [partial(modes.fairest, 30, 1.0, 1)],
            10: [partial(modes.pool_round, 30, 1)], 11: [partial(exact.determinism, 40), partial(exact.permuted, 30)],
        }  # fmt: skip
    every: dict[int, list[Part]] = {
        1: [partial(exact.dense_round, size, exact.ROUNDS[size]) for size in (50, 500, 2000, 5000)],
        3: [partial(exact.sparse_round, 500, 15), partial(exact.sparse_round, 2000, 7)],
        4: [partial(explained.deferred, 500, 7), partial(explained.deferred_small, 50, 5)],
        5: [partial(explained.why_not, 50, 1_000, 15), partial(explained.why_not, 500, 100_000, 3)],
        6: [partial(explained.what_if, 500, 100, 11), partial(explained.what_if, 2000, 2_000, 5)],
        7: [partial(modes.constrained_round, 500)],
        8: [
            partial(modes.trade_off, 50, modes.TRADEOFF_SEEDS),
            *(partial(front.front, 16, seed) for seed in range(3)),
        ],
        9: [partial(modes.fairest, 500, 0.2, 5), partial(modes.fairest, 2000, 5.0, 1)],
        10: [partial(modes.pool_round, 500, 50), partial(modes.pool_round, 2000, 0)],
        11: [partial(exact.determinism, 500), partial(exact.permuted, 300)],
    }
    if large:
        every[2] = [partial(exact.large_round, 14000)]
        every[3].append(partial(exact.sparse_round, 14000, 1))
        every[4].append(partial(explained.deferred_large, 14000))
        every[7].append(partial(modes.constrained_large, 2000))
    return every


def table(bars: list[Bar], began: str) -> str:
    """The figures as Markdown, with the machine and its load."""
    installed = ", ".join(f"{name} {found}" for name in NAMED if (found := installed_version(name)))
    shared = "the shared generator" if rounds.generator() else "an invented round: not comparable"
    machine = f"{os.cpu_count()} cores ({processor()}), {memory()} GiB, Python {platform.python_version()}"
    head = (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {machine}, one thread; {installed}. Load average {began} at the "
        f"start, {load()} at the end. Rounds: {shared}. Runs alternate in one process, figures are medians of the "
        "ratios within a round, by processor time (one thread); runs of 14,000 cities are each a process of their own."
    )
    absent = "Not installed: " + (", ".join(peers.missing()) or "none") + "."
    lines = ["# Pairing, measured beside its peers", "", head, "", absent, ""]
    lines += ["| bar | what | measured | wanted | reached |", "| --- | --- | --- | --- | --- |"]
    word = {True: "yes", False: "**no**", None: ""}
    for bar in sorted(bars, key=lambda bar: bar.number):
        lines.append(f"| {bar.number} | {bar.what} | {bar.figure} | {bar.wanted} | {word[bar.reached]} |")
    return "\n".join(lines) + "\n"


def installed_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairing", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="only see that every measurement runs")
    parser.add_argument("--only", type=int, nargs="+", help="bars by number")
    parser.add_argument("--large", action="store_true", help="also 14,000 cities: some minutes")
    parser.add_argument("--out", type=Path, default=RESULTS)
    wish = parser.parse_args()
    began, bars = load(), []
    for number, measured in sorted(parts(smoke=wish.smoke, large=wish.large).items()):
        if wish.only and number not in wish.only:
            continue
        for part in measured:
            for bar in part():
                print(f"{bar.number:2} {bar.what}: {bar.figure}, wanted {bar.wanted} [{load()}]", flush=True)
                bars.append(bar)
    if not wish.smoke:
        wish.out.write_text(table(bars, began), encoding="utf-8")
