"""Practices offered where they fit: by theme and by goal, each with the reason why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from koinon.cooperation.practices.listing import practice_rows
from koinon.cooperation.practices.models import Practice, PracticeAlignment
from koinon.cooperation.programmes.aligning import codes_of
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.doors import Request
from koinon.network.people.readers import Reader
from koinon.platform.folding import fold
from koinon.platform.ui.beside import Part, drawn

LOOKED_AT = 200
"""Of how many that might fit the best are chosen."""
A_THEME, A_TARGET, A_GOAL = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Offer:
    """A practice, and why it is offered: the themes it shares, the targets and goals it shares."""

    practice: Practice
    themes: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        return A_THEME * len(self.themes) + A_TARGET * len(self.targets) + A_GOAL * len(self.goals)

    @property
    def reasons(self) -> list[str]:
        """Why, in the reader's words."""
        told = []
        if self.themes:
            told.append(_("same theme: %(themes)s") % {"themes": ", ".join(self.themes)})
        if self.targets:
            told.append(_("same target: %(codes)s") % {"codes": ", ".join(self.targets)})
        if self.goals:
            told.append(_("same goal: %(codes)s") % {"codes": ", ".join(self.goals)})
        return told


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a hub, a pair or a lab works on, and whose practices it knows already."""

    themes: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()
    but_of: frozenset[int] = frozenset()

    @classmethod
    def of(cls, themes: Iterable[str], sdgs: Iterable[str], but_of: Iterable[int] = ()) -> Wanted:
        """From whatever lists there are."""
        return cls(tuple(filter(None, themes)), tuple(filter(None, sdgs)), frozenset(but_of))

    @property
    def is_empty(self) -> bool:
        return not self.themes and not self.sdgs


def offered_to(
    themes: Iterable[str], sdgs: Iterable[str], reader: Reader, limit: int = 5, *, on: date | None = None
) -> list[Offer]:
    """Published practices that share a theme, a target or a goal, the best first: two statements, none for nothing."""
    return offered(Wanted.of(themes, sdgs), reader, limit, on=on)


def offered(wanted: Wanted, reader: Reader, limit: int = 5, *, on: date | None = None) -> list[Offer]:
    """The same, leaving out practices of bodies that know them already."""
    if wanted.is_empty:
        return []
    rows = practice_rows(reader).filter(published_on__isnull=False).filter(_perhaps(wanted))
    rows = rows.exclude(body__in=wanted.but_of)
    if on is not None:
        rows = rows.published(on)
    found = [_offer(one, wanted) for one in rows.order_by("-published_on", "title", "id")[:LOOKED_AT]]
    fitting = [one for one in found if one.weight]
    # The sort keeps the order of those that fit equally well: the latest first.
    return sorted(fitting, key=lambda one: -one.weight)[:limit]


def _perhaps(wanted: Wanted) -> Q:
    """A wide net: which of them really share a theme is seen when it is drawn in."""
    perhaps = Q()
    for theme in wanted.themes:
        perhaps |= Q(themes__icontains=theme)
    goals = {code.partition(".")[0] for code in wanted.sdgs}
    served = PracticeAlignment.objects.filter(practice=OuterRef("pk"), vocabulary=Vocabulary.SDG)
    shared = Q()
    for goal in goals:
        shared |= Q(code=goal) | Q(code__startswith=f"{goal}.")
    return perhaps | Q(Exists(served.filter(shared))) if goals else perhaps


def _offer(practice: Practice, wanted: Wanted) -> Offer:
    sought = {fold(theme) for theme in wanted.themes}
    codes = codes_of(practice.alignments.all(), Vocabulary.SDG)
    targets = [code for code in codes if "." in code and code in wanted.sdgs]
    goals = {code.partition(".")[0] for code in wanted.sdgs} & {code.partition(".")[0] for code in codes}
    goals -= {code.partition(".")[0] for code in targets}
    return Offer(
        practice,
        tuple(theme for theme in practice.theme_list if fold(theme) in sought),
        tuple(targets),
        tuple(sorted(goals, key=int)),
    )


def offered_part(request: Request, wanted: Wanted, *, order: int = 60) -> list[Part]:
    """The section a page above puts beside what it shows: practices that fit, with the reasons; nothing where none does."""
    found = offered(wanted, request.reader, on=request.on)
    return [drawn(request, "practices/offered.html", {"offers": found}, order=order)] if found else []
