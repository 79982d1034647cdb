"""Updates on measures: asked for each quarter, sent by account or by a one-time link, accepted or returned with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from koinon.cooperation.plans.letters import request_letter, return_letter, unique_of
from koinon.cooperation.plans.links import fresh_link, no_link
from koinon.cooperation.plans.measures import Measure, Milestone
from koinon.cooperation.plans.permissions import can_judge_update, can_run_plan, can_speak_for
from koinon.cooperation.plans.plans import PlanSide
from koinon.cooperation.plans.quarters import last_ended
from koinon.cooperation.plans.queries import reportable
from koinon.cooperation.plans.updates import MeasureUpdate, UpdateState
from koinon.network.evidence.documents import Document, DocumentKind
from koinon.network.evidence.taking_in import taken
from koinon.network.people.audience import AdmittedBody, Audience
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.dates import Day
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on, plan_message, withdraw_message
from koinon.platform.recording.keys import propose_key

BY_LINK = "by signed link"


class NothingTold(Refused):
    """An update without a reading, a milestone, words or evidence tells nothing."""


class NotInThatState(Refused):
    """The update is not where the verb needs it."""


class ReasonMissing(Refused):
    """An update is returned with a reason or not at all."""


class NotReportable(Refused):
    """Only agreed measures of a plan under way are reported on."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an update tells."""

    reading: Decimal | None = None
    milestone: Milestone | None = None
    words: str = ""
    address: str = ""
    file: File[bytes] | None = None


def ask_for_update(
    measure: Measure, side: PlanSide, *, by: Reader, on: date, quarter: str = ""
) -> MeasureUpdate:
    """Ask a side for the update of the quarter last ended; asked for twice it is one, with a fresh link and letter."""
    refuse_unless(can_run_plan(by, measure.plan))
    if not reportable(on).filter(pk=measure.pk).exists():
        raise NotReportable(
            _("Updates are asked for agreed measures of a plan that has begun and is not closed.")
        )
    with act("ask_for_update", by=by.user) as doing:
        doing.about(measure)
        update = _asked(doing, measure, side, quarter or last_ended(on), on)
        plan_message(request_letter(update, on), on=on, by=by.user)
        return update


def _asked(doing: Act, measure: Measure, side: PlanSide, quarter: str, on: date) -> MeasureUpdate:
    there = MeasureUpdate.objects.filter(measure=measure, side=side, quarter=quarter).first()
    if there and not there.waits_for_side:
        raise NotInThatState(_("The update for this quarter was sent already."))
    if there and there.link_nonce and there.asked_on == on and there.link_person_id == side.contact_id:
        return there  # pressed twice: the letter that is under way is good
    if there:
        return doing.change(there, asked_on=on, asks=there.asks + 1, **fresh_link(side, on))
    key = propose_key(MeasureUpdate, measure.key, side.body.key, quarter.lower())
    values = {"quarter": quarter, "asked_on": on, "asks": 1} | fresh_link(side, on)
    return doing.create(MeasureUpdate(key=key, measure=measure, side=side, **values))


def ask_for_updates(*, by: Reader, on: date) -> list[MeasureUpdate]:
    """Ask every side of every measure under way that was not asked for the quarter last ended. Running twice asks once."""
    refuse_unless(can_record(by))
    quarter = last_ended(on)
    asked = set(MeasureUpdate.objects.filter(quarter=quarter).values_list("measure", "side"))
    made = []
    with act("ask_for_updates", by=by.user) as doing:
        doing.about(quarter)
        for measure in reportable(on).select_related("plan").prefetch_related("plan__sides__contact"):
            for side in measure.plan.sides.all():
                if (measure.pk, side.pk) not in asked:
                    made.append(_asked(doing, measure, side, quarter, on))
    return made


def revoke_update_link(update: MeasureUpdate, *, by: Reader) -> MeasureUpdate:
    """Let the link open nothing from now on; a letter that has not left stays at home."""
    refuse_unless(can_run_plan(by, update.measure.plan))
    with act("revoke_link", by=by.user) as doing:
        doing.about(update.measure)
        withdraw_message(unique_of(update))
        return doing.change(update, **no_link())


def open_update(measure: Measure, side: PlanSide, *, by: Reader, on: date) -> MeasureUpdate:
    """The update of the quarter last ended for a side that reports by its account, asked for or not."""
    refuse_unless(can_speak_for(by, side) or can_record(by))
    quarter = last_ended(on)
    there = MeasureUpdate.objects.filter(measure=measure, side=side, quarter=quarter).first()
    if there:
        return there
    if not reportable(on).filter(pk=measure.pk).exists():
        raise NotReportable(
            _("Only agreed measures of a plan that has begun and is not closed are reported on.")
        )
    with act("ask_for_update", by=by.user) as doing:
        doing.about(measure)
        key = propose_key(MeasureUpdate, measure.key, side.body.key, quarter.lower())
        return doing.create(MeasureUpdate(key=key, measure=measure, side=side, quarter=quarter, asked_on=on))


