"""Whose care a body is in, and what is in one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from koinon.network.members.portfolios import PortfolioBody
from koinon.network.people.models import Body, Function, Person, Post, Role
from koinon.network.people.readers import Reader


def portfolios_of(reader: Reader, on: date) -> list[Post]:
    """The portfolios the reader holds on the day: one statement."""
    if not reader.person_id:
        return []
    held = Role.objects.filter(person=reader.person_id, post__function=Function.PORTFOLIO_MANAGER)
    posts = held.holding(on).values("post")
    return list(Post.objects.filter(pk__in=posts).select_related("body").order_by("title", "id"))


def portfolios() -> list[Post]:
    """All of them: one statement."""
    rows = Post.objects.filter(function=Function.PORTFOLIO_MANAGER).select_related("body")
    return list(rows.order_by("title", "id"))


def bodies_in(posts: Iterable[Post], on: date, reader: Reader) -> list[Body]:
    """The bodies in these portfolios on the day, by name: one statement."""
    kept = PortfolioBody.objects.filter(post__in=list(posts)).holding(on)
    rows = Body.objects.visible_to(reader).filter(pk__in=kept.values("body"))
    return list(rows.select_related("city__country").order_by("name", "id"))


def with_parts(bodies: Iterable[Body], reader: Reader) -> list[Body]:
    """The bodies with the parts of them, such as their foreign affairs offices: one statement."""
    ids = [body.pk for body in bodies]
    rows = Body.objects.visible_to(reader).filter(
        Q(pk__in=ids) | Q(parent__in=ids) | Q(parent__parent__in=ids)
    )
    return list(rows.select_related("city").order_by("id"))


@dataclass(frozen=True, slots=True)
class Carer:
    """Somebody who holds a portfolio in which a body is."""

    person: Person
    body_id: int


def carers_of(bodies: Iterable[int], on: date) -> list[Carer]:
    """Who looks after these bodies on the day, by account: two statements."""
    kept = PortfolioBody.objects.filter(body__in=list(bodies)).holding(on).values_list("post", "body")
    posts: dict[int, list[int]] = {}
    for post, body in kept:
        posts.setdefault(post, []).append(body)
    roles = Role.objects.filter(post__in=posts, person__isnull=False).holding(on)
    return [
        Carer(role.person, body)
        for role in roles.select_related("person__account").order_by("id")
        if role.person is not None
        for body in posts[role.post_id or 0]
    ]
