"""Who may be on record twice, asked of the record: candidates for a merge, and what a merge would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from koinon.network.people.likeness import Named, Pair, body_pairs, person_pairs
from koinon.network.people.models import Body, BodyName, Distinction, Person, PersonName

Names = Iterable[tuple[int, str]]


def likely_people() -> list[Pair]:
    """The people who may be one, the surest first; those said to be two are left out. Three statements."""
    first = Person.objects.current().values_list("pk", "name")
    others = PersonName.objects.filter(person__merged_into=None).values_list("person_id", "text")
    return _still_in_question(person_pairs(_named(first, others)), Person.record_kind())


def likely_bodies() -> list[Pair]:
    """The bodies that may be one, likewise."""
    first = Body.objects.current().values_list("pk", "name")
    others = BodyName.objects.filter(body__merged_into=None).values_list("body_id", "text")
    return _still_in_question(body_pairs(_named(first, others)), Body.record_kind())


def _named(first: Names, others: Names) -> list[Named]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    for source in (first, others):
        for pk, name in source:
            names[pk].append(name)
    return [Named(pk, tuple(written)) for pk, written in names.items()]


def _still_in_question(pairs: list[Pair], kind: str) -> list[Pair]:
    settled = set(Distinction.objects.filter(kind=kind).values_list("first_id", "second_id"))
    return [pair for pair in pairs if (pair.first, pair.second) not in settled]
