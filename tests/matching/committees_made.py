"""Small questions to the committees for Hypothesis, larger ones from a seed, and every answer tried by hand."""

import random
from itertools import combinations, product

from hypothesis import strategies as some

from koinon.matching.committees import Committees, Entry, Juror, Reading, Terms, committees

LANGUAGES, REGIONS = ("en", "zh"), ("africa", "asia")


@some.composite
def questions(draw: some.DrawFn) -> Committees:
    """At most four entries and four jurors, with everything that can stand in the way."""
    entries = [
        Entry(f"e{at}", draw(some.sampled_from(("", *LANGUAGES))), draw(some.sampled_from(("", *REGIONS))))
        for at in range(draw(some.integers(1, 4)))
    ]
    jurors = [
        Juror(
            f"j{at}",
            draw(some.frozensets(some.sampled_from(LANGUAGES))),
            draw(some.sampled_from(REGIONS)),
            draw(some.sampled_from((None, None, 0, 1))),
        )
        for at in range(draw(some.integers(1, 4)))
    ]
    pairs = [(entry.id, juror.id) for entry in entries for juror in jurors]
    terms = Terms(
        draw(some.integers(1, 3)),
        draw(some.integers(1, 4)),
        draw(some.sampled_from(tuple(Reading))),
        region_most=draw(some.sampled_from((None, 1))),
        ease=draw(some.sampled_from((0, 0, 1))),
    )
    few = some.lists(some.sampled_from(pairs), max_size=3)
    return committees(entries, jurors, terms, draw(few), draw(few))


def best_by_hand(asked: Committees) -> tuple[int, int, int]:
    """(squares of lack, squares of unevenness, penalties) of the best of all answers, each of them tried."""
    shut = {*asked.forbidden, *asked.kept}
    choices = []
    for entry in asked.entries:
        need = max(0, asked.terms.per_entry - sum(one == entry.id for one, _ in asked.kept))
        free = [
            juror.id
            for juror in asked.jurors
            if (entry.id, juror.id) not in shut and _reads(asked, entry, juror)
        ]
        sets = [chosen for size in range(need + 1) for chosen in combinations(free, size)]
        choices.append([(need - len(chosen), [(entry.id, one) for one in chosen]) for chosen in sets])
    return min(filter(None, (_worth(asked, answer) for answer in product(*choices))))


def _reads(asked: Committees, entry: Entry, juror: Juror) -> bool:
    required = asked.terms.reading is Reading.REQUIRED and entry.language
    return not required or entry.language in juror.languages


def _worth(
    asked: Committees, answer: tuple[tuple[int, list[tuple[str, str]]], ...]
) -> tuple[int, int, int] | None:
    terms = asked.terms
    new = [pair for _, pairs in answer for pair in pairs]
    loads = {one.id: sum(juror == one.id for _, juror in (*asked.kept, *new)) for one in asked.jurors}
    for juror in asked.jurors:
        most = terms.load_max if juror.most is None else juror.most
        if any(one == juror.id for _, one in new) and loads[juror.id] > most:
            return None
    judging = {
        one.id for one in asked.jurors if one.most != 0 and not (one.most is None and not terms.load_max)
    }
    need = [
        max(0, terms.per_entry - sum(one == entry.id for one, _ in asked.kept)) for entry in asked.entries
    ]
    total = sum(need) + sum(juror in judging for _, juror in asked.kept)
    share, rest = divmod(total, max(len(judging), 1))
    low, high = max(0, share - terms.ease), share + bool(rest) + terms.ease
    off = [max(0, load - high, low - load) ** 2 for load in loads.values()]
    return sum(lack * (lack + 1) // 2 for lack, _ in answer), sum(off), _penalty(asked, new)


def _penalty(asked: Committees, new: list[tuple[str, str]]) -> int:
    terms = asked.terms
    entries = {one.id: one for one in asked.entries}
    jurors = {one.id: one for one in asked.jurors}
    out = 0
    for one, two in new:
        entry, juror = entries[one], jurors[two]
        if terms.reading is Reading.PREFERRED and entry.language and entry.language not in juror.languages:
            out += terms.unread
        out += terms.home * bool(entry.region and entry.region == juror.region)
    for entry in asked.entries:
        for region in {juror.region for juror in asked.jurors}:
            before, after = (
                sum(one == entry.id and jurors[two].region == region for one, two in pairs)
                for pairs in (asked.kept, (*asked.kept, *new))
            )
            most = terms.from_one_region
            if most < terms.per_entry:
                out += terms.crowded * (max(0, after - most) - max(0, before - most))
    return out


def seeded(entries: int, jurors: int, terms: Terms, seed: int = 1, conflicts: float = 0.05) -> Committees:
    """A question of any size, always the same for a seed."""
    dice = random.Random(seed)
    tongues, regions = ("en", "zh", "es", "fr"), ("africa", "asia", "europe", "north", "south")
    they = [
        Juror(
            f"j{at:03}",
            frozenset(tongue for tongue in tongues if dice.random() < (0.8 if tongue == "en" else 0.3))
            or frozenset({"en"}),
            dice.choice(regions),
        )
        for at in range(jurors)
    ]
    what = [
        Entry(f"e{at:05}", dice.choices(tongues, (6, 2, 1, 1))[0], dice.choice(regions))
        for at in range(entries)
    ]
    shut = [(one.id, two.id) for one in what for two in they if dice.random() < conflicts]
    return committees(what, they, terms, shut)
