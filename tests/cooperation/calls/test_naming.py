"""Names found in entries: in answers, in files of several kinds, in names of files; blacked out, or left to stand."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories
from tests.cooperation.calls.calling import field, make_call, send

from koinon.cooperation.calls.file_texts import text_of
from koinon.cooperation.calls.models import EntryFile, NameFlag, Settled
from koinon.cooperation.calls.name_finding import BLACK, Finder, black_out
from koinon.cooperation.calls.naming import blind_of, look_through
from koinon.network.evidence.uploads import DOCX
from koinon.network.places.models import CityName

NAMES = Finder(
    [
        ("place", "León"), ("place", "广州"), ("place", "Nice"), ("body", "UN"), ("place", "Saint-Étienne"),
        ("body", "Guangzhou Municipal People's Government"), ("place", "Guangzhou"), ("person", "Chen Guo"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("From Leon to LEÓN", ["Leon", "LEÓN"]),
        ("在廣州市里", ["廣州"]),
        ("nice gardens in Nice", ["Nice"]),
        ("the Guangzhou Municipal People’s Government", ["Guangzhou Municipal People’s Government"]),
        ("saint étienne; CHEN Guo", ["saint étienne", "CHEN Guo"]),
        ("un run of UN", ["UN"]),
        ("Leonia, Guangzhouer", []),
    ],
)
def test_names_are_found_however_they_are_written(text: str, found: list[str]) -> None:
    assert [one.words for one in NAMES.find(text)] == found


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["León", "廣州", "and ", "Chen Guo", " 在", ", "]), max_size=8).map("".join))
def test_nothing_that_was_found_is_left_after_blacking_out(text: str) -> None:
    blacked = black_out(text, {one.words for one in NAMES.find(text)})
    assert not [one for one in NAMES.find(blacked) if one.words in text]


def word(text: str, author: str) -> BytesIO:
    """A Word document of one paragraph, parted by formatting."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (text[:3], text[3:]))
        package.writestr("word/document.xml", f"<w:p>{runs}</w:p>")
        package.writestr("docProps/core.xml", f"<dc:creator>{author}</dc:creator>")
    return packed


def test_the_text_of_files_is_read_and_what_is_broken_is_not() -> None:
    assert text_of(word("Rain in León", "Chen Guo"), DOCX) == "Rain in León\n\nChen Guo\n"
    assert text_of(BytesIO("广州".encode("gb18030")), "text/plain") == "广州"
    assert text_of(BytesIO(b"%PDF-1.7 broken"), "application/pdf") is None
    assert text_of(BytesIO(b"\x89PNG"), "image/png") is None


@pytest.mark.django_db
def test_an_entry_is_looked_through_and_read_blind(
    client_of, coordinator, secretariat, guangzhou, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    call = make_call(blind=True)
    factories.make(CityName, city=guangzhou.city, text="广州")
    entry = send(call, coordinator, guangzhou, "Rain gardens in Guangzhou")
    assert blind_of([entry.pk]).is_open(entry.pk) is False or not NameFlag.objects.exists()
    given_ = {"entry": entry, "field": field(call, "file"), "handed_in": True}
    plan = factories.make(EntryFile, **given_, name="guangzhou_plan.docx", media_type=DOCX)
    plan.file.save("x", ContentFile(word("By Ding Deputy in 广州", "Nobody").getvalue()))
    scan = factories.make(EntryFile, **given_, name="scan.png", media_type="image/png")
    scan.file.save("x", ContentFile(b"\x89PNG"))
    factories.make_person("Ding Deputy")
    assert plan.pk in blind_of([entry.pk]).withheld(entry.pk)
    office, page = client_of(secretariat), f"/calls/entries/{entry.key}/names/"
    assert client_of(coordinator).get(page).status_code == 404
    assert office.post(page, {"do": "look"}).status_code == 302
    flags = {(flag.place, flag.words) for flag in entry.flags.all()}
    assert flags == {
        ("title", "Guangzhou"), (f"name:{plan.pk}", "guangzhou"), (f"file:{plan.pk}", "广州"),
        (f"file:{plan.pk}", "Ding Deputy"), (f"file:{scan.pk}", "…"),
    }  # fmt: skip
    blind = blind_of([entry.pk])
    assert blind.is_open(entry.pk)
    assert blind.text(entry.pk, "title", entry.title) == f"Rain gardens in {BLACK}"
    assert blind.withheld(entry.pk) == {plan.pk, scan.pk}
    assert "Ding Deputy" in office.get(page).content.decode()
    ticked = [flag.pk for flag in entry.flags.all() if flag.place.startswith("file")]
    office.post(page, {"do": "accept", "flag": ticked})
    office.post(page, {"do": "black", "flag": [flag.pk for flag in entry.flags.exclude(pk__in=ticked)]})
    assert blind_of([entry.pk]).withheld(entry.pk) == set()
    assert not blind_of([entry.pk]).is_open(entry.pk)
    assert look_through(entry, timezone.now()) == 0
    assert entry.flags.filter(settled=Settled.ACCEPTED).count() == 3
