"""At the door and after: present, absent, matched with the record, and forgotten on the day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests import factories

from koinon.network.events import presence_commands as door
from koinon.network.events.forgetting import forget_registrants
from koinon.network.events.links import LinkNotGood, own_behind, own_token
from koinon.network.events.models import Attendance, Registration
from koinon.network.events.presence_commands import NoSeat, NotBegun, PresentAlready
from koinon.network.events.registration_commands import register, withdraw_registration
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.models import Change
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.models import Mailbox, Message, Words

from .test_registering import ON, SITE, ask, make_open_event, make_rules, told

pytestmark = pytest.mark.django_db
DAY = ON.replace(month=12, day=1)


def test_a_code_is_good_once_from_the_first_day_on() -> None:
    asked = ask(make_rules().event)
    with pytest.raises(NotBegun):
        door.mark_present(asked, by=SYSTEM, on=ON)
    door.mark_present(asked, by=SYSTEM, on=DAY)
    with pytest.raises(PresentAlready, match="before"):
        door.mark_present(asked, by=SYSTEM, on=DAY)
    waiting = ask(asked.event, "Ben")
    with pytest.raises(NoSeat, match="waiting list"):
        door.mark_present(waiting, by=SYSTEM, on=DAY)


def test_the_list_is_kept_as_ticked_and_closed_with_the_no_shows() -> None:
    event = make_rules(seats=3).event
    ada, ben, cleo = (ask(event, name) for name in ("Ada", "Ben", "Cleo"))
    assert door.mark_list(event, {ada.pk, ben.pk}, by=SYSTEM, on=DAY) == 2
    assert door.mark_list(event, {ada.pk}, by=SYSTEM, on=DAY) == 1
    assert door.close_list(event, by=SYSTEM, on=DAY) == 2
    came = dict(event.registrations.values_list("name", "came"))
    assert came == {"Ada": "present", "Ben": "absent", "Cleo": "absent"}
    assert door.mark_list(event, {ada.pk, cleo.pk}, by=SYSTEM, on=DAY) == 2


def test_only_a_person_says_who_it_is_and_then_the_part_is_on_record() -> None:
    person = factories.make_person("Ada Example")
    asked = ask(make_rules().event, post="Planner")
    door.mark_present(asked, by=SYSTEM, on=DAY)
    assert not Attendance.objects.exists()
    door.match_registration(asked, person, by=SYSTEM)
    row = Attendance.objects.get()
    assert (row.person, row.part, row.capacity, row.order) == (
        person,
        "participant",
        "Planner, City of Port",
        1,
    )
    door.unmatch_registration(asked, by=SYSTEM)
    assert not Attendance.objects.exists()


def test_who_has_a_part_already_gets_no_second_one() -> None:
    person = factories.make_person()
    asked = ask(make_rules().event)
    factories.make_attendance(asked.event, person=person, part="speaker")
    door.match_registration(asked, person, by=SYSTEM)
    door.mark_present(asked, by=SYSTEM, on=DAY)
    assert Attendance.objects.get().part == "speaker"


def test_somebody_new_is_put_on_record_for_our_eyes() -> None:
    asked = ask(make_rules().event)
    door.match_registration(asked, None, by=SYSTEM)
    assert Person.objects.get(name="Ada Example").audience == "secretariat"


def test_whoever_withdraws_was_not_there() -> None:
    person = factories.make_person()
    asked = ask(make_rules().event)
    door.match_registration(asked, person, by=SYSTEM)
    door.mark_present(asked, by=SYSTEM, on=DAY)
    withdraw_registration(asked, on=DAY, site=SITE)
    asked.refresh_from_db()
    assert (asked.came, Attendance.objects.exists()) == ("", False)


@pytest.mark.parametrize(
    ("name", "may"), [("coordinator", True), ("other_officer", False), ("stranger", False), ("public", False)]
)
def test_who_may_keep_the_door(name: str, may: bool, guangzhou: Body, request: pytest.FixtureRequest) -> None:
    reader: Reader = request.getfixturevalue(name)
    asked = ask(make_rules(event=make_open_event(host=guangzhou)).event)
    acts: list[Callable[[], object]] = [
        lambda: door.mark_present(asked, by=reader, on=DAY),
        lambda: door.mark_list(asked.event, {asked.pk}, by=reader, on=DAY),
        lambda: door.close_list(asked.event, by=reader, on=DAY),
        lambda: door.match_registration(asked, factories.make_person(), by=reader),
    ]
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    with pytest.raises(NotAllowed):
        door.match_registration(asked, None, by=reader)


# Forgetting


def test_on_its_day_nothing_personal_is_left_anywhere() -> None:
    rules = make_rules(forget_on=DAY + timedelta(9))
    asked = ask(rules.event, "Ada Secretname", needs="no nuts", post="Chief of nothing")
    door.match_registration(asked, factories.make_person(), by=SYSTEM)
    door.mark_present(asked, by=SYSTEM, on=DAY)
    token = own_token(asked)
    assert forget_registrants(by=SYSTEM, on=DAY + timedelta(9)) == 0
    assert forget_registrants(by=SYSTEM, on=DAY + timedelta(10)) == 1
    assert forget_registrants(by=SYSTEM, on=DAY + timedelta(11)) == 0
    asked.refresh_from_db()
    assert (asked.name, asked.email, asked.person, asked.came, asked.state) == (
        "",
        "",
        None,
        "present",
        "confirmed",
    )
    kept = [
        *Registration.objects.values_list(),
        *Change.objects.filter(kind="events.registration").values_list("before", "after", "label"),
        *Message.objects.values_list("subject", "unique"),
    ]
    for word in ("Secretname", "ada@example.org", "nuts", "Chief of nothing"):
        assert word not in str(kept)
    assert not Words.objects.exists()
    assert not Mailbox.objects.exists()
    assert Attendance.objects.count() == 1
    with pytest.raises(LinkNotGood, match="forgotten"):
        own_behind(token, DAY)


def test_an_address_that_nobody_confirmed_is_not_kept_long() -> None:
    event = make_rules(seats=9).event
    register(event, told(), by=PUBLIC, on=ON, site=SITE)
    ask(event, "Ben")
    assert forget_registrants(by=SYSTEM, on=ON + timedelta(14)) == 0
    assert forget_registrants(by=SYSTEM, on=ON + timedelta(15)) == 1
    assert dict(event.registrations.values_list("name", "state")) == {"": "withdrawn", "Ben": "confirmed"}


def test_only_the_house_forgets(coordinator: Reader) -> None:
    with pytest.raises(NotAllowed):
        forget_registrants(by=coordinator, on=ON)
