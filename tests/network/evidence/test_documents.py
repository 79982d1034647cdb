"""Documents: their list and pages, their files, and who may see and do what."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import factories

from koinon.network.evidence.commands import add_version, record_document, remove_document
from koinon.network.evidence.models import Citation, Document, DocumentVersion
from koinon.network.evidence.uploads import FileRefused
from koinon.network.people.models import AdmittedBody, Audience, Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import StillUsed
from koinon.platform.errors import NotAllowed

Clients = Callable[[Reader], Client]
PDF = b"%PDF-1.7\n1 0 obj\n"


def file(name: str = "MoU 2021.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Any) -> Any:
    """A store of files of its own for each test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


# Who sees what


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        ("public", {"secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"}),
        ("members", {"secretariat", "coordinator", "deputy", "other_officer"}),
        ("parties", {"secretariat", "coordinator", "deputy"}),
        ("bodies", {"secretariat", "other_officer"}),
        ("secretariat", {"secretariat"}),
    ],
)
def test_who_finds_a_document(
    audience: str,
    seen_by: set[str],
    guangzhou: Body,
    chengdu: Body,
    client_of: Clients,
    moment: datetime,
    request: pytest.FixtureRequest,
) -> None:
    secretariat = request.getfixturevalue("secretariat")
    shown = factories.make_document("A note", key="a-note", audience=audience, publisher=guangzhou)
    AdmittedBody.objects.create(kind="evidence.document", object_id=shown.pk, body=chengdu)
    add_version(shown, file(), by=secretariat, moment=moment)
    for name in ("secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"):
        client = client_of(request.getfixturevalue(name))
        expected = 200 if name in seen_by else 404
        for address in ("a-note/", "a-note/versions/1/"):
            answer = client.get(f"/evidence/documents/{address}")
            if answer.streaming:
                assert b"".join(answer) == PDF
            assert answer.status_code == expected, (name, address)
        listed = "A note" in client.get("/evidence/documents/").content.decode()
        exported = b"".join(client.get("/evidence/documents/?format=csv")).decode()
        assert (listed, "a-note" in exported) == (name in seen_by, name in seen_by), name


def test_only_the_secretariat_writes(outsider: Reader, moment: datetime, client_of: Clients) -> None:
    shown = factories.make_document(key="a-note")
    with pytest.raises(NotAllowed):
        record_document({"title": "Mine"}, by=outsider)
    with pytest.raises(NotAllowed):
        add_version(shown, file(), by=outsider, moment=moment)
    with pytest.raises(NotAllowed):
        remove_document(shown, by=outsider)
    client = client_of(outsider)
    expected = 302 if outsider.is_public else 404
    for address in ("documents/new/", "documents/a-note/edit/", "cite/evidence.document/a-note/"):
        assert client.get(f"/evidence/{address}").status_code == expected
    for address in ("documents/a-note/remove/", "documents/a-note/versions/new/"):
        assert client.post(f"/evidence/{address}", {"file": file()}).status_code == expected
    assert Document.objects.count() == 1
    assert not DocumentVersion.objects.exists()
    assert "/evidence/documents/new/" not in client.get("/evidence/documents/").content.decode()


# The list


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    rows: int, secretariat: Reader, client_of: Clients, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        document = factories.make_document(publisher=factories.make_body())
        factories.make_citation(factories.make_role(), document=document)
    client = client_of(secretariat)
    with django_assert_num_queries(8):
        answer = client.get("/evidence/documents/")
    assert answer.content.decode().count('href="/evidence/documents/document-') == rows


def test_the_list_is_filtered_and_sorted_in_the_address(db: None, client: Client) -> None:
    factories.make_document("A memorandum", key="memo", kind="agreement", published="2021-07-15")
    factories.make_document("A news note", key="news", kind="news", published="2021-08-02")
    publisher = factories.make_body("Metropolis")
    factories.make_document("Board minutes", key="minutes", kind="minutes", publisher=publisher)

    def keys(query: str) -> list[str]:
        lines = b"".join(client.get(f"/evidence/documents/?{query}&format=csv")).decode()
        return [line.split(",")[0] for line in lines.splitlines()[1:]]

    assert keys("sort=title") == ["memo", "news", "minutes"]
    assert keys("sort=-published") == ["minutes", "news", "memo"]
    assert keys("q=memo") == ["memo"]
    assert keys("q=metropolis") == ["minutes"]
    assert keys("kind=news") == ["news"]
    assert len(keys("kind=nonsense&sort=nonsense")) == 3


