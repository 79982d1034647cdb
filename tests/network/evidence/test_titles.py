"""Titles in other languages: of documents, events, meetings and programmes, by one table for all of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from tests import factories
from tests.site.exchange.books import dry_run, reasons

from koinon.network.evidence.commands import change_title, record_title, remove_title
from koinon.network.evidence.models import Document, Title
from koinon.network.people.entering import NotSound
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.audit.commands import act, undo
from koinon.platform.audit.models import Entry, Record
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db
Clients = Callable[[Reader], Client]
KINDS: dict[str, Callable[[], Any]] = {
    "events": lambda: factories.make_event("A seminar", key="one"),
    "meetings": lambda: factories.make_meeting(title="A meeting", key="one"),
    "documents": lambda: factories.make_document("A paper", key="one"),
    "programmes": lambda: factories.make_programme("A programme", key="one"),
}


def called(record: Record, language: str) -> str:
    with override(language):
        return str(type(record)._default_manager.get(pk=record.pk))


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_shown_found_told_and_taken_back(
    kind: str, secretariat: Reader, client: Client, client_of: Clients
) -> None:
    record = KINDS[kind]()
    said = {"language": "zh-Hans", "text": "城市创新"}
    title = record_title(record, said, by=secretariat)
    factories.make_citation(title, document=factories.make_document("Where it stands"))
    assert (called(record, "zh-hans"), called(record, "fr")) == ("城市创新", record.title)
    home = record.get_absolute_url()
    page = client.get(home, headers={"accept-language": "zh-Hans"}).content.decode()
    assert "<h1>城市创新</h1>" in page
    assert f'<p class="foreign">{record.title}</p>' in page
    assert "Where it stands" in page
    assert "/titles/" not in page
    assert (
        "城市创新"
        in client.get(home.removesuffix("one/"), headers={"accept-language": "zh-Hans"}).content.decode()
    )
    told = client.get(f"/api/v1/{kind}/one").json()
    assert (told["title"], told["titles"]) == (record.title, [{"language": "zh-Hans", "text": "城市创新"}])
    assert record.title in client.get("/search/?q=chengshi").content.decode()
    found = client.get("/search/?q=chengshi", headers={"accept-language": "zh-Hans"}).content.decode()
    assert "城市创新</a>" in found
    assert record.title in found
    door = client_of(secretariat)
    assert f"/evidence/titles/{title.key}/edit/" in door.get(home).content.decode()
    change_title(title, {"text": "城市更新"}, by=secretariat)
    assert called(record, "zh-hans") == "城市更新"
    remove_title(title, by=secretariat)
    assert called(record, "zh-hans") == record.title
    undo(Entry.objects.get(verb="remove_title"), by=None)
    assert called(record, "zh-hans") == "城市更新"


def test_a_title_in_english_is_read_in_english(client: Client) -> None:
    document = factories.make_document("Le rapport annuel")
    with act("x", by=None) as doing:
        doing.create(
            Title(
                key="t",
                subject_kind="evidence.document",
                subject_id=document.pk,
                language="en",
                text="The report of the year",
            )
        )
    assert (called(document, "en"), called(document, "fr")) == ("The report of the year", "Le rapport annuel")
    assert "The report of the year</a>" in client.get("/search/?q=rapport").text


def test_it_goes_with_what_bears_it_and_comes_back_with_it(secretariat: Reader) -> None:
    document = factories.make_document("A paper")
    record_title(document, {"language": "es", "text": "Un papel"}, by=secretariat)
    with act("remove_document", by=None) as doing:
        doing.remove(document)
    assert not Title.objects.exists()
    undo(doing.entry, by=None)
    assert called(Document.objects.get(), "es") == "Un papel"


def test_who_may_give_a_title_and_to_what(
    secretariat: Reader, coordinator: Reader, stranger: Reader, client_of: Clients
) -> None:
    hidden = factories.make_document("Confidential", key="hidden", audience="secretariat")
    said = {"language": "fr", "text": "Confidentiel"}
    for reader in (coordinator, stranger, PUBLIC):
        with pytest.raises(NotAllowed):
            record_title(hidden, said, by=reader)
    title = record_title(hidden, said, by=secretariat)
    assert set(Title.objects.visible_to(secretariat)) == {title}
    assert not Title.objects.visible_to(stranger).exists()
    assert client_of(stranger).get(f"/evidence/titles/{title.key}/").status_code == 404
    assert (
        client_of(secretariat).get(f"/evidence/titles/{title.key}/")["Location"]
        == "/evidence/documents/hidden/"
    )
    with pytest.raises(NotAllowed):  # agreements have a table of their own
        record_title(factories.make_agreement("MoU"), said, by=secretariat)
    with pytest.raises(NotSound):
        record_title(hidden, said, by=secretariat)


def test_a_title_by_its_form(secretariat: Reader, client_of: Clients) -> None:
    event = factories.make_event("A seminar", key="one")
    door = client_of(secretariat)
    address = "/evidence/titles/events.event/one/new/"
    assert door.get(address).status_code == 200
    assert door.post(address, {"language": "es", "text": "Un seminario"})["Location"] == "/events/one/"
    title = Title.objects.get()
    told = {"language": "es", "text": "Un seminario nuevo", "version": title.version}
    assert door.post(f"/evidence/titles/{title.key}/edit/", told).status_code == 302
    assert called(event, "es") == "Un seminario nuevo"
    assert door.post(f"/evidence/titles/{title.key}/remove/").status_code == 302
    assert not Title.objects.exists()
    assert door.get("/evidence/titles/people.person/one/new/").status_code == 404


def test_the_sheet_refuses_what_has_no_titles_here() -> None:
    factories.make_body("M", key="m")
    ((_place, reason),) = reasons(dry_run(titles="subject,language,text\nbodies:m,fr,Le M\n"))
    assert reason == "Rows of the sheet “bodies” have no titles here."
