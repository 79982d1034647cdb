"""Handing over: everything is laid out, the successor alone accepts it item by item, and both have it on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate as today
from tests import factories
from tests.factories import make

from koinon.cooperation.visits.models import FollowUp, Visit
from koinon.network.members.models import PortfolioBody
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body, Function, Person, Post
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry
from koinon.platform.errors import NotAllowed
from koinon.site.briefings.paper import Table
from koinon.site.desk import handover_commands as commands
from koinon.site.desk.handover_paper import handover_pack
from koinon.site.desk.models import HandOver, ItemKind
from koinon.site.desk.permissions import can_accept, can_hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(home_network: Body, guangzhou: Body) -> Post:
    body = factories.make_body("Portfolios", parent=home_network)
    made = factories.make_post(
        "Portfolio Asia", key="asia", body=body, function=Function.PORTFOLIO_MANAGER, seats=2
    )
    make(PortfolioBody, post=made, body=guangzhou, starts="2015", ends="..")
    return made


def holder(name: str, post: Post) -> Reader:
    person = factories.make_person(name, account=factories.make_user())
    factories.make_role(person=person, post=post)
    return reader_for(person.account, today())


@pytest.fixture
def leaver(post: Post) -> Reader:
    return holder("Lea Leaver", post)


@pytest.fixture
def successor(post: Post) -> Reader:
    return holder("Sami Successor", post)


def person(reader: Reader) -> Person:
    return Person.objects.get(pk=reader.person_id)


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


@pytest.fixture
def begun(post: Post, guangzhou: Body, home_network: Body, leaver: Reader, successor: Reader) -> HandOver:
    made = factories.make_agreement("Alliance", [guangzhou, home_network], starts="2024", ends=in_days(90))
    factories.make_act(made, day="2024-01-02")
    factories.make_commitment(
        made, title="A report", debtors=[guangzhou], creditors=[home_network], dues=[in_days(-40)]
    )
    event = factories.make_event("They come", kind="visit", starts=in_days(30), ends=in_days(31))
    visit = make(Visit, event=event, guest=guangzhou)
    make(FollowUp, visit=visit, text="Send the photographs", due_on=today() + timedelta(9))
    return commands.begin_handover(
        post, person(leaver), person(successor), leaves_on=None, by=leaver, on=today()
    )


def titles(handover: HandOver, kind: ItemKind) -> list[str]:
    return list(handover.items.filter(kind=kind).values_list("title", flat=True))


def test_everything_is_laid_out(begun: HandOver) -> None:
    assert titles(begun, ItemKind.CITY) == ["Guangzhou Municipal People's Government (Guangzhou)"]
    assert titles(begun, ItemKind.PROMISE) == ["A report — Alliance"]
    assert titles(begun, ItemKind.DATE) == ["Send the photographs — They come", "They come", "Ends: Alliance"]
    promise = begun.items.get(kind=ItemKind.PROMISE)
    assert "Metropolis" in promise.note
    assert promise.day == today() - timedelta(40)


def test_only_the_successor_accepts_item_by_item_and_the_day_is_kept(
    begun: HandOver, leaver: Reader, successor: Reader, secretariat: Reader
) -> None:
    item, moment = begun.items.get(kind=ItemKind.PROMISE), timezone.now()
    for other in (leaver, secretariat):
        with pytest.raises(NotAllowed):
            commands.accept_item(item, by=other, moment=moment)
    commands.accept_item(item, "Who drafts it?", by=successor, moment=moment)
    item.refresh_from_db()
    assert (item.accepted_at, item.question) == (moment, "Who drafts it?")
    with pytest.raises(commands.Over):
        commands.accept_item(item, by=successor, moment=moment)
    with pytest.raises(commands.NotAllAccepted):
        commands.close_handover(begun, by=successor, moment=moment)
    for left in begun.items.filter(accepted_at=None):
        commands.accept_item(left, by=successor, moment=moment)
    commands.close_handover(begun, by=successor, moment=moment)
    with pytest.raises(commands.Over):
        commands.add_handover_item(begun, {"title": "Late"}, by=leaver)
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"begin_handover", "accept_handover_item", "close_handover"} <= verbs


def test_what_cannot_be_handed_over(post: Post, begun: HandOver, leaver: Reader, successor: Reader) -> None:
    one, other = person(leaver), person(successor)
    with pytest.raises(commands.UnderWay):
        commands.begin_handover(post, one, other, leaves_on=None, by=leaver, on=today())
    empty = factories.make_post("Empty", function=Function.PORTFOLIO_MANAGER)
    with pytest.raises(commands.NothingInCare):
        commands.begin_handover(empty, one, other, leaves_on=None, by=leaver, on=today())
    with pytest.raises(commands.NobodyElse):
        commands.begin_handover(empty, one, one, leaves_on=None, by=leaver, on=today())


@pytest.mark.parametrize(
    "name", ["secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"]
)
def test_whose_affair_it_is(
    begun: HandOver, name: str, request: pytest.FixtureRequest, client_of: Callable[[Reader], Client]
) -> None:
    reader: Reader = request.getfixturevalue(name)
    may = name == "secretariat"
    assert can_hand_over(reader) is may
    assert not can_accept(reader, begun)
    status = 200 if may else 302 if name == "public" else 404
    for address in ("", f"{begun.key}/", f"{begun.key}/pack.pdf", f"{begun.key}/items/new/"):
        assert client_of(reader).get(f"/hand-overs/{address}").status_code == status, address


def test_the_way_through_the_pages(
    post: Post,
    begun: HandOver,
    leaver: Reader,
    successor: Reader,
    client_of: Callable[[Reader], Client],
) -> None:
    client, at = client_of(leaver), f"/hand-overs/{begun.key}/"
    told = {"kind": "delicate", "title": "Do not mention the stadium", "note": "ever", "day": ""}
    assert client.post(f"{at}items/new/", told).status_code == 302
    page = client.get(at).content.decode()
    assert "Do not mention the stadium" in page
    assert "Only Sami SUCCESSOR accepts the items." in page
    theirs = client_of(successor)
    for item in begun.items.all():
        assert theirs.post(f"{at}items/{item.pk}/accept/", {"question": ""}).status_code == 302
    assert "Close the hand-over" in theirs.get(at).content.decode()
    theirs.post(f"{at}close/")
    begun.refresh_from_db()
    assert begun.closed_on == today()
    paper = theirs.get(f"{at}pack.pdf")
    assert paper.content.startswith(b"%PDF")


def test_a_second_hand_over_may_begin_when_the_first_is_closed(
    begun: HandOver, post: Post, leaver: Reader, successor: Reader, client_of: Callable[[Reader], Client]
) -> None:
    HandOver.objects.update(closed_on=today())
    one, other = person(successor), person(leaver)
    assert f'value="{other.key}"' in client_of(leaver).get("/hand-overs/new/").text
    sent = {
        "post": post.key,
        "leaver": one.name,
        "leaver_key": one.key,
        "successor": other.name,
        "successor_key": other.key,
        "leaves_on": "2026-12-31",
    }
    answer = client_of(successor).post("/hand-overs/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    made = HandOver.objects.exclude(pk=begun.pk).get()
    assert (made.leaver, made.successor, made.leaves_on) == (one, other, date(2026, 12, 31))


def test_the_paper_says_what_was_accepted(begun: HandOver, successor: Reader) -> None:
    commands.accept_item(begun.items.get(kind=ItemKind.CITY), by=successor, moment=timezone.now())
    paper = handover_pack(begun, language="zh-hans")
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [row[3] == "—" for table in tables for row in table.rows].count(False) == 1


def test_the_page_has_fixed_statements(
    begun: HandOver, leaver: Reader, client_of: Callable[[Reader], Client], django_assert_num_queries: Any
) -> None:
    client = client_of(leaver)
    client.get(f"/hand-overs/{begun.key}/")
    for _ in range(2):
        with django_assert_num_queries(7):
            client.get(f"/hand-overs/{begun.key}/")
        commands.add_handover_item(begun, {"title": "More"}, by=leaver)
