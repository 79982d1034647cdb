"""The three rolls of the record: cities, bodies, people."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.network.people.models import Body, BodyKind, Person, Role
from koinon.network.people.readers import Reader
from koinon.network.places.models import City, CityName
from koinon.platform.folding import fold


class WordsFilter(forms.Form):
    q = forms.CharField(label=_("Name"), required=False)


class CityFilter(WordsFilter):
    country = forms.CharField(label=_("Country"), required=False, help_text=_("two letters, such as CN"))


class BodyFilter(WordsFilter):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *BodyKind.choices])


def cities(reader: Reader, words: str = "", country: str = "") -> QuerySet[City]:
    """Cities by name in any script, with the Chinese name beside the first."""
    rows = City.objects.visible_to(reader).select_related("country")
    if words:
        named = CityName.objects.filter(text__icontains=words).values("city")
        rows = rows.filter(Q(name__icontains=words) | Q(key__contains=fold(words)) | Q(pk__in=named))
    if country:
        rows = rows.filter(country__alpha2=country.upper())
    chinese = CityName.objects.filter(language__startswith="zh")
    return rows.prefetch_related(Prefetch("names", chinese, to_attr="chinese"))


def bodies(reader: Reader, on: date, words: str = "", kind: str = "") -> QuerySet[Body]:
    """Bodies by any of their names."""
    rows = with_parent(Body.objects.visible_to(reader).select_related("city"), reader)
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(short_name__icontains=words) | Q(names__text__icontains=words)
        ).distinct()
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("name", "id")


def with_parent(rows: QuerySet[Body], reader: Reader) -> QuerySet[Body]:
    """Each with the body it is part of, or with none where the reader may not see that: one statement."""
    return rows.prefetch_related(Prefetch("parent", Body.objects.visible_to(reader)))


def people(reader: Reader, on: date, words: str = "") -> QuerySet[Person]:
    """People by any of their written names, each with the roles of the day."""
    rows = Person.objects.visible_to(reader).current()
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(names__text__icontains=words)).distinct()
    held = Role.objects.visible_to(reader).holding(on).with_holds(on).select_related("post", "of")
    return rows.prefetch_related(Prefetch("roles", held, to_attr="held_roles")).order_by(
        "family", "name", "id"
    )
