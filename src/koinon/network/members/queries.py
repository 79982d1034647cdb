"""What membership tells: who the reader is, and the home network."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from koinon.network.members.models import HomeNetwork, Membership
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import PUBLIC, Reader
from koinon.network.places.models import City, CityName, Region
from koinon.platform.accounts.models import User
from koinon.platform.search.narrowing import named_like


def reader_for(user: User, on: date) -> Reader:
    """The reader behind an account, by the roles surely or possibly held on the day. Two statements.

    Visibility goes by what one is today, whatever day is being looked at.
    """
    rows = _held_by(account=user.pk, on=on)
    bodies = frozenset(body for row in rows for body in row[1:5] if body)
    is_member = bool(bodies) and Membership.objects.holding(on).filter(body__in=bodies).exists()
    return Reader(
        user=user,
        person_id=rows[0][0]
        if rows
        else Person.objects.filter(account=user).values_list("pk", flat=True).first(),
        bodies=bodies,
        functions=frozenset(row[5] for row in rows if row[5]),
        is_member=is_member,
    )


@prepared
def _held_by(*, account: int, on: date) -> QuerySet[Role, tuple[Any, ...]]:
    rows = Role.objects.holding(on).filter(person__account=account)
    return rows.values_list(
        "person_id", "of_id", "of__parent_id", "of__parent__parent_id", "sits_for_id", "post__function"
    )


def reader_of_request(user: object, on: date) -> Reader:
    """The reader for whoever is signed in, the public for nobody."""
    return reader_for(user, on) if isinstance(user, User) and user.is_authenticated else PUBLIC


def home_network() -> Body | None:
    """The network this register is kept for."""
    home = HomeNetwork.objects.select_related("body").first()
    return home.body if home else None


def roll(
    reader: Reader,
    on: date,
    *,
    network: Body | None,
    words: str = "",
    kind: str = "",
    region: str = "",
    past: bool = False,
) -> QuerySet[Membership]:
    """The members of a network as of a day (or all there ever were), by name; ``told`` has the rest of them."""
    rows = Membership.objects.visible_to(reader).filter(network=network)
    rows = rows if past else rows.holding(on)
    if words:
        rows = rows.filter(
            Q(body__in=Body.objects.typed(words).values("pk"))
            | Q(body__city__name__icontains=words)
            | Q(body__city__in=CityName.objects.filter(text__icontains=words).values("city"))
            | named_like(City, words, "body__city")
        )
    if kind:
        rows = rows.filter(kind=kind)
    if region:
        rows = rows.filter(body__city__country__mappings__region__key=region)
    return rows.order_by("body__city__name", "body__name", "id")


def told(ids: Sequence[int], on: date) -> list[Membership]:
    """These memberships in this order, each with how it holds, with city and country: one statement."""
    found = {row.pk: row for row in _memberships(ids=ids, on=on)}
    return [found[one] for one in ids]


@prepared
def _memberships(*, ids: Iterable[int], on: date) -> QuerySet[Membership]:
    rows = Membership.objects.filter(pk__in=ids).with_holds(on).order_by()
    return rows.select_related("body__city__country", "network")


def regions_of(network: Body | None) -> QuerySet[Region]:
    """The network's own regions."""
    return Region.objects.filter(scheme=network.key if network else "")
