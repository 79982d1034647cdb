"""What is refused, by name and in words that say what to mend."""

from datetime import date, timedelta

import pytest

from koinon.cooperation.pairing import (
    links,
    profile_commands,
    proposal_commands,
    publish_commands,
    round_commands,
)
from koinon.cooperation.pairing.models import Profile, Round, RoundWeight, Wish
from koinon.cooperation.pairing.profile_commands import Said
from koinon.cooperation.pairing.readiness import NotReady
from koinon.cooperation.pairing.sealing import ProfileChanged, WeightsChanged
from koinon.cooperation.pairing.setting import NotSolvable, UnknownCity
from koinon.cooperation.pairing.solving import changed, setting_of, solved
from koinon.cooperation.pairing.whatif import NotAChange, read_change
from koinon.network.people.readers import SYSTEM
from koinon.platform.audit.models import Entry

from ... import factories
from .conftest import NOW, Desk, make_participant, proposed
from .conftest import solved as asked

pytestmark = pytest.mark.django_db


# Freezing


def test_a_round_with_profiles_missing_names_them(called: Desk) -> None:
    for name in ("kunming", "yantai", "weinan", "granada"):
        called.send(name)
    with pytest.raises(NotReady, match="Burgas City Government, Rome City Government"):
        called.freeze()
    round_commands.freeze_weights(called.round, by=called.expert, moment=NOW, without=True)
    assert Profile.objects.filter(withdrawn_at=NOW).count() == 2


def test_an_empty_side_is_named(called: Desk) -> None:
    for name in ("kunming", "yantai", "weinan"):
        called.send(name)
    with pytest.raises(NotReady, match="The side “Europe” is empty"):
        round_commands.freeze_weights(called.round, by=called.expert, moment=NOW, without=True)


def test_a_city_on_neither_side_is_named(sent: Desk) -> None:
    part = sent.part("rome")
    part.side = "Asia"
    part.save()
    with pytest.raises(NotReady, match="On neither side: Rome City Government"):
        sent.freeze()


def test_a_city_on_both_sides_is_named(prepared: Desk) -> None:
    university = factories.make_body("University of Rome", city=prepared.part("rome").body.city)
    part = factories.make_participation(prepared.round.edition, university, side="China", key="roma-tre")
    profile_commands.call_cities(prepared.round, [part], by=SYSTEM)
    round_commands.open_call(prepared.round, by=prepared.expert, moment=NOW)
    prepared.profiles = {one.participation.key: one for one in prepared.round.profiles.all()}
    for name in prepared.profiles:
        if name != "roma-tre":
            prepared.send(name)
    values = {"interests": "tourism", "offers": "", "needs": ""}
    profile_commands.send_profile(
        prepared.profiles["roma-tre"], values, [], by=prepared.people("roma-tre"), moment=NOW
    )
    with pytest.raises(NotReady, match="On both sides: Rome"):
        prepared.freeze()


def test_a_round_without_any_weight_is_refused(sent: Desk) -> None:
    round_commands.set_weights(
        sent.round, {row.criterion: 0 for row in sent.round.weights.all()}, by=sent.expert
    )
    with pytest.raises(NotReady, match="weigh one criterion at least"):
        sent.freeze()


@pytest.mark.parametrize("weight", [-1, 10_001])
def test_negative_and_huge_weights_are_refused(prepared: Desk, weight: int) -> None:
    with pytest.raises(round_commands.BadWeight, match="whole number from 0 to 10000"):
        round_commands.set_weights(prepared.round, {"needs": weight}, by=prepared.expert)


def test_weights_are_frozen_once_and_logged_before_the_profiles_are_opened(frozen: Desk) -> None:
    frozen_entry = Entry.objects.get(verb="freeze_weights")
    opened_entry = Entry.objects.get(verb="open_profiles")
    assert frozen_entry.pk < opened_entry.pk
    assert frozen_entry.note == frozen.round.frozen_digest
    with pytest.raises(round_commands.NotNow):
        frozen.freeze()
    with pytest.raises(round_commands.NotNow, match="The weights were frozen"):
        round_commands.set_weights(frozen.round, {"needs": 1}, by=frozen.expert)


