"""Writing by hand: nobody writes over another unawares, every write leaves one line, and what is hidden is not there."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import get_resolver

from koinon.network.people.models import Body, BodyName, PersonName
from koinon.network.people.readers import Reader
from koinon.network.places.models import CityName, Figure
from koinon.platform.audit.models import Change, Entry
from tests import factories
from tests.factories import make
from tests.safety.hidden import Register
from tests.safety.test_doors_refuse import OWN, patterns

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]


class Fields(HTMLParser):
    """What a browser would send of the form of a page, were it sent as it came."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.text = self.select = ""
        self.inside = False
        self.feed(page.partition('<form class="page"')[2].partition("</form>")[0])

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in given}
        name = attrs.get("name", "")
        if tag == "input" and name and (attrs.get("type") != "checkbox" or "checked" in attrs):
            self.values[name] = attrs.get("value", "on" if attrs.get("type") == "checkbox" else "")
        elif tag == "textarea":
            self.text, self.values[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in attrs or self.select not in self.values):
            self.values[self.select] = attrs.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self.text = "" if tag == "textarea" else self.text
        self.select = "" if tag == "select" else self.select

    def handle_data(self, data: str) -> None:
        if self.text:
            self.values[self.text] += data.lstrip("\n") if not self.values[self.text] else data


def forms_of_changes(home: Body) -> dict[str, dict[str, str]]:
    """The address of every form that changes a record, with something else to write into it."""
    city = factories.make_city("Guangzhou")
    body, other = factories.make_body("Government", city=city), factories.make_body("Other")
    person, post = factories.make_person("Wen Guohui"), factories.make_post("Mayor", body=body)
    role = factories.make_role(person=person, post=post)
    meeting = factories.make_meeting(body=home)
    decision = factories.make_decision(factories.make_item(meeting))
    programme = factories.make_programme()
    edition = factories.make_edition(programme)
    agreement = factories.make_agreement("Accord", [body, other], language="en")
    act = factories.make_act(agreement)
    promise = factories.make_commitment(agreement, debtors=[body], dues=["2018"])
    name = make(CityName, city=city, text="广州", language="zh-Hans")
    figure = make(Figure, city=city, quantity="population", value=1000, unit="persons")
    signatory = make(type(act.signatories.model()), act=act, person=person)
    make(BodyName, body=body, text="市政府", language="zh-Hans")
    make(PersonName, person=person, text="温国辉", language="zh-Hans")
    return {
        f"/places/cities/{city.key}/edit/": {"division": "Guangdong"},
        f"/places/names/{name.key}/edit/": {"text": "广州市"},
        f"/places/figures/{figure.key}/edit/": {"definition": "residents"},
        f"/people/bodies/{body.key}/edit/": {"note": "told"},
        f"/people/{person.key}/edit/": {"note": "told"},
        f"/people/posts/{post.key}/edit/": {"title": "Lord Mayor"},
        f"/people/roles/{role.key}/edit/": {"title": "Mayor of Guangzhou"},
        f"/members/{factories.make_membership(body, home).key}/edit/": {"starts": "1993"},
        f"/meetings/{meeting.key}/edit/": {"title": "Extraordinary meeting"},
        f"/meetings/decisions/{decision.key}/edit/": {"title": "Approved"},
        f"/events/{factories.make_event().key}/edit/": {"venue": "Town hall"},
        f"/evidence/documents/{factories.make_document().key}/edit/": {"note": "told"},
        f"/programmes/{programme.key}/edit/": {"purpose": "Learn"},
        f"/programmes/editions/{edition.key}/edit/": {"title": "Edition 2019"},
        f"/agreements/{agreement.key}/edit/": {"note": "told"},
        f"/agreements/acts/{act.key}/edit/": {"words": "signed"},
        f"/agreements/signatories/{signatory.key}/edit/": {"capacity": "Mayor"},
        f"/agreements/parts/parties/{agreement.parties.all()[0].key}/edit/": {"capacity": "host"},
        f"/agreements/commitments/{promise.key}/edit/": {"clause": "§ 4"},
    }


def test_two_people_change_one_record_and_nothing_is_lost(
    secretariat: Reader, home_network: Body, client_of: ClientOf
) -> None:
    first, second = client_of(secretariat), client_of(secretariat)
    for address, words in forms_of_changes(home_network).items():
        page = first.get(address)
        assert page.status_code == 200, address
        opened = Fields(page.content.decode()).values
        assert opened["version"] == "1", address
        [(name, mine)] = words.items()
        entries = Entry.objects.count()
        assert second.post(address, opened | words).status_code == 302, address
        assert Entry.objects.count() == entries + 1, f"one line for one write: {address}"
        told = first.post(address, opened | {name: opened.get(name, "")})
        text = told.content.decode()
        assert told.status_code == 200, address
        assert "changed this record" in text, address
        assert Entry.objects.count() == entries + 1, address
        kept = Fields(text).values
        assert kept[name] == opened.get(name, ""), address  # what was typed stands in the form
        assert kept["version"] == "2", address  # and may be saved, now that one knows
        assert mine in str(Change.objects.latest("id").after), address
        assert first.post(address, kept).status_code == 302, address
        assert Entry.objects.count() == entries + 2, address


def test_saving_a_form_as_it_came_leaves_no_trace(
    secretariat: Reader, home_network: Body, client_of: ClientOf
) -> None:
    client = client_of(secretariat)
    for address in forms_of_changes(home_network):
        opened = Fields(client.get(address).content.decode()).values
        before = Entry.objects.count()
        assert client.post(address, opened).status_code == 302, address
        assert Entry.objects.count() == before, address


@pytest.mark.slow
def test_posting_to_what_one_may_not_see_finds_nothing(other_officer: Reader, client_of: ClientOf) -> None:
    register = Register("secretariat")
    register.build()
    client, before = client_of(other_officer), Change.objects.count()
    tried = 0
    for route, label in keyed_doors():
        for row in register.hushed.values():
            if row._meta.app_label == label:
                answer = client.post(route.replace("KEY", row.key), {"title": "Mine", "reason": "so"})
                # 410 is what an address says that only a signed link opens.
                assert answer.status_code in (404, 405, 410), f"{answer.status_code} {route} {row.key}"
                tried += 1
    assert tried > 100
    assert Change.objects.count() == before


def keyed_doors() -> Iterator[tuple[str, str]]:
    """Every door that takes the key of a record, with the room it belongs to."""
    for route, view in patterns(get_resolver(), "/"):
        room = view.__module__.removeprefix(OWN).split(".")
        if view.__module__.startswith(OWN) and len(room) > 1 and "/x/" in route:
            yield route.replace("/x/", "/KEY/", 1) if route.count("/x/") == 1 else route, room[1]


def test_the_helpers_see_what_they_should() -> None:
    inputs = '<input name="a" value="1"><input type="checkbox" name="b"><textarea name="c">\nx</textarea>'
    page = f'<form class="page">{inputs}</form>'
    assert Fields(page).values == {"a": "1", "c": "x"}
    doors = list(keyed_doors())
    assert len(doors) > 60
    assert any(label == "agreements" for _route, label in doors)
