"""Conflicts of interest computed from the record: what ties each juror to each entry of a phase, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import ConflictKind, Phase
from koinon.cooperation.awards.queries import entries_of
from koinon.cooperation.calls.models import CoApplicant
from koinon.network.people.models import Audience, Body, BodyKind, Role
from koinon.network.people.ties import ties_of
from koinon.platform.ui.addresses import url

LONGEST = 300
Place = tuple[int, int, str]
"""Juror, entry, kind."""
Pair = tuple[int, int]
"""Juror, entry."""


@dataclass(frozen=True, slots=True, order=True)
class Interest:
    """A tie between a juror and an entry: of what kind, in words, and the page it is on record at."""

    juror: int
    entry: int
    kind: str
    words: str
    href: str = ""


@dataclass(slots=True)
class Circle:
    """Where people or entries stand: who belongs to each body and to each city, and by what."""

    bodies: dict[int, dict[int, str]] = field(default_factory=dict)
    """Bodies → who, with the words that say how."""
    around: dict[int, set[int]] = field(default_factory=dict)
    """The same bodies, the governments they are part of and these governments' offices → who."""
    cities: dict[int, dict[int, str]] = field(default_factory=dict)

    def add(self, who: int, words: str, place: tuple[int | None, ...], kind: str, city: str) -> None:
        """Somebody belongs to a body: (body, its parent, its city, its parent's city), the parent's kind."""
        body, parent, home, parents_home = place
        if body is None:
            return
        self.bodies.setdefault(body, {}).setdefault(who, words)
        self.around.setdefault(body, set()).add(who)
        if parent is not None and kind == BodyKind.GOVERNMENT:
            self.around.setdefault(parent, set()).add(who)
        if (at := home or parents_home) is not None:
            self.cities.setdefault(at, {}).setdefault(who, city)

    def widen(self, offices: Iterable[tuple[int, int | None]]) -> None:
        """Whoever belongs to a government belongs to its offices: (office, government)."""
        for office, government in offices:
            if government in self.around:
                self.around.setdefault(office, set()).update(self.around[government])


def since(day: date, years: int) -> date:
    """So many years before a day; of 29 February the 28th."""
    year = max(day.year - years, 1)
    leap = day.month == 2 and day.day == 29
    return day.replace(year=year, day=28) if leap else day.replace(year=year)


def interests(phase: Phase, on: date, pair: Pair | None = None) -> list[Interest]:
    """Every tie between the jurors of a phase and its entries in the years before the day, sorted; or those of one pair.

    The day is that on which the phase opens, where one is set: whoever looks earlier or later finds the same.
    Five statements, and what the rooms that know of ties need: a fixed number however many there are. Of each kind
    one for a juror and an entry is told. What is not dated may have been then, and is told: the chair decides.
    """
    on = phase.opens_on or on
    begin = since(on, phase.panel.conflict_years)
    juror, entry = pair or (None, None)
    jurors, entries = _jurors(phase, begin, on, juror), _entries(phase, entry)
    offices = list(Body.objects.filter(parent__kind=BodyKind.GOVERNMENT).values_list("pk", "parent"))
    for circle in (jurors, entries):
        circle.widen(offices)
    found: dict[Place, Interest] = {}
    for one in (*_direct(jurors, entries), *_tied(jurors, entries, begin, on)):
        found.setdefault((one.juror, one.entry, one.kind), one)
    return sorted(found.values())


def _jurors(phase: Phase, begin: date, on: date, only: int | None) -> Circle:
    """Where the jurors hold or held roles in the time, other than on juries: two statements."""
    circle = Circle()
    sitting = phase.panel.jurors.filter(**({} if only is None else {"pk": only}))
    people = {person: juror for juror, person in sitting.values_list("pk", "person")}
    held = Role.objects.filter(person__in=people, starts_earliest__lte=on, ends_latest__gte=begin).exclude(
        of__kind=BodyKind.JURY
    )
    at = [
        f"{end}{path}" for end in ("of", "sits_for") for path in ("", "__parent", "__city", "__parent__city")
    ]
    words = ["person", "title", "post__title", "audience"]
    names = ["of__parent__kind", "sits_for__parent__kind", "of__name", "sits_for__name"]
    homes = [f"{end}{path}__city__name" for end in ("of", "sits_for") for path in ("", "__parent")]
    for row in held.order_by("-starts_earliest", "pk").values_list(*words, *names, *homes, *at):
        person, title, post, audience, kind, other_kind, name, other, *rest = row
        told = f"{title or post or ''}, {name}" if audience == Audience.PUBLIC else ""
        cities, places = rest[:4], rest[4:]
        circle.add(people[person], told, tuple(places[:4]), kind or "", cities[0] or cities[1] or "")
        told = f"{told} ({other})" if told and other else told
        circle.add(people[person], told, tuple(places[4:]), other_kind or "", cities[2] or cities[3] or "")
    return circle


def _entries(phase: Phase, only: int | None) -> Circle:
    """Who entered, alone or with others: two statements."""
    circle = Circle()
    judged = entries_of(phase).filter(**({} if only is None else {"pk": only})).order_by()
    paths = (
        "",
        "__parent",
        "__city",
        "__parent__city",
        "__parent__kind",
        "__city__name",
        "__parent__city__name",
    )
    alone = judged.values_list("pk", *(f"applicant{path}" for path in paths))
    together = CoApplicant.objects.filter(entry__in=judged.values("pk"))
    for entry, *place, kind, city, other in (
        *alone,
        *together.values_list("entry", *(f"body{path}" for path in paths)),
    ):
        circle.add(entry, "", tuple(place), kind or "", city or other or "")
    return circle


def _direct(jurors: Circle, entries: Circle) -> Iterator[Interest]:
    """The applicant's own people, and those of its city."""
    for body in jurors.bodies.keys() & entries.bodies.keys():
        for (juror, words), entry in product(jurors.bodies[body].items(), entries.bodies[body]):
            yield Interest(juror, entry, ConflictKind.BODY, words[:LONGEST] or hidden())
    for city in jurors.cities.keys() & entries.cities.keys():
        for (juror, words), entry in product(jurors.cities[city].items(), entries.cities[city]):
            yield Interest(juror, entry, ConflictKind.CITY, words[:LONGEST])


def _tied(jurors: Circle, entries: Circle, begin: date, on: date) -> Iterator[Interest]:
    """What ties a body of the juror's to one of the applicant's."""
    for tie in ties_of(jurors.around, begin, on):
        for juror, entry in product(jurors.around[tie.one], entries.around.get(tie.other, ())):
            yield Interest(juror, entry, tie.kind, tie.words[:LONGEST] or hidden(), tie.href)


def hidden() -> str:
    """What is told of a record that is not for everybody."""
    return _("on record, not for everybody")


def entry_page(phase: Phase, entry_id: int) -> str:
    """The page of an entry within a phase."""
    return url("awards:entry", key=phase.key, code=phase.code(entry_id))


def kinds_of(found: Iterable[Interest]) -> dict[tuple[int, int], list[str]]:
    """The kinds between each juror and entry."""
    told: dict[tuple[int, int], list[str]] = {}
    for one in found:
        told.setdefault((one.juror, one.entry), []).append(one.kind)
    return told
