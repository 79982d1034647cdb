"""Either side answers apart: by account or by a link in its language; the link refuses in words."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.cooperation.evaluation.making import all_ten, make_pair, sent
from tests.factories import make_agreement, make_body, make_person, make_role

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.evaluation.commands import (
    Answer,
    answer_principles,
    issue_link,
    open_assessment,
    revoke_link,
)
from koinon.cooperation.evaluation.links import LinkNotGood, side_behind, token_of
from koinon.cooperation.evaluation.models import Assessment, Score, Side
from koinon.cooperation.evaluation.queries import answers_of
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.models import Entry
from koinon.platform.errors import Refused
from koinon.platform.notifications.models import Message

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SignedIn = Callable[[Reader], Client]


@pytest.fixture
def side(asked: Assessment, guangzhou: Body) -> Side:
    return asked.sides.get(body=guangzhou)


def linked(side: Side, language: str = "en", **values: object) -> str:
    return token_of(issue_link(side, language, by=SYSTEM, on=timezone.localdate(), **values))  # type: ignore[arg-type]


def test_a_pair_is_asked_once_by_one_name_and_only_a_pair(pair: Agreement) -> None:
    made = open_assessment(pair, "", by=SYSTEM, on=ON)
    assert (made.title, made.sides.count()) == ("2026", 2)
    with pytest.raises(Refused, match="under this name already"):
        open_assessment(pair, "2026", by=SYSTEM, on=ON)
    with pytest.raises(Refused, match="pairing of two"):
        open_assessment(make_agreement(parties=[make_body(), make_body()]), "", by=SYSTEM, on=ON)
    alone = make_pair()
    alone.parties.filter(order=0).delete()
    with pytest.raises(Refused, match="pairing of two"):
        open_assessment(alone, "", by=SYSTEM, on=ON)


def test_by_account_and_changed_until_the_other_has_answered(
    side: Side, coordinator: Reader, other_officer: Reader, client_of: SignedIn, chengdu: Body
) -> None:
    door = f"/pair-health/sides/{side.key}/answer/"
    client = client_of(coordinator)
    assert client.post(door, sent(2, "first thought")).status_code == 302
    assert "first thought" in client.get(door).text
    assert client.post(door, sent(3, "second thought")).status_code == 302
    assert set(Score.objects.filter(side=side).values_list("value", flat=True)) == {3}
    other = side.assessment.sides.get(body=chengdu)
    assert (
        client_of(other_officer).post(f"/pair-health/sides/{other.key}/answer/", sent(5)).status_code == 302
    )
    page = client.get(f"/pair-health/assessments/{side.assessment.key}/").text
    assert "second thought" in page
    late = client.post(door, sent(1))
    assert late.status_code == 422
    assert "nothing is changed any more" in late.text


def test_a_missing_answer_is_told_beside_it_and_nothing_is_lost(
    side: Side, coordinator: Reader, client_of: SignedIn
) -> None:
    answer = client_of(coordinator).post(
        f"/pair-health/sides/{side.key}/answer/", sent(2, "kept") | {"peers": ""}
    )
    assert answer.status_code == 422
    assert "Choose one from 1 to 5" in answer.text
    assert "kept" in answer.text
    assert not Score.objects.exists()


@pytest.mark.parametrize("value", [0, 6, -1])
def test_an_answer_off_the_scale_is_refused(side: Side, guangzhou: Body, value: int) -> None:
    answers = all_ten(3) | {"rural": Answer(value)}
    with pytest.raises(Refused, match="from 1 to 5"):
        answer_principles(side, answers, by=Reader(bodies=frozenset({guangzhou.pk})), moment=NOW)


def test_the_difference_is_told_farthest_first(asked: Assessment, guangzhou: Body, chengdu: Body) -> None:
    first = all_ten(3) | {"finance": Answer(1), "peers": Answer(4)}
    for body, answers in ((guangzhou, first), (chengdu, all_ten(5))):
        answer_principles(
            asked.sides.get(body=body), answers, by=Reader(bodies=frozenset({body.pk})), moment=NOW
        )
    told = answers_of(asked, SYSTEM)
    assert (told.apart[0].principle.value, told.apart[0].apart) == ("finance", 4)
    assert told.apart[-1].apart == 1
    drawing = told.drawing("Ten", "principles")
    assert (drawing.first, drawing.second) == ("Guangzhou", "Chengdu")


# By link


def test_the_link_asks_in_the_language_of_the_side_and_is_spent_by_the_answer(
    side: Side, client: Client
) -> None:
    address = "/pair-health/link/" + linked(side, "zh-hans") + "/"
    page = client.get(address)
    assert page.status_code == 200
    assert 'lang="zh-Hans"' in page.text
    assert client.post(address, sent(4, "by link")).status_code == 200
    side.refresh_from_db()
    assert (side.by_link, side.link_nonce, side.scores.count()) == (True, "", 10)
    assert Entry.objects.filter(verb="answer_principles", note="by signed link").exists()
    again = client.get(address)
    assert again.status_code == 410
    assert 'lang="zh-Hans"' in again.text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "has answered by this link already" in client.get(address).text


def test_the_link_never_shows_what_anybody_answered(
    side: Side, chengdu: Body, guangzhou: Body, client: Client
) -> None:
    for body in (guangzhou,):
        answer_principles(
            side.assessment.sides.get(body=body),
            all_ten(2, "Hushed"),
            by=Reader(bodies=frozenset({body.pk}), user=None),
            moment=NOW,
        )
    Side.objects.filter(pk=side.pk).update(by_link=False)
    side.refresh_from_db()
    other = side.assessment.sides.get(body=chengdu)
    for one in (side, other):
        assert "Hushed" not in client.get(f"/pair-health/link/{linked(one)}/").text


def test_expired_taken_back_replaced_and_made_up_links_say_so(side: Side, client: Client) -> None:
    token = linked(side)
    with pytest.raises(LinkNotGood, match="past its end"):
        side_behind(token, timezone.localdate() + timedelta(61))
    newer = linked(side)
    with pytest.raises(LinkNotGood, match="opens nothing"):
        side_behind(token, timezone.localdate())
    revoke_link(side, by=SYSTEM)
    with pytest.raises(LinkNotGood, match="opens nothing"):
        side_behind(newer, timezone.localdate())
    assert client.get("/pair-health/link/made-up/").status_code == 410


def test_the_link_of_somebody_who_left_opens_nothing(side: Side, guangzhou_office: Body) -> None:
    person = make_person("Ada Left")
    role = make_role(person=person, of=guangzhou_office)
    token = linked(side, person=person)
    assert side_behind(token, timezone.localdate()) == side
    role.ends = "2020-12-31"
    role.save()
    with pytest.raises(LinkNotGood, match="no longer holds an office"):
        side_behind(token, timezone.localdate())


def test_when_both_have_answered_a_link_is_over(
    side: Side, asked: Assessment, guangzhou: Body, chengdu: Body
) -> None:
    token = linked(side)
    for one in asked.sides.all():
        Side.objects.filter(pk=one.pk).update(answered_at=NOW)
    with pytest.raises(LinkNotGood, match="Both sides have answered"):
        side_behind(token, timezone.localdate())
    with pytest.raises(Refused, match="Both sides"):
        issue_link(side, "en", by=SYSTEM, on=ON)


def test_the_expert_makes_and_takes_back_the_links(side: Side, expert: Reader, client_of: SignedIn) -> None:
    client = client_of(expert)
    assert client.post(f"/pair-health/sides/{side.key}/link/", {"language": "fr"}).status_code == 302
    side.refresh_from_db()
    assert side.link_language == "fr"
    assert "/pair-health/link/" in client.get(f"/pair-health/assessments/{side.assessment.key}/").text
    client.post(f"/pair-health/sides/{side.key}/link/revoke/")
    side.refresh_from_db()
    assert side.link_nonce == ""


def test_the_pair_does_not_see_the_links_of_the_sides(
    side: Side, coordinator: Reader, client_of: SignedIn
) -> None:
    linked(side)
    page = client_of(coordinator).get(f"/pair-health/assessments/{side.assessment.key}/").text
    assert "/pair-health/link/" not in page


def test_a_link_with_an_address_goes_by_mail_in_the_language_of_the_side(
    side: Side, expert: Reader, client_of: SignedIn, client: Client
) -> None:
    door = f"/pair-health/sides/{side.key}/link/"
    assert client_of(expert).post(door, {"language": "fr", "address": "fao@example.org"}).status_code == 302
    letter = Message.objects.get()
    assert (letter.language, letter.about_kind) == ("fr", "evaluation.assessment")
    side.refresh_from_db()
    assert client.post(f"/pair-health/link/{token_of(side)}/", sent(4)).status_code == 200
    letter.refresh_from_db()
    assert letter.acted_at is not None
    assert not Message.objects.exclude(pk=letter.pk).exists()


def test_a_link_taken_back_leaves_no_letter_behind(side: Side, expert: Reader) -> None:
    issue_link(side, "en", address="fao@example.org", by=expert, on=timezone.localdate())
    planned = Message.objects.get()
    revoke_link(side, by=expert)
    planned.refresh_from_db()
    assert planned.state in ("withdrawn", "sent")