def send_update(
    update: MeasureUpdate, told: Told, *, by: Reader | None, on: date, moment: datetime
) -> MeasureUpdate:
    """Send the update, by account or (``by`` nobody) through the link that was just opened, which is thereby used up.

    The row is taken first, so of two who send at once the second is told, and nothing of the first is lost.
    """
    if by is not None:
        refuse_unless(can_speak_for(by, update.side) or can_record(by))
    if not (told.reading is not None or told.milestone or told.words.strip() or told.address or told.file):
        raise NothingTold(_("Give a reading, a milestone, a few words or evidence: one of them is enough."))
    user = by.user if by else None
    with act("send_update", by=user, note="" if by else BY_LINK) as doing:
        doing.about(update.measure)
        now = MeasureUpdate.objects.select_for_update().get(pk=update.pk)
        if not now.waits_for_side:
            raise NotInThatState(_("Somebody has sent this update meanwhile."))
        values: dict[str, Any] = {
            "reading": told.reading,
            "milestone": told.milestone,
            "words": told.words.strip(),
            "address": told.address,
            "state": UpdateState.SENT,
            "sent_on": on,
            "judged_on": None,
        }
        if told.file:
            values["document"] = _kept_file(doing, update, told.file, moment)
        mark_acted_on(unique_of(update), moment=moment)
        return doing.change(update, update.version, **values, **no_link())


def _kept_file(doing: Act, update: MeasureUpdate, file: File[bytes], moment: datetime) -> Document:
    """The evidence as a document, for the eyes of the sides and whoever runs the programme."""
    told = taken(file)
    title = _("Evidence: %(measure)s, %(quarter)s") % {"measure": update.measure, "quarter": update.quarter}
    document = doing.create(
        Document(
            key=propose_key(Document, "evidence", update.key),
            title=title[:254],
            kind=DocumentKind.REPORT,
            publisher=update.side.body,
            published=Day.of(moment.date()),
            language=update.side.language,
            audience=Audience.BODIES,
        )
    )
    doing.create(told.version_of(document, 1, moment=moment))
    for body in _concerned(update):
        doing.create(AdmittedBody(kind=document.record_kind(), object_id=document.pk, body_id=body))
    return document


def _concerned(update: MeasureUpdate) -> Iterable[int]:
    plan = update.measure.plan
    sides = {side.body_id for side in plan.sides.all()}
    programmes = (
        plan.edition.programme if plan.edition else None,
        plan.agreement.programme if plan.agreement else None,
    )
    return sorted(sides | {one.run_by_id for one in programmes if one and one.run_by_id})


def accept_update(
    update: MeasureUpdate, *, by: Reader, on: date, expected_version: int | None = None
) -> MeasureUpdate:
    """Let it count; the milestone it names is reached on the day it was sent."""
    refuse_unless(can_judge_update(by, update.measure.plan))
    if update.state != UpdateState.SENT:
        raise NotInThatState(
            _("Only an update that was sent can be accepted. This one is %(state)s.")
            % {"state": update.get_state_display()}
        )
    with act("accept_update", by=by.user) as doing:
        doing.about(update.measure)
        if update.milestone and not update.milestone.reached_on:
            doing.change(update.milestone, reached_on=update.sent_on or on)
        doing.mention(update.measure)
        return doing.change(update, expected_version, state=UpdateState.ACCEPTED, judged_on=on, reason="")


def return_update(
    update: MeasureUpdate, reason: str, *, by: Reader, on: date, expected_version: int | None = None
) -> MeasureUpdate:
    """Send it back with a reason, a fresh link and a letter."""
    refuse_unless(can_judge_update(by, update.measure.plan))
    if update.state != UpdateState.SENT:
        raise NotInThatState(
            _("Only an update that was sent can be returned. This one is %(state)s.")
            % {"state": update.get_state_display()}
        )
    if not reason.strip():
        raise ReasonMissing(
            _("Say why it is returned: the side needs to know what is missing."), field="reason"
        )
    with act("return_update", by=by.user) as doing:
        doing.about(update.measure)
        back = {
            "state": UpdateState.RETURNED,
            "judged_on": on,
            "reason": reason.strip(),
            "asks": update.asks + 1,
        }
        doing.change(update, expected_version, **back, **fresh_link(update.side, on))
        doing.mention(update.measure)
        plan_message(return_letter(update, on), on=on, by=by.user)
    return update
