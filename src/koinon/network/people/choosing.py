"""How people, bodies and posts are found by what people type: in any script, by pinyin, without accents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest

from koinon.network.people.commands import record_body, record_person
from koinon.network.people.models import Body, Person, Post, Role
from koinon.platform.audit.models import Record
from koinon.platform.folding import fold

if TYPE_CHECKING:
    from koinon.network.people.doors import Request

Named = TypeVar("Named", Person, Body)
MOST = 12
Found = Sequence[tuple[Record, str]]


def find_people(request: HttpRequest, text: str) -> Found:
    """People by any of their names, told apart by what they hold on the day of the page."""
    asked = cast("Request", request)
    people = (
        list(best_first(Person.objects.visible_to(asked.reader).current().typed(text), text)) if text else []
    )
    offices = offices_on(people, asked)
    return [(person, offices.get(person.pk, "")) for person in people]


def find_bodies(request: HttpRequest, text: str) -> Found:
    """Bodies by any of their names, told apart by their kind and what they are part of."""
    asked = cast("Request", request)
    rows = Body.objects.visible_to(asked.reader).current().typed(text).select_related("parent", "city")
    if not text:
        return []
    return [(body, ", ".join(_hints(body))) for body in best_first(rows, text)]


def find_posts(request: HttpRequest, text: str) -> Found:
    """Posts by their title and the names of their body together: "president metropolis"."""
    asked = cast("Request", request)
    wanted = Q()
    for word in fold(text).split():
        body = Q(body__folded__contains=word)
        wanted &= Q(title__icontains=word) | Q(titles__text__icontains=word) | body
    if not wanted:
        return []
    rows = Post.objects.visible_to(asked.reader).filter(wanted).select_related("body").distinct()
    return [(post, str(post.body)) for post in rows.order_by("rank", "title", "id")[:MOST]]


def create_person(request: HttpRequest, text: str) -> Record:
    """Enter a person of whom only the name is known."""
    asked = cast("Request", request)
    return record_person({"name": text}, by=asked.reader, on=asked.on)


def create_body(request: HttpRequest, text: str) -> Record:
    """Enter a body of which only the name is known."""
    asked = cast("Request", request)
    return record_body({"name": text}, by=asked.reader, on=asked.on)


def best_first(rows: QuerySet[Named], text: str) -> Iterable[Named]:
    """Those whose first name begins with the words, then the others, by name."""
    begins = Case(When(Q(folded__startswith=fold(text)), then=Value(0)), default=Value(1))
    return rows.order_by(begins, "name", "id")[:MOST]


def offices_on(people: Iterable[Record], request: Request) -> dict[int, str]:
    """What each of the people holds on the day, the highest office first: one statement."""
    ids = [person.pk for person in people]
    roles = Role.objects.visible_to(request.reader).filter(person__in=ids).holding(request.on)
    found: dict[int, str] = {}
    for role in roles.select_related("post", "of").in_order():
        if role.person_id is not None:
            found.setdefault(role.person_id, f"{role}, {role.of}")
    return found


def _hints(body: Body) -> list[str]:
    above = body.parent or body.city
    return [str(body.get_kind_display()), *([str(above)] if above else [])]
