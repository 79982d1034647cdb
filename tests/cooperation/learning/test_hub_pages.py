"""The pages of hubs: who may do what, statements that do not grow, forms from end to end, drawers on lower pages."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import make, make_agreement, make_body, make_commitment, make_document

from koinon.cooperation.learning import hub_commands
from koinon.cooperation.learning.models import (
    Author,
    Curriculum,
    Hub,
    HubPartner,
    HubWork,
    Lesson,
    Module,
    Output,
    Seminar,
)
from koinon.network.evidence.commands import record_title
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.errors import NotAllowed

from .conftest import published, seminar_of

ClientOf = Callable[[Reader], Client]


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def grown(draft: Curriculum) -> None:
    """Three of everything on the page of the hub and of the curriculum."""
    hub = draft.hub
    for number in (2, 3):
        make(HubPartner, hub=hub, body=make_body())
        module = make(Module, curriculum=draft, title=f"Module {number}")
        make(Lesson, module=module, title="Lesson", document=make_document())
        make(Author, curriculum=draft, body=make_body())
        make(Curriculum, hub=hub, year=2019 + number, title=f"Year {number}", published_on="2020-01-01")
        make(
            Output,
            hub=hub,
            title=f"Study {number}",
            year=2020,
            document=make_document(),
            published_on="2020-01-01",
        )
        make_commitment(hub.agreement, dues=["2020", "2021"])
        seminar_of(hub, draft)
        make(Hub, title=f"Hub {number}", body=make_body(), host=make_body(), agreement=make_agreement())


def test_statements_do_not_grow(draft: Curriculum, secretariat: Reader, client_of: ClientOf) -> None:
    published(draft)
    seminar_of(draft.hub, draft)
    make(Output, hub=draft.hub, title="Study", year=2020, document=make_document(), published_on="2020-01-01")
    make(Author, curriculum=draft, body=make_body())
    Lesson.objects.update(document=make_document())
    client = client_of(secretariat)
    pages = ("/learning/", draft.hub.get_absolute_url(), draft.get_absolute_url())
    for page in pages:
        client.get(page)
    once = [counted(client, page) for page in pages]
    grown(draft)
    assert [counted(client, page) for page in pages] == once


def test_a_hub_is_recorded_with_partners_and_promises(
    chengdu_agreement: tuple[object, ...], secretariat: Reader, client_of: ClientOf
) -> None:
    agreement, host, body, partner = chengdu_agreement
    client = client_of(secretariat)
    form = {"title": "The hub", "audience": "public", "part_1": "academic", "part_2": "academic"}
    form |= {"part_3": "academic", "part_4": "academic", "summary": "", "themes": "parks\nwater"}
    form |= {"agreement": agreement.key, "host": host.key, "body": body.key, "partner_1": partner.key}  # type: ignore[attr-defined]
    page = client.post("/learning/hubs/new/", form, follow=True)
    hub = Hub.objects.get()
    assert (hub.terms, [one.body for one in hub.partners.all()]) == (["parks", "water"], [partner])
    assert "Nothing keeps" not in page.content.decode()
    promise = hub.agreement.commitments.get()
    works = client.get(f"/learning/hubs/{hub.key}/promises/").content.decode()
    assert works.count("checked") == 1
    client.post(f"/learning/hubs/{hub.key}/promises/", {f"promise_{promise.pk}": ["research"]})
    assert [(one.work, one.commitment) for one in HubWork.objects.all()] == [("research", promise)]
    assert client.post("/learning/hubs/new/", form).status_code == 200
    assert Hub.objects.count() == 1


@pytest.fixture
def chengdu_agreement(home_network: object) -> tuple[object, ...]:
    host, body, partner = make_body("Host"), make_body("Hub", kind="hub"), make_body("University")
    agreement = make_agreement("Learning", parties=[host], kind="hub")
    make_commitment(agreement, title="Research works", dues=["2017"])
    return agreement, host, body, partner


def test_another_agreement_unlinks_its_promises(hub: Hub) -> None:
    stray = make_commitment(make_agreement(), dues=["2020"])
    with pytest.raises(hub_commands.OtherAgreement):
        hub_commands.settle_works(hub, {stray: ["research"]}, by=SYSTEM)
    hub_commands.change_hub(hub, {"agreement": make_agreement()}, (), by=SYSTEM)
    assert not hub.works.exists()


def test_doors_are_for_those_who_may(
    hub: Hub, lecturer: Reader, member: Reader, secretariat: Reader, client_of: ClientOf
) -> None:
    doors = {"curricula": [200, 404], "outputs": [200, 404], "edit": [404, 404], "promises": [404, 404]}
    clients = [client_of(one) for one in (lecturer, member)]
    for door, told in doors.items():
        address = f"/learning/hubs/{hub.key}/{door}/"
        assert [client.get(address).status_code for client in clients] == told, door
    chief = client_of(secretariat)
    for door in ("edit", "promises", "seminars/plan", "seminars/bind"):
        assert chief.get(f"/learning/hubs/{hub.key}/{door}/").status_code == 200, door
    assert client_of(PUBLIC).get("/learning/hubs/new/").status_code == 302
    with pytest.raises(NotAllowed):
        hub_commands.change_hub(hub, {"title": "Mine"}, (), by=lecturer)


def test_a_seminar_is_planned_in_one_form(hub: Hub, secretariat: Reader, client_of: ClientOf) -> None:
    client = client_of(secretariat)
    form = {"title": "Parks", "starts": "2027-06-01", "ends": "2027-06-02", "audience": "public"}
    form |= {
        "open_to": "members",
        "seats": "20",
        "hours": "6.5",
        "learnt": "One\nTwo",
        "groups": ["planners"],
    }
    page = client.post(f"/learning/hubs/{hub.key}/seminars/plan/", form, follow=True)
    seminar = Seminar.objects.get()
    assert (seminar.event.host, seminar.event.groups, str(seminar.hours)) == (hub.body, "planners", "6.5")
    assert seminar.event.registration_rules.seats == 20
    assert "Seminar of a learning hub" in page.content.decode()
    assert f"/learning/seminars/{seminar.key}/" in page.content.decode()
    edit = f"/learning/seminars/{seminar.key}/edit/"
    assert 'name="event"' not in client.get(edit).text
    assert client.post(edit, {"hours": "7", "learnt": "One", "version": seminar.version}).status_code == 302
    seminar.refresh_from_db()
    assert (str(seminar.hours), seminar.learnt) == ("7.0", "One")


def test_drawers_on_lower_pages(hub: Hub, client_of: ClientOf) -> None:
    client = client_of(PUBLIC)
    assert hub.get_absolute_url() in client.get(hub.agreement.get_absolute_url()).content.decode()
    partner = hub.partners.get().body
    assert hub.get_absolute_url() in client.get(partner.get_absolute_url()).content.decode()


def test_a_hub_is_called_as_its_reader_calls_it(hub: Hub, client_of: ClientOf) -> None:
    record_title(hub, {"language": "zh-hans", "text": "成都学习中心"}, by=SYSTEM)
    client = client_of(PUBLIC)
    for page in ("/learning/", hub.get_absolute_url()):
        assert "成都学习中心" in client.get(page, headers={"accept-language": "zh-hans"}).text, page


def test_a_hidden_hub_is_hidden(hub: Hub, client_of: ClientOf) -> None:
    Hub.objects.update(audience="secretariat")
    client = client_of(PUBLIC)
    assert client.get(hub.get_absolute_url()).status_code == 404
    assert hub.title not in client.get("/learning/").content.decode()
    assert hub.get_absolute_url() not in client.get(hub.agreement.get_absolute_url()).content.decode()
