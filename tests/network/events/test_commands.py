"""Entering events and who took part: what is kept, what is refused, and by whom."""

from collections.abc import Callable
from typing import Any

import pytest
from tests import factories

from koinon.network.events import commands
from koinon.network.events.commands import NobodyNamed, WrongOrder
from koinon.network.events.models import Attendance, Event
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Change, Entry
from koinon.platform.dates import UNKNOWN, Day
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db


def told(**values: Any) -> dict[str, Any]:
    given = {
        "title": "Seminar on water",
        "kind": "seminar",
        "starts": Day("2019-11-05"),
        "ends": Day("2019-11-06"),
    }
    return given | values


def test_an_event_is_recorded_and_remembered(secretariat: Reader) -> None:
    event = commands.record_event(told(), by=secretariat)
    assert (event.key, str(event.starts), event.version) == ("seminar-on-water", "2019-11-05", 1)
    entry = Entry.objects.get(verb="record_event")
    change = entry.changes.get()
    assert (entry.by, entry.subject, change.before) == (secretariat.user, "Seminar on water", None)
    assert (change.after or {})["title"] == "Seminar on water"


def test_two_of_one_name_have_two_keys() -> None:
    keys = [commands.record_event(told(), by=SYSTEM).key for _ in range(3)]
    assert keys == ["seminar-on-water", "seminar-on-water-2", "seminar-on-water-3"]


def test_an_event_does_not_end_before_it_begins() -> None:
    with pytest.raises(WrongOrder) as refused:
        commands.record_event(told(ends=Day("2019-11-04")), by=SYSTEM)
    assert refused.value.field == "ends"
    event = factories.make_event()
    with pytest.raises(WrongOrder):
        commands.change_event(event, {"ends": Day("2019-11-01")}, by=SYSTEM)
    with pytest.raises(WrongOrder):
        commands.change_event(event, {"starts": Day("2020")}, by=SYSTEM)
    event.refresh_from_db()
    assert (str(event.starts), str(event.ends), event.version) == ("2019-11-05", "2019-11-06", 1)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("starts", "ends"), [("2019", "2019-11"), ("2019-11", "2019"), ("", "2019"), ("2019", "")]
)
def test_what_may_be_in_order_is_not_refused(starts: str, ends: str) -> None:
    event = commands.record_event(told(starts=Day(starts), ends=Day(ends)), by=SYSTEM)
    assert Event.objects.get(pk=event.pk).span == event.span


def test_a_change_leaves_before_and_after_and_a_stale_one_is_refused(secretariat: Reader) -> None:
    event = factories.make_event("Old title")
    commands.change_event(event, {"title": "New title"}, by=secretariat, expected_version=1)
    change = Change.objects.get(entry__verb="change_event")
    assert sorted(change.differences) == [("title", "Old title", "New title"), ("version", 1, 2)]
    with pytest.raises(Stale):
        commands.change_event(Event.objects.get(), {"title": "Other"}, by=secretariat, expected_version=1)
    assert Event.objects.get().title == "New title"


def test_a_change_that_changes_nothing_leaves_no_trace() -> None:
    event = factories.make_event("As it is")
    commands.change_event(event, {"title": "As it is"}, by=SYSTEM)
    assert not Entry.objects.exists()
    assert event.version == 1


def test_the_order_of_protocol_goes_on_unless_a_place_is_given() -> None:
    event = factories.make_event()
    people = [factories.make_person(name) for name in ("Wen Guohui", "Denis Coderre", "Agnès Bickart")]
    for person in people[:2]:
        commands.record_attendance(event, {"person": person}, by=SYSTEM)
    commands.record_attendance(event, {"person": people[2], "order": 1, "part": "interpreter"}, by=SYSTEM)
    rows = [(one.order, str(one.person)) for one in Attendance.objects.order_by("order", "id")]
    assert rows == [(1, "Wen Guohui"), (1, "Agnès Bickart"), (2, "Denis Coderre")]
    assert set(Entry.objects.values_list("subject", flat=True)) == {event.title}


def test_an_attendance_names_a_person_or_a_body() -> None:
    event = factories.make_event()
    with pytest.raises(NobodyNamed) as refused:
        commands.record_attendance(event, {"person": None, "body": None}, by=SYSTEM)
    assert refused.value.field == "person"
    by_body = commands.record_attendance(event, {"body": factories.make_body("A jury")}, by=SYSTEM)
    assert str(by_body) == "A jury"
    with pytest.raises(NobodyNamed):
        commands.change_attendance(by_body, {"person": None, "body": None}, by=SYSTEM)
    by_body.refresh_from_db()
    assert by_body.body is not None


def test_a_changed_part_keeps_its_place() -> None:
    attendance = factories.make_attendance(order=4)
    commands.change_attendance(attendance, {"part": "speaker", "order": None}, by=SYSTEM)
    attendance.refresh_from_db()
    assert (attendance.part, attendance.order) == ("speaker", 4)


def test_whoever_is_taken_off_the_list_stays_in_the_history() -> None:
    attendance = factories.make_attendance(capacity="head of delegation")
    commands.remove_attendance(attendance, by=SYSTEM)
    assert not Attendance.objects.exists()
    change = Change.objects.get(entry__verb="remove_attendance")
    assert ((change.before or {})["capacity"], change.after) == ("head of delegation", None)


@pytest.mark.parametrize("name", ["coordinator", "deputy", "other_officer", "stranger", "public"])
def test_others_may_not_record(name: str, request: pytest.FixtureRequest) -> None:
    reader: Reader = request.getfixturevalue(name)
    attendance = factories.make_attendance()
    acts: list[Callable[[], object]] = [
        lambda: commands.record_event(told(starts=UNKNOWN, ends=UNKNOWN), by=reader),
        lambda: commands.change_event(attendance.event, {"title": "Mine"}, by=reader),
        lambda: commands.record_attendance(attendance.event, {"body": None}, by=reader),
        lambda: commands.change_attendance(attendance, {"part": "host"}, by=reader),
        lambda: commands.remove_attendance(attendance, by=reader),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert not Entry.objects.exists()
