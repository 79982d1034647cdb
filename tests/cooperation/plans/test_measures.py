"""Measures: what they lack, how sides agree, and that a change asks again."""

from datetime import date
from decimal import Decimal

import pytest

from koinon.cooperation.plans import consent_commands, measure_commands, plan_commands
from koinon.cooperation.plans.measure_commands import Parts, Reported, Step
from koinon.cooperation.plans.models import Consent, Measure, MeasureUpdate, Plan
from koinon.cooperation.plans.plan_commands import NothingAgreed, Side, SideSpoke
from koinon.cooperation.plans.readiness import NotReady, lacks_of, lacks_of_plan
from koinon.network.people.readers import SYSTEM
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Change
from koinon.platform.dates import Day
from koinon.platform.errors import Refused

from .conftest import TODAY, measure_parts, measure_values, sides_of


def lacking(measure: Measure) -> set[str]:
    return {one.field for one in lacks_of(measure, measure.plan)}


def test_a_whole_measure_lacks_nothing(measure: Measure) -> None:
    assert lacking(measure) == set()


def test_a_bare_measure_says_what_is_missing_field_by_field(plan: Plan) -> None:
    bare = measure_commands.record_measure(plan, {"title": "Trees"}, Parts(), by=SYSTEM)
    owners = {f"owner_{side.pk}" for side in sides_of(plan)}
    assert lacking(bare) == owners | {
        *("other_title", "starts", "ends", "milestones-0-title", "indicator", "unit", "baseline", "target"),
        *("budget", "budget_source", "sdg", "nua"),
    }


def test_the_two_agendas_are_two_vocabularies(plan: Plan) -> None:
    parts = measure_parts(plan, nua=())
    measure = measure_commands.record_measure(plan, measure_values(), parts, by=SYSTEM)
    assert lacking(measure) == {"nua"}
    with pytest.raises(Refused, match="paragraphs 1 to 175"):
        measure_commands.change_measure(measure, {}, measure_parts(plan, nua=["11.7"]), by=SYSTEM)


def test_what_is_not_ready_is_not_agreed(plan: Plan) -> None:
    bare = measure_commands.record_measure(plan, {"title": "Trees"}, Parts(), by=SYSTEM)
    with pytest.raises(NotReady, match="an indicator") as refused:
        consent_commands.agree_measure(bare, sides_of(plan)[0], by=SYSTEM, on=TODAY)
    assert len(refused.value.lacks) == len(lacking(bare))
    assert not Consent.objects.exists()


def test_a_measure_is_agreed_when_every_side_agrees(plan: Plan, measure: Measure) -> None:
    lyon, guangzhou = sides_of(plan)
    consent_commands.agree_measure(measure, lyon, by=SYSTEM, on=TODAY)
    assert Measure.objects.get().agreed_on is None
    consent_commands.agree_measure(measure, guangzhou, by=SYSTEM, on=TODAY)
    assert Measure.objects.get().agreed_on == TODAY


def test_whoever_would_have_it_otherwise_says_how(plan: Plan, measure: Measure) -> None:
    lyon, guangzhou = sides_of(plan)
    with pytest.raises(Refused, match="otherwise"):
        consent_commands.ask_otherwise(measure, lyon, "  ", by=SYSTEM, on=TODAY)
    consent_commands.ask_otherwise(measure, lyon, "More trees", by=SYSTEM, on=TODAY)
    consent_commands.agree_measure(measure, guangzhou, by=SYSTEM, on=TODAY)
    assert Measure.objects.get().agreed_on is None


def test_changing_an_agreed_measure_opens_it_again_and_history_keeps_both(agreed: Measure) -> None:
    parts = measure_parts(agreed.plan)
    steps = [Step(one.title, one.day, one.other_title, one.pk) for one in agreed.milestones.all()]
    kept = Parts(parts.owners, steps, parts.sdg, parts.nua)
    measure_commands.change_measure(agreed, {"target": Decimal(2000)}, kept, by=SYSTEM)
    now = Measure.objects.get()
    assert (now.agreed_on, now.revision) == (None, 2)
    assert set(Consent.objects.values_list("revision", "says")) == {(1, "agrees")}
    change = Change.objects.filter(kind="plans.measure", entry__verb="change_measure").get()
    told = {name: (before, after) for name, before, after in change.differences}
    assert told["target"] == ("1400.0000", "2000.0000")
    assert told["agreed_on"] == ("2026-01-20", None)


def test_obstacles_may_be_told_without_asking_again(agreed: Measure) -> None:
    parts = measure_parts(agreed.plan)
    steps = [Step(one.title, one.day, one.other_title, one.pk) for one in agreed.milestones.all()]
    kept = Parts(parts.owners, steps, parts.sdg, parts.nua)
    measure_commands.change_measure(agreed, {"obstacles": "Rain"}, kept, by=SYSTEM)
    now = Measure.objects.get()
    assert (now.revision, now.obstacles) == (1, "Rain")
    assert now.agreed_on == date(2026, 1, 20)


