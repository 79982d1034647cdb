"""How a side agrees to a measure or would have it otherwise: by its account, or by a signed link in its language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.plans.letters import consent_letter
from koinon.cooperation.plans.links import fresh_link, no_link
from koinon.cooperation.plans.measures import Consent, Measure, Says
from koinon.cooperation.plans.permissions import can_run_plan, can_speak_for
from koinon.cooperation.plans.plans import PlanSide
from koinon.cooperation.plans.queries import open_measures
from koinon.cooperation.plans.readiness import NotReady, lacks_of
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import plan_message
from koinon.platform.recording.keys import propose_key

BY_LINK = "by signed link"


class WordsMissing(Refused):
    """Whoever would have it otherwise says how."""


class SaidAlready(Refused):
    """The side has said so of this revision."""


class NothingSaid(Refused):
    """An answer that answers nothing."""


class ChangedMeanwhile(Refused):
    """The measure was changed after the page was opened."""


def agree_measure(measure: Measure, side: PlanSide, *, by: Reader, on: date) -> Consent:
    """Agree to the measure as it stands for a side; the secretariat may record that a side agreed."""
    refuse_unless(can_speak_for(by, side) or can_record(by))
    with act("agree_measure", by=by.user) as doing:
        doing.about(measure)
        return _answer(doing, measure, side, (Says.AGREES, ""), on, by_link=False)


def ask_otherwise(measure: Measure, side: PlanSide, words: str, *, by: Reader, on: date) -> Consent:
    """Say what the side would have otherwise; the measure is not agreed."""
    refuse_unless(can_speak_for(by, side) or can_record(by))
    with act("ask_otherwise", by=by.user) as doing:
        doing.about(measure)
        return _answer(doing, measure, side, (Says.OTHERWISE, words), on, by_link=False)


def issue_consent_link(side: PlanSide, *, by: Reader, on: date, by_mail: bool = False) -> PlanSide:
    """Make the link by which a side agrees without an account; the one before stops working."""
    refuse_unless(can_run_plan(by, side.plan))
    with act("issue_link", by=by.user) as doing:
        doing.about(side.plan)
        doing.change(side, **fresh_link(side, on))
        if by_mail:
            plan_message(consent_letter(side, on), on=on, by=by.user)
    return side


def revoke_consent_link(side: PlanSide, *, by: Reader) -> PlanSide:
    """Let the link open nothing from now on."""
    refuse_unless(can_run_plan(by, side.plan))
    with act("revoke_link", by=by.user) as doing:
        doing.about(side.plan)
        return doing.change(side, **no_link())


def answer_by_link(side: PlanSide, said: Mapping[int, tuple[str, str, int]], *, on: date) -> list[Consent]:
    """What a side says through its link: (says, words, revision seen) by measure. Refused as a whole or taken as a whole.

    The link was checked by whoever opened the door; it is used up when nothing is left to agree to.
    """
    waiting = {measure.pk: measure for measure in open_measures(side)}
    answers = [(waiting[pk], *told) for pk, told in said.items() if pk in waiting and told[0]]
    if not answers:
        raise NothingSaid(_("Nothing was said. Agree to a measure, or say what you would have otherwise."))
    with act("answer_by_link", by=None, note=BY_LINK) as doing:
        doing.about(side.plan)
        made = []
        for measure, says, words, revision in answers:
            if revision != measure.revision:
                raise ChangedMeanwhile(
                    _("“%(measure)s” was changed while you read it. Look at it again.") % {"measure": measure}
                )
            made.append(_answer(doing, measure, side, (says, words), on, by_link=True))
        if not open_measures(side):
            doing.change(side, **no_link())
    return made


def _answer(
    doing: Act, measure: Measure, side: PlanSide, said: tuple[str, str], on: date, *, by_link: bool
) -> Consent:
    """Keep the answer to this revision; when every side agrees, the measure is agreed."""
    says, words = said[0], said[1].strip()
    if says == Says.AGREES and (lacks := lacks_of(measure, measure.plan)):
        raise NotReady(lacks)
    if says == Says.OTHERWISE and not words:
        raise WordsMissing(_("Say what you would have otherwise."), field="words")
    told: dict[str, Any] = {"says": says, "words": words, "said_on": on, "by_link": by_link}
    before = measure.consents.filter(side=side, revision=measure.revision).first()
    if before and before.says == says == Says.AGREES:
        raise SaidAlready(_("%(side)s has agreed to this already.") % {"side": side.body})
    if before:
        consent = doing.change(before, **told)
    else:
        key = propose_key(Consent, measure.key, side.body.key, f"r{measure.revision}")
        consent = doing.create(
            Consent(key=key, measure=measure, side=side, revision=measure.revision, **told)
        )
    _settle_agreement(doing, measure, on)
    return consent


def _settle_agreement(doing: Act, measure: Measure, on: date) -> None:
    agreeing = set(
        measure.consents.filter(revision=measure.revision, says=Says.AGREES).values_list("side", flat=True)
    )
    every = {side.pk for side in measure.plan.sides.all()} <= agreeing
    if every != bool(measure.agreed_on):
        doing.change(measure, agreed_on=on if every else None)
    else:
        doing.mention(measure)
