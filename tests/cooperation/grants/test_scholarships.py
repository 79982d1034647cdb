"""Scholarships: awarded to who won or recorded by hand, seen by few, paid by a grant, with a report that is awaited."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.cooperation.grants.making import make_grant, make_instalment
from tests.factories import lacking, make, make_body, make_call, make_person

from koinon.cooperation.calls.models import Entry, Placing, Stage
from koinon.cooperation.grants import scholarship_commands as commands
from koinon.cooperation.grants.models import Grant, Scholarship
from koinon.cooperation.grants.scholarship_queries import listed, scholarship_list
from koinon.cooperation.grants.scholarships import Standing
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.errors import NotAllowed

ClientOf = Callable[[Reader], Client]
ON = date(2018, 10, 1)


def make_scholarship(**values: Any) -> Scholarship:
    """From September to December 2018, its report due at the end of January, for the secretariat's eyes."""
    for name in ("home", "host"):
        lacking(values, name, make_body)
    lacking(values, "scholar", make_person)
    given = {
        "title": "Waste, from Lyon to Guangzhou",
        "starts": "2018-09",
        "ends": "2018-12",
        "report_due": date(2019, 1, 31),
    }
    return make(Scholarship, **(given | values))


def given(**values: Any) -> dict[str, Any]:
    """What a form gives."""
    whole = {"title": "Waste", "scholar": make_person(), "home": make_body(), "host": make_body()}
    return whole | {"starts": "2018-09", "ends": "2018-12"} | values


STANDINGS = {
    date(2018, 8, 31): Standing.AWARDED,
    date(2018, 9, 1): Standing.UNDERWAY,
    date(2019, 1, 1): Standing.REPORT_DUE,
    date(2019, 2, 1): Standing.OVERDUE,
}


def test_where_it_stands_follows_from_its_days(secretariat: Reader) -> None:
    plain = make_scholarship()
    done = make_scholarship(reported_on=date(2019, 1, 15))
    left = make_scholarship(given_up_on=date(2018, 11, 1), given_up_reason="Fell ill.")
    for on, expected in STANDINGS.items():
        assert plain.standing(on) == expected
    assert done.standing(date(2019, 2, 1)) == Standing.COMPLETE
    assert left.standing(date(2019, 2, 1)) == Standing.GIVEN_UP
    for on in (*STANDINGS, date(2018, 11, 1)):
        for state in Standing:
            found = set(scholarship_list(secretariat, on, state=state))
            assert found == {one for one in (plain, done, left) if one.standing(on) == state}, (on, state)


def test_money_is_confided_and_the_own_scholarship_is_seen(
    secretariat: Reader,
    coordinator: Reader,
    deputy: Reader,
    stranger: Reader,
    public: Reader,
    guangzhou: Body,
) -> None:
    scholar = coordinator.user.person  # type: ignore[union-attr]
    make_scholarship(scholar=scholar, host=guangzhou)

    def seen(reader: Reader) -> int:
        return Scholarship.objects.visible_to(reader).count()

    assert [seen(one) for one in (secretariat, coordinator, deputy, stranger, public)] == [1, 1, 0, 0, 0]
    Scholarship.objects.update(audience="parties")
    assert [seen(one) for one in (deputy, stranger, public)] == [1, 0, 0]
    Scholarship.objects.update(audience="public")
    assert [seen(one) for one in (deputy, stranger, public)] == [1, 1, 1]


def test_a_funder_sees_what_it_funds(guangzhou: Body) -> None:
    make_scholarship(grant=make_grant(funder=guangzhou))
    make_scholarship(grant=make_grant())
    funder = Reader(bodies=frozenset({guangzhou.pk}), functions=frozenset({"funder"}))
    assert Scholarship.objects.visible_to(funder).count() == 1


def test_awarded_to_an_entry_that_won(secretariat: Reader) -> None:
    call = make_call(kind="scholarship")
    entry = make(Entry, call=call, title="Waste", applicant=make_body())
    values = {key: value for key, value in given().items() if key != "home"}
    with pytest.raises(commands.NotWon):
        commands.award_scholarship(entry, values, by=secretariat, on=ON)
    make(Placing, entry=entry, stage=make(Stage, call=call, kind="winner"))
    made = commands.award_scholarship(entry, values, by=secretariat, on=ON)
    assert (made.home, made.call, made.entry, made.awarded_on) == (entry.applicant, call, entry, ON)
    with pytest.raises(commands.AwardedAlready):
        commands.award_scholarship(entry, values, by=secretariat, on=ON)
    other = make(Entry, call=make_call(kind="award"), title="Other", applicant=make_body())
    with pytest.raises(commands.NotWon):
        commands.award_scholarship(other, values, by=secretariat, on=ON)


