"""Renewals, news and confirmations over the machine interface: who is told what, as of which day."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import factories

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.agreements.renewal_commands import begin_renewal
from koinon.network.confirmations.commands import Question, Said, answer_confirmation, ask_confirmation
from koinon.network.confirmations.subjects import digest_of
from koinon.network.governance.models import BodyRule
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.site.publishing.models import Story, StoryFact, StoryText

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
CAST = ("secretariat", "coordinator", "deputy", "other_officer", "stranger", "public")
MOMENT = datetime(2023, 2, 1, 9, tzinfo=UTC)


def make_agreement(*parties: Body, title: str = "Alliance") -> Agreement:
    made = factories.make_agreement(title, parties, starts="2021-07-15", ends="2023-12-31")
    factories.make_act(made, day="2021-07-15")
    return made


def begun(guangzhou: Body, home_network: Body) -> Agreement:
    """An agreement with its board's next meeting, the papers rule, and the renewal of 1 February 2023."""
    board = factories.make_body(kind="board", parent=home_network)
    factories.make(BodyRule, body=board, kind="papers", number=21, starts="2000", ends="..")
    factories.make_meeting(body=board, held="2023-11-15", title="Autumn board")
    made = make_agreement(guangzhou, home_network)
    begin_renewal(made, {"owner": None, "decided_by": board}, by=SYSTEM, moment=MOMENT)
    return made


@pytest.mark.parametrize("name", CAST)
def test_renewals_are_the_secretariats(
    name: str, guangzhou: Body, home_network: Body, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    renewal = begun(guangzhou, home_network).renewals.get()
    client = client_of(request.getfixturevalue(name))
    seen = name == "secretariat"
    assert client.get("/api/v1/renewals?on=2023-03-01").json()["count"] == int(seen)
    answer = client.get(f"/api/v1/renewals/{renewal.key}?on=2023-03-01")
    assert answer.status_code == (200 if seen else 404)


def test_a_renewal_as_of_a_day(
    guangzhou: Body, home_network: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    agreement, desk = begun(guangzhou, home_network), client_of(secretariat)
    [told] = desk.get(f"/api/v1/renewals?on=2023-03-01&body={guangzhou.key}&outcome=open").json()["items"]
    assert (told["agreement"]["key"], told["ends_earliest"]) == (agreement.key, "2023-12-31")
    assert told["last_chance"]["meeting"]["name"].startswith("Autumn board")
    assert told["last_chance"]["papers_by"] == "2023-10-25"
    assert [one["state"] for one in told["tasks"]] == ["late", "next", "ahead", "ahead"]
    for asked in ("on=2023-01-31", f"agreement={agreement.key}x", "outcome=end", "body=nobody"):
        assert desk.get(f"/api/v1/renewals?{asked}").json()["count"] == 0


def make_story(key: str, published: datetime | None, **values: object) -> Story:
    state = "published" if published else "draft"
    given = {"key": key, "on": date(2021, 7, 20), "state": state, "published_at": published}
    story = factories.make(Story, **(given | values))
    factories.make(StoryText, story=story, language="en", title=f"Title of {key}", summary="Since [1].")
    factories.make(
        StoryFact, story=story, number=1, label="When", words={"en": "15 July 2021"}, as_of=story.on
    )
    return story


@pytest.mark.parametrize("name", CAST)
def test_news_is_for_everybody_and_drafts_are_not(
    name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    make_story("told", datetime(2021, 7, 21, 9, tzinfo=UTC), category="signing")
    make_story("draft", None)
    client = client_of(request.getfixturevalue(name))
    keys = [one["key"] for one in client.get("/api/v1/news").json()["items"]]
    assert sorted(keys) == (["draft", "told"] if name == "secretariat" else ["told"])
    assert client.get("/api/v1/news/draft").status_code == (200 if name == "secretariat" else 404)
    assert client.get("/api/v1/news?category=visit").json()["count"] == 0
    assert client.get("/api/v1/news?on=2021-07-20&state=published").json()["count"] == 0


def test_a_story_says_its_facts_out_and_hides_what_it_is_about(client: Client, guangzhou: Body) -> None:
    hushed = factories.make_body("Hushed body", audience="secretariat")
    published = datetime(2021, 7, 21, 9, tzinfo=UTC)
    make_story("shown", published, subject_kind="people.body", subject_id=guangzhou.pk)
    make_story("other", published, subject_kind="people.body", subject_id=hushed.pk)
    told = client.get("/api/v1/news/shown").json()
    assert told["texts"][0]["summary"] == "Since 15 July 2021."
    assert told["about"]["key"] == guangzhou.key
    assert client.get("/api/v1/news/other").json()["about"] is None


@pytest.mark.parametrize("name", CAST)
def test_that_both_confirm_is_told_and_nothing_else(
    name: str, guangzhou: Body, home_network: Body, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    agreed, differs = (make_agreement(guangzhou, home_network, title=one) for one in ("One", "Two"))
    never = make_agreement(guangzhou, home_network, title="Three")
    hidden = factories.make_agreement("Hushed", [guangzhou], audience="secretariat")
    for record, lines in ((agreed, {}), (differs, {"title": "Otherwise"})):
        asked = ask_confirmation(record, Question(guangzhou, "en"), by=SYSTEM, on=MOMENT.date())
        said = Said("Cai", digest_of(record), lines, agrees=not lines)
        answer_confirmation(asked, record, said, moment=MOMENT)
    client = client_of(request.getfixturevalue(name))
    door = "/api/v1/confirmations/agreements.agreement"
    told = [client.get(f"{door}/{one.key}").json() for one in (agreed, differs, never)]
    assert [one["both_sides"] for one in told] == [True, False, False]
    assert set(told[1]) == {"kind", "key", "name", "both_sides"}
    assert client.get(f"{door}/{hidden.key}").status_code == (200 if name == "secretariat" else 404)
    assert client.get("/api/v1/confirmations/people.body/metropolis").status_code == 404


def test_the_statements_do_not_grow(
    guangzhou: Body, home_network: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    client = client_of(secretariat)

    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    found = []
    for number in range(3):
        begun(guangzhou, factories.make_body(kind="network"))
        make_story(f"story-{number}", MOMENT, subject_kind="people.body", subject_id=guangzhou.pk)
        found.append((counted("/api/v1/renewals?on=2023-03-01"), counted("/api/v1/news")))
    assert found[1] == found[2]
    assert max(found[2]) <= 22
