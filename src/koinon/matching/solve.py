"""The one door of the workshop: a problem in, an answer out, proven as far as it can be and checked before it leaves."""

from dataclasses import replace
from functools import partial

from koinon.matching import measures
from koinon.matching.answer import Answer, Reporter, Status, silent
from koinon.matching.matchings import Infeasible, Matching, total
from koinon.matching.problem import Mode, Problem
from koinon.matching.refusals import Unusable
from koinon.matching.rules import Forbid, Pin

LARGEST = 9_000_000
"""Prices need the ways between all cities of the left at once."""


def solve(problem: Problem, *, prices: bool = False, reporter: Reporter = silent) -> Answer:
    """Answer a problem in its mode; ``prices`` asks what every other choice would cost (mode best only).

    The problem must have passed :mod:`koinon.matching.checking`. The answer depends on the problem alone: not on
    the order it was given in, the machine, or which accelerators are installed. Raises Unusable for what has no
    meaning, and Cancelled when the reporter does.
    """
    from koinon.matching.verify import verify

    refuse_meaningless(problem, prices=prices)
    try:
        matching = matched(problem, reporter)
    except Infeasible:
        from koinon.matching.relax import smallest

        return Answer(Status.INFEASIBLE, relax=smallest(problem))
    answer = described(problem, matching)
    if prices:
        from koinon.matching.prices import priced

        answer = priced(problem, answer, partial(best, reporter=reporter), reporter)
    verify(problem, answer)
    return answer


def refuse_meaningless(problem: Problem, *, prices: bool) -> None:
    """Refuse a mode with rules or wishes it cannot take."""
    if problem.mode in {Mode.STABLE_LEFT, Mode.STABLE_RIGHT}:
        if problem.everyone:
            raise Unusable("everyone: a stable pairing cannot promise it; take the mode best or leximin.")
        if not free_of_quotas(problem):
            raise Unusable(
                "rules: a stable pairing takes pins and forbidden pairs only; for quotas, minima and caps "
                "take the mode tradeoff, which shows what stability they leave."
            )
    if prices and problem.mode is not Mode.BEST:
        raise Unusable(f"explain: prices belong to the mode best, not {problem.mode}.")
    if prices and len(problem.left) * max(len(problem.left), len(problem.others)) > LARGEST:
        raise Unusable(
            "explain: prices are for up to 3,000 cities a side; ask for fewer cities, or without prices."
        )


def free_of_quotas(problem: Problem) -> bool:
    """Whether no rule counts pairs."""
    return all(isinstance(rule, Pin | Forbid) for rule in problem.rules)


def matched(problem: Problem, reporter: Reporter = silent) -> Matching:
    """The pairs of the problem's mode; the solvers are loaded when they are needed."""
    match problem.mode:
        case Mode.BEST:
            return best(problem, reporter)
        case Mode.TRADEOFF:
            from koinon.matching.tradeoff import tradeoff

            return tradeoff(problem, best(problem, reporter), reporter)
        case Mode.LEXIMIN:
            from koinon.matching.leximin import leximin

            return leximin(problem, best(problem, reporter), reporter)
        case Mode.STABLE_LEFT | Mode.STABLE_RIGHT:
            from koinon.matching.deferred import stable

            matching = stable(problem)
            return replace(matching, bound=best(problem, reporter).bound)


def best(problem: Problem, reporter: Reporter = silent) -> Matching:
    """The best total under the rules, whichever mode the problem names."""
    if not free_of_quotas(problem):
        from koinon.matching import constrained

        return constrained.best(problem, reporter)
    if problem.one_pool:
        from koinon.matching import pool

        return pool.best(problem, reporter)
    from koinon.matching import bipartite

    return bipartite.best(problem, reporter)


def described(problem: Problem, matching: Matching) -> Answer:
    """The answer in ids, with what is measured from its pairs alone."""
    pairs, rows = problem.pairs, matching.rows
    named = zip(pairs.left[rows].tolist(), pairs.right[rows].tolist(), strict=True)
    return Answer(
        Status.OPTIMAL if matching.proven else Status.FEASIBLE,
        tuple(sorted((problem.left[a].id, problem.others[b].id) for a, b in named)),
        total(problem, rows),
        matching.bound,
        measures.blocking(problem, rows),
        measures.worst(problem, rows),
    )
