"""The pairing rounds of the demonstration: one solved, one carried to published pairs, one whose call is open today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from koinon.cooperation.pairing import (
    profile_commands,
    proposal_commands,
    publish_commands,
    round_commands,
    scenario_commands,
)
from koinon.cooperation.pairing.models import (
    AnswerChoice,
    Profile,
    ProposedPair,
    Round,
    Scenario,
    ScenarioMode,
)
from koinon.cooperation.pairing.profile_commands import Said
from koinon.cooperation.programmes.models import Participation
from koinon.network.people.readers import SYSTEM, Reader

SOLVED, PUBLISHED, OPEN = "iuc-2018-round", "iuc-example-2025-round", "iuc-next-round"
SAID = ("interests", "offers", "needs", "sdgs", "languages", "population", "contact_team")
MODES = ((ScenarioMode.BEST, "0"), (ScenarioMode.TRADEOFF, "0.05"), (ScenarioMode.LEXIMIN, "0"))


@dataclass(frozen=True, slots=True)
class Declined:
    """A city that would not have its proposal, and what the programme did about it."""

    city: str
    choice: AnswerChoice
    reason: str
    stands: str = ""
    """Why the pair stands nevertheless, by hand; it is undone where nothing is said."""


DECLINED = {
    one.city: one
    for one in (
        Declined("iuc-example-2025-bologna", AnswerChoice.NO, "No staff is free for a pair this year."),
        Declined(
            "iuc-example-2025-gothenburg",
            AnswerChoice.OTHER,
            "We know Zhengzhou from a trade fair.",
            "Both offices spoke with each other on 1 April and agreed.",
        ),
    )
}
RATHER = "iuc-example-2025-zhengzhou"
CARRIED_ON = ("iuc-example-2025-chongqing", "iuc-example-2025-mannheim")
WHY_CARRIED_ON = "Their pairing of 2017 is carried on, at the wish of both."


def play(moment: datetime) -> Iterator[str]:
    """Play every example round that still waits to be played; tells each as it is done."""
    waiting = Round.objects.select_related("edition__programme").filter(opened_at=None)
    for key, played in ((SOLVED, solve), (PUBLISHED, publish), (OPEN, leave_open)):
        if round_ := waiting.filter(key=key).first():
            played(round_, moment)
            yield f"{round_.key}: {Round.objects.get(pk=round_.pk).state.value}"


def solve(round_: Round, moment: datetime) -> None:
    """Called, sent, frozen on the days of its calendar, and solved three ways."""
    freeze(round_, moment)
    for mode, loss in MODES:
        ask(round_, mode, loss, moment)


def publish(round_: Round, moment: datetime) -> None:
    """Carried on to the end: proposed, answered, changed by hand, published with a signed report."""
    freeze(round_, moment)
    solved_at = at(round_.freeze_on, moment) + timedelta(days=1)
    _best, nearly_stable, _fair = [ask(round_, mode, loss, solved_at) for mode, loss in MODES]
    with transaction.atomic():
        proposal_commands.choose_scenario(nearly_stable, by=SYSTEM)
        round_.refresh_from_db()
        asked_at = solved_at + timedelta(days=2)
        proposal_commands.ask_cities(round_, by=SYSTEM, moment=asked_at)
        consult(round_, at(round_.consult_by, asked_at) - timedelta(hours=20))
        change_by_hand(round_)
        publish_commands.publish_pairs(round_, by=SYSTEM, moment=at(round_.publish_on, moment))


def leave_open(round_: Round, moment: datetime) -> None:
    """The call is open from today, and half of the cities have sent: those that were imported with something said."""
    today = moment.date()
    days: dict[str, Any] = {
        name: today + timedelta(days=after)
        for name, after in (
            ("call_opens", 0),
            ("call_closes", 45),
            ("freeze_on", 49),
            ("consult_by", 77),
            ("publish_on", 91),
        )
    }
    with transaction.atomic():
        round_commands.change_round(round_, by=SYSTEM, **days)
        round_commands.open_call(round_, by=SYSTEM, moment=moment)
        for profile in profiles_of(round_):
            if not profile.is_empty:
                send(profile, moment)


def freeze(round_: Round, moment: datetime) -> None:
    """Open the call, send what was imported, freeze the weights."""
    with transaction.atomic():
        round_commands.open_call(round_, by=SYSTEM, moment=at(round_.call_opens, moment))
        for profile in profiles_of(round_):
            send(profile, at(round_.call_closes, moment) - timedelta(hours=1))
        round_commands.freeze_weights(round_, by=SYSTEM, moment=at(round_.freeze_on, moment))


def profiles_of(round_: Round) -> list[Profile]:
    return list(round_.profiles.select_related("participation__body").order_by("id"))


def at(day: date | None, moment: datetime) -> datetime:
    """Nine in the morning of the day; the moment where the calendar names none."""
    return datetime.combine(day, time(9), UTC) if day else moment


def people_of(participation: Participation) -> Reader:
    """Whoever answers for a city."""
    return Reader(bodies=frozenset({participation.body_id}))


def send(profile: Profile, moment: datetime) -> None:
    """Send a profile as it was imported, for the city it is of."""
    told = {name: getattr(profile, name) for name in SAID}
    wishes = [
        Said(wish.kind, wish.other, wish.rank, wish.reason)
        for wish in profile.wishes.select_related("other__body")
    ]
    by = people_of(profile.participation)
    profile_commands.send_profile(profile, told, wishes, by=by, moment=moment)


def ask(round_: Round, mode: ScenarioMode, loss: str, moment: datetime) -> Scenario:
    """A scenario, solved at once; the worker that is told of it finds nothing left to do."""
    scenario = scenario_commands.ask_scenario(round_, by=SYSTEM, moment=moment, mode=mode, max_loss=loss)
    scenario_commands.solve_scenario.func(scenario.pk, moment)
    scenario.refresh_from_db()
    return scenario


def consult(round_: Round, moment: datetime) -> None:
    """Every city answers; all but those that decline say yes."""
    profiles = {one.participation_id: one for one in profiles_of(round_)}
    rather = Participation.objects.get(key=RATHER)
    for pair in proposed(round_):
        for end in (pair.left, pair.right):
            said = DECLINED.get(end.key)
            proposal_commands.answer_proposal(
                pair,
                profiles[end.pk],
                choice=said.choice if said else AnswerChoice.YES,
                other=rather if said and said.choice == AnswerChoice.OTHER else None,
                reason=said.reason if said else "",
                by=people_of(end),
                moment=moment,
            )


def proposed(round_: Round) -> list[ProposedPair]:
    rows = round_.proposed.standing().select_related("round__edition", "left__body", "right__body")
    return list(rows.order_by("id"))


def change_by_hand(round_: Round) -> None:
    """A declined pair stands or is undone, each with its reason; one pair is made that the engine could not make."""
    for pair in proposed(round_):
        said = DECLINED.get(pair.right.key)
        if said and said.stands:
            proposal_commands.make_pair(round_, pair.left, pair.right, reason=said.stands, by=SYSTEM)
        elif said:
            proposal_commands.undo_pair(pair, reason=f"Bologna said no: {said.reason}", by=SYSTEM)
    ends = {one.key: one for one in Participation.objects.filter(key__in=CARRIED_ON)}
    left, right = (ends[key] for key in CARRIED_ON)
    proposal_commands.make_pair(round_, left, right, reason=WHY_CARRIED_ON, by=SYSTEM)
