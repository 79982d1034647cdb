"""The pages of promises and evidence: what stands on them, for whom, at what price; and their forms."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client
from tests.factories import (
    make_agreement,
    make_body,
    make_citation,
    make_commitment,
    make_document,
    make_event,
)

from koinon.cooperation.agreements import evidence_commands as showing
from koinon.cooperation.agreements.commitments import Commitment, Due, Evidence, EvidenceState
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
ON = date(2018, 6, 1)
BOARD, PAGE, EVIDENCE, WAITING = 5, 11, 9, 8


@pytest.fixture
def agreement(guangzhou: Body, home_network: Body) -> Agreement:
    """Between the coordinator's city and the network."""
    return make_agreement("Alliance", key="alliance", parties=[guangzhou, home_network])


def promise(agreement: Agreement, debtor: Body, **values: Any) -> Commitment:
    """A promise of two dues, cited."""
    one = make_commitment(
        agreement, debtors=[debtor], creditors=[make_body()], dues=["2017", "2018"], **values
    )
    make_citation(one)
    return one


def show(due: Due, **values: Any) -> Evidence:
    """Accepted evidence that points at a document and an event."""
    shown = {
        "title": "A seminar",
        "document": make_document(),
        "event": make_event(),
        "offered_by": make_body(),
    }
    evidence = showing.offer_evidence([due], by=SYSTEM, on=ON, **(shown | values))
    return showing.accept_evidence(evidence, by=SYSTEM, on=ON)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_costs_the_same_at_any_length(
    rows: int, client: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        promise(make_agreement(), make_body())
    client.get("/agreements/commitments/")
    with django_assert_num_queries(BOARD):
        answer = client.get("/agreements/commitments/?on=2019-08-02&state=late&sort=-due")
    assert answer.content.decode().count("none, 1 year 7 months late") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_promise_costs_the_same_with_much_evidence(
    rows: int, client: Client, agreement: Agreement, guangzhou: Body, django_assert_num_queries: Any
) -> None:
    one = promise(agreement, guangzhou, key="work")
    for _ in range(rows):
        show(one.dues.earliest("id"))
    client.get("/agreements/commitments/")
    with django_assert_num_queries(PAGE):
        answer = client.get("/agreements/commitments/work/?on=2020-01-01")
    assert answer.status_code == 200
    assert "1 / 2" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_evidence_and_the_list_of_what_waits_cost_the_same(
    rows: int,
    secretariat: Reader,
    client_of: ClientOf,
    agreement: Agreement,
    guangzhou: Body,
    django_assert_num_queries: Any,
) -> None:
    dues = list(promise(agreement, guangzhou).dues.all())
    for number in range(rows):
        showing.offer_evidence(dues, by=SYSTEM, on=ON, title="A report", payment="10", key=f"report-{number}")
    client = client_of(secretariat)
    client.get("/agreements/commitments/")
    with django_assert_num_queries(EVIDENCE):
        assert client.get("/agreements/commitments/evidence/report-0/").status_code == 200
    with django_assert_num_queries(WAITING):
        assert client.get("/agreements/commitments/evidence/").content.decode().count("A report") == rows


def test_the_board_filters_by_the_address(client: Client, guangzhou: Body, agreement: Agreement) -> None:
    promise(agreement, guangzhou, title="Labs")
    promise(make_agreement(), make_body(), title="Curricula")
    words = client.get(f"/agreements/commitments/?owed_by={guangzhou.key}").content.decode()
    assert "Labs" in words
    assert "Curricula" not in words
    assert "No commitment fits" in client.get("/agreements/commitments/?words=nothing").content.decode()


def test_an_empty_board_teaches(client: Client) -> None:
    assert "No commitments yet" in client.get("/agreements/commitments/").content.decode()


def test_the_board_is_taken_along_as_csv(client: Client, guangzhou: Body, agreement: Agreement) -> None:
    promise(agreement, guangzhou, title="=Labs", key="labs")
    answer = client.get("/agreements/commitments/?format=csv&on=2018-01-01")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith(
        "key,agreement,title,clause,firmness,owed_by,owed_to,falls_due,evidenced,due,total"
    )
    assert lines[1].startswith("labs,Alliance,'=Labs,,firm,Guangzhou Municipal People's Government,")
    assert lines[1].endswith(",2017 – 2018,0,1,2,late,2017-12-31")


def test_what_may_not_be_seen_is_not_found(
    client: Client, guangzhou: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    one = promise(make_agreement(audience="secretariat"), guangzhou, key="hidden")
    show(one.dues.earliest("id"), key="hidden-report")
    for address in ("/agreements/commitments/hidden/", "/agreements/commitments/evidence/hidden-report/"):
        assert client.get(address).status_code == 404
        assert client_of(secretariat).get(address).status_code == 200
    assert "/agreements/commitments/hidden/" not in client.get("/agreements/commitments/").content.decode()


def test_a_document_the_reader_may_not_see_is_not_named(
    client: Client, guangzhou: Body, agreement: Agreement
) -> None:
    one = promise(agreement, guangzhou, key="work")
    show(one.dues.earliest("id"), document=make_document("Secret minutes", audience="secretariat"))
    assert "Secret minutes" not in client.get("/agreements/commitments/work/").content.decode()


def test_the_part_for_the_agreement_page_shows_meter_and_lateness(
    client: Client, guangzhou: Body, agreement: Agreement
) -> None:
    promise(agreement, guangzhou, title="Cities Labs", firmness="soft")
    words = client.get("/agreements/alliance/?on=2021-08-02").content.decode()
    assert "What was promised" in words
    assert "none, 3 years 7 months late" in words
    assert "0 / 2" in words
    assert "soft" in words
    assert get_template("agreements/commitments_part.html", using="koinon")


RECORDING = [
    "/agreements/commitments/of/alliance/new/",
    "/agreements/commitments/work/edit/",
    "/agreements/commitments/work/dues/new/",
    "/agreements/commitments/dues/work-2017/edit/",
    "/agreements/commitments/evidence/report/return/",
]
OFFERING = ["/agreements/commitments/work/evidence/new/", "/agreements/commitments/evidence/report/edit/"]


@pytest.fixture
def work(agreement: Agreement, guangzhou: Body) -> Commitment:
    """A promise with two dues, and evidence offered for one of them."""
    one = promise(agreement, guangzhou, key="work")
    due = one.dues.get(label="2017")
    Due.objects.filter(pk=due.pk).update(key="work-2017")
    showing.offer_evidence(
        [due], by=SYSTEM, on=ON, title="A report", key="report", payment="10", offered_by=guangzhou
    )
    return one


@pytest.mark.parametrize("address", RECORDING)
def test_recording_is_for_the_secretariat(
    address: str, work: Commitment, secretariat: Reader, coordinator: Reader, client_of: ClientOf
) -> None:
    assert client_of(secretariat).get(address).status_code == 200
    assert client_of(coordinator).get(address).status_code == 404


@pytest.mark.parametrize("address", OFFERING)
def test_offering_is_for_the_parties(
    address: str,
    work: Commitment,
    coordinator: Reader,
    other_officer: Reader,
    client: Client,
    client_of: ClientOf,
) -> None:
    assert client_of(coordinator).get(address).status_code == 200
    assert client_of(other_officer).get(address).status_code == 404
    assert client.get(address).headers["Location"].startswith("/accounts/login/")


def test_a_promise_for_each_year_is_recorded(
    agreement: Agreement, guangzhou: Body, home_network: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    words = {
        "title": "Joint curricula",
        "firmness": "firm",
        "schedule": "yearly",
        "falls_due": "2020–2022",
        "audience": "public",
        "debtors": [guangzhou.pk, home_network.pk],
    }
    answer = client_of(secretariat).post("/agreements/commitments/of/alliance/new/", words)
    assert answer.status_code == 302
    one = Commitment.objects.get()
    assert answer.headers["Location"] == one.get_absolute_url()
    assert [due.label for due in one.dues.all()] == ["2020", "2021", "2022"]
    assert one.sides.count() == 2


def test_a_wrong_schedule_is_refused_beside_its_field(
    agreement: Agreement, secretariat: Reader, client_of: ClientOf
) -> None:
    words = {
        "title": "Labs",
        "firmness": "firm",
        "schedule": "yearly",
        "falls_due": "some day",
        "audience": "public",
    }
    answer = client_of(secretariat).post("/agreements/commitments/of/alliance/new/", words)
    assert answer.status_code == 200
    assert "some day" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_evidence_goes_back_and_forth(
    work: Commitment, guangzhou: Body, coordinator: Reader, secretariat: Reader, client_of: ClientOf
) -> None:
    theirs, ours = client_of(coordinator), client_of(secretariat)
    words = {
        "title": "The seminar was held",
        "address": "https://example.org/seminar",
        "dues": [due.pk for due in work.dues.all()],
        "offered_by": guangzhou.pk,
        "audience": "public",
    }
    assert theirs.post("/agreements/commitments/work/evidence/new/", words).status_code == 302
    evidence = Evidence.objects.get(title="The seminar was held")
    assert evidence.supports.count() == 2

    ours.post(f"{evidence.get_absolute_url()}return/", {"reason": "", "version": evidence.version})
    evidence.refresh_from_db()
    assert evidence.state == EvidenceState.OFFERED
    ours.post(f"{evidence.get_absolute_url()}return/", {"reason": "No list of participants.", "version": 1})
    assert "No list of participants." in theirs.get(work.get_absolute_url()).content.decode()

    theirs.post(f"{evidence.get_absolute_url()}edit/", {**words, "title": "With the list", "version": 2})
    ours.post(f"{evidence.get_absolute_url()}accept/", {"version": 3})
    evidence.refresh_from_db()
    assert (evidence.state, evidence.title) == (EvidenceState.ACCEPTED, "With the list")


def test_accepting_what_has_changed_says_so(
    work: Commitment, secretariat: Reader, client_of: ClientOf
) -> None:
    client = client_of(secretariat)
    answer = client.post("/agreements/commitments/evidence/report/accept/", {"version": 7}, follow=True)
    assert "Somebody changed this record" in answer.content.decode()
    assert Evidence.objects.get().state == EvidenceState.OFFERED


def test_dues_and_promises_are_removed_in_one_press(
    work: Commitment, secretariat: Reader, client_of: ClientOf
) -> None:
    client = client_of(secretariat)
    client.post("/agreements/commitments/evidence/report/withdraw/")
    client.post("/agreements/commitments/dues/work-2017/remove/")
    assert work.dues.count() == 1
    client.post("/agreements/commitments/work/remove/")
    assert not Commitment.objects.exists()
