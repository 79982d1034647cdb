"""The days of judging in calendars: a juror's own and the secretariat's, nobody else's; and no name in any of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cooperation.awards.judging import TELLING, Cycle, make_cycle
from tests.factories import make_edition

from koinon.cooperation.awards.models import Phase
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.site.feeds.phase_entries import of_phases
from koinon.site.feeds.secret_address import secret_address

pytestmark = pytest.mark.django_db
OPENS, CLOSES = date(2026, 11, 20), date(2026, 12, 4)
SINCE = date(2024, 1, 1)
BEGINS, LAST = "Judging begins: Final, Urban Award 2018", "Last day to judge: Final, Urban Award 2018"


@pytest.fixture
def made() -> Cycle:
    """A blind cycle under way, in an edition of a programme."""
    cycle = make_cycle(entries=1, opens_on=OPENS, closes_on=CLOSES)
    cycle.call.edition = make_edition()
    cycle.call.save()
    return cycle


def told(reader: Reader, bodies: Any = None, programme: Any = None) -> list[tuple[str, object]]:
    return [(one.title, one.begins) for one in of_phases(bodies, programme, reader, SINCE, str)]


def test_who_finds_the_days_of_a_phase(made: Cycle, stranger: Reader, django_assert_num_queries: Any) -> None:
    days, juror, chair = [(BEGINS, OPENS), (LAST, CLOSES)], made.readers["juror"], made.readers["chair"]
    assert told(juror, juror.bodies) == days == told(chair)
    assert made.call.edition is not None
    with django_assert_num_queries(2):
        assert told(SYSTEM, programme=made.call.edition.programme) == days
    applicant = made.entries[0].applicant_id
    for reader in (PUBLIC, stranger, Reader(bodies=frozenset({applicant}))):
        assert told(reader) == told(reader, {applicant}) == []
    assert told(SYSTEM, {applicant}) == []
    Phase.objects.update(closed_at=made.phase.opened_at)
    assert {one.warn_days for one in of_phases(None, None, SYSTEM, SINCE, str)} == {0}


def test_no_calendar_a_blind_juror_has_tells_who_entered(
    made: Cycle, client_of: Callable[[Reader], Client]
) -> None:
    juror = made.readers["juror"]
    assert juror.user is not None
    client, entry = client_of(juror), made.entries[0]
    own = client.get(secret_address(juror.user)).content.decode()
    assert "Last day to judge: Final" in own
    assert [word for word in (*TELLING, entry.key, "UA-2018-0041") if word in own] == []
    city = entry.applicant.city
    assert city is not None
    for name, key in (("body", entry.applicant.key), ("city", city.key)):
        theirs = client.get(reverse(f"feeds:{name}-calendar", args=[key])).content.decode()
        assert "Urban Award" not in theirs, name
        assert "UA-2018" not in theirs, name
