"""Files of entries: typed by content, refused in words, kept under a name that tells nothing, given out to be saved only."""

import zipfile
from io import BytesIO

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from tests.cooperation.calls.calling import begin, field, make_call, send, typed, upload

from koinon.cooperation.calls.models import EntryFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def bomb() -> bytes:
    """A Word document that unpacks beyond measure."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
        package.writestr("word/document.xml", b" " * (12 * 1024 * 1024))
    return packed.getvalue()


def scanner(file, name: str) -> str:
    """Stands for the scanner of a house: it knows one evil word."""
    return "EICAR" if b"EVIL" in file.read() else ""


def test_what_is_not_taken_in_says_why_and_everything_else_is_kept(client_of, coordinator, guangzhou) -> None:
    call = make_call()
    entry = begin(call, coordinator, guangzhou)
    client, page, name = (
        client_of(coordinator),
        f"/calls/own/{entry.key}/write/",
        f"q{field(call, 'file').pk}",
    )
    large = upload("large.pdf", b"%PDF-1.7" + b"0" * (1024 * 1024))
    files = [upload("page.pdf", b"<html><script>alert(1)</script>"), upload("bomb.docx", bomb()), large]
    refused = client.post(page, typed(call, do="send", title="Kept", **{name: files}))
    shown = refused.content.decode()
    assert refused.status_code == 422
    for words in (
        "a web page and not what its name says",
        "unpack beyond measure",
        "has 2 MB; 1 MB are the most",
    ):
        assert words in shown
    assert 'value="Kept"' in shown
    assert not EntryFile.objects.exists()
    here = f"{__name__}.scanner"
    with override_settings(FILE_SCANNER=here, UPLOAD_LIMIT=1000):
        evil = client.post(
            page, {"names": name, name: upload("a.txt", b"EVIL")}, headers={"accept": "application/json"}
        )
        assert "the scanner says: EICAR" in evil.json()["problems"][name][0]
        huge = client.post(
            page, {"names": name, name: upload("a.txt", b"x" * 2000)}, headers={"accept": "application/json"}
        )
        assert "larger than" in huge.json()["problems"][name][0]
        good = client.post(
            page, {"names": name, name: upload("a.txt", b"good")}, headers={"accept": "application/json"}
        )
        assert "a.txt" in good.json()["files"][name]


def fetched(client: Client, address: str) -> int:
    """The status of a file that is fetched to its end, and so closed again."""
    answer = client.get(address)
    b"".join(getattr(answer, "streaming_content", ()))
    return answer.status_code


def test_who_may_fetch_a_file_follows_the_entry(
    client, client_of, coordinator, secretariat, other_officer, guangzhou
) -> None:
    call = make_call()
    entry = send(call, coordinator, guangzhou)
    mine, page, name = client_of(coordinator), f"/calls/own/{entry.key}/write/", f"q{field(call, 'file').pk}"
    mine.post(page, {"names": name, name: upload("Guangzhou plan.pdf"), "do": "save"})
    file = EntryFile.objects.get()
    assert "guangzhou" not in file.file.name.lower()
    public, own = f"/calls/files/{file.key}/", f"/calls/own/{entry.key}/files/{file.key}/"
    got = mine.get(own)
    assert got.headers["Content-Disposition"] == 'attachment; filename="Guangzhou plan.pdf"'
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    assert fetched(client_of(secretariat), public) == 404
    assert mine.post(page, typed(call, do="send", title="With plan")).status_code == 302
    assert fetched(client_of(secretariat), public) == 200
    assert fetched(client, public) == 404
    assert fetched(client_of(other_officer), public) == 404
    assert fetched(client_of(other_officer), own) == 404
    mine.post(page, {"names": "title", "title": "With plan", "drop": file.key})
    assert fetched(client_of(secretariat), public) == 200
    mine.post(page, typed(call, do="send", title="Without plan"))
    assert not EntryFile.objects.exists()
    assert entry.saved_at <= timezone.now()
