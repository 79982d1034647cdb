"""Leximin under any rules, in one pool or with several places a city, through HiGHS."""
from koinon.matching.answer import Reporter
from koinon.matching.problem import Ints, Problem
from koinon.matching.reduction import Reduction


def levelled(problem: Problem, left: Reduction, reporter: Reporter) -> Ints:
    raise NotImplementedError
