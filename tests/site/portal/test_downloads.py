"""Every list that is taken along as CSV is also taken along as XLSX."""

import io

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.core.management import call_command
from django.test import Client
from tests import factories

pytestmark = pytest.mark.django_db
LISTS = (
    *("/agreements/", "/agreements/commitments/", "/programmes/", "/evidence/documents/"),
    "/places/countries/cn/",
)


@pytest.mark.parametrize("address", LISTS)
def test_every_list_offers_both(address: str, client: Client) -> None:
    factories.make_city("Guangzhou")
    factories.make_commitment(factories.make_agreement("Accord"), dues=["2018"])
    factories.make_programme()
    factories.make_document()
    page = client.get(address).content.decode()
    assert "format=csv" in page
    assert "format=xlsx" in page
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, {"format": "xlsx"}).content))
    lines = b"".join(client.get(address, {"format": "csv"})).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert book.active.max_row == max(len(lines), 2)


def test_an_edition_offers_its_participants(client: Client) -> None:
    part = factories.make_participation()
    page = client.get(part.edition.get_absolute_url())
    assert "format=xlsx" in page.content.decode()
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(part.edition.get_absolute_url(), {"format": "xlsx"}).content)
    )
    assert book.active["B2"].value == part.body.name


def test_the_inbox_too(client: Client) -> None:
    factories.make_agreement(starts="2018", ends="2019", length_words="five years")
    call_command("check", verbosity=0)
    assert "format=xlsx" in client.get("/evidence/findings/").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get("/evidence/findings/", {"format": "xlsx"}).content))
    assert book.active.max_row > 1
