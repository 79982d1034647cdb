"""Who of a pasted list is known already: people and bodies on record in any script, the surest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from koinon.cooperation.visits.home import Home, home_of
from koinon.network.people.likeness import ORDER, Likeness, Words, alike, body_words, person_words
from koinon.network.people.models import Body, BodyName, Person, PersonName
from koinon.network.people.readers import Reader
from koinon.network.people.spelling import typed_like
from koinon.platform.folding import has_han
from koinon.reading.claims import DelegationClaim, PersonClaim, PostClaim

MOST = 5
HARDLY = frozenset({Likeness.PART})


@dataclass(frozen=True, slots=True)
class PostSeen:
    """A post of the list with the bodies on record it may mean."""

    claim: PostClaim
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody on the list with the people on record this may be."""

    claim: PersonClaim
    people: tuple[Person, ...]
    posts: tuple[PostSeen, ...]

    @property
    def other_language(self) -> str:
        """Of the name in the other script, which may be either of the two."""
        return "zh-Hans" if has_han(self.claim.other_name) else ""


def recognised(delegation: DelegationClaim, reader: Reader, guest: Body | None = None) -> list[PersonSeen]:
    """Everybody on the list with candidates: as many statements for a long list as for a short one.

    A bare "Foreign Affairs Office" is that of the guest's own city.
    """
    written = {name for claim in delegation.people for name in (claim.name, claim.other_name) if name}
    people = _people(written, reader)
    posts = [post for claim in delegation.people for post in claim.posts if post.body]
    bodies = _bodies({name for post in posts for name in (post.body, *_behind_commas(post.body))}, reader)
    home = home_of(guest, reader) if guest and posts else None
    listed = frozenset(post.body for post in posts)
    return [
        PersonSeen(
            claim,
            _alike(claim.name, people, person_words, frozenset(Likeness))
            or _alike(claim.other_name, people, person_words, frozenset(Likeness)),
            tuple(_post_seen(post, bodies, home, listed) for post in claim.posts),
        )
        for claim in delegation.people
    ]


def _post_seen(
    post: PostClaim, bodies: Sequence[tuple[Body, str]], home: Home | None, listed: frozenset[str]
) -> PostSeen:
    """A post with its candidates: of the whole name, at the guest's home, or of what its last commas set apart.

    What they set apart may also be a body that the list itself names elsewhere.
    """

    def candidates(name: str) -> tuple[Body, ...]:
        return _alike(name, bodies, body_words, frozenset(Likeness) - HARDLY) or (
            home.named(name) if home else ()
        )

    found = candidates(post.body)
    if found or not post.body:
        return PostSeen(post, found)
    for name in _behind_commas(post.body):
        found = candidates(name)
        if found or name in listed:
            before = post.body.removesuffix(name).rstrip(", ")
            return PostSeen(replace(post, title=f"{post.title}, {before}", body=name), found)
    return PostSeen(post, ())


def _behind_commas(name: str) -> list[str]:
    """What stands behind each comma: of "Office of Sport, City Institute" the City Institute."""
    parts = name.split(", ")
    return [", ".join(parts[at:]) for at in range(1, len(parts))]


def _people(names: set[str], reader: Reader) -> list[tuple[Person, str]]:
    wanted = _any_like(" ".join(person_words(name)) for name in names)
    seen = Person.objects.visible_to(reader).current()
    others = PersonName.objects.filter(wanted, person__in=seen).select_related("person")
    return [(one, one.name) for one in seen.filter(wanted)] + [(name.person, name.text) for name in others]


def _bodies(names: set[str], reader: Reader) -> list[tuple[Body, str]]:
    wanted = _any_like(" ".join(body_words(name)) for name in names)
    seen = Body.objects.visible_to(reader).filter(merged_into=None)
    others = BodyName.objects.filter(wanted, body__in=seen).select_related("body")
    return [(one, one.name) for one in seen.filter(wanted)] + [(name.body, name.text) for name in others]


def _any_like(texts: Iterable[str]) -> Q:
    """Any of the texts; nothing at all where there is none."""
    return reduce(or_, (typed_like(text, "folded") for text in texts if text), Q(pk__in=[]))


def _alike(
    name: str, known: Sequence[tuple[Any, str]], words_of: Callable[[str], Words], ways: frozenset[Likeness]
) -> tuple[Any, ...]:
    """Those of the known whose name is like this one, each once, the surest first."""
    words = words_of(name)
    found: dict[Any, int] = {}
    for record, written in known if words else ():
        likeness = alike(words, words_of(written))
        if likeness in ways and likeness is not None:
            found[record] = min(found.get(record, len(ORDER)), ORDER.index(likeness))
    return tuple(sorted(found, key=lambda record: (found[record], record.pk)))[:MOST]