def test_a_profile_is_not_written_after_the_freeze(frozen: Desk) -> None:
    with pytest.raises(profile_commands.ProfileFrozen):
        frozen.send("rome")


def test_a_profile_changed_behind_our_back_is_named(frozen: Desk) -> None:
    Profile.objects.filter(pk=frozen.profiles["rome"].pk).update(offers="everything")
    with pytest.raises(ProfileChanged, match="The profile of Rome City Government is not what it was"):
        setting_of(frozen.round)
    scenario = asked(frozen)
    assert scenario.state == "failed"
    assert "Rome City Government" in scenario.message


def test_a_wish_slipped_in_after_the_freeze_is_noticed(frozen: Desk) -> None:
    factories.make(Wish, profile=frozen.profiles["rome"], kind="prefers", other=frozen.part("yantai"), rank=1)
    with pytest.raises(ProfileChanged):
        setting_of(frozen.round)


def test_weights_changed_behind_our_back_are_noticed(frozen: Desk) -> None:
    RoundWeight.objects.filter(round=frozen.round, criterion="needs").update(weight=999)
    with pytest.raises(WeightsChanged):
        setting_of(frozen.round)


# Profiles


def test_an_empty_profile_is_not_sent(called: Desk) -> None:
    with pytest.raises(profile_commands.NothingSaid):
        called.send("rome", offers="", needs="", interests="")


def test_wishes_name_others_of_the_round_once(called: Desk) -> None:
    stranger = make_participant(called.round.edition, "oslo", "Europe")
    rome, yantai = called.part("rome"), called.part("yantai")
    for wishes, words in (
        ([Said("prefers", stranger, 1)], "Choose other cities of this round"),
        ([Said("prefers", rome, 1)], "Choose other cities of this round"),
        ([Said("prefers", yantai, 1), Said("prefers", yantai, 2)], "named twice"),
        ([Said("vetoes", yantai, 1)], "Say why you cannot work"),
        ([Said("prefers", yantai, 1), Said("vetoes", yantai, 1, "so")], "both wanted and ruled out"),
    ):
        with pytest.raises(profile_commands.BadWish, match=words):
            called.send("rome", *wishes)


def test_a_list_naming_strangers_is_refused_at_the_freeze(sent: Desk) -> None:
    stranger = make_participant(sent.round.edition, "oslo", "Europe")
    factories.make(Wish, profile=sent.profiles["rome"], kind="prefers", other=stranger, rank=1)
    with pytest.raises(NotReady, match="Rome City Government names Oslo City Government"):
        sent.freeze()


# Links


def test_a_link_opens_its_profile_until_its_day_and_no_longer_once_revoked(called: Desk) -> None:
    profile, until = called.profiles["rome"], date(2018, 4, 1)
    profile_commands.issue_link(profile, until=until, by=called.expert)
    token = links.token_of(profile)
    assert links.profile_behind(token, until) == profile
    with pytest.raises(links.LinkNotGood, match="past its end"):
        links.profile_behind(token, until + timedelta(days=1))
    for forged in ("x", token[:-1] + ("a" if token[-1] != "a" else "b"), ""):
        with pytest.raises(links.LinkNotGood, match="opens nothing"):
            links.profile_behind(forged, until)
    profile_commands.issue_link(profile, until=until, by=called.expert)
    with pytest.raises(links.LinkNotGood):
        links.profile_behind(token, until)
    newer = links.token_of(profile)
    profile_commands.revoke_link(profile, by=called.expert)
    with pytest.raises(links.LinkNotGood):
        links.profile_behind(newer, until)


# Rules and solving


