"""Who may do what in a plan: by name, for each verb."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.conftest import reader_with_post
from tests.factories import make_body

from koinon.cooperation.plans import consent_commands, measure_commands, plan_commands, update_commands
from koinon.cooperation.plans import permissions as may
from koinon.cooperation.plans.models import Consent, Measure, MeasureUpdate, Plan
from koinon.cooperation.plans.queries import plan_rows
from koinon.cooperation.plans.update_commands import Told
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.errors import NotAllowed

from .conftest import TODAY, measure_parts, measure_values, sides_of

ClientOf = Callable[[Reader], Client]


@pytest.fixture
def manager(home_network: Body) -> Reader:
    """A portfolio manager."""
    return reader_with_post("Pia Portfolio", make_body("Portfolio Asia"), Function.PORTFOLIO_MANAGER)


def loaded(plan: Plan) -> Plan:
    return plan_rows(SYSTEM).get(pk=plan.pk)


def powers(reader: Reader, plan: Plan) -> set[str]:
    """The powers of a reader in a plan, by name."""
    lyon, guangzhou = sides_of(plan)
    told = {
        "begin": may.can_begin_plan(reader),
        "run": may.can_run_plan(reader, plan),
        "write": may.can_write_measures(reader, plan),
        "judge": may.can_judge_update(reader, plan),
        "speak for Lyon": may.can_speak_for(reader, lyon),
        "speak for Guangzhou": may.can_speak_for(reader, guangzhou),
    }
    return {name for name, yes in told.items() if yes}


ALL_BUT_SPEAKING = {"begin", "run", "write", "judge"}


def test_the_matrix(
    plan: Plan,
    secretariat: Reader,
    manager: Reader,
    expert: Reader,
    foreign_expert: Reader,
    lyon_officer: Reader,
    coordinator: Reader,
    other_officer: Reader,
    stranger: Reader,
) -> None:
    plan = loaded(plan)
    assert powers(secretariat, plan) == ALL_BUT_SPEAKING
    assert powers(manager, plan) == ALL_BUT_SPEAKING
    assert powers(expert, plan) == ALL_BUT_SPEAKING
    assert powers(foreign_expert, plan) == {"begin"}
    assert powers(lyon_officer, plan) == {"write", "speak for Lyon"}
    assert powers(coordinator, plan) == {"write", "speak for Guangzhou"}
    assert powers(other_officer, plan) == set()
    assert powers(stranger, plan) == powers(PUBLIC, plan) == set()


def test_who_sees_a_plan_of_the_parties(
    measure: Measure,
    secretariat: Reader,
    expert: Reader,
    foreign_expert: Reader,
    lyon_officer: Reader,
    coordinator: Reader,
    other_officer: Reader,
    stranger: Reader,
    client_of: ClientOf,
) -> None:
    pages = (measure.plan.get_absolute_url(), measure.get_absolute_url())
    for reader in (secretariat, expert, lyon_officer, coordinator):
        assert [client_of(reader).get(page).status_code for page in pages] == [200, 200], reader
    for reader in (foreign_expert, other_officer, stranger, PUBLIC):
        assert [client_of(reader).get(page).status_code for page in pages] == [404, 404], reader
        assert measure.title not in client_of(reader).get("/plans/").text


def test_a_public_plan_hides_what_the_sides_say_to_each_other(
    measure: Measure, other_officer: Reader, coordinator: Reader, client_of: ClientOf
) -> None:
    Plan.objects.update(audience="public")
    lyon, _guangzhou = sides_of(measure.plan)
    consent_commands.ask_otherwise(measure, lyon, "Hushed words", by=SYSTEM, on=TODAY)
    for reader, seen in ((coordinator, True), (other_officer, False), (PUBLIC, False)):
        for page in (measure.plan.get_absolute_url(), measure.get_absolute_url()):
            answer = client_of(reader).get(page)
            assert answer.status_code == 200
            assert ("Hushed words" in answer.text) is seen
        assert Consent.objects.visible_to(reader).exists() is seen


def test_updates_are_public_only_once_accepted(
    agreed: Measure, coordinator: Reader, other_officer: Reader, client_of: ClientOf
) -> None:
    Plan.objects.update(audience="public")
    side = sides_of(agreed.plan)[1]
    asked = update_commands.ask_for_update(agreed, side, by=SYSTEM, on=TODAY)
    sent = update_commands.send_update(
        asked, Told(words="Hushed words"), by=None, on=TODAY, moment=datetime(2026, 11, 22, 9, tzinfo=UTC)
    )
    for reader, seen in ((coordinator, True), (other_officer, False), (PUBLIC, False)):
        assert ("Hushed words" in client_of(reader).get(agreed.get_absolute_url()).text) is seen
        assert client_of(reader).get(sent.get_absolute_url()).status_code == (200 if seen else 404)
    update_commands.accept_update(sent, by=SYSTEM, on=TODAY)
    assert "Hushed words" in client_of(PUBLIC).get(agreed.get_absolute_url()).text


def test_each_side_agrees_for_itself(
    measure: Measure, lyon_officer: Reader, coordinator: Reader, expert: Reader
) -> None:
    lyon, guangzhou = sides_of(measure.plan)
    consent_commands.agree_measure(measure, lyon, by=lyon_officer, on=TODAY)
    for reader in (lyon_officer, expert):
        with pytest.raises(NotAllowed):
            consent_commands.agree_measure(measure, guangzhou, by=reader, on=TODAY)
    consent_commands.agree_measure(measure, guangzhou, by=coordinator, on=TODAY)
    assert Measure.objects.get().agreed_on == TODAY


def test_commands_ask_again(agreed: Measure, other_officer: Reader, coordinator: Reader) -> None:
    plan = loaded(agreed.plan)
    lyon, guangzhou = sides_of(plan)
    refused: list[Callable[[], object]] = [
        lambda: plan_commands.close_plan(plan, "x", by=coordinator, on=TODAY),
        lambda: plan_commands.change_plan(plan, {"title": "x"}, [], by=coordinator),
        lambda: measure_commands.record_measure(
            plan, measure_values(), measure_parts(plan), by=other_officer
        ),
        lambda: measure_commands.change_measure(agreed, {}, measure_parts(plan), by=other_officer),
        lambda: measure_commands.close_measure(agreed, "x", by=coordinator, on=TODAY),
        lambda: consent_commands.issue_consent_link(lyon, by=coordinator, on=TODAY),
        lambda: update_commands.ask_for_update(agreed, guangzhou, by=coordinator, on=TODAY),
        lambda: update_commands.open_update(agreed, lyon, by=coordinator, on=TODAY),
        lambda: update_commands.ask_for_updates(by=coordinator, on=TODAY),
    ]
    for attempt in refused:
        with pytest.raises(NotAllowed):
            attempt()


def test_an_expert_begins_plans_of_the_own_programme_only(
    plan: Plan, expert: Reader, foreign_expert: Reader
) -> None:
    plan = loaded(plan)
    values = {"title": "Another", "kind": "pair", "edition": plan.edition}
    assert plan_commands.record_plan(values, [], by=expert).edition == plan.edition
    with pytest.raises(plan_commands.NotYours):
        plan_commands.record_plan(values, [], by=foreign_expert)


def test_a_measure_nobody_showed_is_not_copied(agreed: Measure, other_officer: Reader, chengdu: Body) -> None:
    own = Plan.objects.create(key="own", title="Own", kind="body", starts=date(2026, 1, 1), ends="..")
    own.sides.create(key="own-side", body=chengdu)
    with pytest.raises(NotAllowed):
        measure_commands.copy_measure(agreed, own, by=other_officer)
    Plan.objects.filter(pk=agreed.plan_id).update(audience="public")
    assert measure_commands.copy_measure(agreed, own, by=other_officer).plan == own


def test_doors_are_hidden_from_whoever_may_not(
    agreed: Measure, other_officer: Reader, coordinator: Reader, client_of: ClientOf
) -> None:
    plan, lyon = agreed.plan, sides_of(agreed.plan)[0]
    Plan.objects.update(audience="public")
    for door in (
        "/plans/new/",
        "/plans/waiting/",
        f"/plans/{plan.key}/edit/",
        f"/plans/{plan.key}/close/",
        f"/plans/measures/{agreed.key}/close/",
        f"/plans/measures/{agreed.key}/otherwise/{lyon.key}/",
        f"/plans/measures/{agreed.key}/report/{lyon.key}/",
    ):
        assert client_of(coordinator).get(door).status_code == 404, door
        assert client_of(PUBLIC).get(door).status_code == 302, door
    assert client_of(coordinator).get(f"/plans/measures/{agreed.key}/edit/").status_code == 200
    assert client_of(other_officer).get(f"/plans/measures/{agreed.key}/edit/").status_code == 404
    assert not MeasureUpdate.objects.exists()
