"""After the door has closed: who came, what was said, what follows, on one screen; and what cannot all be true."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import make_attendance, make_body, make_person, make_role

from koinon.cooperation.visits import commands
from koinon.cooperation.visits.closing import NotYet, Told, close_visit
from koinon.cooperation.visits.conflicts import conflicts
from koinon.cooperation.visits.links import LinkNotGood, token_of, visit_behind
from koinon.cooperation.visits.models import FollowUp, Visit
from koinon.cooperation.visits.queries import programme_of
from koinon.network.people.models import Person, Role
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Entry
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed, Refused
from koinon.platform.notifications.models import Message

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def visit(today: date) -> Visit:
    return make_visit(today)


def make_visit(on: date, **values: object) -> Visit:
    given = {
        "title": "Visit of Port",
        "starts": Day.of(on),
        "ends": Day.of(on),
        "audience": "members",
        "guest": make_body("City of Port"),
        "languages": "en, zh",
    }
    return commands.record_visit(given | values, by=SYSTEM, on=on)


# One screen


def test_one_screen_keeps_who_came_what_was_said_and_what_follows(
    visit: Visit, secretariat: Reader, client_of: ClientOf
) -> None:
    came, stayed = make_attendance(visit.event), make_attendance(visit.event)
    owner = make_body("Port Office")
    desk = client_of(secretariat)
    address = f"/visits/{visit.key}/after/"
    page = desk.get(address).text
    assert page.count('name="came"') == page.count(" checked") == 2
    sent = {
        "came": str(came.pk),
        "notes": "They want trees.",
        "results": "A joint list of trees.",
        "follow-TOTAL_FORMS": "3",
        "follow-INITIAL_FORMS": "0",
        "follow-0-text": "Send the list",
        "follow-0-owner_body": "Port Office",
        "follow-0-owner_body-key": owner.key,
        "follow-0-due_on": "2030-01-01",
        "version": str(visit.version),
    }
    answer = desk.post(address, sent, follow=True)
    assert "Kept." in answer.text
    for row, told in ((came, "present"), (stayed, "absent")):
        row.refresh_from_db()
        assert row.came == told
    visit.refresh_from_db()
    assert (visit.notes, visit.results) == ("They want trees.", "A joint list of trees.")
    assert FollowUp.objects.get().owner_body == owner
    assert Entry.objects.filter(verb="close_visit").count() == 1
    assert "did not come" in answer.text
    again = desk.post(address, sent | {"version": str(visit.version)})
    assert again.status_code == 302
    assert FollowUp.objects.count() == 1


def test_nothing_typed_is_lost_where_nobody_does_it(
    visit: Visit, secretariat: Reader, client_of: ClientOf
) -> None:
    sent = {
        "notes": "They want trees.",
        "follow-TOTAL_FORMS": "3",
        "follow-INITIAL_FORMS": "0",
        "follow-0-text": "Send the list",
        "follow-1-text": "Ask again",
        "follow-1-owner": "Nova Nobody",
        "version": str(visit.version),
    }
    answer = client_of(secretariat).post(f"/visits/{visit.key}/after/", sent)
    assert answer.status_code == 422
    assert all(words in answer.text for words in ("Say who does it", "They want trees.", "Send the list"))
    assert not FollowUp.objects.exists()
    assert not Person.objects.filter(name="Nova Nobody").exists()


def test_before_it_begins_or_by_others_nothing_is_closed(
    visit: Visit, coordinator: Reader, today: date
) -> None:
    with pytest.raises(NotYet):
        close_visit(visit, Told(()), by=SYSTEM, on=today - timedelta(1))
    with pytest.raises(NotAllowed):
        close_visit(visit, Told(()), by=coordinator, on=today)
    close_visit(visit, Told((), notes="x"), by=SYSTEM, on=today, expected_version=visit.version)
    with pytest.raises(Stale):
        close_visit(visit, Told((), notes="y"), by=SYSTEM, on=today, expected_version=1)


def test_results_and_attendance_stand_in_the_report_and_open_ends_in_the_next_briefing(
    visit: Visit, secretariat: Reader, client_of: ClientOf, today: date
) -> None:
    row = make_attendance(visit.event)
    follow = {"text": "Send the list", "owner": make_person("Pau Ferrer")}
    close_visit(visit, Told({row.pk}, results="A list of trees", follow_ups=[follow]), by=SYSTEM, on=today)
    second = make_visit(today + timedelta(30), guest=visit.guest)
    desk = client_of(secretariat)
    page = desk.get(f"/visits/{second.key}/").text
    assert page.index("Left open by earlier visits") < page.index("Send the list") < page.index("Delegation")
    for paper in (f"{second.key}.pdf", f"{visit.key}/report.pdf", f"{visit.key}/invitation.pdf"):
        assert desk.get(f"/papers/visits/{paper}").content.startswith(b"%PDF")


# What cannot all be true


def test_points_at_the_same_time_are_told(visit: Visit, today: date) -> None:
    def add(title: str, half: str, begins: time | None = None, closes: time | None = None) -> None:
        values = {"day": today, "half": half, "title": title, "begins_at": begins, "closes_at": closes}
        commands.record_half_day(visit, values, by=SYSTEM)

    def told() -> list[str]:
        return conflicts(visit, programme_of(visit, SYSTEM), SYSTEM)

    add("Port", "1", time(9), time(10))
    add("Market", "1", time(10), time(11))
    add("Dinner", "3")
    assert told() == []
    add("Museum", "1", time(10, 30), time(11, 30))
    assert len(told()) == 1
    assert "Market" in told()[0]
    assert "Museum" in told()[0]
    add("Concert", "3")
    assert len(told()) == 2
    with pytest.raises(Refused, match="before it begins"):
        add("Backwards", "1", time(10), time(9))


def test_a_host_with_two_guests_and_a_guest_in_two_places_are_told(today: date) -> None:
    host, person = make_body("Port Office"), make_person()
    one = make_visit(today, host=host)
    same_host = make_visit(today, title="Other guest", host=host)
    elsewhere = make_visit(today, title="Same people")
    make_visit(today + timedelta(9), title="Another day", host=host)
    for visit in (one, elsewhere):
        make_attendance(visit.event, person=person)
    told = " ".join(conflicts(one, (), SYSTEM))
    assert "The host receives another guest: Other guest" in told
    assert "expected elsewhere: Same people" in told
    assert "Another day" not in told
    assert len(conflicts(same_host, (), SYSTEM)) == 1


def test_a_day_is_needed_unless_nobody_knows_the_days(visit: Visit) -> None:
    with pytest.raises(Refused, match="which day"):
        commands.record_half_day(visit, {"day": None, "half": "1", "title": "Talks"}, by=SYSTEM)
    undated = make_visit(date(2015, 11, 1), starts=Day(""), ends=Day(""))
    commands.record_half_day(undated, {"day": None, "half": "1", "title": "Talks"}, by=SYSTEM)
    assert undated.programme.get().day is None


# The link


def test_each_way_a_link_fails_has_its_own_words(visit: Visit, today: date) -> None:
    def link() -> str:
        commands.issue_link(visit, "en", by=SYSTEM, on=today)
        return token_of(visit)

    first = link()
    second = link()
    for token, on, words in (
        (first, today, "newer link"),
        (second, today + timedelta(61), "past its end"),
        ("nonsense", today, "opens nothing"),
    ):
        with pytest.raises(LinkNotGood, match=words):
            visit_behind(token, on)
    commands.revoke_link(visit, by=SYSTEM)
    with pytest.raises(LinkNotGood, match="taken back"):
        visit_behind(second, today)
    third = link()
    make_attendance(visit.event)
    commands.answer_by_link(visit, {}, agrees=True, moment=timezone.now())
    with pytest.raises(LinkNotGood, match="agreed with this link already"):
        visit_behind(third, today)


def test_the_link_of_somebody_who_left_closes(visit: Visit, today: date) -> None:
    role = make_role(of=make_body("Port Foreign Office", parent=visit.guest))
    with pytest.raises(Refused, match="no office there"):
        commands.issue_link(visit, "en", by=SYSTEM, on=today, person=make_person())
    commands.issue_link(visit, "en", by=SYSTEM, on=today, person=role.person)
    token = token_of(visit)
    assert visit_behind(token, today) == visit
    Role.objects.filter(pk=role.pk).update(
        ends_edtf="2020", ends_earliest=date(2020, 1, 1), ends_latest=date(2020, 12, 31)
    )
    with pytest.raises(LinkNotGood, match="no longer works there"):
        visit_behind(token, today)


def test_the_link_goes_by_mail_in_the_language_of_the_guest(
    visit: Visit, secretariat: Reader, client_of: ClientOf
) -> None:
    sent = {"language": "zh-hans", "email": "office@port.example"}
    page = client_of(secretariat).post(f"/visits/{visit.key}/link/", sent, follow=True)
    assert "on its way" in page.text
    letter = Message.objects.get()
    assert (letter.language, letter.about_kind) == ("zh-hans", "visits.visit")
    assert "/visits/guest/" in letter.words.text
    wrong = client_of(secretariat).post(f"/visits/{visit.key}/link/", sent | {"email": "x"}, follow=True)
    assert "e-mail" in wrong.text.lower() or "email" in wrong.text.lower()
    assert Message.objects.count() == 1
