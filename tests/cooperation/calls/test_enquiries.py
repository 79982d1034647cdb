"""Questions about a call: asked privately, answered to all, and not told whose they are."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cooperation.calls.calling import letters, make_call

from koinon.cooperation.calls.enquiries_commands import answer_question, ask_question
from koinon.cooperation.calls.models import Enquiry
from koinon.network.people.readers import PUBLIC, SYSTEM

pytestmark = pytest.mark.django_db


def test_a_question_is_asked_privately_and_answered_to_all(
    client, client_of, coordinator, secretariat, stranger
) -> None:
    call = make_call(questions=2, questions_until=timezone.localdate() + timedelta(days=1))
    page = f"/calls/{call.key}/questions/"
    told = {"words": "May Guangzhou enter twice?", "email": "cai@example.org"}
    assert client_of(coordinator).post(page, told).status_code == 302
    enquiry = Enquiry.objects.get()
    for reader in (client, client_of(stranger)):
        assert "enter twice" not in reader.get(page).content.decode()
    office = client_of(secretariat)
    assert "enter twice" in office.get(page).content.decode()
    answer = f"/calls/questions/{enquiry.key}/"
    assert client_of(coordinator).get(answer).status_code == 404
    assert office.post(answer, {"words": "May a city enter twice?", "answer": ""}).status_code == 422
    assert (
        office.post(answer, {"words": "May a city enter twice?", "answer": "Once only."}).status_code == 302
    )
    shown = client.get(page).content.decode()
    assert "May a city enter twice?" in shown
    assert "Once only." in shown
    assert "cai@example.org" not in shown
    assert "Guangzhou" not in shown
    history = client.get(f"/history/calls.enquiry/{enquiry.key}/").content.decode()
    assert "Guangzhou" not in history
    assert "cai@" not in history
    assert letters()[-1][0] == "cai@example.org"
    assert "Once only." in letters()[-1][2]


def test_questions_are_taken_until_their_day(client) -> None:
    call = make_call(questions=2, questions_until=timezone.localdate() - timedelta(days=2))
    page = f"/calls/{call.key}/questions/"
    assert "not taken any more" in client.get(page).content.decode()
    assert client.post(page, {"words": "Late?", "email": "a@example.org"}).status_code == 422
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_however_much_was_asked(client, django_assert_num_queries, rows: int) -> None:
    call = make_call(questions=2)
    for _n in range(rows):
        asked = ask_question(call, "When?", email="", language="en", by=PUBLIC, moment=timezone.now())
        answer_question(asked, "When?", "Soon.", by=SYSTEM, moment=timezone.now())
    client.get(f"/calls/{call.key}/questions/")
    with django_assert_num_queries(3):
        shown = client.get(f"/calls/{call.key}/questions/").content.decode()
    assert shown.count("Soon.") == rows
