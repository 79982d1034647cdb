"""What is done with an agreement and its parts, and what is refused."""

from typing import Any

import pytest
from tests import factories

from koinon.cooperation.agreements.commands import (
    NamedTwice,
    NotSound,
    StillNeeded,
    SucceedsItself,
    TooFewParties,
    add_part,
    change_agreement,
    change_part,
    record_agreement,
    remove_part,
)
from koinon.cooperation.agreements.models import (
    Agreement,
    AgreementTitle,
    Alignment,
    Appointment,
    GrantTerm,
    LanguageVersion,
    Party,
    Purpose,
    Signatory,
    Theme,
)
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Change, Entry
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db

Two = tuple[Body, Body]

TITLE = "Alliance with a Granting Member"


@pytest.fixture
def two() -> Two:
    return factories.make_body("Guangzhou", key="guangzhou-government"), factories.make_body("Metropolis")


def recorded(two: Two, **values: object) -> Agreement:
    given = {"title": TITLE, "starts": Day("2021-07-15"), "ends": Day("2023-12-31"), **values}
    return record_agreement(given, [{"body": body} for body in two], by=SYSTEM)


def test_an_agreement_is_recorded_with_its_parties(two: Two, secretariat: Reader) -> None:
    office = factories.make_body("Foreign Affairs Office", parent=two[0])
    parties: list[dict[str, Any]] = [
        {"body": two[0], "office": office, "capacity": "granting_member"},
        {"body": two[1]},
    ]
    made = record_agreement({"title": TITLE, "length_words": "three years"}, parties, by=secretariat)
    assert (made.key, made.length_months) == ("alliance-with-a-granting-member", 36)
    assert [(p.body, p.office, p.capacity) for p in made.parties.all()] == [
        (two[0], office, "granting_member"),
        (two[1], None, "party"),
    ]
    entry = Entry.objects.get(verb="record_agreement")
    assert (entry.subject, entry.by, entry.changes.count()) == (TITLE, secretariat.user, 3)


@pytest.mark.parametrize(("count", "refusal"), [(0, TooFewParties), (1, TooFewParties)])
def test_one_alone_agrees_with_nobody(two: Two, count: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        record_agreement({"title": TITLE}, [{"body": two[0]}] * count, by=SYSTEM)


def test_nobody_is_party_twice(two: Two) -> None:
    with pytest.raises(NamedTwice, match="Guangzhou"):
        record_agreement({"title": TITLE}, [{"body": two[0]}, {"body": two[0]}], by=SYSTEM)
    assert not Agreement.objects.exists()


def test_the_public_records_nothing(two: Two) -> None:
    with pytest.raises(NotAllowed):
        record_agreement({"title": TITLE}, [{"body": body} for body in two], by=PUBLIC)


def test_a_wrong_value_leaves_nothing_behind(two: Two) -> None:
    parties: list[dict[str, Any]] = [{"body": two[0], "capacity": "onlooker"}, {"body": two[1]}]
    with pytest.raises(NotSound) as refused:
        record_agreement({"title": TITLE}, parties, by=SYSTEM)
    assert refused.value.field == "capacity"
    assert not Agreement.objects.exists()


def test_a_change_by_two_at_once_is_refused(two: Two) -> None:
    made = recorded(two)
    change_agreement(made, {"title": "Alliance"}, by=SYSTEM, expected_version=1)
    with pytest.raises(Stale):
        change_agreement(made, {"title": "Pact"}, by=SYSTEM, expected_version=1)
    assert Agreement.objects.get().title == "Alliance"


def test_a_chain_does_not_run_in_a_circle(two: Two) -> None:
    first = recorded(two)
    second = recorded(two, succeeds=first)
    with pytest.raises(SucceedsItself):
        change_agreement(first, {"succeeds": second}, by=SYSTEM)


def part_values(kind: Any, two: Two) -> dict[str, Any]:
    """What each kind of part is made of."""
    values: dict[Any, dict[str, Any]] = {
        Party: {"body": factories.make_body("UCLG")},
        AgreementTitle: {"language": "zh-Hans", "text": "备忘录"},
        LanguageVersion: {"document": factories.make_document(), "language": "zh-Hans", "authentic": True},
        GrantTerm: {"payer": two[0], "payee": two[1], "undisclosed": True},
        Appointment: {"role": factories.make_role(title="Lead", of=two[1]), "task": "leads it"},
        Purpose: {"text": "Learn from each other", "cut_off": True},
        Theme: {"text": "urban innovation"},
        Alignment: {"vocabulary": "sdg", "code": "11.3"},
    }
    return values[kind]


KINDS = [Party, AgreementTitle, LanguageVersion, GrantTerm, Appointment, Purpose, Theme, Alignment]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_part_is_added_and_removed(kind: Any, two: Two) -> None:
    made = recorded(two)
    before = kind.objects.count()
    part = add_part(kind, made, part_values(kind, two), by=SYSTEM)
    assert part.agreement == made
    assert kind.objects.count() == before + 1
    remove_part(part, by=SYSTEM)
    assert kind.objects.count() == before
    removed = Change.objects.filter(kind=kind._meta.label_lower, after__isnull=True)
    assert removed.count() == 1


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (Alignment, {"vocabulary": "sdg", "code": "18"}, "code"),
        (Alignment, {"vocabulary": "nua", "code": "11.3"}, "code"),
        (AgreementTitle, {"language": "fr", "text": ""}, "text"),
    ],
)
def test_parts_are_checked(kind: Any, values: dict[str, str], field: str, two: Two) -> None:
    with pytest.raises(NotSound) as refused:
        add_part(kind, recorded(two), values, by=SYSTEM)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "values",
    [{"undisclosed": True, "amount": 5, "currency": "EUR"}, {"amount": 5}, {"amount": -5, "currency": "EUR"}],
)
def test_an_amount_is_told_in_a_currency_or_undisclosed(values: dict[str, object], two: Two) -> None:
    with pytest.raises(NotSound):
        add_part(GrantTerm, recorded(two), {"payer": two[0], "payee": two[1], **values}, by=SYSTEM)


def test_a_part_is_changed(two: Two) -> None:
    purpose = add_part(Purpose, recorded(two), {"text": "Learn"}, by=SYSTEM)
    change_part(purpose, {"text": "Learn together"}, by=SYSTEM, expected_version=1)
    assert Purpose.objects.get().text == "Learn together"


def test_the_last_two_parties_stay(two: Two) -> None:
    made = recorded(two)
    with pytest.raises(TooFewParties):
        remove_part(made.parties.all()[0], by=SYSTEM)


def test_a_party_somebody_signed_for_stays(two: Two) -> None:
    made = recorded(two)
    third = add_part(Party, made, {"body": factories.make_body()}, by=SYSTEM)
    factories.make(Signatory, act=factories.make_act(made), person=factories.make_person(), party=third)
    with pytest.raises(StillNeeded):
        remove_part(third, by=SYSTEM)
