"""The certificate of a laureate: for those who run the award and the laureate, in its language, once announced."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cooperation.practices.casting import make_won_entry
from tests.factories import make

from koinon.cooperation.calls.models import CallText, Entry
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.site.briefings.laureate_papers import laureate_certificate
from koinon.site.briefings.laureate_views import reached
from koinon.site.briefings.paper import Diploma

ClientOf = Callable[[Reader], Client]


@pytest.mark.parametrize(
    ("who", "opens"),
    [
        ("secretariat", True),
        ("coordinator", True),
        ("other_officer", False),
        ("stranger", False),
        ("public", False),
    ],
)
def test_who_may_take_it_along(
    who: str, opens: bool, guangzhou: Body, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    entry = make_won_entry(guangzhou)
    client = client_of(request.getfixturevalue(who))
    answer = client.get(f"/papers/laureates/{entry.key}.pdf?format=docx")
    assert answer.status_code == (200 if opens else 404)
    assert (f"/papers/laureates/{entry.key}.pdf" in client.get(entry.get_absolute_url()).text) is opens


def test_there_is_none_before_it_is_announced(
    guangzhou: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    entry = make_won_entry(guangzhou, announced=False)
    assert client_of(secretariat).get(f"/papers/laureates/{entry.key}.pdf").status_code == 404


def test_it_is_in_the_language_of_the_laureate(guangzhou: Body) -> None:
    entry = make_won_entry(guangzhou)
    make(CallText, call=entry.call, language="es", title="Premio 2026")
    Entry.objects.update(language="es")
    placing = reached(entry, SYSTEM)
    assert placing is not None
    paper = laureate_certificate(placing, reader=SYSTEM)
    [sheet] = paper.blocks
    assert isinstance(sheet, Diploma)
    assert paper.language == "es"
    assert "Premio 2026" in sheet.says
    assert (sheet.name, sheet.title) == (str(guangzhou), "Rain gardens")
    assert sheet.address.endswith(entry.get_absolute_url())
