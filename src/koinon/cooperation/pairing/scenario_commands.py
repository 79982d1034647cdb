"""What is done with scenarios: asked, solved by a worker, stopped, asked again, removed."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_tasks import task

from koinon.cooperation.pairing.answers import pairs_kept, results
from koinon.cooperation.pairing.models import Round, Scenario, ScenarioMode, ScenarioState
from koinon.cooperation.pairing.permissions import can_open_profiles, can_run
from koinon.cooperation.pairing.round_commands import NotNow
from koinon.cooperation.pairing.solving import Change, Solved, changed, setting_of, solved
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key
from koinon.platform.recording.progress import Progress, ask_to_stop, forget, last_beat

log = logging.getLogger(__name__)
STOPPED = gettext_lazy("Stopped before it was solved.")


def ask_scenario(
    round_: Round,
    *,
    by: Reader,
    moment: datetime,
    title: str = "",
    mode: str = ScenarioMode.BEST,
    changes: Sequence[Change] = (),
    **more: Any,
) -> Scenario:
    """Put a question to the engine; a worker answers it. ``more``: max_loss, language."""
    refuse_unless(can_run(by))
    if not can_open_profiles(by, round_):
        raise NotNow(_("Freeze the weights first: nothing is solved before."))
    with act("ask_scenario", by=by.user) as doing:
        doing.about(round_)
        scenario = doing.create(
            Scenario(
                key=propose_key(Scenario, round_.key, title or mode),
                round=round_,
                title=title,
                mode=mode,
                changes=list(changes),
                asked_at=moment,
                max_loss=more.get("max_loss") or Decimal(0),
                language=more.get("language") or "en",
            )
        )
        transaction.on_commit(lambda: solve_scenario.enqueue(scenario.pk))
    return scenario


@task
def solve_scenario(scenario_id: int, moment: datetime | None = None) -> None:
    """Solve a scenario and keep the answer; a refusal is kept as its message, never a half of an answer.

    ``moment`` is told by whoever plays a round of long ago; the worker answers at its own.
    """
    scenario = Scenario.objects.select_related("round__edition").filter(pk=scenario_id).first()
    if scenario is None:  # removed while it waited
        return
    if not Scenario.objects.filter(pk=scenario_id, state=ScenarioState.WAITING).update(
        state=ScenarioState.SOLVING
    ):
        return
    scenario.state = ScenarioState.SOLVING
    with override(scenario.language):
        try:
            with Progress(job_of(scenario), 0, stopped=STOPPED) as progress:
                began = time.perf_counter()
                reporter = partial(tell, progress)
                found = answered(scenario, reporter)
                took = round((time.perf_counter() - began) * 1000)
                told = results(found, reporter)
            keep_answer(scenario, found, told, milliseconds=took, moment=moment or timezone.now())
        except Refused as refused:
            fail(scenario, str(refused))
        except Exception:
            log.exception("scenario %s broke down", scenario_id)
            fail(scenario, _("Something went wrong on our side. The operator finds it in the log."))


def job_of(scenario: Scenario) -> str:
    """Under which name the progress of a scenario is kept."""
    return f"scenario-{scenario.pk}"


def answered(scenario: Scenario, reporter: Any) -> Solved:
    """The answer to a scenario, with every price where the round is not too large for it."""
    setting = changed(setting_of(scenario.round), scenario.changes)
    loss = Fraction(str(scenario.max_loss))
    return solved(setting, scenario.mode, loss, prices=True, reporter=reporter)


def tell(progress: Progress, _doing: str, lower: int, upper: int) -> None:
    """Tell how far the engine is; raises Stopped where somebody asked for it."""
    progress.reach(lower, upper)


def keep_answer(
    scenario: Scenario, found: Solved, told: dict[str, Any], *, milliseconds: int, moment: datetime
) -> None:
    """Write an answer down: one act, the pairs with it."""
    with act("solve_scenario", by=None) as doing:
        doing.about(scenario.round)
        doing.create_all(pairs_kept(scenario, found))
        doing.change(
            scenario,
            state=ScenarioState.SOLVED,
            solved_at=moment,
            milliseconds=milliseconds,
            message="",
            **told,
        )


def fail(scenario: Scenario, message: str) -> None:
    with act("fail_scenario", by=None) as doing:
        doing.about(scenario.round)
        doing.change(scenario, state=ScenarioState.FAILED, message=message)


def stop_scenario(scenario: Scenario, *, by: Reader) -> None:
    """Let the solving stop at its next step."""
    refuse_unless(can_run(by))
    if not scenario.is_at_work:
        raise NotNow(_("This scenario is not being solved."))
    ask_to_stop(job_of(scenario))


def is_interrupted(scenario: Scenario) -> bool:
    """Whether the worker that was busy with it is gone."""
    beat = last_beat(job_of(scenario)) if scenario.is_at_work else None
    return beat is not None and not beat.is_alive


def solve_again(scenario: Scenario, *, by: Reader) -> None:
    """Put a scenario that failed or was interrupted to the engine again."""
    refuse_unless(can_run(by))
    if scenario.state != ScenarioState.FAILED and not is_interrupted(scenario):
        raise NotNow(_("This scenario was solved, or is being solved."))
    forget(job_of(scenario))
    with act("solve_again", by=by.user) as doing:
        doing.about(scenario.round)
        doing.change(scenario, state=ScenarioState.WAITING, message="", asked_at=scenario.asked_at)
        transaction.on_commit(lambda: solve_scenario.enqueue(scenario.pk))


def remove_scenario(scenario: Scenario, *, by: Reader) -> None:
    """Take a scenario away that was not chosen."""
    refuse_unless(can_run(by))
    if scenario.round.chosen_id == scenario.pk:
        raise NotNow(_("This scenario was chosen: choose another one first."))
    if scenario.state == ScenarioState.SOLVING and not is_interrupted(scenario):
        raise NotNow(_("This scenario is being solved: stop it first."))
    with act("remove_scenario", by=by.user) as doing:
        doing.about(scenario.round)
        doing.remove(scenario)
