"""A post has so many seats: roles of the workbook must not surely overlap beyond them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from koinon.network.people.models import Post
from koinon.platform.dates import Day
from koinon.site.exchange.record_rows import Values
from koinon.site.exchange.sheet_plans import SheetPlan

Held = tuple[Values, int | None]
"""A role's values, and its place in the workbook if it is from there."""


def check_seats(sheets: Mapping[str, SheetPlan]) -> None:
    """Blame the roles of the workbook that take a seat which is surely taken already."""
    roles = sheets.get("roles")
    if roles is None:
        return
    by_post: dict[str, list[Held]] = {}
    for index, values in enumerate(roles.final):
        if values["post"] and index not in roles.reading.bad:
            by_post.setdefault(values["post"], []).append((values, index))
    for row in roles.unmoved:
        if row.values["post"] in by_post:
            by_post[row.values["post"]].append((row.values, None))
    seats = seats_of(sheets)
    for post, held in by_post.items():
        if len(held) > seats.get(post, 1) > 0:
            blame_crowded(roles, held, seats.get(post, 1))


def seats_of(sheets: Mapping[str, SheetPlan]) -> dict[str, int]:
    """How many seats each post has. One statement."""
    seats = dict(Post.objects.order_by().values_list("key", "seats"))
    if "posts" in sheets:
        seats |= {
            key: values["seats"]
            for key, values in zip(sheets["posts"].keys, sheets["posts"].final, strict=True)
        }
    return seats


def blame_crowded(roles: SheetPlan, held: list[Held], seats: int) -> None:
    """On the sure first day of each role, no more roles may surely be held than there are seats."""
    sure = [one for one in held if not one[0]["acting"] and surely(one[0])]
    blamed: set[int] = set()
    for values, _index in sure:
        day = values["starts"].latest
        there = [one for one in sure if one[0]["starts"].latest <= day <= one[0]["ends"].earliest]
        if len(there) <= seats:
            continue
        for other, index in there:
            if index is not None and index not in blamed and roles.differs_from_record(index):
                blamed.add(index)
                roles.reading.blame(index, "post", crowded(other, there, day, seats))


def surely(values: Values) -> bool:
    starts, ends = values["starts"], values["ends"]
    return bool(starts.latest <= ends.earliest)


def crowded(values: Values, there: list[Held], day: date, seats: int) -> str:
    others = sorted(str(one["person"] or one["holder"]) for one, _index in there if one is not values)
    words = {"post": values["post"], "seats": seats, "others": ", ".join(others[:5]), "day": Day.of(day).edtf}
    return (
        _("The post “%(post)s” has %(seats)s seat(s), and on %(day)s it is held by %(others)s already.")
        % words
    )
