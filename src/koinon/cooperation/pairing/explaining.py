"""Why these two, and why not those: the parts of a value in words, ranks, and what a choice would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.cooperation.pairing.models import CriterionName, ScenarioMode

if TYPE_CHECKING:
    from koinon.cooperation.pairing.solving import Values

Part = Mapping[str, Any]

FAMILIES: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("agreements", gettext_lazy("offers meet needs"), (CriterionName.NEEDS,)),
    ("plans", gettext_lazy("shared themes"), (CriterionName.INTERESTS, CriterionName.SDGS)),
    (
        "visits",
        gettext_lazy("size and context"),
        (CriterionName.SIZE, CriterionName.LANGUAGES, CriterionName.TIME_ZONE),
    ),
    (
        "pairing",
        gettext_lazy("working together already, or wished for"),
        (CriterionName.CONTACT, CriterionName.TWINNING, CriterionName.PREFERENCE),
    ),
)
"""The criteria by families, each drawn in one colour."""


PROVEN: Mapping[str, Promise] = {
    ScenarioMode.BEST: gettext_lazy("optimum proven"),
    ScenarioMode.TRADEOFF: gettext_lazy("fewest blocking pairs proven"),
    ScenarioMode.LEXIMIN: gettext_lazy("fairest proven"),
    ScenarioMode.STABLE_LEFT: gettext_lazy("stable, proven"),
    ScenarioMode.STABLE_RIGHT: gettext_lazy("stable, proven"),
}
"""What an answer is said to be where its aim is proven to be reached."""


def points_of(part: Part) -> tuple[int, int]:
    """What a part is worth to the left city and to the right one."""
    return part["weight"] * part["left"], part["weight"] * part["right"]


def bars(parts: Iterable[Part]) -> list[tuple[int, str]]:
    """The value of a pair by families, for the bar."""
    by_criterion = {part["criterion"]: sum(points_of(part)) for part in parts}
    return [
        (sum(by_criterion.get(str(name), 0) for name in names), accent) for accent, _words, names in FAMILIES
    ]


def reasons(parts: Iterable[Part], left: object, right: object) -> list[str]:
    """The parts in sentences, the weightiest first, each with its arithmetic."""
    told = sorted(parts, key=lambda part: (-sum(points_of(part)), part["criterion"]))
    return [sentence for part in told for sentence in _sentences(part, str(left), str(right))]


def _sentences(part: Part, left: str, right: str) -> Iterator[str]:
    if part["criterion"] == CriterionName.NEEDS:
        said = _("%(giver)s offers what %(seeker)s seeks: %(terms)s (%(points)s).")
        for seeker, giver, mine in ((left, right, "left"), (right, left, "right")):
            if part[mine]:
                terms = ", ".join(part[f"{mine}_terms"])
                sums = sum_in_words(part[mine], part["weight"])
                yield said % {"giver": giver, "seeker": seeker, "terms": terms, "points": sums}
        return
    if part["criterion"] == CriterionName.PREFERENCE:
        said = _("%(seeker)s named %(giver)s among the cities it would like (%(points)s).")
        for seeker, giver, mine in ((left, right, "left"), (right, left, "right")):
            if part[mine]:
                sums = sum_in_words(part[mine], part["weight"])
                yield said % {"giver": giver, "seeker": seeker, "points": sums}
        return
    words = {
        CriterionName.INTERESTS: _("Both name %(terms)s (%(points)s to each)."),
        CriterionName.SDGS: _("Both work on SDG %(terms)s (%(points)s to each)."),
        CriterionName.LANGUAGES: _("Both can work in %(terms)s (%(points)s to each)."),
        CriterionName.SIZE: _("They are of similar size (%(points)s to each)."),
        CriterionName.TIME_ZONE: _("Their office hours overlap (%(points)s to each).")
        if part["left"] > 1
        else _("Less than half a day lies between their clocks (%(points)s to each)."),
        CriterionName.CONTACT: _("They have worked together before (%(points)s to each)."),
        CriterionName.TWINNING: _("They are twinned on record (%(points)s to each)."),
    }[CriterionName(part["criterion"])]
    yield words % {"terms": _terms(part), "points": sum_in_words(part["left"], part["weight"])}


def _terms(part: Part) -> str:
    if part["criterion"] == CriterionName.LANGUAGES:
        from koinon.platform.ui.figures import language_name

        return ", ".join(language_name(term) for term in part["left_terms"])
    return ", ".join(sorted(part["left_terms"], key=_by_number))


def _by_number(term: str) -> tuple[int, str]:
    """Numbers in their order, words in theirs."""
    return (int(term) if term.isascii() and term.isdecimal() else 0), term


def sum_in_words(points: int, weight: int) -> str:
    """How the points came about: 2 × 12 = 24."""
    return f"{points} × {weight} = {points * weight}" if points != 1 else f"{weight}"


@dataclass(frozen=True, slots=True)
class Ranks:
    """How high either city ranks the other among those it could have."""

    left: int
    of_left: int
    right: int
    of_right: int


def place_of(values: Values, left: str, right: str) -> tuple[int, int] | None:
    """Row and column of a pair, where both are there."""
    rows = [one.id for one in values.lefts]
    columns = [one.id for one in values.rights]
    return (rows.index(left), columns.index(right)) if left in rows and right in columns else None


def ranks(values: Values, row: int, column: int) -> Ranks:
    """The ranks of a pair: one more than there are partners worth strictly more. In a pool both axes count."""
    mine, open_to_me = _options(values, row, left=True)
    theirs, open_to_them = _options(values, column, left=False)
    return Ranks(
        1 + int((mine[open_to_me] > values.to_left[row, column]).sum()),
        int(open_to_me.sum()),
        1 + int((theirs[open_to_them] > values.to_right[row, column]).sum()),
        int(open_to_them.sum()),
    )


def _options(values: Values, at: int, *, left: bool) -> tuple[Any, Any]:
    """What every partner is worth to a city, and which it could have. The matrices of a pool are symmetric."""
    worth = values.to_left[at, :] if left else values.to_right[:, at]
    could = values.allowed[at, :] if left else values.allowed[:, at]
    if values.lefts is values.rights or [c.id for c in values.lefts] == [c.id for c in values.rights]:
        could = values.allowed[at, :] | values.allowed[:, at]
        worth = values.to_left[at, :]
    return worth, could


@dataclass(frozen=True, slots=True)
class NextBest:
    """The best partner of a city apart from the one it has, and how many points fewer (or more) it brings."""

    city: str
    other: str
    fewer: int


def next_best(values: Values, row: int, column: int, *, left: bool) -> NextBest | None:
    """The next best partner of the left or the right city of a pair; ties go to the smaller id."""
    at, taken = (row, column) if left else (column, row)
    worth, could = _options(values, at, left=left)
    here = values.lefts if left else values.rights
    there = values.rights if left else values.lefts
    options = [(-int(worth[k]), there[k].id) for k in could.nonzero()[0].tolist() if k != taken]
    if not options:
        return None
    best, other = min(options)
    return NextBest(here[at].id, other, int(worth[taken]) + best)