def test_rules_need_a_reason_and_what_their_kind_asks_for(prepared: Desk) -> None:
    rome, yantai = prepared.part("rome"), prepared.part("yantai")
    for values, field in (
        ({"kind": "pin", "left": rome, "right": yantai, "reason": " "}, "reason"),
        ({"kind": "pin", "left": rome, "right": None, "reason": "so"}, "right"),
        ({"kind": "forbid", "left": rome, "right": rome, "reason": "so"}, "right"),
        ({"kind": "at_most", "reason": "so"}, "group"),
        ({"kind": "at_most", "group": "country:ES", "reason": "so"}, "count"),
        ({"kind": "at_most_pairs", "group": "country:ES", "count": 1, "reason": "so"}, "other_group"),
    ):
        with pytest.raises(round_commands.NotARule) as refused:
            round_commands.record_rule(prepared.round, by=prepared.expert, **values)
        assert refused.value.field == field


def pin(desk: Desk, left: str, right: str) -> None:
    round_commands.record_rule(
        desk.round, by=desk.expert, kind="pin", left=desk.part(left), right=desk.part(right), reason="so"
    )


def test_contradictory_pins_name_the_rules_to_relax(frozen: Desk) -> None:
    pin(frozen, "yantai", "rome")
    pin(frozen, "kunming", "rome")
    scenario = asked(frozen)
    assert (scenario.state, scenario.status, scenario.is_solved) == ("solved", "infeasible", False)
    assert len(scenario.answer["relax"]) == 1
    assert scenario.answer["relax"][0]["rule"]["rule"] == "pin"


def test_a_minimum_above_supply_names_the_rule(frozen: Desk) -> None:
    round_commands.record_rule(
        frozen.round, by=frozen.expert, kind="at_least", group="country:ES", count=2, reason="so"
    )
    scenario = asked(frozen)
    assert scenario.status == "infeasible"
    assert scenario.answer["relax"][0]["rule"]["groups"] == {"country": "ES"}


def test_a_rule_about_a_city_that_left_is_named(frozen: Desk) -> None:
    pin(frozen, "yantai", "rome")
    profile_commands.withdraw_city(
        frozen.profiles["rome"], by=frozen.expert, moment=NOW, reason="a new mayor"
    )
    with pytest.raises(NotSolvable, match="names Rome, which has withdrawn"):
        solved(setting_of(frozen.round))


def test_a_quota_in_a_stable_round_says_what_to_do(frozen: Desk) -> None:
    round_commands.record_rule(
        frozen.round, by=frozen.expert, kind="at_most", group="country:ES", count=1, reason="so"
    )
    scenario = asked(frozen, "stable_left")
    assert scenario.state == "failed"
    assert "nearly stable" in scenario.message


def test_a_what_if_says_what(frozen: Desk) -> None:
    for nothing in ({}, {"do": "pin", "left": "rome"}, {"do": "weigh", "criterion": "charm", "weight": "3"}):
        with pytest.raises(NotAChange):
            read_change(nothing)
    for weight in ("-1", "1.5", "NaN", "99999999999999999999", "", "ten"):
        with pytest.raises(NotAChange, match="whole number"):
            read_change({"do": "weigh", "criterion": "needs", "weight": weight})
    with pytest.raises(UnknownCity):
        changed(setting_of(frozen.round), [{"do": "leave", "city": "atlantis"}])


# Proposal


def test_a_scenario_with_other_weights_cannot_be_proposed(frozen: Desk) -> None:
    scenario = asked(frozen, changes=[{"do": "weigh", "criterion": "needs", "weight": 1}])
    with pytest.raises(proposal_commands.WeightsNotTheRounds):
        proposal_commands.choose_scenario(scenario, by=frozen.expert)


def test_by_hand_needs_a_reason_two_sides_and_a_free_place(frozen: Desk) -> None:
    proposed(frozen)
    hand = proposal_commands.make_pair
    with pytest.raises(proposal_commands.NoReason):
        hand(frozen.round, frozen.part("yantai"), frozen.part("burgas"), reason=" ", by=frozen.expert)
    with pytest.raises(proposal_commands.NotOfThisRound):
        hand(frozen.round, frozen.part("yantai"), frozen.part("kunming"), reason="so", by=frozen.expert)
    with pytest.raises(proposal_commands.NoPlaceLeft, match="has all the partners"):
        hand(frozen.round, frozen.part("yantai"), frozen.part("burgas"), reason="so", by=frozen.expert)