def test_a_new_milestone_opens_it_again(agreed: Measure) -> None:
    parts = measure_parts(agreed.plan, steps=[Step("Another", Day.of(TODAY))])
    measure_commands.change_measure(agreed, {}, parts, by=SYSTEM)
    assert Measure.objects.get().revision == 2
    assert [one.title for one in agreed.milestones.all()] == ["Another"]


def test_two_people_editing_one_measure(plan: Plan, measure: Measure) -> None:
    first, second = Measure.objects.get(), Measure.objects.get()
    parts = measure_parts(plan)
    measure_commands.change_measure(
        first, {"theme": "shade"}, parts, by=SYSTEM, expected_version=first.version
    )
    with pytest.raises(Stale):
        measure_commands.change_measure(
            second, {"theme": "trees"}, parts, by=SYSTEM, expected_version=second.version
        )
    assert Measure.objects.get().theme == "shade"


def test_an_agreed_measure_is_closed_and_not_removed(agreed: Measure) -> None:
    with pytest.raises(Reported):
        measure_commands.remove_measure(agreed, by=SYSTEM)
    measure_commands.close_measure(agreed, "Shaded.", by=SYSTEM, on=TODAY)
    assert Measure.objects.get().outcome == "Shaded."


def test_a_copy_takes_words_and_agendas_but_no_days_and_no_money(agreed: Measure) -> None:
    copy = measure_commands.copy_measure(agreed, agreed.plan, by=SYSTEM)
    assert (copy.title, copy.other_title) == (agreed.title, agreed.other_title)
    assert copy.copied_from == agreed
    assert copy.agreed_on is None
    assert copy.starts.is_unknown
    assert not copy.undisclosed
    assert set(copy.alignments.values_list("vocabulary", "code")) == {("sdg", "11.7"), ("nua", "37")}


def test_a_copy_into_a_plan_of_the_other_language_turns_its_words(agreed: Measure) -> None:
    plan = Plan.objects.get()
    other = Plan.objects.create(
        key="other", title="别的计划", language="zh-hans", other_language="en", kind="body"
    )
    copy = measure_commands.copy_measure(agreed, other, by=SYSTEM)
    assert (copy.title, copy.other_title) == (agreed.other_title, agreed.title)
    assert plan.measures.count() == 1


# The plan


def test_a_plan_agrees_measures_and_not_a_title(plan: Plan, measure: Measure) -> None:
    with pytest.raises(NothingAgreed):
        plan_commands.agree_plan(plan, by=SYSTEM, on=TODAY)


def test_a_pair_has_two_sides(plan: Plan) -> None:
    lyon, _guangzhou = sides_of(plan)
    plan_commands.change_plan(plan, {}, [Side(lyon.body, "fr")], by=SYSTEM)
    assert [one.field for one in lacks_of_plan(Plan.objects.get())] == ["side_2"]
    assert plan.sides.get().language == "fr"


def test_a_side_that_spoke_stays(agreed: Measure) -> None:
    lyon, _guangzhou = sides_of(agreed.plan)
    with pytest.raises(SideSpoke):
        plan_commands.change_plan(agreed.plan, {}, [Side(lyon.body, "en")], by=SYSTEM)


def test_the_state_follows_from_the_days(agreed: Measure) -> None:
    plan = Plan.objects.get()
    assert plan.state(date(2026, 1, 20)) == "draft"
    assert plan.state(TODAY) == "running"
    plan_commands.close_plan(plan, "Done", by=SYSTEM, on=TODAY)
    assert plan.state(TODAY) == "closed"
    for on, state in ((date(2026, 1, 20), "draft"), (date(2026, 5, 1), "running"), (TODAY, "closed")):
        found = [
            one for one in ("draft", "agreed", "running", "closed") if Plan.objects.in_state(one, on).exists()
        ]
        assert found == [state] == [Plan.objects.get().state(on)]


def test_a_strategy_without_a_day_of_adoption_stands_as_its_span_says(db: None) -> None:
    plan = Plan.objects.create(key="s", title="Strategy", kind="strategy", starts="2021", ends="2023")
    for on, state in ((date(2020, 6, 1), "draft"), (date(2022, 6, 1), "running"), (TODAY, "closed")):
        assert plan.state(on) == state
        assert Plan.objects.in_state(state, on).get() == plan


def test_nothing_is_written_into_a_closed_plan(agreed: Measure) -> None:
    plan_commands.close_plan(agreed.plan, "Done", by=SYSTEM, on=TODAY)
    with pytest.raises(Refused, match="closed"):
        measure_commands.record_measure(agreed.plan, measure_values(), Parts(), by=SYSTEM)
    assert not MeasureUpdate.objects.exists()
