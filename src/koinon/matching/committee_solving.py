"""The door of the committees: a question in, assignments out, with their proof, checked before they leave."""

from collections import Counter

import numpy as np

from koinon.matching.answer import Reporter, silent
from koinon.matching.committee_bound import bound
from koinon.matching.committee_checking import check
from koinon.matching.committee_tables import Tables, tables
from koinon.matching.committees import Answer, Cause, Committees, Given, Lacking, Reading, Worth
from koinon.matching.problem import Ints
from koinon.matching.reduction import Flags

ROUNDS = 4000
"""So many rounds of exchanges at most: what is found until then is answered with the gap that is left."""


def assign(asked: Committees, *, rounds: int = ROUNDS, reporter: Reporter = silent) -> Answer:
    """Who judges what: the best assignments under the terms, and a bound that proves how good they are.

    The answer depends on the question alone, not on the order in which its parts were given. O(n m) space; time
    grows with n m and with the conflicts that stand in each other's way. Raises Cancelled when the reporter does.
    """
    if not asked.entries or not asked.jurors:
        return _empty(asked)
    from koinon.matching.committee_exchange import exchanged
    from koinon.matching.committee_start import begun

    known = tables(asked)
    reporter("shares", 0, 0)
    given = begun(known, _tongues(asked))
    state, prices = exchanged(known, given, rounds, reporter)
    total = state.total()
    answer = _answer(asked, known, state.given, (total, bound(known, prices)), prices)
    check(asked, answer)
    return answer


def _empty(asked: Committees) -> Answer:
    has = dict.fromkeys((one.id for one in asked.entries), 0)
    lacking = tuple(Lacking(one, 0, asked.terms.per_entry, ((Cause.JURORS, 0),)) for one in has)
    steps = asked.terms.per_entry * (asked.terms.per_entry + 1) // 2 * len(has)
    worth = Worth(asked.terms.per_entry * len(has), 0, 0)
    loads = tuple((one.id, 0) for one in asked.jurors)
    return Answer((), loads, worth, steps, steps, 1, 1, (0,) * len(loads), lacking)


def _tongues(asked: Committees) -> Ints:
    """What each juror reads, as a number."""
    spoken = {entry.language for entry in asked.entries}
    read = [tuple(sorted(juror.languages & spoken)) for juror in asked.jurors]
    numbers = {one: at for at, one in enumerate(sorted(set(read)))}
    return np.array([numbers[one] for one in read], np.int64)


def _answer(asked: Committees, known: Tables, given: Flags, proof: tuple[int, int], prices: Ints) -> Answer:
    pairs = _named(asked, given)
    loads = known.load + given.sum(0)
    short = known.need - given.sum(1)
    worth = Worth(
        int(short.sum()),
        int(known.uneven(loads).sum()),
        int(known.penalty[given].sum()) + _crowding(known, given),
    )
    entries = {one.id: one for one in asked.entries}
    jurors = {one.id: one for one in asked.jurors}
    unread = tuple(
        (one, two)
        for one, two in pairs
        if entries[one].language and entries[one].language not in jurors[two].languages
    )
    home = tuple(
        (one, two) for one, two in pairs if entries[one].region and entries[one].region == jurors[two].region
    )
    return Answer(
        pairs,
        tuple(zip((one.id for one in asked.jurors), loads.tolist(), strict=True)),
        worth,
        *proof,
        known.coverage_unit,
        known.load_unit,
        tuple(prices.tolist()),
        _lacking(asked, known, given, short),
        unread if asked.terms.reading is not Reading.IGNORED else (),
        home,
        _crowded(asked, known, given),
    )


def _named(asked: Committees, given: Flags) -> tuple[Given, ...]:
    rows, columns = np.nonzero(given)
    ends = zip(rows.tolist(), columns.tolist(), strict=True)
    return tuple((asked.entries[one].id, asked.jurors[two].id) for one, two in ends)


def _counts(known: Tables, given: Flags) -> Ints:
    count = known.seen.copy()
    for region in range(count.shape[1]):
        count[:, region] += given[:, known.region == region].sum(1)
    return count


def _crowding(known: Tables, given: Flags) -> int:
    over = np.maximum(0, _counts(known, given) - known.region_most)
    already = np.maximum(0, known.seen - known.region_most)
    return known.crowded * int((over - already).sum())


def _crowded(asked: Committees, known: Tables, given: Flags) -> tuple[tuple[str, str, int], ...]:
    count = _counts(known, given)
    names = sorted({juror.region for juror in asked.jurors})
    rows, regions = np.nonzero(count > known.region_most)
    found = zip(rows.tolist(), regions.tolist(), strict=True)
    return tuple((asked.entries[row].id, names[at], int(count[row, at])) for row, at in found)


def _lacking(asked: Committees, known: Tables, given: Flags, short: Ints) -> tuple[Lacking, ...]:
    """The entries with too few jurors, and what stands between each and the jurors it does not have."""
    lacking = np.flatnonzero(short > 0).tolist()
    has = {
        asked.entries[row].id: {asked.jurors[at].id for at in np.flatnonzero(given[row])} for row in lacking
    }
    forbidden: dict[str, set[str]] = {one: set() for one in has}
    for pairs, book in ((asked.kept, has), (asked.forbidden, forbidden)):
        for one, two in pairs:
            if one in book:
                book[one].add(two)
    full = known.room <= given.sum(0)
    out = []
    for row in lacking:
        entry = asked.entries[row].id
        causes: Counter[Cause] = Counter()
        for at, juror in enumerate(asked.jurors):
            if juror.id in forbidden[entry] and juror.id not in has[entry]:
                causes[Cause.CONFLICT] += 1
            elif known.barred[row, at] and juror.id not in has[entry]:
                causes[Cause.LANGUAGE] += 1
            elif full[at] and juror.most != 0 and juror.id not in has[entry]:
                causes[Cause.LOAD] += 1
        told = tuple((cause, causes[cause]) for cause in Cause if causes[cause])
        out.append(Lacking(entry, len(has[entry]), asked.terms.per_entry, told or ((Cause.JURORS, 0),)))
    return tuple(out)
