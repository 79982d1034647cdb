"""Answers are remembered until something is written, and never inside a transaction."""

import pytest
from django.db import transaction
from django.test import Client
from tests import factories

from koinon.platform.audit.answers import Answers
from koinon.platform.audit.commands import act


class Asked:
    """A question that counts how often it was worked out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.mark.django_db(transaction=True)
def test_an_answer_holds_until_the_next_write() -> None:
    body = factories.make_body("Old name")
    answers, asked = Answers(most=10), Asked()
    assert [answers.recall("q", asked) for _ in range(3)] == [1, 1, 1]
    with act("rename_body", by=None) as doing:
        doing.change(body, name="New name")
    assert answers.recall("q", asked) == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_written_outside_an_act_counts_as_well() -> None:
    answers, asked = Answers(most=10), Asked()
    answers.recall("q", asked)
    factories.make_body("Written by nobody")
    assert answers.recall("q", asked) == 2


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_it_is_always_worked_out() -> None:
    answers, asked = Answers(most=10), Asked()
    with transaction.atomic():
        assert [answers.recall("q", asked) for _ in range(2)] == [1, 2]
    assert not answers.known


@pytest.mark.django_db(transaction=True)
def test_only_the_latest_answers_are_kept() -> None:
    answers = Answers(most=2)
    for question in "abac":
        answers.recall(question, lambda question=question: question)
    assert list(answers.known) == ["a", "c"]


@pytest.mark.django_db(transaction=True)
def test_the_front_page_is_right_after_every_write(client: Client) -> None:
    body = factories.make_body("Old name", kind="government")
    pact = factories.make_agreement("Old pact", [body, factories.make_body()], starts="2016", ends="..")
    assert "Old pact" in client.get("/").text
    with act("rename", by=None) as doing:
        doing.change(pact, title="New pact")
    page = client.get("/").text
    assert "New pact" in page
    assert "Old pact" not in page
