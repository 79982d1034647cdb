"""Timing in turns, by processor time of one thread, so that a foreign load disturbs as little as it can."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

Run = Callable[[], Any]


@dataclass(frozen=True)
class Bar:
    """One figure beside what is asked of it."""

    number: int
    what: str
    figure: str
    wanted: str
    reached: bool | None = None
    """None: not measured, or a figure without a bar."""


def alternating(runs: Mapping[str, Run], rounds: int, *, warm: bool = True) -> dict[str, list[float]]:
    """Seconds of every run in every round."""
    if warm:
        for run in runs.values():
            run()
    taken: dict[str, list[float]] = {name: [] for name in runs}
    names = list(runs)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            start = process_time()
            runs[name]()
            taken[name].append(process_time() - start)
    return taken


def ratio(taken: Mapping[str, list[float]], one: str, other: str) -> float:
    """The median over the rounds of one's time by the other's in the same round."""
    return median(a / b for a, b in zip(taken[one], taken[other], strict=True))


def seconds(took: float) -> str:
    """A time as a person reads it."""
    return f"{took * 1000:.3g} ms" if took < 1 else f"{took:.3g} s"


def apart(solver: str, features: Path, *more: str) -> dict[str, Any]:
    """One run in a process of its own: its seconds, its peak memory in GiB and what it found."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.pairing.apart", solver, str(features), *more],
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told
