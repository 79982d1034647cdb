"""People to ask, questions on their way, and what a body says a year later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests import factories

from koinon.cooperation.practices import asking_commands, findings, follow_up_commands
from koinon.cooperation.practices.follow_up_commands import Told
from koinon.cooperation.practices.letters import letters_due
from koinon.cooperation.practices.models import Practice, PracticeFollowUp, PracticePerson, PracticeQuestion
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body, ContactDetail, Role
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.notifications.models import Message

from .casting import TODAY, letters, make_practice, make_role_with_mail

ClientOf = Callable[[Reader], Client]
QUESTION = {
    "name": "Quito Querist",
    "email": "quito@elsewhere.example",
    "words": "How deep?",
    "organisation": "",
}


@pytest.fixture
def practice(guangzhou: Body) -> Practice:
    cache.clear()
    return make_practice(guangzhou)


@pytest.fixture
def named(practice: Practice, guangzhou: Body, coordinator: Reader) -> PracticePerson:
    """Somebody who was asked by the city's own officer and has not answered."""
    role = make_role_with_mail(guangzhou)
    return asking_commands.name_person(practice, role, by=coordinator, on=timezone.localdate())


def test_nobody_is_named_before_saying_yes(
    practice: Practice, named: PracticePerson, secretariat: Reader, client_of: ClientOf
) -> None:
    page = practice.get_absolute_url()
    guest = Client()
    assert "ANSWERS" not in guest.get(page).text
    assert "ANSWERS" in client_of(secretariat).get(page).text
    assert guest.get(f"{page}people/{named.key}/ask/").status_code == 404
    [(to, link)] = letters()
    assert to == "ana@city.example"
    assert guest.post(link, {"says": "yes"}).status_code == 200
    shown = guest.get(page).text
    assert "ANSWERS" in shown
    assert "ana@city.example" not in shown
    assert guest.post(link, {"says": "no"}).status_code == 410
    # Who leaves the office is named no longer.
    Role.objects.filter(pk=named.role_id).update(
        ends_edtf="2020", ends_earliest="2020-01-01", ends_latest="2020-12-31"
    )
    assert "ANSWERS" not in guest.get(page).text


def test_who_would_rather_not_is_never_named(
    practice: Practice, named: PracticePerson, client_of: ClientOf
) -> None:
    [(_to, link)] = letters()
    guest = Client()
    guest.post(link, {"says": "no"})
    assert "ANSWERS" not in guest.get(practice.get_absolute_url()).text
    named.refresh_from_db()
    with pytest.raises(asking_commands.NotToBeAsked):
        asking_commands.ask_question(named, QUESTION | {"language": "en"}, by=SYSTEM, on=TODAY)


def test_naming_needs_an_address_and_is_done_once(
    practice: Practice, named: PracticePerson, guangzhou: Body, coordinator: Reader, stranger: Reader
) -> None:
    with pytest.raises(asking_commands.NamedAlready):
        asking_commands.name_person(practice, named.role, by=coordinator, on=TODAY)
    clerk = factories.make_role(of=guangzhou, title="Clerk", post=None)
    with pytest.raises(asking_commands.NoAddress):
        asking_commands.name_person(practice, clerk, by=coordinator, on=TODAY)


@pytest.fixture
def agreed(named: PracticePerson) -> PracticePerson:
    return asking_commands.answer_naming(named, agrees=True, on=timezone.localdate())


def test_a_question_goes_on_only_when_its_sender_proves_the_address(
    practice: Practice, agreed: PracticePerson
) -> None:
    guest, door = Client(), f"{practice.get_absolute_url()}people/{agreed.key}/ask/"
    assert "ana@city.example" not in guest.get(door).text
    assert guest.post(door, {**QUESTION, "email": "no address"}).status_code == 422
    assert guest.post(door, {**QUESTION, "homepage": "spam"}).status_code == 200
    assert not PracticeQuestion.objects.exists()
    assert guest.post(door, QUESTION).status_code == 200
    to, link = letters()[-1]
    assert to == "quito@elsewhere.example"
    assert "How deep?" in guest.get(link).text
    assert len(letters()) == 2
    assert guest.post(link).status_code == 200
    brought = Message.objects.order_by("id").select_related("mailbox", "words").last()
    assert brought is not None
    assert brought.mailbox is not None
    assert brought.mailbox.address == "ana@city.example"
    assert "How deep?" in brought.words.text
    assert "quito@elsewhere.example" in brought.words.text
    assert not PracticeQuestion.objects.exists()
    assert guest.post(link).status_code == 410


