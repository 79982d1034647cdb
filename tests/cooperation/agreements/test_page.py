"""The page of an agreement under one count of statements, the chain with its gaps, and the forms."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests import factories

from koinon.cooperation.agreements.models import (
    Act,
    Agreement,
    AgreementTitle,
    Alignment,
    Appointment,
    GrantTerm,
    LanguageVersion,
    Purpose,
    Signatory,
    Theme,
)
from koinon.cooperation.agreements.page_queries import agreement_page
from koinon.cooperation.agreements.queries import chain, gaps
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader

pytestmark = pytest.mark.django_db

ON = date(2022, 6, 1)
PAGE = "/agreements/alliance/?on=2022-06-01"


@pytest.fixture
def two(db: None) -> list[Body]:
    return [
        factories.make_body("Guangzhou", key="guangzhou"),
        factories.make_body("World", key="world"),
    ]


@pytest.fixture
def before(two: list[Body]) -> Agreement:
    made = factories.make_agreement(
        "Urban innovation", two, key="innovation", general=True, starts="2017-01", ends="2018-12",
        length_words="two years",
    )  # fmt: skip
    factories.make_act(made, day="2016-10-14")
    return made


@pytest.fixture
def agreement(two: list[Body], before: Agreement) -> Agreement:
    return factories.make_agreement(
        "Alliance with a Granting Member", two, key="alliance", general=True, starts="2021-07-15",
        ends="2023-12-31", length_words="three years", succeeds=before,
    )  # fmt: skip


def furnish(agreement: Agreement, times: int = 1) -> None:
    """So many of everything that may hang on an agreement."""
    bodies = [party.body for party in agreement.parties.all()]
    for number in range(times):
        role = factories.make_role(title="Secretary", of=bodies[0])
        act = factories.make_act(
            agreement, day="2021-07-15", virtual=True, decision=factories.make_decision()
        )
        party = agreement.parties.all()[0]
        factories.make(Signatory, act=act, person=role.person, role=role, party=party, capacity="Secretary")
        factories.make(Signatory, act=act, person=factories.make_person(), kind="witness")
        factories.make(
            AgreementTitle,
            agreement=agreement,
            language=f"x-{agreement.titles.count()}",
            text="与资助成员联盟",
        )
        document = factories.make_document(f"Text {number}")
        factories.make(LanguageVersion, agreement=agreement, document=document, language="en", authentic=True)
        factories.make(GrantTerm, agreement=agreement, payer=bodies[0], payee=bodies[1], undisclosed=True)
        factories.make(Appointment, agreement=agreement, role=role, task="leads it")
        factories.make(Purpose, agreement=agreement, text="Further objectives", cut_off=True)
        factories.make(Theme, agreement=agreement, text=f"leadership {number}")
        factories.make(Alignment, agreement=agreement, vocabulary="sdg", code=str(number + 1))
        factories.make(Alignment, agreement=agreement, vocabulary="nua", code=str(number + 93))
        factories.make_commitment(
            agreement, debtors=[bodies[0]], creditors=[bodies[1]], dues=["2022", "2023"]
        )


STATEMENTS = 31


def test_the_page_with_one_of_everything_and_with_three(
    agreement: Agreement, client: Client, django_assert_num_queries: Any
) -> None:
    furnish(agreement)
    client.get(PAGE)
    with django_assert_num_queries(STATEMENTS):
        text = client.get(PAGE).content.decode()
    for words in (
        "Alliance with a Granting Member", "in force", "three years", "31 December 2023 or 14 July 2024?",
        "breaks off here",
        "amount undisclosed", "In the presence of", "New Urban Agenda", "Sustainable Development Goals",
        "No agreement on record from 1 January 2019 to 14 July 2021",
        "authentic", "Urban innovation", "leads it",
    ):  # fmt: skip
        assert words in text, words
    furnish(factories.make_agreement(parties=[party.body for party in agreement.parties.all()]))
    Alignment.objects.filter(agreement=agreement).delete()
    Theme.objects.filter(agreement=agreement).delete()
    furnish(agreement, times=2)
    with django_assert_num_queries(STATEMENTS):
        client.get(PAGE)


def test_a_bare_agreement_has_a_page(
    client: Client, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    factories.make_agreement("Bare", key="bare", starts="", ends="")
    assert "not on record" in client.get("/agreements/bare/").content.decode()
    assert "Nothing yet" in client_of(secretariat).get("/agreements/bare/").content.decode()


def test_the_chain_and_its_gap(agreement: Agreement, before: Agreement) -> None:
    factories.make_act(agreement, day="2021-07-15")
    first, second = chain(before, ON, PUBLIC)
    assert (first.agreement, first.gap, first.standing.state) == (before, None, "expired")
    assert (second.agreement, second.standing.held) == (agreement, "yes")
    assert second.gap == (date(2019, 1, 1), date(2021, 7, 14))


def test_a_chain_shows_only_what_may_be_seen(agreement: Agreement, before: Agreement) -> None:
    Agreement.objects.filter(pk=before.pk).update(audience="secretariat")
    assert [link.agreement for link in chain(agreement, ON, PUBLIC)] == [agreement]
    assert [link.agreement for link in chain(agreement, ON, SYSTEM)] == [before, agreement]


def test_gaps_between_general_agreements(agreement: Agreement, two: list[Body]) -> None:
    assert gaps(two[1], two[0], ON, PUBLIC) == []
    factories.make_act(agreement, day="2021-07-15")
    [(before, after)] = gaps(two[1], two[0], ON, PUBLIC)
    assert after.gap == (date(2019, 1, 1), date(2021, 7, 14))
    assert before.agreement.title == "Urban innovation"
    Agreement.objects.update(general=False)
    assert gaps(two[1], two[0], ON, PUBLIC) == []


def test_what_is_delicate_is_left_out(agreement: Agreement) -> None:
    furnish(agreement)
    Person.objects.update(audience="secretariat")
    Body.objects.filter(key="guangzhou").update(audience="secretariat")
    page = agreement_page(agreement, ON, PUBLIC)
    assert [party.body.name for party in page.parties] == ["World"]
    assert not page.steps[0].signatories
    assert not page.appointments
    assert not page.grants
    assert agreement_page(agreement, ON, SYSTEM).steps[0].signatories


def post(client: Client, address: str, **values: str) -> str:
    answer = client.post(address, values)
    if answer.status_code == 302:
        return answer["Location"]
    return " ".join(str(error) for error in answer.content.decode().split('class="error"')[1:])


ROWS = {"TOTAL_FORMS": "2", "INITIAL_FORMS": "0"}


def rows(prefix: str, *given: dict[str, str]) -> dict[str, str]:
    """The fields of a formset as a browser sends them."""
    management = {f"{prefix}-{name}": value for name, value in ROWS.items()}
    cells = {f"{prefix}-{n}-{name}": value for n, row in enumerate(given) for name, value in row.items()}
    return management | cells


def test_an_agreement_is_recorded_by_hand(
    two: list[Body], secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client = client_of(secretariat)
    given = {
        "title": "Hub", "language": "en", "kind": "hub", "starts": "2020", "ends": "2022",
        "length_words": "three years", "audience": "public",
    }  # fmt: skip
    bodies = rows(
        "parties",
        {"body": "Guangzhou", "body-key": "guangzhou", "capacity": "host"},
        {"body": "World", "body-key": "world", "capacity": "party"},
    )
    refused = post(client, "/agreements/new/", **given, **rows("parties"))
    assert not Agreement.objects.exists(), refused
    assert post(client, "/agreements/new/", **given, **bodies) == "/agreements/hub/"
    made = Agreement.objects.get()
    assert (made.starts.edtf, made.ends.edtf, made.length_months) == ("2020", "2022", 36)
    assert [party.capacity for party in made.parties.all()] == ["host", "party"]


def test_a_signature_is_recorded_by_hand(
    agreement: Agreement, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client, person = client_of(secretariat), factories.make_person("Zhan Decun", key="zhan-decun")
    signatory = {
        "person": "Zhan Decun", "person-key": "zhan-decun", "kind": "signatory",
        "party": str(agreement.parties.all()[0].pk), "capacity": "Regional Secretary",
    }  # fmt: skip
    given = {"day": "15 July 2021", "virtual": "on", **rows("signatories", signatory)}
    assert post(client, "/agreements/alliance/sign/", **given) == "/agreements/alliance/"
    act = Act.objects.get(agreement=agreement)
    assert (act.day.edtf, act.virtual, [one.person for one in act.signatories.all()]) == (
        "2021-07-15",
        True,
        [person],
    )
    told = client.get("/agreements/alliance/").content.decode()
    assert "No decision to approve it is on record." in told


def test_a_refusal_loses_nothing_typed(
    agreement: Agreement, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    given = {"day": "15 July 2099", "virtual": "on", **rows("signatories")}
    answer = client_of(secretariat).post("/agreements/alliance/sign/", given).content.decode()
    assert "This day is still to come" in answer
    assert "15 July 2099" in answer
    assert not Act.objects.filter(agreement=agreement).exists()


def test_every_other_form_opens_and_records(
    agreement: Agreement, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client, decision = client_of(secretariat), factories.make_decision(key="item-4")
    furnish(agreement)
    forms = {
        "acts/approved/new/": {"day": "2021-06-01", "decision": str(decision), "decision-key": "item-4"},
        "acts/amended/new/": {"day": "2022-01-01", "new_end": "2024-12-31"},
        "acts/renewed/new/": {"day": "2023-01-01"},
        "acts/ended/new/": {"day": "2023-02-01"},
        "purposes/new/": {"text": "Learn", "order": "1"},
        "themes/new/": {"text": "learning"},
        "alignments/new/": {"vocabulary": "nua", "code": "150"},
        "titles/new/": {"language": "fr", "text": "Alliance"},
    }
    for address, given in forms.items():
        assert client.get(f"/agreements/alliance/{address}").status_code == 200, address
        assert post(client, f"/agreements/alliance/{address}", **given) == "/agreements/alliance/", address
    agreement.refresh_from_db()
    assert agreement.ends.edtf == "2024-12-31"
    kinds = list(agreement.acts.exclude(kind="signed").values_list("kind", flat=True))
    assert kinds == ["approved", "amended", "renewed", "ended"]


def test_parts_and_acts_are_changed_and_removed_by_hand(
    agreement: Agreement, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client = client_of(secretariat)
    furnish(agreement)
    purpose, act = agreement.purposes.get(), agreement.acts.get()
    edit = f"/agreements/parts/purposes/{purpose.key}/edit/"
    assert "Further objectives" in client.get(edit).content.decode()
    assert post(client, edit, text="All objectives", order="1", version="1") == "/agreements/alliance/"
    assert agreement.purposes.get().text == "All objectives"
    stale = client.post(edit, {"text": "None", "order": "1", "version": "1"}).content.decode()
    assert "changed this record" in stale
    assert post(client, f"/agreements/parts/purposes/{purpose.key}/remove/") == "/agreements/alliance/"
    assert client.get("/agreements/parts/nonsense/x/edit/").status_code == 404
    assert client.get("/agreements/alliance/acts/signed/new/").status_code == 404
    assert (
        post(client, f"/agreements/acts/{act.key}/edit/", day="2021-07-16", version="1")
        == "/agreements/alliance/"
    )
    signatory = act.signatories.all()[0]
    assert post(client, f"/agreements/signatories/{signatory.key}/remove/") == "/agreements/alliance/"
    assert post(client, f"/agreements/acts/{act.key}/remove/") == "/agreements/alliance/"
    assert not agreement.acts.exists()


def test_agreements_are_found_by_what_is_typed(agreement: Agreement, client: Client) -> None:
    factories.make(AgreementTitle, agreement=agreement, language="es", text="Alianza con un miembro")
    for typed in ("granting alli", "alianza"):
        [choice] = client.get("/choose/agreement/", {"q": typed}).json()
        assert choice["key"] == "alliance"
        assert "Guangzhou" in choice["hint"]
