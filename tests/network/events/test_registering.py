"""Registering: seats, the waiting list, approval, who may, and what is refused in words."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests import factories

from koinon.network.events import registration_commands as registering
from koinon.network.events.links import LinkNotGood, door_behind, door_token, own_behind, own_token
from koinon.network.events.models import Event, Invitation, Registration, RegistrationRules
from koinon.network.events.registration_commands import (
    AllTaken,
    AnsweredAlready,
    NoReason,
    NotInvited,
    NotOpen,
)
from koinon.network.events.registration_queries import candidates, desk_of, overlapping
from koinon.network.events.rules_commands import ClosesTooSoon, TooFewSeats, set_rules
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Change, Entry
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.models import Message

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SITE = "https://league.example/"


def make_rules(**values: Any) -> RegistrationRules:
    """An open event on 1 December 2026 with one seat and a waiting list."""
    event = values.pop("event", None) or make_open_event()
    return factories.make(RegistrationRules, event=event, **({"seats": 1} | values))


def make_open_event(**values: Any) -> Event:
    return factories.make_event(**({"starts": "2026-12-01", "ends": "2026-12-02"} | values))


def told(name: str = "Ada Example", **values: Any) -> dict[str, Any]:
    given = {
        "name": name,
        "email": f"{name.split()[0].lower()}@example.org",
        "body_name": "City of Port",
        "category": "planners",
        "language": "en",
    }
    return given | values


def ask(event: Event, name: str = "Ada Example", **values: Any) -> Registration:
    """Somebody without an account registers and follows the link."""
    asked = registering.register(event, told(name, **values), by=PUBLIC, on=ON, site=SITE)
    return registering.prove_address(asked, on=ON, moment=NOW, site=SITE)


def states(event: Event) -> dict[str, str]:
    return {one.name.split()[0]: one.state for one in event.registrations.order_by("id")}


def test_without_an_account_it_counts_when_the_link_was_followed() -> None:
    event = make_rules().event
    asked = registering.register(event, told(), by=PUBLIC, on=ON, site=SITE)
    assert (asked.state, desk_of(event, ON).confirmed) == ("unproved", 0)  # type: ignore[union-attr]
    letter = Message.objects.get()
    assert letter.mailbox is not None
    assert letter.mailbox.address == "ada@example.org"
    opened = re.search(rf"{SITE}events/seat/([^/]+)/", letter.words.text)
    assert opened
    assert own_behind(opened.group(1), ON) == asked
    proved = registering.prove_address(asked, on=ON, moment=NOW, site=SITE)
    assert proved.state == "confirmed"
    letter.refresh_from_db()
    assert letter.acted_at == NOW
    assert Message.objects.count() == 2
    with pytest.raises(AnsweredAlready, match="confirmed"):
        registering.prove_address(asked, on=ON, moment=NOW, site=SITE)


def test_with_an_account_it_counts_at_once(coordinator: Reader) -> None:
    event = make_rules().event
    asked = registering.register(event, told(), by=coordinator, on=ON, site=SITE)
    assert (asked.state, asked.account) == ("confirmed", coordinator.user)
    again = registering.register(event, told(email="cai@example.org"), by=coordinator, on=ON, site=SITE)
    assert again == asked


def test_an_address_registers_once_and_nobody_is_told_that_it_had() -> None:
    event = make_rules(seats=5).event
    ask(event)
    sent = Message.objects.count()
    again = registering.register(event, told(email="ADA@example.org"), by=PUBLIC, on=ON, site=SITE)
    assert again.state == "confirmed"
    assert event.registrations.count() == 1
    assert Message.objects.count() == sent + 1
    registering.register(event, told(), by=PUBLIC, on=ON, site=SITE)
    assert Message.objects.count() == sent + 1


def test_who_comes_when_all_seats_are_taken_waits_in_order() -> None:
    event = make_rules().event
    for name in ("Ada", "Ben", "Cleo"):
        ask(event, name)
    assert states(event) == {"Ada": "confirmed", "Ben": "waiting", "Cleo": "waiting"}
    registering.withdraw_registration(event.registrations.get(name="Ada"), on=ON, site=SITE)
    assert states(event) == {"Ada": "withdrawn", "Ben": "confirmed", "Cleo": "waiting"}
    ben = event.registrations.get(name="Ben")
    registering.decline_registration(ben, "The hall is small", by=SYSTEM, on=ON, site=SITE)
    assert states(event) == {"Ada": "withdrawn", "Ben": "declined", "Cleo": "confirmed"}
    told_cleo = Message.objects.filter(mailbox__address="cleo@example.org", subject__startswith="You have")
    assert told_cleo.count() == 1
    assert "The hall is small" in Message.objects.get(subject__startswith="We cannot").words.text


def test_without_a_waiting_list_a_full_event_says_so() -> None:
    event = make_rules(waiting_list=False).event
    ask(event, "Ada")
    asked = registering.register(event, told("Ben"), by=PUBLIC, on=ON, site=SITE)
    with pytest.raises(AllTaken, match="no waiting list"):
        registering.prove_address(asked, on=ON, moment=NOW, site=SITE)


def test_approval_comes_before_a_seat() -> None:
    event = make_rules(needs_approval=True).event
    ada, ben = ask(event, "Ada"), ask(event, "Ben")
    assert states(event) == {"Ada": "asked", "Ben": "asked"}
    registering.confirm_registration(ben, by=SYSTEM, on=ON, site=SITE)
    registering.confirm_registration(ada, by=SYSTEM, on=ON, site=SITE)
    assert states(event) == {"Ada": "waiting", "Ben": "confirmed"}
    with pytest.raises(AllTaken):
        registering.confirm_registration(ada, by=SYSTEM, on=ON, site=SITE)
    with pytest.raises(NoReason):
        registering.decline_registration(ada, " ", by=SYSTEM, on=ON, site=SITE)


def test_a_group_it_is_not_for_is_looked_at_first() -> None:
    event = make_open_event(groups="elected; planners")
    make_rules(event=event, seats=None)
    assert ask(event, "Ada").state == "confirmed"
    assert ask(event, "Ben", category="other").state == "asked"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"opens_on": ON + timedelta(1)}, "opens on"),
        ({"closes_on": ON - timedelta(1)}, "closed on"),
    ],
)
def test_outside_its_days_registration_is_refused_in_words(values: dict[str, Any], words: str) -> None:
    event = make_rules(**values).event
    with pytest.raises(NotOpen, match=words):
        registering.register(event, told(), by=PUBLIC, on=ON, site=SITE)


def test_no_rules_or_an_event_gone_by_takes_nobody() -> None:
    with pytest.raises(NotOpen, match="no registrations"):
        registering.register(make_open_event(), told(), by=PUBLIC, on=ON, site=SITE)
    gone = make_rules(event=factories.make_event()).event
    with pytest.raises(NotOpen, match="over"):
        registering.register(gone, told(), by=PUBLIC, on=ON, site=SITE)


@pytest.mark.parametrize(
    ("name", "members", "invited"),
    [("coordinator", True, True), ("other_officer", True, False), ("stranger", False, False)],
)
def test_who_may_register_by_account(
    name: str, members: bool, invited: bool, guangzhou: Body, request: pytest.FixtureRequest
) -> None:
    reader: Reader = request.getfixturevalue(name)
    for open_to, welcome in (("members", members), ("invited", invited)):
        rules = make_rules(open_to=open_to)
        factories.make(Invitation, event=rules.event, body=guangzhou)
        if welcome:
            asked = registering.register(rules.event, told(), by=reader, on=ON, site=SITE)
            assert asked.state == "confirmed"
        else:
            with pytest.raises(NotInvited):
                registering.register(rules.event, told(), by=reader, on=ON, site=SITE)


def test_without_an_account_nobody_knows_of_which_body() -> None:
    assert ask(make_rules(open_to="members").event).state == "asked"


# The rules


def test_seats_taken_cannot_be_taken_away_and_new_ones_go_to_who_waits() -> None:
    event = make_rules(seats=2).event
    for name in ("Ada", "Ben", "Cleo", "Dora"):
        ask(event, name)
    with pytest.raises(TooFewSeats, match="2 people have a seat") as refused:
        set_rules(event, {"seats": 1}, by=SYSTEM, on=ON, site=SITE)
    assert refused.value.field == "seats"
    set_rules(event, {"seats": 3}, by=SYSTEM, on=ON, site=SITE)
    assert list(states(event).values()) == ["confirmed"] * 3 + ["waiting"]
    set_rules(event, {"seats": None}, by=SYSTEM, on=ON, site=SITE)
    assert list(states(event).values()) == ["confirmed"] * 4


def test_rules_in_the_wrong_order_and_stale_ones_are_refused() -> None:
    event = make_open_event()
    wrong = {"opens_on": ON, "closes_on": ON - timedelta(1)}
    with pytest.raises(ClosesTooSoon):
        set_rules(event, wrong, by=SYSTEM, on=ON, site=SITE)
    set_rules(event, {"seats": 5}, by=SYSTEM, on=ON, site=SITE)
    set_rules(event, {"seats": 6}, by=SYSTEM, on=ON, site=SITE, expected_version=1)
    with pytest.raises(Stale):
        set_rules(event, {"seats": 7}, by=SYSTEM, on=ON, site=SITE, expected_version=1)


# Who may


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("secretariat", True),
        ("coordinator", True),
        ("deputy", True),
        ("other_officer", False),
        ("stranger", False),
        ("public", False),
    ],
)
def test_who_may_answer_registrations(
    name: str, may: bool, guangzhou: Body, request: pytest.FixtureRequest
) -> None:
    reader: Reader = request.getfixturevalue(name)
    event = make_rules(seats=9, needs_approval=True, event=make_open_event(host=guangzhou)).event
    asked = ask(event)
    acts: list[Callable[[], object]] = [
        lambda: set_rules(event, {"seats": 9}, by=reader, on=ON, site=SITE),
        lambda: registering.confirm_registration(asked, by=reader, on=ON, site=SITE),
        lambda: registering.decline_registration(asked, "Full", by=reader, on=ON, site=SITE),
    ]
    assert Registration.objects.visible_to(reader).exists() is may
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_a_registrant_sees_the_own_registration_and_no_other(stranger: Reader) -> None:
    event = make_rules(seats=9).event
    own = registering.register(event, told(), by=stranger, on=ON, site=SITE)
    ask(event, "Ben")
    assert list(Registration.objects.visible_to(stranger)) == [own]


def test_the_audit_keeps_each_step() -> None:
    event = make_rules().event
    asked = ask(event)
    registering.withdraw_registration(asked, on=ON, site=SITE)
    verbs = list(Entry.objects.order_by("id").values_list("verb", "subject", "note"))
    assert verbs == [
        ("register", event.title, ""),
        ("prove_address", event.title, "by signed link"),
        ("withdraw_registration", event.title, "by signed link"),
    ]
    assert Change.objects.filter(kind="events.registration").count() == 3


# Links


def test_a_link_opens_its_own_registration_for_its_own_purpose() -> None:
    asked = ask(make_rules().event)
    assert own_behind(own_token(asked), ON) == asked
    assert door_behind(door_token(asked), ON) == asked
    for token in (door_token(asked), own_token(asked)[:-2], "nonsense"):
        with pytest.raises(LinkNotGood):
            own_behind(token, ON)


def test_a_link_past_the_day_to_forget_says_so() -> None:
    asked = ask(make_rules(forget_on=ON).event)
    with pytest.raises(LinkNotGood, match="forgotten"):
        own_behind(own_token(asked), ON + timedelta(1))


# What is noticed


def test_events_on_the_same_days_are_told() -> None:
    first = make_rules(seats=9).event
    second = make_rules(seats=9, event=make_open_event(starts="2026-12-02", ends="2026-12-03")).event
    third = make_rules(seats=9, event=make_open_event(starts="2026-12-03", ends="2026-12-03")).event
    asked = [ask(event) for event in (first, second, third)]
    assert overlapping(asked[0]) == [second]
    assert overlapping(asked[1]) == [first, third]


def test_who_it_may_be_is_proposed_and_never_decided() -> None:
    known = factories.make_person("WANG Li", family="Wang", given="Li", order="family")
    factories.make_person("Ada Other")
    asked = ask(make_rules().event, "Li Wang")
    assert candidates(asked, SYSTEM) == [known]
    assert asked.person is None
    assert candidates(asked, PUBLIC) == [known]
    known.audience = "secretariat"
    known.save()
    assert candidates(asked, PUBLIC) == []
