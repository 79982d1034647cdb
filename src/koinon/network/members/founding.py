"""How a register begins: the network it is kept for, and the post in it from which its keeper records."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from koinon.network.members.commands import choose_home_network
from koinon.network.members.models import HomeNetwork
from koinon.network.members.permissions import can_found
from koinon.network.people.commands import change_body, record_post, record_role
from koinon.network.people.models import Body, BodyKind, Function, Person
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.platform.audit.commands import act
from koinon.platform.dates import OPEN, Day
from koinon.platform.errors import Refused


class AccountOfAnother(Refused):
    """The person has an account already, or the account is that of somebody else."""


class SitsElsewhere(Refused):
    """The body is on record in another city."""


def found_network(network: Body, values: dict[str, Any], *, by: Reader, on: date) -> HomeNetwork:
    """Begin the register of a network; whoever begins it holds a post in it that may record."""
    refuse_unless(can_found(by))
    told = {name: values[name] for name in ("city", "website") if values[name]}
    if network.kind == BodyKind.OTHER:
        told["kind"] = BodyKind.NETWORK
    with transaction.atomic():
        home = choose_home_network(change_body(network, told, by=by, on=on), by=by)
        _link(values["keeper"], by=by)
        _seat(values["keeper"], network, values["title"], values["since"], by=by, on=on)
    return home


def settle_body(body: Body, city: City | None, *, by: Reader, on: date) -> Body:
    """Say where a body sits of which only the name is known; in a city it is taken for its government."""
    if city is None or body.city_id == city.pk:
        return body
    if body.city is not None:
        told = {"body": body, "city": body.city}
        raise SitsElsewhere(_("%(body)s sits in %(city)s. Change that on its own page.") % told, field="city")
    kind = BodyKind.GOVERNMENT if body.kind == BodyKind.OTHER else body.kind
    return change_body(body, {"city": city, "kind": kind}, by=by, on=on)


def _link(keeper: Person, *, by: Reader) -> None:
    """The account that begins the register becomes that of the person."""
    if by.user is None or keeper.account_id == by.user.pk:
        return
    if keeper.account_id is not None:
        raise AccountOfAnother(_("%(name)s has an account already.") % {"name": keeper}, field="keeper")
    if by.person_id is not None:
        own = Person.objects.get(pk=by.person_id)
        raise AccountOfAnother(_("Your account is that of %(name)s.") % {"name": own}, field="keeper")
    with act("link_account", by=by.user) as doing:
        doing.change(keeper, account=by.user)


def _seat(keeper: Person, network: Body, title: str, since: Day, *, by: Reader, on: date) -> None:
    """How many hold such a post is not known at the beginning, so that colleagues can follow."""
    seat = {"body": network, "title": title, "seats": 0, "function": Function.SECRETARIAT}
    post = record_post(seat, by=by, on=on)
    record_role({"person": keeper, "post": post, "starts": since, "ends": OPEN}, by=by, on=on)
