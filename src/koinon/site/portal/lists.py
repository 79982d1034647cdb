"""The three rolls of the record: cities, bodies, people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.network.people.models import Body, BodyKind, Person, Role
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.network.places.models import City, CityName
from koinon.network.places.naming import country_meant
from koinon.platform.folding import fold
from koinon.platform.search.narrowing import named_like


class WordsFilter(forms.Form):
    same_for_all = True

    q = forms.CharField(label=_("Name"), required=False)


class CityFilter(WordsFilter):
    country = forms.CharField(label=_("Country"), required=False, help_text=_("its name, or two letters"))


class BodyFilter(WordsFilter):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *BodyKind.choices])


def cities(reader: Reader, words: str = "", country: str = "") -> QuerySet[City]:
    """Cities by name in any script, with the Chinese name beside the first."""
    rows = City.objects.visible_to(reader).select_related("country")
    if words:
        named = CityName.objects.filter(text__icontains=words).values("city")
        keyed = Q(key__contains=fold(words).replace(" ", "-")) if fold(words) else Q()
        rows = rows.filter(Q(name__icontains=words) | Q(pk__in=named) | named_like(City, words) | keyed)
    if country:
        meant = country_meant(country)
        rows = rows.filter(country__alpha2=meant.alpha2 if meant else country.upper())
    chinese = CityName.objects.filter(language__startswith="zh")
    return rows.prefetch_related(Prefetch("names", chinese, to_attr="chinese"))


def bodies(reader: Reader, words: str = "", kind: str = "") -> QuerySet[Body]:
    """Bodies by any of their names."""
    seen = Body.objects.visible_to(reader).current()
    rows = with_parent((seen.typed(words) if words else seen).select_related("city"), reader)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("name", "id")


def with_parent(rows: QuerySet[Body], reader: Reader) -> QuerySet[Body]:
    """Each with the body it is part of, or with none where the reader may not see that: one statement."""
    return rows.prefetch_related(Prefetch("parent", Body.objects.visible_to(reader)))


def people(reader: Reader, words: str = "") -> QuerySet[Person]:
    """People by any of their written names."""
    rows = Person.objects.visible_to(reader).current()
    return (rows.typed(words) if words else rows).order_by("family", "name", "id")


def lay_offices(people: Iterable[Person], on: date, reader: Reader) -> None:
    """Give each person the ``held_roles`` of the day: one statement."""
    by_key = {person.pk: person for person in people}
    for person in by_key.values():
        person.held_roles = []  # type: ignore[attr-defined]
    for role in _held(reader, people=by_key, on=on):
        by_key[role.person_id].held_roles.append(role)  # type: ignore[attr-defined, index]


@prepared
def _held(reader: Reader, /, *, people: Iterable[int], on: date) -> QuerySet[Role]:
    roles = Role.objects.visible_to(reader).filter(person__in=people)
    return roles.holding(on).with_holds(on).select_related("post", "of")
