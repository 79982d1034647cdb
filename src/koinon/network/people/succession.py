"""Succession: roles that fell because the post they stand on has another holder, though nobody wrote down their end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from koinon.network.people.models import Role
from koinon.network.people.readers import SYSTEM, Reader
from koinon.network.people.roles import carried, unended
from koinon.platform.dates.spans import holding


@dataclass(frozen=True, slots=True)
class Fallen:
    """A role that fell with another, and who holds the post it stood on by now."""

    role: Role
    carrier: Role | None
    successors: tuple[Role, ...]


def fallen_roles(on: date, reader: Reader = SYSTEM, bodies: Iterable[int] | None = None) -> list[Fallen]:
    """Roles held by virtue of another that is over: by their own dates they still hold. Three statements."""
    rows = Role.objects.visible_to(reader).filter(
        holding(on) & unended(on, "latest") & ~carried(on, sure=False), post__by_virtue_of__isnull=False
    )
    if bodies is not None:
        rows = rows.filter(post__by_virtue_of__body__in=list(bodies))
    found = list(
        rows.select_related("person", "holder", "of", "post__by_virtue_of__body", "sits_for").order_by("id")
    )
    posts = {role.post.by_virtue_of_id for role in found if role.post}
    below = Role.objects.visible_to(reader).filter(post__in=posts).select_related("person", "holder", "post")
    held = list(below.holding(on).order_by("starts_earliest", "id")) if posts else []
    before = list(below.order_by("-starts_latest", "-id")) if posts else []
    return [_fallen(role, held, before) for role in found]


def _fallen(role: Role, held: list[Role], before: list[Role]) -> Fallen:
    post = role.post.by_virtue_of_id if role.post else None
    same = role.person_id, role.holder_id
    carrier = next(
        (one for one in before if one.post_id == post and (one.person_id, one.holder_id) == same), None
    )
    return Fallen(role, carrier, tuple(one for one in held if one.post_id == post))
