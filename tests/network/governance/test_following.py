"""Steps upon decisions, the chain of what became of them, and what one decided since the seat was taken."""

from datetime import date

import pytest
from tests import factories
from tests.board import ON, Board

from koinon.cooperation.agreements.models import Act, Evidence, EvidenceDue, GrantTerm
from koinon.cooperation.plans.models import Plan
from koinon.network.governance import decided, decision_commands
from koinon.network.governance.consequences import Consequence, consequences_of
from koinon.network.governance.decision_commands import ClosedAlready, NeedsReason, NobodyDoesIt
from koinon.network.governance.models import Decision, Step
from koinon.network.governance.offering import papers_of
from koinon.network.governance.queries import decisions
from koinon.network.governance.sitting_commands import draw_paper
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db


def reader_of(body: Body) -> Reader:
    """Somebody who works for the body."""
    account = factories.make_user()
    factories.make_role(person=factories.make_person(account=account), of=body, title="Officer")
    return reader_for(account, ON)


def note(decision: Decision, text: str = "Write the letter", by: Reader = SYSTEM, **values: object) -> Step:
    given = {"text": text, "body": factories.make_body(), "due_on": date(2026, 12, 1)} | values
    return decision_commands.note_step(decision, given, by=by, on=ON)


# Steps


def test_a_step_has_somebody_and_ends_done_or_dropped_for_a_reason(board: Board) -> None:
    decision = factories.make_decision(board.item())
    with pytest.raises(NobodyDoesIt):
        note(decision, body=None)
    first, second = note(decision), note(decision, "Send it")
    assert (first.noted_on, first.is_overdue(ON), first.is_overdue(date(2026, 12, 2))) == (ON, False, True)
    decision_commands.close_step(first, "done", "Sent by post", by=SYSTEM, on=ON)
    assert (first.state, first.closed_on, first.reason) == ("done", ON, "Sent by post")
    with pytest.raises(NeedsReason):
        decision_commands.close_step(second, "dropped", " ", by=SYSTEM, on=ON)
    with pytest.raises(ClosedAlready):
        decision_commands.close_step(first, "dropped", "Late", by=SYSTEM, on=ON)
    with pytest.raises(ClosedAlready):
        decision_commands.close_step(second, "open", "", by=SYSTEM, on=ON)
    decision_commands.close_step(second, "dropped", "Not needed", by=SYSTEM, on=ON)


def test_a_decision_is_dropped_for_a_reason(board: Board) -> None:
    decision = factories.make_decision(board.item())
    with pytest.raises(NeedsReason) as refused:
        decision_commands.change_decision(decision, {"follow_up": "dropped"}, by=SYSTEM)
    assert refused.value.field == "result"
    decision_commands.change_decision(decision, {"follow_up": "dropped", "result": "No money"}, by=SYSTEM)


def test_who_notes_steps_and_who_sees_them(board: Board, stranger: Reader) -> None:
    office = factories.make_body("Office")
    decision = factories.make_decision(board.item(), owner_body=office)
    owner, member, other = reader_of(office), reader_of(board.cities[0]), reader_of(factories.make_body())
    step = note(decision, by=owner)
    decision_commands.close_step(step, "done", "", by=owner, on=ON)
    for reader in (member, other, stranger, PUBLIC):
        with pytest.raises(NotAllowed):
            note(decision, by=reader)
    seen = [Step.objects.visible_to(one).count() for one in (SYSTEM, owner, member, other, stranger, PUBLIC)]
    assert seen == [1, 1, 1, 0, 0, 0]


def test_decisions_that_are_mine_and_those_past_their_day(board: Board) -> None:
    office = factories.make_body("Office")
    mine = factories.make_decision(board.item(), owner_body=office, due="2026-10-31")
    late = factories.make_decision(board.item(), due="2026-10")
    factories.make_decision(board.item(), due="2026-10", follow_up="done")
    factories.make_decision(board.item())
    assert list(decisions(reader_of(office), mine=True)) == [mine]
    assert list(decisions(PUBLIC, mine=True)) == []
    assert set(decisions(SYSTEM, overdue_on=ON)) == {mine, late}


