"""The guest's own city: which of its bodies a bare name on the list means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from koinon.network.people.likeness import body_words
from koinon.network.people.models import Body, BodyKind, BodyName
from koinon.network.people.readers import Reader
from koinon.platform.folding import fold, has_han

OF_ANY_CITY = frozenset(body_words("Municipal People's Government, City Council, Town Hall, Municipality"))
OF_ANY_CHINESE_CITY = ("市", "省", "区", "县", "人民政府", "政府", "市委", "委员会")
CITY_ITSELF = re.compile(
    r"(?:the |city of |municipality of |ville de |mairie de |ciudad de |ayuntamiento de )*(.+?)(?: city| municipality|市)?"
)
MOST = 5


@dataclass(frozen=True, slots=True)
class Home:
    """The bodies on record of one city with their names, and the words that only say whose they are."""

    bodies: tuple[tuple[Body, str], ...]
    words: frozenset[str]
    names: tuple[str, ...]
    itself: frozenset[str]
    governments: tuple[Body, ...]

    def named(self, bare: str) -> tuple[Body, ...]:
        """The bodies whose names say no more than the bare one and whose they are; a city’s bare name is its government."""
        whole = CITY_ITSELF.fullmatch(fold(bare))
        if whole and whole.group(1) in self.itself:
            return self.governments[:MOST]
        found = dict.fromkeys(body for body, name in self.bodies if self.says_no_more(fold(bare), fold(name)))
        return tuple(found)[:MOST]

    def says_no_more(self, bare: str, name: str) -> bool:
        """Whether a folded name is the bare one with words before or behind it that say whose it is."""
        if has_han(bare):
            rest = name.removesuffix(bare) if name.endswith(bare) and name != bare else "?"
            for known in (*self.names, *OF_ANY_CHINESE_CITY):
                rest = rest.replace(known, "")
            return not rest
        inside, outside = set(body_words(bare)), set(body_words(name))
        return len(inside) > 1 and inside < outside and outside - inside <= self.words


def home_of(guest: Body, reader: Reader) -> Home | None:
    """Where the guest is at home, as the reader may know it: three statements; None for a guest without a city."""
    city = guest.city
    if city is None:
        return None
    seen = Body.objects.visible_to(reader).filter(merged_into=None, city=city)
    bodies = [(body, body.name) for body in seen.order_by("pk")]
    others = BodyName.objects.filter(body__in=seen).select_related("body").order_by("pk")
    bodies += [(name.body, name.text) for name in others]
    called = [city.name, *(name.text for name in city.names.all())]
    whose = list(called)
    whose += [name for body, name in bodies if body == guest]
    words = frozenset(word for name in whose for word in body_words(name)) | OF_ANY_CITY
    itself = frozenset(fold(name).removesuffix("市") for name in called)
    governments = dict.fromkeys(
        body for body, _name in bodies if body.kind == BodyKind.GOVERNMENT or body == guest
    )
    ours = sorted(governments, key=lambda body: (body != guest, body.pk))
    in_han = sorted((fold(name) for name in whose if has_han(name)), key=len, reverse=True)
    return Home(tuple(bodies), words, tuple(in_han), itself, tuple(ours))
