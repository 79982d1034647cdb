"""An answer to the committees is read again, without trusting whoever found it: rules, loads, worth and proof.

It works from the ids of the question and of the answer, in plain Python, and shares with the solver only what
:mod:`koinon.matching.committee_bound` says of prices.
"""

from collections import Counter

import numpy as np

from koinon.matching.committee_bound import bound
from koinon.matching.committee_tables import tables
from koinon.matching.committees import Answer, Committees, Reading
from koinon.matching.verify import Wrong


def check(asked: Committees, answer: Answer) -> None:
    """Raise Wrong unless the answer keeps every rule and is worth what it says: O(entries + assignments + n m)."""
    _check_rules(asked, answer)
    found = penalties(asked, answer)
    if found != answer.worth.penalty:
        raise Wrong(f"penalties are {found}, not {answer.worth.penalty}")
    known = tables(asked)
    lacking = Counter(one for one, _ in (*asked.kept, *answer.given))
    short = [max(0, asked.terms.per_entry - lacking[one.id]) for one in asked.entries]
    off = [max(0, load - known.high, known.low - load) for _, load in answer.loads]
    if (sum(short), sum(one * one for one in off)) != (answer.worth.lacking, answer.worth.uneven):
        raise Wrong("what is lacking or uneven is not as the answer says")
    steps = sum(one * (one + 1) // 2 for one in short)
    cost = steps * known.coverage_unit + answer.worth.uneven * known.load_unit + answer.worth.penalty
    if cost != answer.cost or bound(known, np.array(answer.prices, np.int64)) != answer.bound:
        raise Wrong("cost or bound are not what they are said to be")
    if answer.bound > answer.cost or {one.entry for one in answer.lacking} != {
        one.id for one, lack in zip(asked.entries, short, strict=True) if lack
    }:
        raise Wrong("the bound is above the cost, or an entry that lacks jurors is not named")


def _check_rules(asked: Committees, answer: Answer) -> None:
    terms = asked.terms
    entries = {one.id: one for one in asked.entries}
    jurors = {one.id: one for one in asked.jurors}
    shut = {*asked.forbidden, *asked.kept}
    if len(set(answer.given)) < len(answer.given) or list(answer.given) != sorted(answer.given):
        raise Wrong("assignments come twice, or not in order")
    for entry, juror in answer.given:
        if (entry, juror) in shut:
            raise Wrong(f"{juror} may not judge {entry}, or does already")
        language = entries[entry].language
        if terms.reading is Reading.REQUIRED and language and language not in jurors[juror].languages:
            raise Wrong(f"{juror} does not read {language}, in which {entry} is written")
    before = Counter(juror for _, juror in asked.kept)
    new = Counter(juror for _, juror in answer.given)
    for name, load in answer.loads:
        most = jurors[name].most
        if load != before[name] + new[name]:
            raise Wrong(f"the load of {name} is not {load}")
        if new[name] and load > (terms.load_max if most is None else most):
            raise Wrong(f"{name} has more than may be: {load}")
    has = Counter(entry for entry, _ in asked.kept)
    for entry, count in Counter(entry for entry, _ in answer.given).items():
        if has[entry] + count > terms.per_entry:
            raise Wrong(f"{entry} has more jurors than wanted")


def penalties(asked: Committees, answer: Answer) -> int:
    """The penalties of the new assignments, from the words of the question."""
    terms = asked.terms
    entries = {one.id: one for one in asked.entries}
    jurors = {one.id: one for one in asked.jurors}
    total = 0
    for entry, juror in answer.given:
        one, two = entries[entry], jurors[juror]
        if terms.reading is Reading.PREFERRED and one.language and one.language not in two.languages:
            total += terms.unread
        if one.region and one.region == two.region:
            total += terms.home
    if terms.from_one_region < terms.per_entry:
        kept = Counter((entry, jurors[juror].region) for entry, juror in asked.kept)
        both = kept + Counter((entry, jurors[juror].region) for entry, juror in answer.given)
        most = terms.from_one_region
        total += terms.crowded * sum(max(0, both[at] - most) - max(0, kept[at] - most) for at in both)
    return total
