"""The pages that cross rooms: what they show, to whom, as of which day, in how many statements."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import factories
from tests.factories import make

from koinon.network.people.models import Body, BodyName, ContactDetail, Person, PersonName
from koinon.network.people.readers import Reader
from koinon.network.places.models import City, CityName, Figure
from koinon.platform.accounts.models import User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
EVERYBODY = {"secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"}
MAY_SEE = {
    "public": EVERYBODY,
    "members": {"secretariat", "coordinator", "deputy", "other_officer"},
    "parties": {"secretariat", "coordinator", "deputy"},
    "secretariat": {"secretariat"},
}
CAST = sorted(EVERYBODY)


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def everything(rows: int, network: Body, city: City) -> tuple[Body, Person]:
    """So many of everything that the pages of a city, its government and its mayor show."""
    government = factories.make_body(kind="government", city=city, parent=factories.make_body())
    mayor = factories.make_person("Wen Guohui")
    make(PersonName, person=mayor, text="温国辉", language="zh-Hans")
    make(BodyName, body=government, text="市政府", language="zh-Hans")
    for number in range(rows):
        make(CityName, city=city, text=f"城市{number}", language="zh-Hans")
        make(Figure, city=city, quantity="population", value=1000 + number, as_of="2015")
        factories.make_membership(government, factories.make_body(kind="network") if number else network)
        post = factories.make_post(body=government, seats=9)
        factories.make_citation(factories.make_role(person=mayor, post=post))
        factories.make_role(holder=government, title="Co-president", of=network)
        partner = factories.make_body(kind="government", city=factories.make_city())
        agreement = factories.make_agreement(parties=[government, partner], ends="..")
        signed = factories.make_act(agreement)
        make(type(signed.signatories.model()), act=signed, person=mayor)
        factories.make_commitment(agreement, debtors=[government], creditors=[partner], dues=["2018"])
        event = factories.make_event(city=city, host=government)
        factories.make_attendance(event, person=mayor, sent_by=government)
        factories.make_meeting(body=government)
        factories.make_programme(run_by=government)
        factories.make_document(publisher=government)
        factories.make_body(kind="office", parent=government)
        make(ContactDetail, body=government, means="web", value="https://example.org", audience="public")
        make(ContactDetail, person=mayor, means="web", value="https://example.org", audience="public")
        factories.make_call(closes_at=timezone.now() + timedelta(days=9))
        factories.make_event(starts="2031-05", ends="")
    return government, mayor


@pytest.mark.parametrize("of", ["city", "body", "person"])
def test_the_statements_of_the_pages_do_not_grow(client: Client, home_network: Body, of: str) -> None:
    most = {"city": 16, "body": 28, "person": 12}[of]
    counts = []
    for rows in (1, 3):
        city = factories.make_city()
        government, mayor = everything(rows, home_network, city)
        keys = {
            "city": f"/cities/{city.key}/",
            "body": f"/bodies/{government.key}/",
            "person": f"/people/{mayor.key}/",
        }
        address = keys[of]
        client.get(address)
        counts.append(statements(client, address))
    assert counts[0] == counts[1] <= most


@pytest.mark.parametrize("address", ["/", "/map/", "/cities/", "/bodies/", "/people/"])
def test_neither_do_those_of_the_lists(client: Client, home_network: Body, address: str) -> None:
    counts = []
    for rows in (1, 3):
        everything(rows, home_network, factories.make_city())
        client.get(address)
        counts.append(statements(client, address))
    assert counts[0] == counts[1] <= 16


# As of a day


@pytest.fixture
def lyon() -> Body:
    """The government of Lyon, whose mayors were Ada until 2010 and Ben since 2011."""
    body = factories.make_body(
        "City of Lyon", key="lyon", kind="government", city=factories.make_city("Lyon", key="lyon")
    )
    post = factories.make_post("Mayor", body=body)
    factories.make_role(
        person=factories.make_person("Ada First", key="ada"), post=post, starts="2001", ends="2010-12-31"
    )
    factories.make_role(person=factories.make_person("Ben Second", key="ben"), post=post, starts="2011-01-01")
    return body


@pytest.mark.parametrize("page", ["/cities/lyon/", "/bodies/lyon/"])
def test_who_speaks_depends_on_the_day(client: Client, lyon: Body, page: str) -> None:
    def voices(on: str) -> str:
        return client.get(page, {"on": on}).text.partition("Who speaks for it")[2].partition("</ul>")[0]

    assert ("Ada FIRST" in voices("2005-01-01"), "Ben SECOND" in voices("2005-01-01")) == (True, False)
    assert ("Ada FIRST" in voices("2015-01-01"), "Ben SECOND" in voices("2015-01-01")) == (False, True)
    assert "possibly" in voices("2001-06-01")
    assert voices("1990-01-01") == ""


def test_the_people_of_a_day(client: Client, lyon: Body) -> None:
    page = client.get("/people/", {"on": "2015-01-01"}).text
    assert page.count("no office on record on this day") == 1
    assert "City of Lyon" in page
    assert "/people/ada/?on=2015-01-01" in page


def test_a_merged_person_leads_to_the_one_who_stayed(client: Client) -> None:
    stays = factories.make_person("Zhan Decun", key="zhan-decun")
    factories.make_person("De-Cun Zhan", key="de-cun-zhan", merged_into=stays)
    answer = client.get("/people/de-cun-zhan/")
    assert (answer.status_code, answer["Location"]) == (302, "/people/zhan-decun/")
    assert "/people/de-cun-zhan/" not in client.get("/people/").text


def test_a_merged_body_leads_to_the_one_that_stayed(client: Client) -> None:
    stays = factories.make_body("City of Lyon", key="lyon")
    factories.make_body("Lyon City", key="lyon-city", merged_into=stays)
    answer = client.get("/bodies/lyon-city/")
    assert (answer.status_code, answer["Location"]) == (302, "/bodies/lyon/")
    assert "/bodies/lyon-city/" not in client.get("/bodies/").text


# Who sees what


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("audience", sorted(MAY_SEE))
def test_who_sees_hidden_people_roles_and_bodies(
    name: str,
    audience: str,
    request: pytest.FixtureRequest,
    client_of: ClientOf,
    guangzhou: Body,
    chengdu: Body,
) -> None:
    client = client_of(request.getfixturevalue(name))
    sees = name in MAY_SEE[audience]
    person = factories.make_person("Hidden Person", audience=audience)
    factories.make_role(person=person, of=guangzhou, title="Adviser")
    factories.make_role(
        person=factories.make_person("Open Holder"), of=guangzhou, title="Hush office", audience=audience
    )
    office = factories.make_body("Hidden Office", parent=guangzhou, audience=audience, kind="office")
    assert (client.get(person.get_absolute_url()).status_code == 200) is sees
    assert (client.get(office.get_absolute_url()).status_code == 200) is sees
    body, city = client.get(guangzhou.get_absolute_url()).text, client.get("/cities/guangzhou/").text
    assert ("Hidden PERSON" in body, "Hidden PERSON" in city) == (sees, sees)
    assert ("Hush office" in body, "Hush office" in city) == (sees, sees)
    assert ("Hidden Office" in body) is sees
    assert ("Hidden PERSON" in client.get("/people/").text) is sees
    assert ("Hidden Office" in client.get("/bodies/").text) is sees


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("audience", sorted(MAY_SEE))
def test_who_sees_contacts(
    name: str,
    audience: str,
    request: pytest.FixtureRequest,
    client_of: ClientOf,
    guangzhou: Body,
    chengdu: Body,
) -> None:
    client = client_of(request.getfixturevalue(name))
    person = factories.make_person()
    factories.make_role(person=person, of=guangzhou, title="Adviser")
    for row in ({"person": person}, {"body": guangzhou}):
        make(ContactDetail, means="email", value="reach@example.org", audience=audience, **row)
    for page in (person, guangzhou):
        assert ("reach@example.org" in client.get(page.get_absolute_url()).text) is (
            name in MAY_SEE[audience]
        )


def test_contacts_are_for_the_secretariat_unless_somebody_says_otherwise(client: Client, lyon: Body) -> None:
    make(ContactDetail, means="phone", value="+33 4 0000", body=lyon)
    for address in (
        "/",
        "/cities/lyon/",
        "/bodies/lyon/",
        "/bodies/",
        "/people/ada/",
        "/people/",
        "/search/?q=33",
    ):
        assert "+33 4 0000" not in client.get(address).text


def test_contacts_past_their_day_are_shown_to_nobody(
    secretariat: Reader, client_of: ClientOf, lyon: Body
) -> None:
    today = timezone.localdate()
    ada = Person.objects.get(key="ada")
    for row in ({"person": ada}, {"body": lyon}):
        make(ContactDetail, means="email", value="old@example.org", keep_until=today - timedelta(1), **row)
        make(ContactDetail, means="email", value="kept@example.org", keep_until=today, **row)
    desk = client_of(secretariat)
    for address in ("/people/ada/", "/bodies/lyon/"):
        page = desk.get(address, {"on": "2005-01-01"}).text
        assert "kept@example.org" in page
        assert "old@example.org" not in page


def test_hidden_parties_offices_and_parents_are_not_named(client: Client) -> None:
    hidden = factories.make_body("Clandestine Union", audience="secretariat")
    body = factories.make_body(
        "Open body", parent=hidden, kind="government", city=factories.make_city("Lyon", key="lyon")
    )
    agreement = factories.make_agreement("Open pact", [body, factories.make_body("Open party")], ends="..")
    agreement.parties.filter(body__name="Open party").update(office=hidden)
    third = factories.make_agreement("Other pact", [body, hidden], ends="..")
    act = factories.make_act(third)
    signer = factories.make_person()
    make(type(act.signatories.model()), act=act, person=signer, party=third.parties.get(body=hidden))
    for address in (
        body.get_absolute_url(),
        "/cities/lyon/",
        "/bodies/",
        signer.get_absolute_url(),
        "/",
        "/map/",
    ):
        page = client.get(address).text
        assert "Clandestine" not in page, address
    assert "Open pact" in client.get(body.get_absolute_url()).text


# Home, map, lists


def test_an_empty_register_teaches_how_to_begin(client: Client, django_user_model: type[User]) -> None:
    assert "koinon createsuperuser" in client.get("/").text
    keeper = django_user_model.objects.create_superuser("keeper@example.org", "x")
    assert "Nothing is public here yet" in client.get("/").text
    client.force_login(keeper)
    page = client.get("/").text
    assert "An empty register" in page
    assert 'href="/members/network/"' in page
    assert "Or begin with a workbook" in page


def test_the_front_page_as_of_a_day(client: Client, home_network: Body, lyon: Body) -> None:
    factories.make_membership(lyon, home_network, starts="1993")
    factories.make_agreement("Old pact", [lyon, factories.make_body()])
    page = client.get("/", {"on": "2017-06-01"}).text
    assert "<h1>Metropolis" in page
    assert "Old pact" in page
    assert "in force" in page
    assert "Old pact" not in client.get("/", {"on": "2016-01-01"}).text


def test_the_front_page_says_what_comes_next(client: Client, home_network: Body) -> None:
    soon, past = timezone.now() + timedelta(days=20), timezone.now() - timedelta(days=20)
    factories.make_call("Open award", closes_at=soon)
    factories.make_call("Closed award", closes_at=past)
    factories.make_call("Confided award", closes_at=soon, audience="secretariat")
    factories.make_event("Seminar to come", starts=soon.date().isoformat(), ends="")
    page = client.get("/").text
    assert "What comes next" in page
    assert "Open award" in page
    assert "Seminar to come" in page
    assert "Closed award" not in page
    assert "Confided award" not in page
    assert "Open award" not in client.get("/", {"on": "2018-03-01"}).text


def test_one_who_acts_for_somebody_is_led_there(
    coordinator: Reader, client_of: ClientOf, client: Client
) -> None:
    page = client_of(coordinator).get("/").text
    assert "You act for" in page
    assert "Guangzhou Foreign Affairs Office" in page
    assert "You act for" not in client.get("/").text


def test_the_map_shows_the_members_of_the_day(client: Client, home_network: Body, lyon: Body) -> None:
    City.objects.update(latitude=45.7, longitude=4.8)
    factories.make_membership(lyon, home_network, starts="1993-01-01")
    assert "/cities/lyon/" in client.get("/map/").text
    before = client.get("/map/", {"on": "1990-01-01"}).text
    assert "/cities/lyon/" not in before
    assert "No members on this day." in before


def test_the_filters_of_the_lists(client: Client, lyon: Body) -> None:
    spain = factories.make_city("Málaga", key="malaga", country=factories.make_country("es"))
    make(CityName, city=spain, text="马拉加", language="zh-Hans")
    factories.make_body("Board", kind="board")
    assert "Lyon" not in client.get("/cities/?q=马拉加").text.partition("<main")[2]
    assert "马拉加" in client.get("/cities/?country=es").text
    assert "Málaga" in client.get("/cities/?q=malaga").text
    assert "City of Lyon" not in client.get("/bodies/?kind=board").text
    assert "City of Lyon" in client.get("/bodies/?kind=nonsense&q=").text
    for sort in ("city", "-city"):  # those of no city last, whatever the database thinks of nothing
        page = client.get(f"/bodies/?sort={sort}").text
        assert page.index("City of Lyon") < page.index("Board</a>"), sort
    assert "Ben SECOND" not in client.get("/people/?q=ada").text
    assert "Nobody here" in client.get("/people/?q=nobody").text


@pytest.mark.parametrize("language", ["en", "zh-hans", "es", "fr"])
def test_the_pages_in_four_languages(client: Client, home_network: Body, language: str) -> None:
    city = factories.make_city()
    government, mayor = everything(1, home_network, city)
    pages = [page.get_absolute_url() for page in (city, government, mayor)]
    for address in ["/", "/map/", "/cities/", "/bodies/", "/people/", *pages]:
        assert client.get(address, headers={"accept-language": language}).status_code == 200, address


def test_what_is_not_there(client: Client) -> None:
    assert {client.get(f"/{roll}/nobody/").status_code for roll in ("cities", "bodies", "people")} == {404}
