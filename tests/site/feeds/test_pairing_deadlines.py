"""The days of a round of pairing in calendars: for its cities and those who run it, until they are kept."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.factories import make_body, make_edition, make_participation

from koinon.cooperation.pairing import profile_commands, round_commands
from koinon.cooperation.pairing.models import Round
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.site.feeds.pairing_entries import of_rounds

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
SINCE = date(2024, 1, 1)


@pytest.fixture
def city() -> Body:
    return make_body("City of Rome", kind="government")


@pytest.fixture
def round_(city: Body) -> Round:
    """A round with one city called and its days announced; the call is not open yet."""
    edition = make_edition(title="IUC 2026")
    days = {"call_closes": date(2026, 12, 1), "consult_by": date(2027, 1, 15)}
    made = round_commands.record_round(edition, by=SYSTEM, title="Round", left_side="Europe", **days)
    profile_commands.call_cities(made, [make_participation(edition, city, side="Europe")], by=SYSTEM)
    return made


def told(reader: Reader, bodies: set[int] | None = None, programme: Any = None) -> list[tuple[str, date]]:
    found = of_rounds(bodies, programme, reader, SINCE, lambda path: f"https://example.org{path}")
    return [(entry.title, entry.begins) for entry in found if isinstance(entry.begins, date)]


def test_a_call_stands_in_the_calendars_of_its_cities_while_it_is_open(round_: Round, city: Body) -> None:
    officer = Reader(bodies=frozenset({city.pk}))
    assert told(officer, {city.pk}) == []
    round_commands.open_call(round_, by=SYSTEM, moment=NOW)
    closing = [("Call closes: Round", date(2026, 12, 1))]
    assert told(officer, {city.pk}) == closing
    assert told(SYSTEM, programme=round_.edition.programme) == closing
    assert told(SYSTEM) == closing
    assert told(PUBLIC) == []
    other = make_body("City of Oslo")
    assert told(Reader(bodies=frozenset({other.pk})), {other.pk}) == []


def test_once_asked_the_last_day_for_answers_stands_there(round_: Round, city: Body) -> None:
    Round.objects.filter(pk=round_.pk).update(opened_at=NOW, frozen_at=NOW, asked_at=NOW)
    officer = Reader(bodies=frozenset({city.pk}))
    assert told(officer, {city.pk}) == [("Last day for the answers of the cities: Round", date(2027, 1, 15))]
    Round.objects.filter(pk=round_.pk).update(published_at=NOW)
    assert told(officer, {city.pk}) == []


def test_it_is_one_statement(round_: Round, django_assert_num_queries: Any) -> None:
    round_commands.open_call(round_, by=SYSTEM, moment=NOW)
    with django_assert_num_queries(1):
        assert told(SYSTEM)
