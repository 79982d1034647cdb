"""With the accelerators and without them: identical bytes, in every mode."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import random
import sys
from dataclasses import replace
from fractions import Fraction

from koinon.matching import bipartite
from koinon.matching.exchange_writing import written
from koinon.matching.problem import City, Mode, problem
from koinon.matching.rules import Forbid, Pin
from koinon.matching.solve import solve

dice = random.Random(7)


def made(size, pool, most):
    left = [City(f"l{at:03}", dice.choice(most), dice.randrange(9)) for at in range(size)]
    right = None if pool else [City(f"r{at:03}", dice.choice(most), dice.randrange(9)) for at in range(size)]
    ends = [(a.id, b.id) for at, a in enumerate(left) for b in (left[at + 1 :] if pool else right)]
    rows = [(a, b, dice.randrange(30), dice.randrange(30)) for a, b in ends if dice.random() < 0.7]
    return problem(left, right, rows, [Pin(*rows[3][:2]), Forbid(*rows[9][:2])], max_loss=Fraction(1, 50))


for pool in (False, True):
    for most in ((1,), (1, 1, 2)):
        round_ = made(9, pool, most)
        for mode in Mode:
            sys.stdout.write(written(round_, solve(replace(round_, mode=mode), prices=mode is Mode.BEST)))
large = made(320, False, (1,))
sys.stdout.write(written(large, solve(large, prices=True)))
sys.stdout.write(str(bipartite.from_list(bipartite.task(large)).rows.tolist() == bipartite.best(large).rows.tolist()))
sys.stdout.write("numba" if "numba" in sys.modules else "plain")
"""


def told(plain: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"KOINON_PLAIN": plain},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.slow
def test_with_numba_or_without_it() -> None:
    fast, plain = told(""), told("1")
    assert (fast[-5:], plain[-5:]) == ("numba", "plain")
    assert fast[:-5] == plain[:-5]
    assert fast.endswith("Truenumba")
