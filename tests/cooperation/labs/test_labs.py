"""Labs and communities: recorded, joined and left on a day, shown as of a day; and who may do what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.conftest import reader_with_post
from tests.cooperation.practices.casting import TODAY, make_practice

from koinon.cooperation.labs import commands
from koinon.cooperation.labs.models import Community, CommunityMember, CommunityPractice, Lab, LabPartner
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed

ClientOf = Callable[[Reader], Client]


def make_lab(host: Body, name: str = "Lab Asia", **values: Any) -> Lab:
    """A lab about water, since 2017."""
    body = factories.make_body(name, kind="hub")
    given = {
        "body": body,
        "host": host,
        "continent": "asia",
        "starts": "2017-06",
        "ends": "..",
        "themes": "water",
    }
    return factories.make(Lab, **(given | values))


def make_community(name: str = "Innovators", **values: Any) -> Community:
    """A community since 2012."""
    body = factories.make_body(name, kind="team")
    return factories.make(Community, **({"body": body, "starts": "2012", "ends": ".."} | values))


def test_a_lab_is_recorded_and_offered_what_fits(
    guangzhou: Body, chengdu: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    make_practice(chengdu, "Rain gardens")
    body = factories.make_body("Lab Asia", kind="hub")
    agreement = factories.make_agreement("Memorandum")
    sent = {
        "body": body.key, "host": guangzhou.key, "continent": "asia", "agreement": agreement.key,
        "themes": "water", "sdg": "11", "starts": "June 2017", "ends": "", "audience": "public",
    }  # fmt: skip
    boss = client_of(secretariat)
    assert boss.post("/labs/new/", sent).status_code == 302
    lab = Lab.objects.get()
    page = client_of(PUBLIC).get(lab.get_absolute_url()).text
    assert "Rain gardens" in page
    assert "same theme: water · same goal: 11" in page
    assert 'class="timeline' in page
    assert "Lab Asia" in client_of(PUBLIC).get(agreement.get_absolute_url()).text
    assert "Lab Asia" in client_of(PUBLIC).get(guangzhou.get_absolute_url()).text
    # A body is one lab, not two.
    assert "already" in boss.post("/labs/new/", sent).text
    assert boss.post(f"{lab.get_absolute_url()}edit/", sent | {"version": "1", "sdg": "6"}).status_code == 302
    assert [one.code for one in lab.alignments.all()] == ["6"]


def test_joining_and_leaving_are_dated(
    guangzhou: Body, chengdu: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    lab = make_lab(guangzhou)
    boss, href = client_of(secretariat), lab.get_absolute_url()
    join = {"body": chengdu.key, "part": "partner", "starts": "2018", "ends": "", "note": ""}
    assert boss.post(f"{href}join/", join).status_code == 302
    assert "belongs to it already" in boss.post(f"{href}join/", join).text
    row = LabPartner.objects.get()
    assert row.ends.is_open
    leave = f"/labs/parts/labs/{lab.key}/{row.key}/leave/"
    assert boss.post(leave, {"day": "2017"}).status_code == 200
    assert boss.post(leave, {"day": "March 2020"}).status_code == 302
    row.refresh_from_db()
    with pytest.raises(commands.LeftAlready):
        commands.leave(row, Day.read("2021"), by=secretariat)
    for day, words in (
        ("2017-12-01", "does not"),
        ("2018-06-01", "perhaps"),
        ("2019-06-01", "belongs"),
        ("2021-01-01", "does not"),
    ):
        assert f">{words}<" in boss.get(f"{href}?on={day}").text
    lines = boss.get("/labs/?format=csv&on=2019-06-01").getvalue().decode()
    assert ",1," in lines
    # After leaving it may come back.
    assert boss.post(f"{href}join/", join | {"starts": "2024"}).status_code == 302
    assert boss.post(f"/labs/parts/labs/{lab.key}/partners/{row.key}/remove/").status_code == 302
    assert LabPartner.objects.count() == 1


def test_a_community_is_its_members_its_practices_and_its_events(
    guangzhou: Body, chengdu: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    community = make_community(themes="water")
    practice = make_practice(chengdu)
    draft = make_practice(chengdu, "Draft", published_on=None)
    event = factories.make_event("Meeting of innovators")
    commands.join_community(
        community, {"body": chengdu, "starts": Day.read("2012"), "ends": Day.read("")}, by=secretariat
    )
    commands.share_practice(community, practice, by=secretariat, on=TODAY)
    commands.share_practice(community, draft, by=secretariat, on=TODAY)
    commands.add_event(community, event, by=secretariat)
    with pytest.raises(commands.SharedAlready):
        commands.share_practice(community, practice, by=secretariat, on=TODAY)
    page = client_of(PUBLIC).get(community.get_absolute_url()).text
    for words in (str(chengdu).replace("'", "&#39;"), practice.title, event.title):
        assert words in page
    assert "Draft" not in page
    assert str(community) in client_of(PUBLIC).get(practice.get_absolute_url()).text
    row = CommunityPractice.objects.get(practice=practice)
    client_of(secretariat).post(f"/labs/parts/communities/{community.key}/practices/{row.key}/remove/")
    assert not CommunityPractice.objects.filter(practice=practice).exists()


def test_the_hosts_own_people_say_who_joins(
    guangzhou: Body,
    chengdu: Body,
    coordinator: Reader,
    other_officer: Reader,
    stranger: Reader,
    client_of: ClientOf,
) -> None:
    lab = make_lab(guangzhou)
    community = make_community()
    own = reader_with_post("Ivo Innovator", community.body, Function.FOCAL_POINT)
    values = {"body": chengdu, "starts": Day.read("2020"), "ends": Day.read("")}
    commands.join_lab(lab, dict(values), by=coordinator)
    commands.join_community(community, dict(values), by=own)
    for by in (other_officer, stranger, PUBLIC):
        with pytest.raises(NotAllowed):
            commands.join_lab(
                lab, {"body": guangzhou, "starts": Day.read("2020"), "ends": Day.read("")}, by=by
            )
        assert client_of(by).get(f"{lab.get_absolute_url()}join/").status_code in (302, 404)
    # What the lab is, only the secretariat says.
    with pytest.raises(NotAllowed):
        commands.change_lab(lab, {"continent": "europe"}, [], [], by=coordinator)
    assert client_of(coordinator).get(f"{lab.get_absolute_url()}edit/").status_code == 404
    assert CommunityMember.objects.get().ends.is_open


@pytest.mark.parametrize(
    ("who", "seen"), [("secretariat", True), ("coordinator", True), ("stranger", False), ("public", False)]
)
def test_what_is_for_the_parties_is_theirs(
    who: str, seen: bool, guangzhou: Body, chengdu: Body, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    lab = make_lab(guangzhou, "Quiet Lab", audience="parties")
    community = make_community("Quiet Circle", audience="parties")
    commands.join_community(
        community, {"body": guangzhou, "starts": Day.read("2012"), "ends": Day.read("")}, by=SYSTEM
    )
    # Of a lab that anybody sees, partners and hosts that are hidden are not told.
    hidden = factories.make_body("Hidden Host", audience="secretariat")
    loud = make_lab(hidden, "Loud Lab")
    factories.make(LabPartner, lab=loud, body=hidden, starts="2018", ends="..")
    client = client_of(request.getfixturevalue(who))
    for row, page in ((lab, "/labs/"), (community, "/labs/communities/")):
        assert client.get(row.get_absolute_url()).status_code == (200 if seen else 404)
        assert (str(row) in client.get(page).text) is seen
    assert ("Hidden Host" in client.get(loud.get_absolute_url()).text + client.get("/labs/").text) is (
        who == "secretariat"
    )


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_statements_do_not_grow(
    guangzhou: Body, chengdu: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    lab, community = make_lab(guangzhou, agreement=factories.make_agreement()), make_community()
    practice, event = make_practice(chengdu), factories.make_event()
    values = {"starts": Day.read("2018"), "ends": Day.read("")}

    def grow() -> None:
        body = factories.make_body(
            city=factories.make_city(latitude=30.0, longitude=100.0 + factories.number())
        )
        commands.join_lab(lab, {"body": body, **values}, by=SYSTEM)
        commands.join_community(community, {"body": body, **values}, by=SYSTEM)

    grow()
    commands.share_practice(community, practice, by=SYSTEM, on=TODAY)
    commands.add_event(community, event, by=SYSTEM)
    pages = ["/labs/", "/labs/communities/", lab.get_absolute_url(), community.get_absolute_url()]
    boss, anybody = client_of(secretariat), client_of(PUBLIC)
    for client in (boss, anybody):
        for page in pages:
            counted(client, page)
    before = [[counted(one, page) for page in pages] for one in (boss, anybody)]
    for number in (2, 3):
        grow()
        make_lab(guangzhou, f"Lab {number}", agreement=factories.make_agreement())
        make_community(f"Circle {number}")
        more = make_practice(chengdu, f"More {number}")
        commands.share_practice(community, more, by=SYSTEM, on=TODAY)
        commands.add_event(community, factories.make_event(), by=SYSTEM)
    assert [[counted(one, page) for page in pages] for one in (boss, anybody)] == before
    assert max(before[0][:2]) <= 10
