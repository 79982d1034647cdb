"""Posts and who holds them: recording a role, ending it, and refusing one holder too many."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.network.people.entering import alter, altered, enter
from koinon.network.people.models import Post, PostTitle, Role
from koinon.network.people.readers import Reader
from koinon.network.people.roles import CHAIN, ENDERS
from koinon.platform.dates import Day
from koinon.platform.dates.formatting import format_span
from koinon.platform.errors import Refused

Values = dict[str, Any]


class SeatsTaken(Refused):
    """Every seat of the post is surely taken for some of the time."""


class HeldAlready(Refused):
    """The same holder surely holds the same post at that time already."""


class ForBodiesOnly(Refused):
    """The post is reserved to bodies."""


class WhoHoldsIt(Refused):
    """A role is held by a person or by a body, by one of them and not by both."""


class NothingToHold(Refused):
    """A role is of a post, or of a title in a body."""


class TooLongAChain(Refused):
    """Posts held by virtue of one another go in a circle, or on for too long."""


# Posts


def record_post(values: Values, *, by: Reader, on: date) -> Post:
    """Enter a post; it exists apart from who holds it."""
    post = Post(**values)
    refuse_long_chain(post)
    return enter("record_post", post, post.body.key if post.body_id else "", post.title, by=by)


def change_post(
    post: Post, values: Values, *, by: Reader, on: date, expected_version: int | None = None
) -> Post:
    """Change a post for all who hold it or ever held it."""
    refuse_long_chain(altered(post, values))
    return alter("change_post", post, values, by=by, expected_version=expected_version)


def record_post_title(post: Post, values: Values, *, by: Reader, on: date) -> PostTitle:
    """Enter the title of a post in another language."""
    title = PostTitle(post=post, **values)
    return enter("record_post_title", title, post.key, title.language, by=by)


def refuse_long_chain(post: Post) -> None:
    """Posts by virtue of posts are followed two steps down, so no more are let in."""
    below, steps = post.by_virtue_of, 0
    while below is not None:
        steps += 1
        if steps > CHAIN or below.pk == post.pk:
            raise TooLongAChain(
                _("A post may be held by virtue of another, and that of a third, but no further."),
                field="by_virtue_of",
            )
        below = below.by_virtue_of


# Roles


def record_role(values: Values, *, by: Reader, on: date) -> Role:
    """Enter that a person or a body holds a post, or bears a title, for a time."""
    role = Role(**values)
    refuse_misfit(role)
    words = (role.person or role.holder, role.title or role.post)
    return enter("record_role", role, *words, by=by)


def change_role(
    role: Role, values: Values, *, by: Reader, on: date, expected_version: int | None = None
) -> Role:
    """Change what is on record of a role."""
    trial = altered(role, values)
    refuse_misfit(trial)
    return alter("change_role", role, values | {"of": trial.of}, by=by, expected_version=expected_version)


def end_role(role: Role, ends: Day, *, by: Reader, on: date) -> Role:
    """Record when a role came to its end."""
    return alter("end_role", role, {"ends": ends}, by=by)


def refuse_misfit(role: Role) -> None:
    """Refuse a role that cannot be; a role of a post is in the body of the post."""
    if bool(role.person) == bool(role.holder):
        raise WhoHoldsIt(_("Choose the person or the body that holds it: one of them."), field="person")
    if role.post is not None:
        role.of = role.post.body
    elif not role.title or role.of_id is None:
        raise NothingToHold(_("Choose a post, or write the title and choose the body."), field="post")
    if role.post is not None and role.post.for_bodies and role.person:
        raise ForBodiesOnly(
            _("“%(post)s” is reserved to bodies; choose the body that holds it.") % {"post": role.post},
            field="person",
        )
    refuse_overlap(role)


def refuse_overlap(role: Role) -> None:
    """Refuse a role for which no seat is left, or which its holder has already; mostly one statement.

    Only what surely overlaps is refused: two who followed each other in some month of a year may both stand.
    """
    role.span  # noqa: B018 - refuses a period that ends before it starts
    starts, ends = role.starts_latest, sure_end(role)
    if role.post is None or starts > ends:
        return
    others = list(
        Role.objects.filter(post=role.post, starts_latest__lte=ends, ends_earliest__gte=starts)
        .exclude(pk=role.pk)
        .values_list("starts_latest", flat=True)
    )
    for day in sorted({starts, *(other for other in others if other > starts)}) if others else ():
        _refuse_on(day, role)


def sure_end(role: Role) -> date:
    """The last day on which it is sure that nothing has ended the role."""
    ends = [role.ends_earliest]
    for ender in ENDERS:
        who, _, column = ender.partition("__")
        row = getattr(role, who)
        if row is not None and getattr(row, f"{column}_edtf"):
            ends.append(getattr(row, f"{column}_earliest"))
    return min(ends)


def _refuse_on(day: date, role: Role) -> None:
    """Refuse the role if on this day all seats are surely taken, or one of them by the same holder."""
    post = role.post
    assert post is not None  # asked before
    rows = Role.objects.surely_holding(day).filter(post=post, acting=role.acting).exclude(pk=role.pk)
    seated = list(rows.select_related("person", "holder"))
    for one in seated:
        if (one.person_id, one.holder_id) == (role.person_id, role.holder_id):
            raise HeldAlready(
                _("%(holder)s holds “%(post)s” already: %(span)s.") % _told(one, post), field="starts"
            )
    if role.acting or not post.seats or len(seated) < post.seats:
        return
    if post.seats == 1:
        raise SeatsTaken(
            _(
                "“%(post)s” of %(body)s has one seat, and %(holder)s holds it: %(span)s. "
                "End that role first, or record this one as acting."
            )
            % _told(seated[0], post),
            field="post",
        )
    held = "; ".join("{holder} ({span})".format(**_told(one, post)) for one in seated)
    words = ngettext(
        "“%(post)s” of %(body)s has %(seats)s seat, and it is taken: %(held)s. End that role first.",
        "“%(post)s” of %(body)s has %(seats)s seats, all taken: %(held)s. End one of these roles first.",
        post.seats,
    )
    raise SeatsTaken(
        words % {"post": post, "body": post.body, "seats": post.seats, "held": held}, field="post"
    )


def _told(role: Role, post: Post) -> dict[str, object]:
    """The words of a refusal about a role."""
    holder = role.person or role.holder
    return {"holder": holder, "post": post, "body": post.body, "span": format_span(role.span)}