# The chain


def outline(links: tuple[Consequence, ...] | list[Consequence]) -> list[object]:
    """A chain as nested lists of its stages and marks."""
    return [(one.stage, one.mark[0] if one.mark else "", outline(one.then)) for one in links]


def test_from_the_decision_to_the_money(board: Board) -> None:
    decision = factories.make_decision(board.item())
    giver, taker = board.cities[:2]
    agreement = factories.make_agreement("Alliance", parties=[giver, taker], starts="2026-10-20", ends="2027")
    factories.make(Act, agreement=agreement, kind="approved", day="2026-10-14", decision=decision)
    factories.make(Act, agreement=agreement, kind="signed", day="2026-10-20")
    promise = factories.make_commitment(agreement, debtors=[giver], dues=["2026-10-25", "2027"])
    proof = factories.make(
        Evidence, title="Report", address="https://example.org", state="accepted", day="2026-10-25"
    )
    factories.make(EvidenceDue, evidence=proof, due=promise.dues.order_by("day_latest")[0])
    factories.make(GrantTerm, agreement=agreement, payer=giver, payee=taker, undisclosed=True)
    admitted = factories.make_membership(admitted_by=decision)
    told = consequences_of([decision.pk], SYSTEM, ON)[decision.pk]
    assert outline(told) == [
        (
            "Agreement",
            "in force",
            [
                ("Promise", "1 of 2 evidenced", [("Evidence", "", [])]),
                ("Money", "", []),
            ],
        ),
        ("Membership", "member", []),
    ]
    assert told[1].words == str(admitted.body)
    assert told[0].then[1].note == "amount undisclosed"
    before = consequences_of([decision.pk], SYSTEM, date(2026, 10, 13))
    assert [one.stage for one in before[decision.pk]] == ["Membership"]


def test_what_one_may_not_see_is_no_consequence(board: Board) -> None:
    decision = factories.make_decision(board.item())
    agreement = factories.make_agreement(audience="secretariat")
    factories.make(Act, agreement=agreement, kind="approved", day="2026-10-14", decision=decision)
    assert consequences_of([decision.pk], PUBLIC, ON) == {}
    assert len(consequences_of([decision.pk], SYSTEM, ON)[decision.pk]) == 1


# What one decided


def test_every_decision_since_the_seat_was_taken(board: Board) -> None:
    latecomer = factories.make_body("Latecomer")
    factories.make_role(holder=latecomer, post=board.post, starts="2026-06-01", ends="2026-12-31")
    person = factories.make_person("Paula Person", account=factories.make_user())
    factories.make_role(person=person, of=board.body, title="Observer", starts="2026-11-01")
    early = factories.make_decision(board.item("1", held="2026-01-01"))
    during = factories.make_decision(board.item("1"))
    after = factories.make_decision(board.item("1", held="2027-01-01"))
    factories.make_decision()
    told = {
        "member": decided.own(reader_of(board.cities[0])),
        "latecomer": decided.own(reader_of(latecomer)),
        "person": decided.of_person(person),
        "body": decided.of_body(latecomer),
        "public": decided.own(PUBLIC),
    }
    found = {name: list(decided.decided_by(whose, SYSTEM)) for name, whose in told.items()}
    assert found == {
        "member": [after, during, early],
        "latecomer": [during],
        "person": [after],
        "body": [during],
        "public": [],
    }


def test_a_plan_is_a_paper_and_what_a_decision_adopted(board: Board) -> None:
    decision = factories.make_decision(board.item())
    plan = factories.make(Plan, title="Clean air", starts="2027", ends="2028", decision=decision)
    draw_paper(decision.item, plan, by=SYSTEM)
    drawn = papers_of([decision.item], SYSTEM, ON, told=True)[decision.item.pk][0].summary
    assert (drawn.kind, drawn.title, dict(drawn.facts)["Measures"]) == ("plan", "Clean air", "0")
    assert [one.words for one in consequences_of([decision.pk], SYSTEM, ON)[decision.pk]] == ["Clean air"]
