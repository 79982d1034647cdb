"""``python -m benchmarks.pairing [--smoke] [--only 1 4 …] [--large]``: one thread, settled before numpy is loaded."""

import os

for library in ("OPENBLAS", "OMP", "MKL", "NUMBA"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

from benchmarks.pairing.run import main  # noqa: E402 — the threads must be settled first

main()