def test_the_empty_list_teaches(db: None, client: Client) -> None:
    assert "Every fact should rest on something" in client.get("/evidence/documents/").content.decode()


# The page


def test_the_page_tells_what_rests_on_the_document_and_no_more_than_one_may_see(
    secretariat: Reader, coordinator: Reader, client_of: Clients
) -> None:
    document = factories.make_document(key="a-note")
    open_role = factories.make_role(title="Mayor of Guangzhou", post=None)
    closed = factories.make_role(title="Delicate advisor", post=None, audience=Audience.SECRETARIAT)
    kept = factories.make_citation(
        open_role, document=document, field="starts", locator_kind="page", locator="4"
    )
    hidden = factories.make_citation(closed, document=document)
    told = client_of(secretariat).get("/evidence/documents/a-note/").content.decode()
    assert "Mayor of Guangzhou" in told
    assert "Delicate advisor" in told
    assert "p. 4, stated" in told
    assert ", Start" in told
    seen = client_of(coordinator).get("/evidence/documents/a-note/").content.decode()
    assert "Mayor of Guangzhou" in seen
    assert "Delicate advisor" not in seen
    pointed = client_of(coordinator).get(f"/evidence/documents/a-note/?mark={kept.key}").content.decode()
    assert "The place you came from" in pointed
    denied = client_of(coordinator).get(f"/evidence/documents/a-note/?mark={hidden.key}").content.decode()
    assert "The place you came from" not in denied


def test_names_of_documents_and_files_are_escaped(
    secretariat: Reader, client_of: Clients, moment: datetime
) -> None:
    document = factories.make_document("<script>alert(1)</script>", key="a-note")
    add_version(document, file("<b>MoU</b>.pdf"), by=secretariat, moment=moment)
    told = client_of(secretariat).get("/evidence/documents/a-note/").content.decode()
    assert "<script>alert(1)" not in told
    assert "<b>MoU" not in told
    assert "&lt;b&gt;MoU&lt;/b&gt;.pdf" not in told  # a browser's slash parts folders from the name
    assert "b&gt;.pdf" in told


def test_recording_and_changing_by_form(secretariat: Reader, client_of: Clients) -> None:
    client = client_of(secretariat)
    given = {"title": "Alliance renewed", "kind": "news", "published": "2 August 2021", "language": "en"}
    answer = client.post("/evidence/documents/new/", given | {"audience": "public"})
    assert answer.status_code == 302, answer.content.decode()
    document = Document.objects.get()
    assert (document.key, document.published.edtf) == ("alliance-renewed", "2021-08-02")
    assert answer["Location"] == "/evidence/documents/alliance-renewed/"
    changed = given | {"title": "Alliance renewed again", "audience": "members", "version": document.version}
    assert client.post("/evidence/documents/alliance-renewed/edit/", changed).status_code == 302
    late = client.post("/evidence/documents/alliance-renewed/edit/", changed | {"title": "Too late"})
    assert late.status_code == 200
    assert "Too late" in late.content.decode()
    assert Document.objects.get().title == "Alliance renewed again"


def test_a_document_in_use_stays(secretariat: Reader, client_of: Clients) -> None:
    citation = factories.make_citation(factories.make_role(), document=factories.make_document(key="a-note"))
    with pytest.raises(StillUsed):
        remove_document(Document.objects.get(), by=secretariat)
    answer = client_of(secretariat).post("/evidence/documents/a-note/remove/", follow=True)
    assert "cannot be removed" in answer.content.decode()
    citation.delete()
    client_of(secretariat).post("/evidence/documents/a-note/remove/")
    assert not Document.objects.exists()


# Files


