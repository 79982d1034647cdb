"""Boring rows for certificates: a seminar at which people were, and a key made once a run."""

from datetime import UTC, date, datetime
from typing import Any

from tests.factories import make, make_agreement, make_body, make_event, number

from koinon.cooperation.learning.certificate_commands import issue_certificates
from koinon.cooperation.learning.models import Certificate, Hub, Seminar
from koinon.network.events.models import Event, Registration
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader

ON = date(2019, 11, 8)
MOMENT = datetime(2019, 11, 8, 9, 30, tzinfo=UTC)


def make_seminar(host: Body | None = None, event: Event | None = None, **values: Any) -> Seminar:
    """The Park City seminar of 5 and 6 November 2019, of a hub that the host holds."""
    body = make_body(kind="hub")
    host = host or make_body()
    hub = make(Hub, title="Chengdu hub", body=body, host=host, agreement=make_agreement(parties=[host]))
    event = event or make_event("The park city", host=host)
    return make(Seminar, event=event, hub=hub, **values)


def make_participant(seminar: Seminar, name: str = "Li Wei", **values: Any) -> Registration:
    """Somebody with a seat who was there."""
    given = {"email": f"p{number()}@example.org", "state": "confirmed", "came": "present"}
    return make(Registration, event=seminar.event, name=name, **(given | values))


def make_certificate(by: Reader, seminar: Seminar | None = None, **values: Any) -> Certificate:
    """A certificate issued as it is in life."""
    seminar = seminar or make_seminar()
    make_participant(seminar, **values)
    return issue_certificates(seminar, by=by, on=ON, moment=MOMENT)[0]
