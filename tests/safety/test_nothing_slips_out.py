"""What one may not see is in no page, list, answer, export, card or history, whatever leads to it."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from koinon.cooperation.visits.models import Visit
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.site.briefings.briefing_note import briefing_note
from koinon.site.briefings.visit_papers import follow_up_report, visit_briefing, visit_programme

from .hidden import MARK, SUBJECTS, Register

pytestmark = pytest.mark.slow

ON = date(2026, 11, 22)
CHOSEN = ("city", "body", "person", "agreement", "document", "event", "plan", "measure", "hub", "curriculum",
          "practice", "lab", "community", "call", "entry")  # fmt: skip
LISTS = [
    "/", "/map/", "/cities/", "/bodies/", "/people/", "/members/", "/agreements/", "/agreements/?format=csv",
    "/agreements/commitments/", "/meetings/", "/meetings/decisions/", "/events/", "/programmes/",
    "/evidence/documents/", "/evidence/documents/?format=csv", "/evidence/findings/", "/exchange/export.zip",
    "/visits/", "/pairing/", "/calendar.ics", "/plans/", "/plans/library/",
    "/learning/", "/news/", "/news.atom", "/grants/", "/confirmations/", "/monday/", "/agreements/runway/", "/pair-health/",
    "/calls/", "/calls/?format=csv",
    "/practices/", "/practices/?format=csv", "/practices/laureates/", "/labs/", "/labs/communities/",
    f"/search/suggest?q={MARK}",
    *(f"/choose/{name}/?q={MARK}" for name in CHOSEN),
]  # fmt: skip


FEEDS = 8
"""Of how many bodies and programmes the calendar is asked: those open and hidden come first, and all share one craft."""


def addresses(rows: list[Record]) -> Iterator[str]:
    """Every list, and every page, history, card and answer of every row."""
    yield from LISTS
    feeds: dict[str, int] = {}
    for subject in SUBJECTS:
        yield f"/api/v1/{subject}?limit=200"
    for row in rows:
        if hasattr(row, "get_absolute_url"):
            yield row.get_absolute_url().partition("#")[0]
        yield reverse("history:record", args=[row.record_kind(), row.key])
        if row.record_kind() in ("people.person", "people.body"):
            yield f"/{'people' if row.record_kind() == 'people.person' else 'bodies'}/{row.key}.vcf"
        feeds[row.record_kind()] = feeds.get(row.record_kind(), 0) + 1
        if row.record_kind() in ("people.body", "programmes.programme") and feeds[row.record_kind()] <= FEEDS:
            yield f"/{'bodies' if row.record_kind() == 'people.body' else 'programmes'}/{row.key}.ics"


def text_of(answer: HttpResponseBase) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if answer.get("Content-Type") == "application/zip":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return str(content.decode())


def seen_too_much(client: Client, rows: list[Record]) -> dict[str, str]:
    """Each address at which the mark can be read, with the words around it."""
    found = {}
    for path in dict.fromkeys(addresses(rows)):
        answer = client.get(path)
        assert answer.status_code in (200, 302, 404), f"{answer.status_code} {path}"
        text = text_of(answer).replace(path, "")
        if answer.status_code == 200 and (at := text.lower().find(MARK)) >= 0:
            found[path] = text[max(0, at - 80) : at + 40]
    return found


def test_the_public_reads_the_mark_nowhere(
    public: Reader, home_network: Body, client_of: Callable[[Reader], Client]
) -> None:
    register = Register("secretariat")
    register.build()
    assert seen_too_much(client_of(public), register.rows) == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the public opens the same pages there")
def test_another_officer_reads_the_mark_nowhere(
    other_officer: Reader, client_of: Callable[[Reader], Client]
) -> None:
    register = Register("parties")
    register.build()
    assert seen_too_much(client_of(other_officer), register.rows) == {}
    _no_paper_prints_it(other_officer)


def _no_paper_prints_it(other_officer: Reader) -> None:
    papers = [
        paper
        for visit in Visit.objects.visible_to(other_officer)
        for paper in (
            visit_briefing(visit, on=ON, reader=other_officer, language="en"),
            visit_programme(visit, reader=other_officer, language="en"),
            follow_up_report(visit, reader=other_officer, language="en"),
        )
    ]
    papers += [
        briefing_note(body, on=ON, reader=other_officer, language="en")
        for body in Body.objects.visible_to(other_officer)
    ]
    assert len(papers) > 5
    assert [paper.filename for paper in papers if MARK in repr(paper)] == []


def test_the_secretariat_reads_it_everywhere(
    secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    register = Register("secretariat")
    register.build()
    found = seen_too_much(client_of(secretariat), [])
    assert {"/bodies/", "/people/", "/exchange/export.zip", f"/search/suggest?q={MARK}"} <= found.keys()
    assert {
        f"/api/v1/{subject}?limit=200" for subject in SUBJECTS if subject not in ("cities", "findings")
    } <= (found.keys())
