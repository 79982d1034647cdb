"""What the other side of an agreement is asked to confirm: its facts line by line, in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.acts import Act, Signatory
from koinon.cooperation.agreements.commitments import Commitment
from koinon.cooperation.agreements.stages import ActKind
from koinon.cooperation.agreements.terms import Agreement, Party
from koinon.network.confirmations.subjects import Line
from koinon.network.members.models import HomeNetwork
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.ui.figures import day
from koinon.platform.ui.punctuation import aside, listed


def sides_of(agreement: Agreement) -> list[Body]:
    """The parties other than the network this register is kept for; one statement."""
    rows = Party.objects.filter(agreement=agreement).exclude(body__in=HomeNetwork.objects.values("body"))
    return [party.body for party in rows.select_related("body").order_by("order", "id")]


def lines_of(agreement: Agreement) -> list[Line]:
    """Title, parties, signing, term and promises; five statements.

    All parties know their agreement, so its own parts are told whole; promises kept for the secretariat are not.
    """
    return [
        Line("title", _("Title"), str(agreement)),
        Line("kind", _("Kind"), str(agreement.get_kind_display())),
        *_party_lines(agreement),
        *_signing_lines(agreement),
        Line("starts", _("Begins"), day(agreement.starts)),
        Line("ends", _("Ends"), day(agreement.ends)),
        Line("length", _("Length"), agreement.length_told),
        *_promise_lines(agreement),
    ]


def _party_lines(agreement: Agreement) -> Iterator[Line]:
    rows = Party.objects.filter(agreement=agreement).select_related("body", "office")
    for party in rows.order_by("order", "id"):
        named = aside(party.body, party.office or "")
        yield Line(f"party-{party.key}", str(party.get_capacity_display()).capitalize(), named)


def _signing_lines(agreement: Agreement) -> Iterator[Line]:
    signing = Act.objects.filter(agreement=agreement, kind=ActKind.SIGNED).select_related("city")
    people = list(
        Signatory.objects.filter(act__agreement=agreement, act__kind=ActKind.SIGNED)
        .select_related("person", "party__body")
        .order_by("kind", "id")
    )
    for act in signing.order_by("day_earliest", "id"):
        where = _("virtual ceremony") if act.virtual else str(act.city or "")
        yield Line(f"signed-{act.key}", _("Signed"), listed(day(act.day), where))
    for one in people:
        told = listed(one.person.display(), one.capacity)
        yield Line(f"signatory-{one.key}", str(one.get_kind_display()).capitalize(), told)


def _promise_lines(agreement: Agreement) -> Iterator[Line]:
    parties = Reader(
        bodies=frozenset(Party.objects.filter(agreement=agreement).values_list("body", flat=True))
    )
    shown = Commitment.objects.visible_to(parties if parties.bodies else PUBLIC)
    for promise in shown.filter(agreement=agreement).order_by("order", "id"):
        yield Line(f"promise-{promise.key}", _("Promise"), promise.title)