def test_refusals(secretariat: Reader, stranger: Reader) -> None:
    body = make_body()
    with pytest.raises(commands.SamePlace):
        commands.record_scholarship(given(home=body, host=body), by=secretariat)
    with pytest.raises(NotAllowed):
        commands.record_scholarship(given(), by=stranger)
    one = make_scholarship(grant=make_grant())
    with pytest.raises(commands.PaidAlready):
        commands.record_scholarship(given(grant=one.grant), by=secretariat)
    for received in (date(2018, 8, 1), date(2019, 5, 1)):
        with pytest.raises(commands.NotSo):
            commands.receive_report(one, received, None, by=secretariat, on=date(2019, 1, 1))
    with pytest.raises(commands.NoReason):
        commands.give_up_scholarship(one, " ", by=secretariat, on=ON)
    commands.give_up_scholarship(one, "Fell ill.", by=secretariat, on=ON)
    with pytest.raises(commands.NotSo):
        commands.receive_report(one, ON, None, by=secretariat, on=ON)


def test_the_ways_of_the_page(client_of: ClientOf, secretariat: Reader, coordinator: Reader) -> None:
    one = make_scholarship()
    page = one.get_absolute_url()
    client = client_of(secretariat)
    assert client_of(coordinator).get(page).status_code == 404
    assert "No grant is on record" in client.get(page).content.decode()
    entered = {"title": "Waste", "funder": one.host.key, "recipient": one.home.key, "day": "2018-08-01"}
    entered |= {"amount": "9000", "currency": "EUR", "audience": "secretariat"}
    assert client.post(f"{page}grant/", entered).status_code == 302
    one.refresh_from_db()
    assert one.grant == Grant.objects.get()
    make_instalment(Grant.objects.get(), title="Travel", due="2018-08-15")
    text = client.get(f"{page}?on=2019-02-01").content.decode()
    assert "Travel" in text
    assert "report overdue" in text
    client.post(f"{page}report/", {"reported_on": "2019-01-20"})
    one.refresh_from_db()
    assert one.reported_on == date(2019, 1, 20)
    for address in (f"{page}edit/", f"{page}give-up/", "/grants/scholarships/new/"):
        assert client.get(address).status_code == 200, address
    client.post(f"{page}remove/")
    assert not Scholarship.objects.exists()


def test_recorded_by_hand(client_of: ClientOf, secretariat: Reader) -> None:
    values = given()
    entered = {name: getattr(value, "key", value) for name, value in values.items()}
    answer = client_of(secretariat).post("/grants/scholarships/new/", entered | {"audience": "secretariat"})
    assert answer.status_code == 302, answer.content.decode()
    assert Scholarship.objects.get().home == values["home"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(
    secretariat: Reader, rows: int, django_assert_num_queries: Any
) -> None:
    for _one in range(rows):
        grant = make_grant()
        make_scholarship(grant=grant)
        make_instalment(grant, title="First", due="2018-12-01")
    with django_assert_num_queries(4):
        told = [listed(one, ON) for one in scholarship_list(secretariat, ON)]
    assert [str(one.next_due) for one in told] == ["First"] * rows


def test_an_awaited_report_is_found(db: None) -> None:
    from koinon.cooperation.grants.findings import find_missing_reports

    late = make_scholarship()
    make_scholarship(reported_on=date(2019, 1, 15))
    assert [found.subjects for found in find_missing_reports(date(2019, 2, 1))] == [(late,)]
    assert not list(find_missing_reports(date(2019, 1, 31)))


def test_the_list_page(client_of: ClientOf, secretariat: Reader, public: Reader) -> None:
    make_scholarship(audience="public")
    client = client_of(public)
    assert "Waste, from Lyon" in client.get("/grants/scholarships/?on=2018-10-01").content.decode()
    assert client.get("/grants/scholarships/?state=underway&on=2019-10-01").status_code == 200
    taken = client.get("/grants/scholarships/?format=csv")
    assert b"Waste" in b"".join(taken.streaming_content)  # type: ignore[attr-defined]