def test_a_file_is_kept_under_a_name_that_tells_nothing(
    secretariat: Reader, moment: datetime, store: Any
) -> None:
    version = add_version(factories.make_document(), file(), by=secretariat, moment=moment)
    kept = DocumentVersion.objects.get(pk=version.pk)
    assert (kept.number, kept.filename, kept.media_type, kept.size) == (
        1,
        "MoU 2021.pdf",
        "application/pdf",
        len(PDF),
    )
    assert kept.file.name is not None
    assert "MoU" not in kept.file.name
    assert (store / kept.file.name).read_bytes() == PDF


def test_a_file_is_saved_and_never_shown(secretariat: Reader, moment: datetime, client: Client) -> None:
    document = factories.make_document(key="a-note")
    add_version(document, file(), by=secretariat, moment=moment)
    add_version(document, file("page.html", b"<!doctype html><p>x"), by=secretariat, moment=moment)
    answer = client.get("/evidence/documents/a-note/versions/1/")
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="MoU 2021.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    page = client.get("/evidence/documents/a-note/versions/2/")
    assert page["Content-Type"] == "application/octet-stream"
    assert client.get("/evidence/documents/a-note/versions/3/").status_code == 404
    assert b"".join(page).startswith(b"<!doctype html>")


def test_versions_are_numbered_and_the_same_file_is_refused(secretariat: Reader, moment: datetime) -> None:
    document, other = factories.make_document(), factories.make_document()
    add_version(document, file(), by=secretariat, moment=moment)
    second = add_version(document, file(content=PDF + b"2"), by=secretariat, moment=moment)
    assert second.number == 2
    with pytest.raises(FileRefused, match="already, as version 1"):
        add_version(document, file("another name.pdf"), by=secretariat, moment=moment)
    twin = add_version(other, file(), by=secretariat, moment=moment)
    assert twin.file.name == document.versions.get(number=1).file.name


def test_a_refused_file_is_told_beside_its_field(secretariat: Reader, client_of: Clients) -> None:
    factories.make_document(key="a-note")
    page = file("table.xlsx", b"<html><table></table></html>")
    answer = client_of(secretariat).post("/evidence/documents/a-note/versions/new/", {"file": page})
    assert answer.status_code == 422
    assert "“table.xlsx” is a web page and not what its name says." in answer.content.decode()
    assert not DocumentVersion.objects.exists()


def test_adding_and_removing_a_version_by_form(secretariat: Reader, client_of: Clients) -> None:
    factories.make_document(key="a-note")
    client = client_of(secretariat)
    assert client.post("/evidence/documents/a-note/versions/new/", {"file": file()}).status_code == 302
    assert DocumentVersion.objects.count() == 1
    assert client.post("/evidence/documents/a-note/versions/1/remove/").status_code == 302
    assert not DocumentVersion.objects.exists()


# Citing by form


def test_citing_changing_and_taking_back_by_form(secretariat: Reader, client_of: Clients) -> None:
    client = client_of(secretariat)
    document = factories.make_document("Alliance renewed")
    factories.make_role(key="mayor")
    given = {
        "source": "Alliance renewed",
        "source_place": "§ 3",
        "source_strength": "derived",
        "field": "starts",
    }
    assert client.post("/evidence/cite/people.role/mayor/", given).status_code == 302
    citation = Citation.objects.get()
    assert (citation.document, str(citation.place), citation.strength, citation.field) == (
        document,
        "§ 3",
        "derived",
        "starts",
    )
    address = f"/evidence/citations/{citation.key}/"
    assert 'value="§ 3"' in client.get(f"{address}edit/").content.decode()
    assert client.post(f"{address}edit/", given | {"source_place": "p. 9", "version": 1}).status_code == 302
    citation.refresh_from_db()
    assert str(citation.place) == "p. 9"
    assert client.post(f"{address}remove/").status_code == 302
    assert not Citation.objects.exists()
    for address in ("people.role/nobody", "nonsense/mayor", "accounts.user/1"):
        assert client.get(f"/evidence/cite/{address}/").status_code == 404


def test_the_type_ahead_finds_documents_by_words(db: None, client: Client) -> None:
    factories.make_document("Alliance renewed", key="alliance", published="2021-08-02")
    factories.make_document("Secret alliance", audience=Audience.SECRETARIAT)
    found = client.get("/choose/document/?q=alliance").json()
    assert [(one["key"], one["label"], one["hint"]) for one in found] == [
        ("alliance", "Alliance renewed", "2 August 2021")
    ]
