"""Reminders: to jurors who owe scores, 14 and 3 days before the close, once each, without a word about entries."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.cooperation.calls.calling import letters
from tests.factories import make

from koinon.cooperation.awards.models import Conflict, Phase
from koinon.cooperation.awards.phase_commands import close_scoring
from koinon.cooperation.awards.reminders import letters_due
from koinon.cooperation.awards.review_commands import abstain, send_review
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.accounts.models import User
from koinon.platform.folding import fold
from koinon.platform.notifications.commands import plan_message
from koinon.platform.notifications.models import Message, State
from koinon.platform.notifications.planners import plan_all

from .judging import NOW, TELLING, Cycle, cast, give, make_cycle

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
CLOSES = date(2026, 12, 10)
FIRST, SECOND = CLOSES - timedelta(14), CLOSES - timedelta(3)


@pytest.fixture
def cycle() -> Cycle:
    """The chair has sent all, the juror one of three; of the third's three one is sent and one is in conflict."""
    made = make_cycle(closes_on=CLOSES)
    for juror, entry in ((0, 0), (0, 1), (0, 2), (1, 0), (2, 0)):
        give(made, juror, entry, 3, 3)
    make(Conflict, panel=made.panel, juror=made.jurors[2], entry=made.entries[1], kind="city")
    User.objects.filter(person=made.jurors[1].person).update(language="es")
    return made


def owing(on: date) -> list[tuple[str, str]]:
    """Who is written to, and how many are left."""
    return [(one.address, one.subject.split()[0]) for one, _day in letters_due(on)]


def plan(on: date) -> None:
    """What the planner of this room has to say on the day."""
    for letter, day in letters_due(on):
        plan_message(letter, on=day, by=None)


def mail(made: Cycle, juror: int) -> str:
    return User.objects.get(person=made.jurors[juror].person).email


def test_who_is_reminded_and_who_is_not(cycle: Cycle) -> None:
    both = [(mail(cycle, 1), "2"), (mail(cycle, 2), "1")]
    assert owing(FIRST - timedelta(1)) == []
    assert owing(FIRST) == owing(SECOND) == owing(CLOSES) == both
    assert owing(CLOSES + timedelta(1)) == []
    # What was given after the day is no reason for the letter of that day.
    cycle.phase.assignments.filter(juror=cycle.jurors[2]).update(made_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert owing(FIRST + timedelta(6)) == both[:1]
    assert owing(SECOND) == both
    role = cycle.jurors[2].role
    role.ends = "2020-01-01"
    role.save()
    assert owing(SECOND) == both[:1]
    for away in (
        {"opened_at": None}, {"closed_at": NOW}, {"frozen_at": NOW}, {"closes_on": None},
        {"opened_at": datetime(2026, 12, 9, tzinfo=UTC)},
    ):  # fmt: skip
        before = Phase.objects.filter(pk=cycle.phase.pk)
        kept = before.values(*away).get()
        before.update(**away)
        assert owing(SECOND) == [], away
        before.update(**kept)


def test_each_gets_one_letter_for_each_day_and_none_tells_of_an_entry(
    cycle: Cycle, client_of: ClientOf
) -> None:
    for day in (FIRST, FIRST, FIRST + timedelta(5), SECOND, SECOND, CLOSES):
        (plan_all if day == CLOSES else plan)(day)
        Message.objects.filter(sent_at=None).update(state=State.SENT, sent_at=NOW)
    told = letters()
    assert [to for to, _subject, _text in told] == [mail(cycle, 1), mail(cycle, 2)] * 2
    assert "10 de diciembre de 2026" in told[0][1]
    assert "10 December 2026" in told[1][2]
    words = fold(str(told) + str(list(Message.objects.values("unique", "about_key"))))
    secrets = [*TELLING, "sorts its waste", "Otherton", "Idea 2", "UA-2018-0041", cycle.entries[0].key]
    secrets += [cycle.code(number) for number in range(3)]
    assert [one for one in secrets if fold(one) in words] == []
    assert f"/awards/phases/{cycle.phase.key}/" in told[0][2]
    page = f"/awards/phases/{cycle.phase.key}/judges/"
    people = cast(cycle)
    for name in ("chair", "secretariat"):
        assert client_of(people[name]).get(page).content.decode().count("reminded on 20 Nov 2026") == 2
    close_scoring(cycle.phase, by=SYSTEM, moment=NOW)
    assert "reminded on" not in client_of(people["juror"]).get(page).content.decode()


def test_who_has_sent_all_is_left_in_peace(cycle: Cycle) -> None:
    plan(FIRST)
    Message.objects.filter(mailbox__address=mail(cycle, 1)).update(state=State.HELD)
    juror, third = cycle.readers["juror"], cycle.readers["third"]
    give(cycle, 1, 1, 3, 3)
    send_review(cycle.assignment(1, 1), by=juror, moment=NOW)
    assert not Message.objects.filter(state=State.WITHDRAWN).exists()
    abstain(cycle.assignment(1, 2), "too far away", by=juror, moment=NOW)
    abstain(cycle.assignment(2, 2), "too far away", by=third, moment=NOW)
    assert set(Message.objects.values_list("state", flat=True)) == {State.WITHDRAWN}
    assert owing(SECOND) == []


def test_what_left_is_acted_on_and_what_is_out_of_date_stays_at_home(cycle: Cycle) -> None:
    plan(FIRST)
    own = Message.objects.filter(mailbox__address=mail(cycle, 2))
    own.update(state=State.SENT, sent_at=NOW)
    abstain(cycle.assignment(2, 2), "too far away", by=cycle.readers["third"], moment=NOW)
    assert own.get().acted_at == NOW
    Phase.objects.update(closes_on=CLOSES + timedelta(30))  # put off: another letter, in its time
    plan(FIRST + timedelta(1))
    assert sorted(Message.objects.values_list("state", flat=True)) == [State.SENT, State.WITHDRAWN]
    Phase.objects.update(closes_on=CLOSES)
    plan(SECOND)
    close_scoring(cycle.phase, by=SYSTEM, moment=NOW)
    assert not Message.objects.filter(state=State.PLANNED).exists()
