"""The front page: what the register holds, as of a day, and what waits for the one who reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.calls.call_queries import Which, listed
from koinon.cooperation.calls.call_queries import calls as calls_seen
from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.models import Call
from koinon.network.events.models import Event
from koinon.network.evidence.models import Finding
from koinon.network.evidence.queries import open_count
from koinon.network.members.models import Membership
from koinon.network.members.queries import home_network
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.answers import Answers

FEW = 6
NEXT = 3

_registers = Answers(most=50)


@dataclass(frozen=True, slots=True)
class Register:
    """What the register holds as of a day: counts, and what is new."""

    network: Body | None
    member_count: int
    in_force_count: int
    agreement_count: int
    people_count: int
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    coming: tuple[Event, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing has been recorded yet: the page then teaches how to begin."""
        return not (self.network or self.agreement_count or self.people_count)

    @property
    def is_young(self) -> bool:
        """Hardly begun: whoever records is told what comes next."""
        return not (self.network and self.member_count and self.agreement_count)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The register, what waits, and the bodies the reader acts for."""

    register: Register
    finding_count: int
    findings: tuple[Finding, ...]
    own_bodies: tuple[Body, ...]
    calls: tuple[tuple[Call, str], ...]
    """The calls one may enter now or soon, with their titles in the reader's language; none on another day."""


def home_page(on: date, reader: Reader, now: datetime | None) -> HomePage:
    """Put the page together: twelve statements, most of them after an act only, and one for who acts for somebody.

    ``now`` is the moment calls are asked for; None where the page is not of today.
    """
    return HomePage(
        register=_registers.recall((on, reader.sight), lambda: register(on, reader)),
        finding_count=open_count(reader),
        findings=tuple(Finding.objects.visible_to(reader).open()[:3]),
        own_bodies=tuple(Body.objects.visible_to(reader).filter(pk__in=reader.bodies).select_related("city"))
        if reader.bodies
        else (),
        calls=tuple((one, told(one).title) for one in listed(calls_seen(reader, now, which=Which.NOW))[:NEXT])
        if now
        else (),
    )


def register(on: date, reader: Reader) -> Register:
    """Count and find what is new and what comes next: eight statements."""
    network = home_network()
    agreements = Agreement.objects.visible_to(reader)
    return Register(
        network=network,
        member_count=Membership.objects.visible_to(reader).filter(network=network).holding(on).count()
        if network
        else 0,
        in_force_count=agreements.in_force(on, reader).count(),
        agreement_count=agreements.count(),
        people_count=Person.objects.visible_to(reader).current().count(),
        agreements=tuple(
            agreements.filter(starts_earliest__lte=on)
            .with_standing(on, reader)
            .order_by("-starts_earliest", "title", "id")[:FEW]
        ),
        events=tuple(
            Event.objects.visible_to(reader)
            .filter(starts_earliest__lte=on)
            .exclude(starts_edtf="")
            .select_related("city")
            .order_by("-starts_latest", "id")[:FEW]
        ),
        coming=tuple(
            Event.objects.visible_to(reader)
            .filter(starts_earliest__gt=on)
            .exclude(starts_edtf="")
            .select_related("city")
            .order_by("starts_earliest", "id")[:NEXT]
        ),
    )
