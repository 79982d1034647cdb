"""What membership tells: who the reader is, and the home network."""

from datetime import date

from django.db.models import Q, QuerySet

from koinon.network.members.models import HomeNetwork, Membership
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.readers import PUBLIC, Reader
from koinon.network.places.models import Region
from koinon.platform.accounts.models import User


def reader_for(user: User, on: date) -> Reader:
    """The reader behind an account, by the roles surely or possibly held on the day. Two statements.

    Visibility goes by what one is today, whatever day is being looked at.
    """
    rows = list(
        Role.objects.holding(on)
        .filter(person__account=user)
        .values_list(
            "person_id", "of_id", "of__parent_id", "of__parent__parent_id", "sits_for_id", "post__function"
        )
    )
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
    """The members of a network as of a day (or all there ever were), by name, with city and country."""
    rows = Membership.objects.visible_to(reader).filter(network=network)
    rows = rows.with_holds(on) if past else rows.holding(on).with_holds(on)
    if words:
        rows = rows.filter(
            Q(body__name__icontains=words)
            | Q(body__city__name__icontains=words)
            | Q(body__city__names__text__icontains=words)
        ).distinct()
    if kind:
        rows = rows.filter(kind=kind)
    if region:
        rows = rows.filter(body__city__country__mappings__region__key=region)
    return rows.select_related("body__city__country", "network").order_by(
        "body__city__name", "body__name", "id"
    )


def regions_of(network: Body | None) -> QuerySet[Region]:
    """The network's own regions."""
    return Region.objects.filter(scheme=network.key if network else "")
