"""The pairing round of the demonstration network, played as far as the pairs: called, sent, frozen and solved."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from koinon.cooperation.pairing import profile_commands, round_commands, scenario_commands
from koinon.cooperation.pairing.models import Profile, Round, Scenario, ScenarioMode
from koinon.cooperation.pairing.profile_commands import Said
from koinon.network.people.readers import SYSTEM, Reader

ROUND = "iuc-2018-round"
SAID = ("interests", "offers", "needs", "sdgs", "languages", "population", "contact_team")
MODES = ((ScenarioMode.BEST, "0"), (ScenarioMode.TRADEOFF, "0.05"), (ScenarioMode.LEXIMIN, "0"))


def play(round_: Round, *, moment: datetime) -> Iterator[Scenario]:
    """Carry the round on from where the import left it, on the days of its calendar, and solve it three ways."""
    with transaction.atomic():
        round_commands.open_call(round_, by=SYSTEM, moment=at(round_.call_opens, moment))
        for profile in round_.profiles.select_related("participation__body"):
            send(profile, at(round_.call_closes, moment))
        round_commands.freeze_weights(round_, by=SYSTEM, moment=at(round_.freeze_on, moment))
    for mode, loss in MODES:
        scenario = ask(round_, mode, loss, moment)
        scenario_commands.solve_scenario.func(scenario.pk)
        scenario.refresh_from_db()
        yield scenario


def at(day: date | None, moment: datetime) -> datetime:
    """Nine in the morning of the day; the moment where the calendar names none."""
    return datetime.combine(day, time(9), UTC) if day else moment


def send(profile: Profile, moment: datetime) -> None:
    """Send a profile as it was imported, for the city it is of."""
    told = {name: getattr(profile, name) for name in SAID}
    wishes = [
        Said(wish.kind, wish.other, wish.rank, wish.reason)
        for wish in profile.wishes.select_related("other__body")
    ]
    city = Reader(bodies=frozenset({profile.participation.body_id}))
    profile_commands.send_profile(profile, told, wishes, by=city, moment=moment - timedelta(hours=1))


def ask(round_: Round, mode: ScenarioMode, loss: str, moment: datetime) -> Scenario:
    """A scenario, which whoever calls solves at once."""
    return scenario_commands.ask_scenario(round_, by=SYSTEM, moment=moment, mode=mode, max_loss=loss)
