"""The list of practices: its rows, and what is looked for among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from koinon.cooperation.practices.models import Practice, PracticeAlignment, PracticeText, terms
from koinon.cooperation.practices.practices import PracticeQuerySet
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.network.places.models import Country
from koinon.platform.search.narrowing import named_like

WORDS = ("title", "summary", "challenge", "work", "results")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the list."""

    words: str = ""
    theme: str = ""
    sdg: str = ""
    region: str = ""
    kind: str = ""
    state: str = ""
    body: Body | None = None


def practice_rows(reader: Reader) -> PracticeQuerySet:
    """Practices with what a list tells of each: three statements."""
    rows = Practice.objects.visible_to(reader).select_related("body", "city__country")
    return rows.prefetch_related(
        Prefetch("alignments", PracticeAlignment.objects.order_by("vocabulary", "id"))
    )


def practice_list(reader: Reader, on: date, sought: Sought) -> QuerySet[Practice]:
    """The practices a reader may see that fit: published by the day, and drafts for those who write them."""
    rows = practice_rows(reader).exclude(published_on__gt=on)
    if sought.state:
        rows = rows.filter(published_on__isnull=sought.state == "drafted")
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.sdg:
        rows = rows.filter(serving(sought.sdg))
    if sought.region:
        rows = rows.filter(in_region(sought.region))
    if sought.body:
        rows = rows.filter(body=sought.body)
    if sought.words:
        rows = rows.filter(worded(sought.words))
    if sought.theme:
        rows = rows.filter(themes__icontains=sought.theme.strip())
    return rows.order_by(F("published_on").desc(nulls_first=True), "title", "id")


def worded(words: str) -> Q:
    """The condition that a practice holds all the words, in its own or another language, or by its name in the index."""
    found = Q()
    for word in words.split():
        own = Q(themes__icontains=word)
        told = Q()
        for name in WORDS:
            own |= Q(**{f"{name}__icontains": word})
            told |= Q(**{f"{name}__icontains": word})
        found &= own | Q(Exists(PracticeText.objects.filter(told, practice=OuterRef("pk"))))
    return found | named_like(Practice, words)


def serving(code: str) -> Exists:
    """The condition that a practice serves a target, or any target of a goal."""
    served = PracticeAlignment.objects.filter(practice=OuterRef("pk"), vocabulary=Vocabulary.SDG)
    return Exists(served.filter(Q(code=code) | Q(code__startswith=f"{code}.")))


def in_region(key: str, path: str = "city") -> Q:
    """The condition that the city lies in the region, in a part of it, or in a country a network counts to it."""
    within = Q(region__key=key) | Q(region__parent__key=key) | Q(region__parent__parent__key=key)
    countries = Country.objects.filter(within | Q(mappings__region__key=key))
    return Q(**{f"{path}__country__in": countries.values("pk")})


def themes_told(reader: Reader, on: date) -> list[tuple[str, int]]:
    """Each theme of the practices a reader may see with how many have it, the most frequent first: one statement."""
    counted: dict[str, int] = {}
    rows = Practice.objects.visible_to(reader).published(on).exclude(themes="")
    for lines in rows.values_list("themes", flat=True):
        for theme in terms(lines):
            counted[theme] = counted.get(theme, 0) + 1
    return sorted(counted.items(), key=lambda one: (-one[1], one[0].casefold()))
