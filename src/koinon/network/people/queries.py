"""Who held what: the questions about roles, each answered as of a day in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from koinon.network.people.models import AdmittedBody, Body, Function, Person, Post, PostTitle, Role
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import SYSTEM, Reader
from koinon.network.people.roles import RoleQuerySet
from koinon.platform.audit.models import Record
from koinon.platform.dates.spans import Holds, Span

ANSWERS = {Holds.NO.value: 0, Holds.POSSIBLY.value: 1, Holds.YES.value: 2}


@dataclass(frozen=True)
class Holder:
    """One who holds a post on a day: a person or a body, since when, and how sure that is."""

    role: Role
    holds: Holds

    @property
    def who(self) -> Person | Body:
        """The person, or the body that holds it as a body."""
        who = self.role.person or self.role.holder
        assert who is not None  # the database keeps it so
        return who

    @property
    def span(self) -> Span:
        return self.role.span

    @property
    def acting(self) -> bool:
        return self.role.acting


@dataclass(frozen=True)
class Holders:
    """The answer to "who held it on the day?", and whether a seat was vacant."""

    post: Post
    on: date
    rows: tuple[Holder, ...]

    @property
    def vacant(self) -> Holds:
        """Whether a seat is vacant; who is only acting fills none, and uncounted seats are as one."""
        return vacancy(max(self.post.seats, 1), *_counted(self.rows))


def vacancy(seats: int, surely: int, possibly: int) -> Holds:
    """Whether of so many seats one is vacant, when so many are surely and so many possibly taken."""
    if surely >= seats:
        return Holds.NO
    return Holds.YES if surely + possibly < seats else Holds.POSSIBLY


def _counted(rows: tuple[Holder, ...]) -> tuple[int, int]:
    """How many seats are surely, and how many possibly taken."""
    answers = [row.holds for row in rows if not row.acting]
    return answers.count(Holds.YES), answers.count(Holds.POSSIBLY)


def holders(post: Post, on: date, reader: Reader = SYSTEM) -> Holders:
    """Who held the post on the day, as far as the reader may know, the certain ones first. One statement."""
    roles = Role.objects.visible_to(reader).filter(post=post)
    held = roles.holding(on).with_holds(on).select_related("person", "holder", "sits_for", "of", "post")
    ordered = held.order_by("acting", "starts_earliest", "id")
    rows = [Holder(role, Holds(role.held)) for role in ordered]
    rows.sort(key=lambda row: -ANSWERS[row.holds])
    return Holders(post, on, tuple(rows))


def seats_taken(post: Post, on: date) -> tuple[int, int]:
    """How many seats of the post are surely, and how many possibly taken on the day. One statement."""
    return _counted(holders(post, on).rows)


def how_held(
    who: Reader | Person | Body, what: Function | Post, *, on: date, of: Body | None = None
) -> Holds:
    """Whether somebody holds a post, or a post of a function, on the day: yes, possibly, no. One statement.

    ``of`` narrows it to a body and the parts of it: an office acts for the government it belongs to.
    """
    pk = who.person_id if isinstance(who, Reader) else who.pk
    if pk is None:
        return Holds.NO
    by = "holder" if isinstance(who, Body) else "person"
    asked, value = ("post", what.pk) if isinstance(what, Post) else ("post__function", what.value)
    told = _held(by, asked, of is not None, who=pk, what=value, of=of.pk if of else 0, on=on)
    return max(map(Holds, told), key=lambda answer: ANSWERS[answer], default=Holds.NO)


@prepared
def _held(
    by: str, asked: str, narrowed: bool, /, *, who: int, what: int | str, of: int, on: date
) -> QuerySet[Role, str]:
    roles = Role.objects.filter(**{by: who, asked: what}).order_by()
    if narrowed:
        roles = roles.filter(Q(of=of) | Q(of__parent=of) | Q(of__parent__parent=of))
    return roles.holding(on).with_holds(on).values_list("held", flat=True)  # type: ignore[misc]


def holds(who: Reader | Person | Body, what: Function | Post, *, on: date, of: Body | None = None) -> bool:
    """Whether somebody surely or possibly holds it: what every permission that hangs on a role asks."""
    return how_held(who, what, on=on, of=of) is not Holds.NO


def roles_of(person: Person) -> RoleQuerySet:
    """A career: every role of the person, in the order of the last days on which they can have begun."""
    related = ("post", "of", "of__city", "sits_for", "person")
    rows = Role.objects.filter(person=person).select_related(*related)
    return rows.order_by("starts_latest", "starts_earliest", "id")


def offices_of(body: Body) -> RoleQuerySet:
    """The offices the body holds as a body, and the seats that people take for it, the earliest first."""
    rows = Role.objects.filter(Q(holder=body) | Q(sits_for=body))
    return rows.select_related("post", "of", "person", "holder", "sits_for").order_by("starts_earliest", "id")


def admitted_to(record: Record) -> list[Body]:
    """The bodies named to see a record: one statement."""
    named = AdmittedBody.objects.filter(kind=record.record_kind(), object_id=record.pk)
    return list(Body.objects.filter(pk__in=named.values("body")).order_by("name", "id"))


def people_of(body: Body, on: date) -> RoleQuerySet:
    """Who speaks for the body on the day: the roles people hold in it, in order of protocol."""
    rows = Role.objects.filter(of=body, person__isnull=False).holding(on).with_holds(on)
    return rows.select_related("person", "post", "sits_for", "of").in_order()


@dataclass(frozen=True)
class PostPage:
    """What the page of a post shows."""

    post: Post
    holders: Holders
    through_time: tuple[Holder, ...]
    titles: tuple[PostTitle, ...]
    carries: tuple[Post, ...]


def post_page(post: Post, on: date, reader: Reader) -> PostPage:
    """A post with all who ever held it, the latest first, and who held it on the day. Three statements."""
    roles = Role.objects.visible_to(reader).filter(post=post).with_holds(on)
    roles = roles.select_related("person", "holder", "sits_for", "of", "post")
    ordered = roles.order_by("-starts_latest", "-starts_earliest", "-id")
    rows = tuple(Holder(role, Holds(role.held)) for role in ordered)
    held = [row for row in rows if row.holds is not Holds.NO]
    held.sort(key=lambda row: (row.acting, -ANSWERS[row.holds]))
    carries = Post.objects.visible_to(reader).filter(by_virtue_of=post).select_related("body")
    return PostPage(post, Holders(post, on, tuple(held)), rows, tuple(post.titles.all()), tuple(carries))
