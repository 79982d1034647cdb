"""``koinon match PROBLEM.json``: the engine alone, without a network, a home or a database."""

import argparse
import gc
import os
import sys
from pathlib import Path

from koinon.matching.refusals import Unusable

UNUSABLE, INFEASIBLE = 2, 3
SMALL = 300_000
"""Up to so many possible pairs the compiled kernels take longer to load (three seconds) than they save."""
WORDS = """
Pairs the cities of PROBLEM.json and prints the answer as JSON.

The problem names the cities of two sides (or of one pool, without "right"), how many partners each can take and
what a place left free is worth to it ("outside"); every pair that nobody vetoed, with what it is worth to each of
the two; the rules of the round (pin, forbid, at_most, at_least, at_most_pairs); and the mode:

  best           the greatest total worth there is, proven ("total" equals "bound")
  stable_left    no two cities would rather have each other; the best such pairing for the left
  stable_right   the same, the best for the right
  tradeoff       the fewest such couples for a total at most "max_loss" below the best
  leximin        the worst-off city as well off as can be, then the next, and so on

"everyone": true pairs as many as possible first. "explain": ["prices"] tells for every pair what making it would
cost the total, and for every pair made what forbidding it would.

Where several answers are equally good, the one with the fewest pairs and then the first ids is given: the same
problem has the same answer, byte for byte, in whatever order it is written.
"""
ENDS = """
exit status:
  0   an answer is printed
  2   the file cannot be used; what to mend is said on stderr, place by place
  3   the rules cannot all be kept, or no stable pairing exists; "relax" names a smallest set of rules to give up

The format is described in docs/pairing-format.md.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments, in words."""
    made = argparse.ArgumentParser(
        "koinon match", description=WORDS, epilog=ENDS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("problem", metavar="PROBLEM.json", help="the problem; - reads it from standard input")
    made.add_argument(
        "--canonical",
        action="store_true",
        help="print the canonical problem, whose SHA-256 is the digest, and stop",
    )
    made.add_argument("--progress", action="store_true", help="tell on stderr what is being done")
    return made


def main(arguments: list[str]) -> int:
    """Answer the problem named by the arguments; the exit status."""
    options = parser().parse_args(arguments)
    gc.disable()  # A million pairs are a million objects that all stay: looking for rubbish takes longer than reading.
    try:
        return run(Path(options.problem), canonical=options.canonical, progress=options.progress)
    except Unusable as wrong:
        complain(str(wrong))
    except OSError as wrong:
        complain(f"{options.problem} cannot be read: {wrong.strerror}.")
    return UNUSABLE


def run(path: Path, *, canonical: bool, progress: bool) -> int:
    """Read, answer, print."""
    from koinon.matching import exchange_file, exchange_writing
    from koinon.matching.answer import Status, silent
    from koinon.matching.checking import notes
    from koinon.matching.solve import solve

    asked = exchange_file.read(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
    if canonical:
        say(exchange_writing.canonical(asked.problem))
        return 0
    if len(asked.problem.left) * len(asked.problem.others) <= SMALL:
        os.environ.setdefault("KOINON_PLAIN", "1")
    answer = solve(asked.problem, prices=asked.prices, reporter=tell if progress else silent)
    say(exchange_writing.written(asked.problem, answer))
    for note in notes(asked.problem):
        complain(note)
    if answer.status is not Status.INFEASIBLE:
        return 0
    complain(answer.relax[0].why if answer.relax else "No pairing of these cities is stable.")
    return INFEASIBLE


def say(text: str) -> None:
    """Print in UTF-8 wherever the terminal stands."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except OSError as wrong:
        raise Unusable(f"The answer cannot be written: {wrong.strerror}.") from None


def complain(text: str) -> None:
    """Say what is wrong on stderr."""
    sys.stderr.write(f"{text}\n")


def tell(doing: str, lower: int, upper: int) -> None:
    """Report progress on stderr."""
    complain(f"{doing}: between {lower} and {upper}")
