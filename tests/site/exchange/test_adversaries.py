"""What an adversary hands in at the upload page: a clear word beside the field, and nothing kept, written or run."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from tests import factories
from tests.site.exchange.books import changed_part, xlsx

from koinon.network.evidence.models import DocumentVersion
from koinon.network.people.models import Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry
from koinon.site.exchange.models import ImportJob

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOOK = [["key", "name"], ["ada", "Ada Lovelace"]]


def bomb() -> bytes:
    """A workbook of a few hundred kilobytes that would unpack to hundreds of megabytes."""
    target = io.BytesIO(xlsx(people=BOOK))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/media/image1.bin", "w") as part,
    ):
        for _megabyte in range(210):
            part.write(bytes(1 << 20))
    return target.getvalue()


def lying_bomb() -> bytes:
    """The same, whose directory says it is small."""
    content = bytearray(bomb())
    real, told = struct.pack("<L", 210 << 20), struct.pack("<L", 1 << 10)
    return bytes(content.replace(real, told))


def with_macros() -> bytes:
    """An .xlsm under its own name or another."""
    types = changed_part(
        xlsx(people=BOOK),
        "[Content_Types].xml",
        lambda part: part.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
    )
    return changed_part(types, "xl/vbaProject.bin", lambda _part: OLE + b"Sub AutoOpen()")


def encrypted() -> bytes:
    """As a spreadsheet program locks a workbook: a container with an EncryptedPackage."""
    names = "".join(f"{name:\0<32}" for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    return OLE + bytes(504) + names.encode("utf-16-le") + bytes(1024)


WEB_PAGE = (
    b"\xef\xbb\xbf<html><body><table><tr><td>key</td></tr></table><script>alert(1)</script></body></html>"
)
HANDED_IN = {
    "bomb.xlsx": (bomb, "would unpack"),
    "macros.xlsm": (with_macros, "macros"),
    "macros.xlsx": (with_macros, "macros"),
    "locked.xlsx": (encrypted, "password"),
    "page.xlsx": (lambda: WEB_PAGE, "web page"),
}


def kept_files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", HANDED_IN)
def test_at_the_door_of_the_import(name: str, secretariat: Reader, client_of: ClientOf) -> None:
    make, said = HANDED_IN[name]
    before, entries = kept_files(), Entry.objects.count()
    answer = client_of(secretariat).post("/exchange/", {"file": SimpleUploadedFile(name, make())})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text.partition('class="error"')[2] or said in text.partition("error-summary")[2], name
    assert not ImportJob.objects.exists()
    assert (kept_files(), Entry.objects.count()) == (before, entries)


def test_a_bomb_that_lies_about_its_size_is_found_out_while_it_is_read(
    secretariat: Reader, client_of: ClientOf
) -> None:
    client, entries = client_of(secretariat), Entry.objects.count()
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/exchange/", {"file": SimpleUploadedFile("lying.xlsx", lying_bomb())})
    assert "damaged" in client.get(answer["Location"]).content.decode()
    assert ImportJob.objects.get().state == "failed"
    assert (Person.objects.filter(key="ada").exists(), Entry.objects.count()) == (False, entries)


@pytest.mark.parametrize("name", HANDED_IN)
def test_at_the_door_of_a_document(name: str, secretariat: Reader, client_of: ClientOf) -> None:
    document, before = factories.make_document(), kept_files()
    address = f"{document.get_absolute_url()}versions/new/"
    answer = client_of(secretariat).post(address, {"file": SimpleUploadedFile(name, HANDED_IN[name][0]())})
    assert answer.status_code == 422, answer.status_code
    assert "error" in answer.content.decode()
    assert not DocumentVersion.objects.exists()
    assert kept_files() == before
