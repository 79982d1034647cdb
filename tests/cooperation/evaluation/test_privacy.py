"""A failing pair is a delicate thing: who sees it, by name, over every door there is."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from tests.cooperation.evaluation.making import all_ten

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.evaluation.commands import answer_principles, issue_link, open_assessment, revoke_link
from koinon.cooperation.evaluation.models import Assessment, Score, Side
from koinon.cooperation.evaluation.queries import pairs
from koinon.network.evidence.commands import run_rules
from koinon.network.evidence.models import Finding
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.models import Change, Entry
from koinon.platform.errors import NotAllowed
from koinon.platform.search.indexing import registered
from koinon.site.briefings.pair_paper import pair_paper
from koinon.site.exchange.exporting import written_workbook
from koinon.site.exchange.sheets import workbook
from koinon.site.feeds.entries import Scope, entries_of

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SignedIn = Callable[[Reader], Client]
SECRET = "Hushed complaint"


def side_of(asked: Assessment, body: Body) -> Side:
    return asked.sides.get(body=body)


def own(body: Body) -> Reader:
    return Reader(bodies=frozenset({body.pk}))


@pytest.fixture
def one_answered(asked: Assessment, guangzhou: Body) -> Assessment:
    """Guangzhou has answered and is not content; Chengdu has not answered yet."""
    answer_principles(side_of(asked, guangzhou), all_ten(2, SECRET), by=own(guangzhou), moment=NOW)
    return asked


@pytest.fixture
def both_answered(one_answered: Assessment, chengdu: Body) -> Assessment:
    answer_principles(side_of(one_answered, chengdu), all_ten(5, "All is well"), by=own(chengdu), moment=NOW)
    return one_answered


def doors(asked: Assessment) -> list[str]:
    return [
        "/pair-health/the-pair/",
        f"/pair-health/assessments/{asked.key}/",
        "/papers/pairs/the-pair.pdf",
        f"/history/evaluation.assessment/{asked.key}/",
        *(f"/history/evaluation.side/{side.key}/" for side in asked.sides.all()),
    ]


def test_the_pair_its_expert_and_the_secretariat_find_the_doors(
    one_answered: Assessment,
    client_of: SignedIn,
    coordinator: Reader,
    deputy: Reader,
    other_officer: Reader,
    expert: Reader,
    secretariat: Reader,
) -> None:
    for reader in (coordinator, deputy, other_officer, expert, secretariat):
        for door in doors(one_answered):
            assert client_of(reader).get(door).status_code == 200, (reader, door)


def test_nobody_else_finds_a_door(
    one_answered: Assessment,
    client_of: SignedIn,
    third: Reader,
    other_expert: Reader,
    colleague: Reader,
    funder: Reader,
    stranger: Reader,
) -> None:
    answering = [f"/pair-health/sides/{side.key}/answer/" for side in one_answered.sides.all()]
    for reader in (third, other_expert, colleague, funder, stranger):
        for door in (*doors(one_answered), *answering):
            assert client_of(reader).get(door).status_code == 404, (reader, door)


def test_the_public_finds_a_sign_in_and_no_name(one_answered: Assessment, client: Client) -> None:
    for door in doors(one_answered):
        answer = client.get(door)
        assert answer.status_code in (302, 404), door
        assert "Pairing of the two" not in answer.text


def test_the_list_holds_the_readers_own_pairs_only(
    pair: Agreement,
    coordinator: Reader,
    expert: Reader,
    third: Reader,
    other_expert: Reader,
    secretariat: Reader,
) -> None:
    for reader in (coordinator, expert, secretariat):
        assert list(pairs(reader)) == [pair]
    for reader in (third, other_expert, PUBLIC):
        assert not pairs(reader)


def test_an_agreement_closed_to_its_pair_stays_closed(
    pair: Agreement, asked: Assessment, coordinator: Reader
) -> None:
    Agreement.objects.filter(pk=pair.pk).update(audience="secretariat")
    assert not pairs(coordinator)
    assert not Assessment.objects.visible_to(coordinator)
    assert not Side.objects.visible_to(coordinator)


def test_before_both_have_answered_a_side_reads_its_own_and_nobody_reads_anything_else(
    one_answered: Assessment,
    coordinator: Reader,
    deputy: Reader,
    other_officer: Reader,
    expert: Reader,
    secretariat: Reader,
    third: Reader,
) -> None:
    for reader in (coordinator, deputy):
        assert Score.objects.visible_to(reader).count() == 10
    for reader in (other_officer, expert, secretariat, SYSTEM, third, PUBLIC):
        assert not Score.objects.visible_to(reader).exists(), reader


def test_after_both_have_answered_the_pair_its_expert_and_the_secretariat_read_both(
    both_answered: Assessment,
    coordinator: Reader,
    other_officer: Reader,
    expert: Reader,
    secretariat: Reader,
    third: Reader,
    other_expert: Reader,
    colleague: Reader,
    funder: Reader,
) -> None:
    for reader in (coordinator, other_officer, expert, secretariat):
        assert Score.objects.visible_to(reader).count() == 20, reader
    for reader in (third, other_expert, colleague, funder, PUBLIC):
        assert not Score.objects.visible_to(reader).exists(), reader


def test_no_page_of_pages_says_it_before_both_have_answered(
    one_answered: Assessment, client_of: SignedIn, other_officer: Reader, expert: Reader, secretariat: Reader
) -> None:
    for reader in (other_officer, expert, secretariat):
        for door in doors(one_answered):
            answer = client_of(reader).get(door)
            if "pdf" not in door:
                assert SECRET not in answer.text, (reader, door)


def test_no_history_and_no_entry_of_the_audit_says_it_ever(
    both_answered: Assessment, client_of: SignedIn, secretariat: Reader
) -> None:
    assert not Change.objects.filter(after__icontains=SECRET).exists()
    assert not Change.objects.filter(kind="evaluation.score").exists()
    client = client_of(secretariat)
    for entry in Entry.objects.filter(verb="answer_principles"):
        assert SECRET not in client.get(f"/history/entry/{entry.pk}/").text


def test_the_paper_says_no_more_than_the_page(
    one_answered: Assessment, chengdu: Body, expert: Reader, coordinator: Reader
) -> None:
    def printed(reader: Reader) -> str:
        return str(
            pair_paper(
                one_answered.agreement, on=timezone.localdate(), reader=reader, language="en"
            ).content()
        )

    assert SECRET not in printed(expert)
    answer_principles(side_of(one_answered, chengdu), all_ten(4), by=own(chengdu), moment=NOW)
    assert SECRET in printed(expert)
    assert SECRET in printed(coordinator)


def test_search_knows_nothing_of_it(one_answered: Assessment) -> None:
    assert not [kind for kind in registered() if kind.startswith("evaluation.")]


def test_the_workbook_has_no_sheet_of_it(both_answered: Assessment) -> None:
    assert not [sheet for sheet in workbook().values() if sheet.kind.startswith("evaluation.")]
    assert SECRET not in str([one.rows for one in written_workbook(SYSTEM)])


def test_no_calendar_has_an_entry_of_it(one_answered: Assessment) -> None:
    today = timezone.localdate()
    hrefs = [entry.href for entry in entries_of(Scope(), SYSTEM, today, str)]
    assert not [href for href in hrefs if "pair-health" in href]


def test_the_machine_interface_has_no_door_to_it() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert "/api/v1/grants" in answer.text
    for word in ("assessment", "evaluation", "pair-health"):
        assert word not in answer.text


def test_no_finding_speaks_of_it(one_answered: Assessment) -> None:
    run_rules(on=ON, moment=NOW)
    assert not Finding.objects.filter(subjects__kind__startswith="evaluation.").exists()


def test_the_agreement_leads_there_only_those_whose_affair_it_is(
    pair: Agreement,
    client_of: SignedIn,
    coordinator: Reader,
    expert: Reader,
    secretariat: Reader,
    third: Reader,
    other_expert: Reader,
) -> None:
    page = "/agreements/the-pair/"
    for reader in (coordinator, expert, secretariat):
        assert "/pair-health/the-pair/" in client_of(reader).get(page).text
    for reader in (third, other_expert, PUBLIC):
        assert "/pair-health/the-pair/" not in client_of(reader).get(page).text


def test_nobody_answers_in_the_place_of_a_side(
    asked: Assessment,
    guangzhou: Body,
    other_officer: Reader,
    expert: Reader,
    secretariat: Reader,
    third: Reader,
    client_of: SignedIn,
) -> None:
    side = side_of(asked, guangzhou)
    for reader in (other_officer, expert, secretariat, third, SYSTEM, PUBLIC):
        with pytest.raises(NotAllowed):
            answer_principles(side, all_ten(1), by=reader, moment=NOW)
    for reader in (other_officer, expert, secretariat):
        assert client_of(reader).get(f"/pair-health/sides/{side.key}/answer/").status_code == 404


def test_only_the_expert_and_the_secretariat_ask(
    pair: Agreement,
    asked: Assessment,
    guangzhou: Body,
    coordinator: Reader,
    expert: Reader,
    other_expert: Reader,
    third: Reader,
    client_of: SignedIn,
) -> None:
    side = side_of(asked, guangzhou)
    for reader in (coordinator, other_expert, third, PUBLIC):
        for do in (
            lambda by: open_assessment(pair, "again", by=by, on=ON),
            lambda by: issue_link(side, "en", by=by, on=ON),
            lambda by: revoke_link(side, by=by),
        ):
            with pytest.raises(NotAllowed):
                do(reader)
    assert client_of(coordinator).post("/pair-health/the-pair/open/", {"title": "x"}).status_code == 404
    assert client_of(expert).post("/pair-health/the-pair/open/", {"title": "2027"}).status_code == 302


def test_a_browser_that_others_use_keeps_nothing(
    one_answered: Assessment, client_of: SignedIn, coordinator: Reader
) -> None:
    for door in doors(one_answered)[:3]:
        assert "no-store" in client_of(coordinator).get(door)["Cache-Control"]