def test_a_no_stops_publishing_until_somebody_says_why_the_pair_stands(frozen: Desk) -> None:
    pairs = proposed(frozen)
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    rome = pairs["rome"]
    with pytest.raises(proposal_commands.NoReason):
        proposal_commands.answer_proposal(
            rome, frozen.profiles["rome"], choice="no", by=frozen.people("rome"), moment=NOW
        )
    proposal_commands.answer_proposal(
        rome, frozen.profiles["rome"], choice="no", reason="too far", by=frozen.people("rome"), moment=NOW
    )
    with pytest.raises(publish_commands.SaidNo, match="Rome City Government: no"):
        publish_commands.publish_pairs(frozen.round, by=frozen.expert, moment=NOW, without=True)
    proposal_commands.make_pair(
        frozen.round, rome.left, rome.right, reason="agreed by telephone", by=frozen.expert
    )
    publish_commands.publish_pairs(frozen.round, by=frozen.expert, moment=NOW, without=True)
    told = next(one for one in frozen.round.report.body["pairs"] if one["right"] == "rome")
    assert (told["by_hand"], told["reason"]) == (True, "agreed by telephone")


def test_nothing_is_published_over_the_head_of_a_city(frozen: Desk) -> None:
    pairs = proposed(frozen)
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    with pytest.raises(publish_commands.NotAnswered, match="No answer yet: "):
        publish_commands.publish_pairs(frozen.round, by=frozen.expert, moment=NOW)
    rome = frozen.profiles["rome"]
    profile_commands.withdraw_city(rome, by=frozen.expert, moment=NOW, reason="elections")
    with pytest.raises(proposal_commands.Withdrawn, match="Rome"):
        publish_commands.publish_pairs(frozen.round, by=frozen.expert, moment=NOW, without=True)
    proposal_commands.undo_pair(pairs["rome"], reason="withdrawn", by=frozen.expert)
    publish_commands.publish_pairs(frozen.round, by=frozen.expert, moment=NOW, without=True)
    report = frozen.round.report.body
    assert report["consultation"] == {"asked": 4, "yes": 0, "other": 0, "no": 0}
    assert report["frame"] == {"everyone": True, "no_repeat": True, "smallest_population": None}


def test_the_days_of_a_round_follow_each_other_and_a_pin_joins_two_sides(frozen: Desk) -> None:
    with pytest.raises(round_commands.OutOfOrder):
        round_commands.record_round(
            frozen.round.edition, by=frozen.expert, title="Again",
            call_closes=NOW.date(), publish_on=NOW.date() - timedelta(days=1),
        )  # fmt: skip
    later = NOW.date() + timedelta(days=9)
    round_commands.change_round(frozen.round, by=frozen.expert, consult_by=later)
    with pytest.raises(round_commands.OutOfOrder):
        round_commands.change_round(frozen.round, by=frozen.expert, publish_on=NOW.date())
    with pytest.raises(round_commands.NotNow):
        round_commands.change_round(frozen.round, by=frozen.expert, everyone=False)
    # Recorded when nobody looked at the order, and frozen since: what can no longer be changed hinders nothing.
    Round.objects.filter(pk=frozen.round.pk).update(call_closes=later, freeze_on=NOW.date())
    frozen.round.refresh_from_db()
    round_commands.change_round(frozen.round, by=frozen.expert, publish_on=later, note="moved")
    kunming, yantai = frozen.part("kunming"), frozen.part("yantai")
    with pytest.raises(round_commands.NotARule, match="same side"):
        round_commands.record_rule(
            frozen.round, by=frozen.expert, kind="pin", reason="so", left=kunming, right=yantai
        )


def test_nobody_answers_for_a_pair_that_is_not_theirs(frozen: Desk) -> None:
    pairs = proposed(frozen)
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    with pytest.raises(proposal_commands.NotOfThisRound):
        proposal_commands.answer_proposal(
            pairs["rome"], frozen.profiles["burgas"], choice="yes", by=frozen.people("burgas"), moment=NOW
        )
