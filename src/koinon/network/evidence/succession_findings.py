"""The rule that watches successions: a post held by virtue of another falls with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.network.evidence.rules import Proposal, Value, rule
from koinon.network.people.succession import fallen_roles
from koinon.platform.audit.models import Record


@rule(
    "fallen-with-a-post",
    title=_("A role that fell with another"),
    headline=_("Who is %(post)s of %(body)s now?"),
    words=_(
        "%(holder)s held “%(post)s” of %(body)s by virtue of being “%(carrier)s”, which is over. The role fell "
        "with it, and no end is on record. Holding the other post now: %(successor)s."
    ),
)
def find_roles_that_fell_with_another(on: date) -> Iterator[Proposal]:
    """Roles whose carrier ended while their own end is not on record."""
    for one in fallen_roles(on):
        role = one.role
        holder, post = role.person or role.holder, role.post
        if holder is None or post is None or post.by_virtue_of is None:
            continue
        following = one.successors[0] if one.successors else None
        successor: Value = (
            (following.person or following.holder or _("nobody on record"))
            if following
            else _("nobody on record")
        )
        values: dict[str, Value] = {
            "holder": holder,
            "post": post,
            "body": role.of,
            "carrier": post.by_virtue_of,
            "successor": successor,
        }
        subjects: tuple[Record, ...] = (role, holder, role.of)
        yield Proposal("fallen-with-a-post", subjects, values, role.audience)
