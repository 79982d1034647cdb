"""Whose Monday it is: the bodies of a portfolio with their parts, or everybody's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from koinon.network.members.models import PortfolioBody
from koinon.network.members.portfolio_queries import portfolios_of
from koinon.network.people.models import Body, Post
from koinon.network.people.readers import Reader
from koinon.platform.audit.answers import Answers


@dataclass(frozen=True, slots=True)
class Scope:
    """The bodies in care, with their parts. Without a portfolio it is the whole network."""

    posts: tuple[Post, ...]
    bodies: tuple[Body, ...]
    tops: dict[int, int]

    @property
    def is_all(self) -> bool:
        return not self.posts

    @property
    def ids(self) -> list[int]:
        """The bodies and their parts."""
        return list(self.tops)


def scope_of(reader: Reader, on: date, asked: Post | None = None) -> Scope:
    """The portfolio asked for, or the reader's own, or none: two statements at most."""

    def found() -> Scope:
        posts = (asked,) if asked else tuple(portfolios_of(reader, on))
        return in_care(posts, on, reader) if posts else Scope((), (), {})

    return _scopes.recall((asked.pk if asked else 0, reader.person_id, on, reader.sight), found)


_scopes = Answers(most=50)


def in_care(posts: Iterable[Post], on: date, reader: Reader) -> Scope:
    """The bodies in these portfolios on the day, and their parts: one statement."""
    kept = PortfolioBody.objects.filter(post__in=list(posts)).holding(on).values("body")
    mine = Exists(PortfolioBody.objects.filter(post__in=list(posts), body=OuterRef("pk")).holding(on))
    rows = Body.objects.visible_to(reader).filter(
        Q(pk__in=kept) | Q(parent__in=kept) | Q(parent__parent__in=kept)
    )
    found = list(
        rows.annotate(mine=mine).select_related("city", "parent").order_by("city__name", "name", "id")
    )
    own = {body.pk for body in found if getattr(body, "mine", False)}
    return Scope(tuple(posts), tuple(body for body in found if body.pk in own), _tops(found, own))


def _tops(found: list[Body], own: set[int]) -> dict[int, int]:
    """For each body the one in care that it is or is part of."""
    tops: dict[int, int] = {}
    for body in found:
        above = body.parent.parent_id if body.parent else None
        chain = [one for one in (body.pk, body.parent_id, above) if one in own]
        tops[body.pk] = chain[0] if chain and chain[0] is not None else body.pk
    return tops
