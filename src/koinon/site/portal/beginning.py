"""The first afternoon: what a register that is hardly begun asks for next, each with the door to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement
from koinon.network.evidence.models import Document
from koinon.network.members.models import Membership
from koinon.network.people.models import Body, Person
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader
from koinon.platform.accounts.models import User
from koinon.platform.ui.addresses import url


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, why, where, and whether it is done."""

    words: str
    why: str
    href: str
    done: bool


def first_steps(network: Body | None, reader: Reader) -> tuple[Step, ...]:
    """What a register that is hardly begun asks of those who record: four statements."""
    return _steps(network) if can_record(reader) else ()


def needs_an_account() -> bool:
    """Whether nobody at all can sign in yet: one statement."""
    return not User.objects.filter(is_active=True).exists()


def _steps(network: Body | None) -> tuple[Step, ...]:
    return (
        Step(
            _("Begin your register"),
            _("Name the network and say who you are in it. Nothing else is needed to start."),
            url("members:network-new"),
            network is not None,
        ),
        Step(
            _("Invite a colleague"),
            _("Record the person and the post; the page of the person then offers an invitation by letter."),
            url("people:person-new"),
            Person.objects.exclude(account=None).count() > 1,
        ),
        Step(
            _("Admit a member"),
            _("Type the name of its city government: what is missing is made as you type."),
            url("members:membership-new"),
            Membership.objects.exists(),
        ),
        Step(
            _("Record a document"),
            _("A letter, a signed text, a page of yours: every fact can point at the place where it stands."),
            url("evidence:document-new"),
            Document.objects.exists(),
        ),
        Step(
            _("Record an agreement"),
            _("Parties, term and what was promised; its state on any day follows from that."),
            url("agreements:agreement-new"),
            Agreement.objects.exists(),
        ),
    )
