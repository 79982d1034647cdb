"""One large run in a process of its own, told on the last line as JSON: ``apart SOLVER FEATURES.npz``."""

import json
import resource
import sys
from time import process_time
from typing import Any

import numpy as np

from benchmarks.pairing.peers import DENSE
from benchmarks.pairing.rounds import Matrix

GAP = 0.0015


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def total(left: Matrix, right: Matrix, mate: Matrix) -> int:
    made = np.flatnonzero(mate >= 0)
    return int((left[made].astype(np.float64) * right[mate[made]]).sum())


def koinon(left: Matrix, right: Matrix) -> dict[str, Any]:
    """The best pairs; when a gap of 0.15 % was proven; and what-if on the answer."""
    from koinon.matching import features
    from koinon.matching.whatif import WhatIf

    features.best(left[:40], right[:40])
    features.best(left[:200], right[:200])
    reached: list[float] = []
    start = process_time()

    def note(doing: str, lower: int, upper: int) -> None:
        if upper - lower <= GAP * upper:
            reached.append(process_time() - start)

    best = features.best(left, right, reporter=note)
    told = {
        "seconds": process_time() - start, "gap_seconds": reached[0], "peak": peak(), "total": best.total,
        "bound": best.bound, "mate": best.mate, "rounds": best.rounds, "edges": len(best.sparse.graph.to),
    }  # fmt: skip
    ask, shown, proven = WhatIf(best), [], []
    for row in np.random.default_rng(1).integers(0, len(left), 12).tolist():
        start = process_time()
        effect = ask.forbid(row, int(best.mate[row]))
        shown.append(process_time() - start)
        effect.proven()
        proven.append(process_time() - start)
    return {**told, "shown": sorted(shown), "proven": sorted(proven)}


def stable(left: Matrix, right: Matrix) -> dict[str, Any]:
    """Deferred acceptance; the halves of the features are the two sides' own values."""
    from koinon.matching import deferred_arrays
    from koinon.matching.scores import Scores

    half = left.shape[1] // 2
    deferred_arrays.stable(np.eye(3, dtype=np.uint16), np.eye(3, dtype=np.uint16))
    start = process_time()
    one = Scores(left[:, :half], right[:, :half]).whole()
    other = Scores(left[:, half:], right[:, half:]).whole()
    scored = process_time()
    mate = deferred_arrays.stable(one, other)
    return {"seconds": process_time() - start, "solve": process_time() - scored, "peak": peak(), "mate": mate}


def peer(name: str, left: Matrix, right: Matrix) -> dict[str, Any]:
    start = process_time()
    mate = DENSE[name](left, right)
    return {"seconds": process_time() - start, "peak": peak(), "mate": mate}


def main(solver: str, path: str) -> None:
    with np.load(path) as file:
        left, right = file["left"], file["right"]
    told = (
        {"koinon": koinon, "stable": stable}[solver](left, right) if solver in {"koinon", "stable"} else None
    )
    told = peer(solver, left, right) if told is None else told
    mate = told.pop("mate")
    told.setdefault("total", total(left, right, mate))
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
