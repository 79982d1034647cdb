"""What is done with membership: admit, change standing, end."""

import copy
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.network.governance.soundness import refuse_decision_of_cancelled
from koinon.network.members.models import HomeNetwork, Membership, MembershipStatus
from koinon.network.people.models import Body
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.dates import Span
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class AlreadyMember(Refused):
    """The body surely belongs to the network in a part of that time already."""


class NotInItself(Refused):
    """A network cannot be a member of itself."""


def admit_member(values: dict[str, Any], *, by: Reader) -> Membership:
    """Enter a membership; refuses a span that surely overlaps another of the same two."""
    refuse_unless(can_record(by))
    membership = Membership(
        key=propose_key(Membership, values["body"].name, values["network"].name), **values
    )
    _refuse_impossible(membership)
    with act("admit_member", by=by.user) as doing:
        return doing.create(membership)


def change_membership(
    membership: Membership, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> Membership:
    """Change a membership."""
    refuse_unless(can_record(by))
    wished = copy.copy(membership)
    for name, value in values.items():
        setattr(wished, name, value)
    _refuse_impossible(wished)
    with act("change_membership", by=by.user) as doing:
        return doing.change(membership, expected_version, **values)


def record_standing(membership: Membership, values: dict[str, Any], *, by: Reader) -> MembershipStatus:
    """Say how a membership stood over a span: suspended, in arrears."""
    refuse_unless(can_record(by))
    Span(values["starts"], values["ends"])  # refuses an end before the start
    with act("record_standing", by=by.user) as doing:
        doing.about(membership)
        key = propose_key(MembershipStatus, membership.key, values["standing"])
        return doing.create(MembershipStatus(membership=membership, key=key, **values))


def choose_home_network(body: Body, *, by: Reader) -> HomeNetwork:
    """Say for which network this register is kept."""
    refuse_unless(can_record(by))
    with act("choose_home_network", by=by.user) as doing:
        home = HomeNetwork.objects.first()
        return doing.change(home, body=body) if home else doing.create(HomeNetwork(key="home", body=body))


def _refuse_impossible(membership: Membership) -> None:
    if membership.body == membership.network:
        raise NotInItself(_("A network cannot be a member of itself."), field="network")
    refuse_decision_of_cancelled(membership.admitted_by, field="admitted_by")
    for other in _others(membership):
        if surely_overlap(membership.span, other.span):
            raise AlreadyMember(
                _("%(body)s belongs to %(network)s in a part of that time already.")
                % {"body": membership.body, "network": membership.network},
                field="starts",
            )


def _others(membership: Membership) -> QuerySet[Membership]:
    return Membership.objects.filter(body=membership.body, network=membership.network).exclude(
        pk=membership.pk
    )


def surely_overlap(one: Span, other: Span) -> bool:
    """Whether there is a day on which both surely hold."""
    first = max(one.starts.latest, other.starts.latest)
    last = min(one.ends.earliest, other.ends.earliest)
    return first <= last