def test_with_an_account_it_goes_at_once(
    practice: Practice, agreed: PracticePerson, other_officer: Reader, client_of: ClientOf
) -> None:
    door = f"{practice.get_absolute_url()}people/{agreed.key}/ask/"
    assert other_officer.user is not None
    client_of(other_officer).post(door, {**QUESTION, "email": other_officer.user.email})
    assert letters()[-1][0] == "ana@city.example"
    # Under somebody else's address it has to be proved like anybody's.
    client_of(other_officer).post(door, QUESTION)
    assert letters()[-1][0] == "quito@elsewhere.example"


def test_too_many_questions_are_stopped_and_old_ones_forgotten(
    practice: Practice, agreed: PracticePerson, secretariat: Reader
) -> None:
    guest, door = Client(), f"{practice.get_absolute_url()}people/{agreed.key}/ask/"
    answers = [guest.post(door, QUESTION).status_code for _time in range(5)]
    assert answers == [200, 200, 200, 200, 422]
    later = timezone.localdate() + timedelta(15)
    link = letters()[-1][1]
    assert asking_commands.forget_questions(by=secretariat, on=later) == 4
    assert guest.get(link).status_code == 410


def test_a_name_is_taken_back_by_its_bearer(
    practice: Practice, agreed: PracticePerson, client_of: ClientOf
) -> None:
    person = agreed.role.person
    assert person is not None
    person.account = factories.make_user()
    person.save()
    own = client_of(reader_for(person.account, timezone.localdate()))
    assert own.post(f"{practice.get_absolute_url()}people/{agreed.key}/remove/").status_code == 302
    assert not PracticePerson.objects.exists()


# A year later


def test_a_year_later_the_body_is_asked_and_answers_by_link(practice: Practice, guangzhou: Body) -> None:
    factories.make(ContactDetail, body=guangzhou, means="email", value="fao@gz.example")
    Practice.objects.update(follow_up_on=TODAY)
    assert list(letters_due(TODAY - timedelta(1))) == []
    [(letter, day)] = letters_due(TODAY)
    assert (letter.address, day) == ("fao@gz.example", TODAY)
    assert [one.unique for one, _day in letters_due(TODAY + timedelta(3))] == [letter.unique]
    link = letter.text[letter.text.index("/practices/") :].split()[0]
    guest = Client()
    assert guest.get(link).status_code == 200
    assert guest.post(link, {"words": "x"}).status_code == 422
    assert guest.post(link, {"outcome": "changed", "words": "Two more gardens."}).status_code == 200
    assert guest.get(link).status_code == 410
    told = PracticeFollowUp.objects.get()
    assert (told.outcome, told.by_link, told.due_on) == ("changed", True, TODAY)
    practice.refresh_from_db()
    assert practice.follow_up_on is not None
    assert practice.follow_up_on >= TODAY.replace(year=TODAY.year + 1)
    assert "Two more gardens." in guest.get(practice.get_absolute_url()).text
    assert list(letters_due(TODAY + timedelta(3))) == []


def test_what_ended_is_not_asked_about_again(
    practice: Practice, coordinator: Reader, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    door = f"{practice.get_absolute_url()}tell/"
    assert client.post(door, {"outcome": "ended", "words": "The mayor left."}).status_code == 302
    practice.refresh_from_db()
    assert practice.follow_up_on is None
    assert "The mayor left." in Client().get(practice.get_absolute_url()).text


def test_asked_once_more_the_link_before_opens_nothing(practice: Practice, secretariat: Reader) -> None:
    first = follow_up_commands.ask_follow_up(practice, by=secretariat, on=TODAY)
    spent = letters()[-1][1]
    again = follow_up_commands.ask_follow_up(practice, by=secretariat, on=TODAY)
    assert first.pk == again.pk
    assert Client().get(spent).status_code == 410
    assert Client().get(letters()[-1][1]).status_code == 200
    answered = follow_up_commands.answer_follow_up(again, Told("going"), by=secretariat, on=TODAY)
    with pytest.raises(follow_up_commands.Answered):
        follow_up_commands.answer_follow_up(answered, Told("going"), by=secretariat, on=TODAY)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"follow_up_on": date(2026, 10, 1)}, 1),
        ({"follow_up_on": date(2026, 11, 1)}, 0),
        ({"follow_up_on": None}, 0),
        ({"follow_up_on": date(2026, 10, 1), "published_on": None}, 0),
    ],
)
def test_overdue_follow_ups_are_noticed(practice: Practice, values: dict[str, Any], found: int) -> None:
    Practice.objects.update(**values)
    assert len(list(findings.find_overdue_follow_ups(TODAY))) == found
