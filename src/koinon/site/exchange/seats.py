"""Roles and their posts: a role is in the body of its post, and no seat is surely taken twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from koinon.network.people.models import Body, Person, Post
from koinon.platform.dates import Day
from koinon.site.exchange.record_rows import Values
from koinon.site.exchange.sheet_plans import SheetPlan

Held = tuple[Values, int | None]
"""A role's values, and its place in the workbook if it is from there."""


@dataclass(frozen=True, slots=True)
class Seats:
    """What a role needs to know of its post."""

    body: str
    seats: int
    for_bodies: bool


class Posts:
    """The posts on record and in the workbook, by key; read in one statement when first asked for."""

    def __init__(self) -> None:
        self._known: dict[str, Seats] | None = None

    def known(self) -> dict[str, Seats]:
        if self._known is None:
            rows = Post.objects.order_by().values_list("key", "body__key", "seats", "for_bodies")
            self._known = {key: Seats(body, seats, reserved) for key, body, seats, reserved in rows}
        return self._known

    def take(self, plan: SheetPlan) -> None:
        """Take in the posts of the workbook."""
        for key, values in zip(plan.keys, plan.final, strict=True):
            self.known()[key] = Seats(values["body"], values["seats"], values["for_bodies"])

    def complete(self, roles: SheetPlan) -> None:
        """Fill in the body where only the post is given."""
        for given in roles.given:
            post = self.known().get(given.get("post") or "")
            if post and "of" not in given:
                given["of"] = post.body


class Enders:
    """The days before which nothing has ended people and bodies, as the workbook would leave them."""

    def __init__(self, sheets: Mapping[str, SheetPlan]) -> None:
        self._people = self._ends(Person, "died", sheets.get("people"))
        self._bodies = self._ends(Body, "ends", sheets.get("bodies"))

    def sure_end(self, role: Values) -> date:
        """The last day on which it is sure that the role was held: its holder alive, its bodies there."""
        outside = (
            self._people.get(role["person"] or ""),
            self._bodies.get(role["holder"] or ""),
            self._bodies.get(role["of"] or ""),
        )
        stated: date = role["ends"].earliest
        return min(stated, *(day for day in outside if day), date.max)

    @staticmethod
    def _ends(model: type[Person] | type[Body], name: str, plan: SheetPlan | None) -> dict[str, date]:
        """By key, those that have an end: one statement, and the rows of the sheet instead where it has any."""
        said = model._default_manager.order_by().exclude(**{f"{name}_edtf": ""})
        ends = dict(said.values_list("key", f"{name}_earliest"))
        for key, values in zip(plan.keys, plan.final, strict=True) if plan else ():
            ends.pop(key, None)
            if values[name].edtf:
                ends[key] = values[name].earliest
        return ends


def check_seats(roles: SheetPlan, posts: Posts, enders: Enders) -> None:
    """Blame the roles of the workbook that do not fit their post or take a seat that is surely taken."""
    by_post: dict[str, list[Held]] = {}
    for index, values in enumerate(roles.final):
        if values["post"] and index not in roles.reading.bad:
            check_post(roles, index, values, posts.known()[values["post"]])
            by_post.setdefault(values["post"], []).append((values, index))
    for row in roles.unmoved:
        if row.values["post"] in by_post:
            by_post[row.values["post"]].append((row.values, None))
    for post, held in by_post.items():
        if len(held) > 1:
            until = [(one, enders.sure_end(one[0])) for one in held]
            check_days(roles, until, posts.known()[post].seats)


def check_post(roles: SheetPlan, index: int, values: Values, post: Seats) -> None:
    """A role is in the body of its post, and held by a body where the post is reserved to bodies."""
    if values["of"] != post.body:
        words = {"post": values["post"], "body": post.body}
        roles.reading.blame(index, "of", _("The post “%(post)s” is in the body “%(body)s”.") % words)
    if post.for_bodies and values["person"]:
        words = {"post": values["post"]}
        roles.reading.blame(index, "person", _("The post “%(post)s” is reserved to bodies.") % words)


def check_days(roles: SheetPlan, held: list[tuple[Held, date]], seats: int) -> None:
    """On the first sure day of each role no more than the seats are held, nor one by one holder twice."""
    sure = [(one, until) for one, until in held if one[0]["starts"].latest <= until]
    blamed: set[int] = set()
    for (values, _index), _until in sure:
        day = values["starts"].latest
        there = [
            one
            for one, until in sure
            if one[0]["starts"].latest <= day <= until and one[0]["acting"] == values["acting"]
        ]
        twice = [one for one in there if one[0] is not values and holder(one[0]) == holder(values)]
        full = bool(seats) and not values["acting"] and len(there) > seats
        if not (twice or full):
            continue
        for other, index in there:
            mine = full or other is values or other in [one for one, _place in twice]
            if mine and index is not None and index not in blamed and roles.differs_from_record(index):
                blamed.add(index)
                roles.reading.blame(index, "post", crowded(other, there, day))


def holder(values: Values) -> tuple[str | None, str | None]:
    return values["person"], values["holder"]


def crowded(values: Values, there: list[Held], day: date) -> str:
    others = sorted({str(one["person"] or one["holder"]) for one, _index in there if one is not values})
    words = {"post": values["post"], "others": ", ".join(others[:5]), "day": Day.of(day).edtf}
    return _("On %(day)s no seat of “%(post)s” is left: it is held by %(others)s.") % words
