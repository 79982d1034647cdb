"""Admission, standing, and the roll of members as of a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests import factories

from koinon.network.evidence.sourced import expected
from koinon.network.members import commands
from koinon.network.members.commands import AlreadyMember, NotInItself, surely_overlap
from koinon.network.members.models import HomeNetwork, Membership, MembershipStatus
from koinon.network.members.permissions import can_found
from koinon.network.members.queries import reader_for
from koinon.network.people.audience import AdmittedBody
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.accounts.models import User
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Change, Entry
from koinon.platform.dates import UNKNOWN, Backwards, Day, Span
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]

# Who may see a membership of Guangzhou in the home network for these eyes.
MAY_SEE = {
    "public": {"secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"},
    "members": {"secretariat", "coordinator", "deputy", "other_officer"},
    "parties": {"secretariat", "coordinator", "deputy"},
    "bodies": {"secretariat", "other_officer"},
    "secretariat": {"secretariat"},
}
CAST = sorted(MAY_SEE["public"])
DAYS = st.dates(date(1985, 1, 1), date(2030, 1, 1))


@pytest.fixture
def desk(secretariat: Reader, client_of: ClientOf) -> Client:
    """The browser of the secretariat."""
    return client_of(secretariat)


def url(name: str, **kwargs: str) -> str:
    return reverse(f"members:{name}", kwargs=kwargs)


def told(body: Body, network: Body, starts: str = "1993", ends: str = "..", **values: Any) -> dict[str, Any]:
    return {"body": body, "network": network, "starts": Day(starts), "ends": Day(ends)} | values


# Commands


def test_a_member_is_admitted_by_a_decision(secretariat: Reader, home_network: Body) -> None:
    body, decision = factories.make_body("City of Lyon"), factories.make_decision()
    membership = commands.admit_member(told(body, home_network, admitted_by=decision), by=secretariat)
    assert (membership.key, membership.admitted_by) == ("city-of-lyon-metropolis", decision)
    change = Change.objects.get(entry__verb="admit_member")
    assert (change.entry.by, change.before, (change.after or {})["starts_edtf"]) == (
        secretariat.user,
        None,
        "1993",
    )


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [
        ("1995-01-01", "..", True),
        ("1980-01-01", "1994-06-01", True),
        ("1980-01-01", "1993-12-31", True),
        ("1980-01-01", "1993", False),
        ("1980", "1990", False),
        ("", "", False),
        ("1990", "", False),
        ("2000", "..", True),
        ("1993", "1993", False),
        ("1994", "1994", False),
        ("1994-03-01", "1994-03-01", True),
    ],
)
def test_only_what_surely_overlaps_is_refused(starts: str, ends: str, refused: bool) -> None:
    """On record: since some day of 1993, and still."""
    first = factories.make_membership(starts="1993", ends="..")
    values = told(first.body, first.network, starts, ends)
    if refused:
        with pytest.raises(AlreadyMember) as told_why:
            commands.admit_member(values, by=SYSTEM)
        assert told_why.value.field == "starts"
    else:
        commands.admit_member(values, by=SYSTEM)
    assert Membership.objects.count() == (1 if refused else 2)


def test_belonging_to_two_networks_at_once_is_no_overlap() -> None:
    first = factories.make_membership()
    commands.admit_member(told(first.body, factories.make_body(kind="network")), by=SYSTEM)
    assert Membership.objects.count() == 2


@given(st.tuples(DAYS, DAYS).map(sorted), st.tuples(DAYS, DAYS).map(sorted))
def test_periods_of_exact_days_surely_overlap_where_they_share_a_day(
    one: list[date], other: list[date]
) -> None:
    first, second = (Span(Day.of(days[0]), Day.of(days[1])) for days in (one, other))
    shared = max(one[0], other[0]) <= min(one[1], other[1])
    assert surely_overlap(first, second) is surely_overlap(second, first) is shared


def test_a_network_is_not_a_member_of_itself(home_network: Body) -> None:
    with pytest.raises(NotInItself) as refused:
        commands.admit_member(told(home_network, home_network), by=SYSTEM)
    assert refused.value.field == "network"
    membership = factories.make_membership(network=home_network)
    with pytest.raises(NotInItself):
        commands.change_membership(membership, {"body": home_network}, by=SYSTEM)
    membership.refresh_from_db()
    assert membership.body != home_network


def test_a_change_is_held_against_the_other_memberships_of_the_same_two() -> None:
    first = factories.make_membership(starts="1993", ends="1999")
    second = factories.make_membership(first.body, first.network, starts="2005", ends="..")
    with pytest.raises(AlreadyMember):
        commands.change_membership(first, {"ends": Day("..")}, by=SYSTEM)
    first.refresh_from_db()
    assert first.ends.edtf == "1999"
    commands.change_membership(second, {"starts": Day("2004")}, by=SYSTEM)
    change = Change.objects.get()
    assert ("starts_edtf", "2005", "2004") in change.differences
    with pytest.raises(Stale):
        commands.change_membership(second, {"starts": Day("2003")}, by=SYSTEM, expected_version=1)


def test_the_standing_of_a_member() -> None:
    membership = factories.make_membership()
    with pytest.raises(Backwards):
        commands.record_standing(
            membership, {"standing": "active", "starts": Day("2019"), "ends": Day("2018")}, by=SYSTEM
        )
    values = {"standing": "in_arrears", "starts": Day("2018"), "ends": Day("2019"), "reason": "dues of 2017"}
    commands.record_standing(membership, values, by=SYSTEM)
    assert str(MembershipStatus.objects.get()) == "in arrears"
    assert (Change.objects.get().after or {})["reason"] == "dues of 2017"


@pytest.mark.parametrize("name", ["coordinator", "deputy", "other_officer", "stranger", "public"])
def test_others_may_not_record(name: str, request: pytest.FixtureRequest) -> None:
    reader: Reader = request.getfixturevalue(name)
    membership = factories.make_membership()
    acts: list[Callable[[], object]] = [
        lambda: commands.admit_member(told(factories.make_body(), membership.network), by=reader),
        lambda: commands.change_membership(membership, {"kind": "observer"}, by=reader),
        lambda: commands.record_standing(membership, {"standing": "leaving", "starts": UNKNOWN}, by=reader),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert not Entry.objects.exists()


def test_memberships_are_expected_to_rest_on_documents() -> None:
    assert Membership in expected()


# Who is reading


def test_a_reader_is_what_one_holds_on_the_day(guangzhou_office: Body) -> None:
    user = factories.make_user()
    person = factories.make_person(account=user)
    post = factories.make_post(body=guangzhou_office, function="focal_point")
    factories.make_role(person=person, post=post, starts="2010-01-01", ends="2012-12-31")
    holding, before = reader_for(user, date(2011, 1, 1)), reader_for(user, date(2009, 1, 1))
    assert holding.functions == {"focal_point"}
    assert holding.bodies == {guangzhou_office.pk, guangzhou_office.parent_id}
    assert holding.is_member
    assert (before.functions, before.bodies, before.is_member) == (frozenset(), frozenset(), False)


def test_one_without_a_role_today_is_still_oneself() -> None:
    user = factories.make_user()
    person = factories.make_person(account=user, audience="secretariat")
    assert reader_for(user, date(2020, 1, 1)).person_id == person.pk


# Pages


@pytest.mark.parametrize("name", CAST)
def test_who_may_see_a_membership(
    name: str,
    request: pytest.FixtureRequest,
    client_of: ClientOf,
    home_network: Body,
    guangzhou: Body,
    chengdu: Body,
) -> None:
    client = client_of(request.getfixturevalue(name))
    for audience, seeing in MAY_SEE.items():
        body = factories.make_body(f"Part {audience}", parent=guangzhou)
        row = factories.make_membership(body, home_network, audience=audience)
        if audience == "parties":
            Membership.objects.filter(pk=row.pk).update(body=guangzhou)
        if audience == "bodies":
            AdmittedBody.objects.create(kind="members.membership", object_id=row.pk, body=chengdu)
        sees = name in seeing
        assert client.get(url("membership", key=row.key)).status_code == (200 if sees else 404)
        if audience != "parties":
            assert (body.name in client.get(url("members")).text) is sees


def test_a_membership_does_not_give_a_hidden_body_or_decision_away(
    client: Client, desk: Client, home_network: Body
) -> None:
    hidden = factories.make_body("Hidden City", audience="secretariat")
    row = factories.make_membership(hidden, home_network)
    decision = factories.make_decision(reference="HIDDEN-1", audience="secretariat")
    other = factories.make_membership(network=home_network, admitted_by=decision)
    assert client.get(url("membership", key=row.key)).status_code == 404
    assert "Hidden City" not in client.get(url("members")).text
    assert "HIDDEN-1" not in client.get(url("membership", key=other.key)).text
    assert "Hidden City" in desk.get(url("members")).text
    assert "HIDDEN-1" in desk.get(url("membership", key=other.key)).text


@pytest.mark.parametrize("name", CAST)
def test_who_may_record(
    name: str, request: pytest.FixtureRequest, client_of: ClientOf, home_network: Body
) -> None:
    client = client_of(request.getfixturevalue(name))
    row = factories.make_membership(network=home_network)
    doors = [url("membership-new"), url("membership-edit", key=row.key), url("standing-new", key=row.key)]
    answers = [client.get(door) for door in doors]
    assert {answer.status_code for answer in answers} == {{"secretariat": 200, "public": 302}.get(name, 404)}
    if name == "public":
        assert all(answer["Location"].startswith(reverse("account_login")) for answer in answers)
    assert ("Admit a member" in client.get(url("members")).text) is (name == "secretariat")


@pytest.mark.parametrize(
    ("on", "words"), [("1992-12-31", None), ("1993-06-01", "possibly"), ("1994-01-01", "member")]
)
def test_the_roll_as_of_a_day(client: Client, home_network: Body, on: str, words: str | None) -> None:
    body = factories.make_body("Guangzhou Government", city=factories.make_city("Guangzhou"))
    row = factories.make_membership(body, home_network, starts="1993")
    page = client.get(url("members"), {"on": on}).text
    assert ("Guangzhou Government" in page) is (words is not None)
    if words:
        assert f">{words}</span>" in page
        assert f"{url('membership', key=row.key)}?on={on}" in page
    else:
        assert "No members on this day" in page
    assert "Guangzhou Government" in client.get(url("members"), {"on": on, "past": "on"}).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_statements_of_the_pages_do_not_grow(
    client: Client, home_network: Body, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        body = factories.make_body(city=factories.make_city())
        row = factories.make_membership(body, home_network, admitted_by=factories.make_decision())
        factories.make_citation(row)
        for _ in range(rows):
            factories.make(MembershipStatus, membership=row, standing="active", starts="2001")
    client.get(url("members"))
    with django_assert_num_queries(5):
        assert client.get(url("members")).status_code == 200
    with django_assert_num_queries(5):
        assert client.get(url("membership", key=row.key)).status_code == 200


def test_the_filters(client: Client, home_network: Body) -> None:
    lyon = factories.make_body("City of Lyon", city=factories.make_city("Lyon"))
    bern = factories.make_body("City of Bern", city=factories.make_city("Bern"))
    factories.make_membership(lyon, home_network)
    factories.make_membership(bern, home_network, kind="observer")
    other = factories.make_membership(factories.make_body("Elsewhere"))

    def found(asked: str) -> list[str]:
        page = client.get(f"{url('members')}?{asked}").text
        return [name for name in ("City of Bern", "City of Lyon", "Elsewhere") if name in page]

    assert found("") == ["City of Bern", "City of Lyon"]
    assert found("q=lyon") == ["City of Lyon"]
    assert found("kind=observer") == ["City of Bern"]
    assert found("kind=nonsense") == ["City of Bern", "City of Lyon"]
    assert found(f"network={other.network.key}") == ["Elsewhere"]
    assert client.get(url("members") + "?network=nobody").status_code == 404


def test_no_network_is_at_home_yet(client: Client) -> None:
    assert "No members on this day" in client.get(url("members")).text


# Forms


def test_from_admission_to_standing(desk: Client, home_network: Body) -> None:
    lyon = factories.make_body("City of Lyon", key="lyon")
    form = desk.get(url("membership-new") + "?body=lyon").text
    assert 'value="City of Lyon"' in form
    assert 'value="Metropolis"' in form
    sent = {"body": lyon.name, "network": "Metropolis", "kind": "full", "starts": "1993", "ends": "open"}
    sent |= {"audience": "public"}
    answer = desk.post(url("membership-new"), sent)
    assert answer.status_code == 302, answer.text
    row = Membership.objects.get(body=lyon)
    answer = desk.post(url("membership-edit", key=row.key), sent | {"kind": "founding", "version": "1"})
    assert answer.status_code == 302
    answer = desk.post(
        url("standing-new", key=row.key), {"standing": "leaving", "starts": "2020", "ends": "open"}
    )
    assert (answer.status_code, answer["Location"]) == (302, url("membership", key=row.key))
    assert "leaving" in desk.get(answer["Location"]).text
    row.refresh_from_db()
    assert (row.kind, row.version) == ("founding", 2)
    verbs = ["admit_member", "change_membership", "record_standing"]
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == verbs
    answer = desk.post(url("membership-edit", key=row.key), sent | {"kind": "observer", "version": "1"})
    assert "Somebody changed this record" in answer.text
    assert '<option value="observer" selected' in answer.text
    row.refresh_from_db()
    assert row.kind == "founding"


def test_refusals_stand_in_the_form_with_what_was_typed(desk: Client, home_network: Body) -> None:
    row = factories.make_membership(network=home_network)
    sent = {
        "body": row.body.name,
        "network": "Metropolis",
        "kind": "full",
        "starts": "14 May 2011",
        "ends": "open",
    }
    sent |= {"audience": "public"}
    answer = desk.post(url("membership-new"), sent)
    assert "in a part of that time already" in answer.text
    assert 'value="14 May 2011"' in answer.text
    for address in (url("membership-new"), url("membership-edit", key=row.key)):
        answer = desk.post(address, sent | {"body": "Metropolis", "version": "1"})
        assert answer.status_code == 200
        assert "A network cannot be a member of itself." in answer.text
    answer = desk.post(url("membership-edit", key=row.key), sent | {"ends": "2001", "version": "1"})
    assert "lies before the start" in answer.text
    assert not Entry.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans", "es", "fr"])
def test_the_pages_in_four_languages(client: Client, home_network: Body, language: str) -> None:
    row = factories.make_membership(network=home_network, starts="2001-22")
    for address in (url("members"), url("membership", key=row.key)):
        assert client.get(address, headers={"accept-language": language}).status_code == 200


def test_the_home_network_is_named_and_changed(home_network: Body) -> None:
    other = factories.make_body("Another network", kind="network")
    commands.choose_home_network(other, by=SYSTEM)
    assert HomeNetwork.objects.get().body == other
    HomeNetwork.objects.all().delete()
    commands.choose_home_network(home_network, by=SYSTEM)
    assert HomeNetwork.objects.get().body == home_network


# The first afternoon


@pytest.fixture
def keeper(client: Client, django_user_model: type[User]) -> Client:
    """The browser of the first account of an empty register."""
    client.force_login(django_user_model.objects.create_superuser("keeper@example.org", "x"))
    return client


def test_a_register_is_begun_from_one_page(keeper: Client) -> None:
    sent = {"network": "River League", "city": "Rosario, Argentina", "keeper": "Ana Núñez"}
    wrong = keeper.post(url("network-new"), sent | {"title": "Coordinator", "since": "sumer 2025"})
    assert (wrong.status_code, Body.objects.exists()) == (422, False)  # not sound, not made
    keeper.post(url("network-new"), sent | {"title": "Coordinator", "since": "2025"})
    network = HomeNetwork.objects.get().body
    assert (network.name, network.kind, str(network.city)) == ("River League", "network", "Rosario")
    reader = reader_for(User.objects.get(), date(2026, 1, 1))
    assert (reader.functions, reader.bodies) == (frozenset({"secretariat"}), frozenset({network.pk}))
    assert keeper.get(url("network-new")).status_code == 404


def test_an_account_is_not_given_to_a_second_person(desk: Client, home_network: Body) -> None:
    HomeNetwork.objects.all().delete()
    sent = {"network": home_network.name, "keeper": "Ana Núñez", "title": "Coordinator"}
    page = desk.post(url("network-new"), sent).text
    assert "Your account is that of" in page
    assert not HomeNetwork.objects.exists()


def test_a_new_member_stands_in_its_city_at_once(desk: Client, home_network: Body) -> None:
    sent = {"body": "Prefeitura", "city": "阿雷格里港", "network": home_network.name, "kind": "full"}
    desk.post(url("membership-new"), sent | {"starts": "2019", "ends": "open", "audience": "public"})
    body = Membership.objects.get(body__name="Prefeitura").body
    assert (str(body.city), body.kind) == ("Porto Alegre", "government")
    sent |= {"body": "Prefeitura", "city": "Rosario, Argentina", "starts": "", "ends": "2010"}
    page = desk.post(url("membership-new"), sent | {"audience": "public"}).text
    assert "Prefeitura sits in Porto Alegre. Change that on its own page." in page


def test_only_the_secretariat_begins_a_register(stranger: Reader, secretariat: Reader) -> None:
    assert not can_found(stranger)
    assert not can_found(secretariat)  # it has begun
    HomeNetwork.objects.all().delete()
    assert can_found(secretariat)
