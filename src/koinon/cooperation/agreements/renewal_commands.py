"""What is done about renewals: begin one, do, skip or add a task, and say what became of the agreement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commands import refuse_circle
from koinon.cooperation.agreements.permissions import can_renew
from koinon.cooperation.agreements.renewals import MONTHS, Renewal, RenewalOutcome, RenewalStep, RenewalTask
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on, withdraw_message
from koinon.platform.notifications.models import Message
from koinon.platform.recording.keys import propose_key

Values = Mapping[str, Any]


class UnderWay(Refused):
    """A renewal of the agreement is under way already."""


class Closed(Refused):
    """The renewal is decided; its tasks stay as they are."""


class SayWhy(Refused):
    """Skipping a task and letting an agreement end need a reason."""


class NameWhatFollows(Refused):
    """A renewal by a successor needs that successor, and it must not be the agreement itself."""


class SayWhatAndWhen(Refused):
    """A task of its own needs words and a day."""


def begin_renewal(agreement: Agreement, values: Values, *, by: Reader, moment: datetime) -> Renewal:
    """Take an agreement in hand: with its four tasks, which are due 12, 9, 6 and 3 months before its end."""
    refuse_unless(can_renew(by, agreement))
    if agreement.renewals.filter(outcome=RenewalOutcome.OPEN).exists():
        raise UnderWay(_("Its renewal is under way already."))
    on = timezone.localdate(moment)
    with act("begin_renewal", by=by.user) as doing:
        doing.about(agreement)
        settle(f"renewal/{agreement.key}/alert/", moment)
        key = propose_key(Renewal, agreement.key, on.year)
        renewal = doing.create(Renewal(key=key, agreement=agreement, begun_on=on, **values))
        for step in MONTHS:
            doing.create(RenewalTask(key=f"{renewal.key}.{step.value}", renewal=renewal, step=step))
    return renewal


def change_renewal(
    renewal: Renewal, values: Values, *, by: Reader, expected_version: int | None = None
) -> Renewal:
    """Change who looks after it, or which body decides."""
    refuse_unless(can_renew(by, renewal.agreement))
    refuse_closed(renewal)
    with act("change_renewal", by=by.user) as doing:
        doing.about(renewal.agreement)
        return doing.change(renewal, expected_version, **values)


def add_renewal_task(renewal: Renewal, values: Values, *, by: Reader) -> RenewalTask:
    """Add a task beside the four."""
    refuse_unless(can_renew(by, renewal.agreement))
    refuse_closed(renewal)
    if not (values.get("title") and values.get("due_on")):
        raise SayWhatAndWhen(_("Say what is to be done, and by when."), field="title")
    with act("add_renewal_task", by=by.user) as doing:
        doing.about(renewal.agreement)
        key = propose_key(RenewalTask, renewal.key, values["title"])
        return doing.create(RenewalTask(key=key, renewal=renewal, step=RenewalStep.OWN, **values))


def assign_renewal_task(
    task: RenewalTask, values: Values, *, by: Reader, expected_version: int | None = None
) -> RenewalTask:
    """Say who does it."""
    refuse_unless(can_renew(by, task.renewal.agreement))
    refuse_closed(task.renewal)
    with act("assign_renewal_task", by=by.user) as doing:
        doing.about(task.renewal.agreement)
        return doing.change(task, expected_version, **values)


def do_renewal_task(task: RenewalTask, note: str, *, by: Reader, moment: datetime) -> RenewalTask:
    """It is done; its reminders have done their work."""
    refuse_unless(can_renew(by, task.renewal.agreement))
    refuse_closed(task.renewal, task)
    with act("do_renewal_task", by=by.user) as doing:
        doing.about(task.renewal.agreement)
        doing.change(task, done_on=timezone.localdate(moment), note=note.strip())
        settle_letters([task], moment)
    return task


def skip_renewal_task(task: RenewalTask, reason: str, *, by: Reader, moment: datetime) -> RenewalTask:
    """It is not needed this time, for a reason."""
    refuse_unless(can_renew(by, task.renewal.agreement))
    refuse_closed(task.renewal, task)
    if not reason.strip():
        raise SayWhy(_("Say why it is skipped."), field="reason")
    with act("skip_renewal_task", by=by.user) as doing:
        doing.about(task.renewal.agreement)
        doing.change(task, skipped=reason.strip())
        settle_letters([task], moment)
    return task


def close_renewal(
    renewal: Renewal, values: Values, *, by: Reader, moment: datetime, expected_version: int | None = None
) -> Renewal:
    """Say what became of it: renewed by a successor, amended, or let end with a reason. Reminders stop."""
    refuse_unless(can_renew(by, renewal.agreement))
    refuse_closed(renewal)
    outcome, successor, reason = values["outcome"], values.get("successor"), values.get("reason", "").strip()
    agreement, on = renewal.agreement, timezone.localdate(moment)
    if outcome == RenewalOutcome.END and not reason:
        raise SayWhy(_("Say why it ends."), field="reason")
    follows = successor if outcome == RenewalOutcome.RENEW else None
    if outcome == RenewalOutcome.RENEW and (follows is None or follows == agreement):
        raise NameWhatFollows(_("Name the agreement that follows. Record it first."), field="successor")
    with act("close_renewal", by=by.user) as doing:
        doing.about(agreement)
        if follows is not None and follows.succeeds_id != agreement.pk:
            refuse_circle(follows, agreement)
            doing.change(follows, succeeds=agreement)
        told = {"outcome": outcome, "closed_on": on, "reason": reason, "successor": follows}
        doing.change(renewal, expected_version, **told)
        settle_letters(list(renewal.tasks.all()), moment)
    return renewal


def settle_letters(tasks: list[RenewalTask], moment: datetime) -> None:
    """What has not left stays at home; what left has been acted on."""
    from koinon.cooperation.agreements.renewal_letters import stem_of

    for task in tasks:
        settle(stem_of(task), moment)


def settle(stem: str, moment: datetime) -> None:
    """The same for all letters whose names begin so."""
    for unique in Message.objects.filter(unique__startswith=stem).values_list("unique", flat=True):
        if not withdraw_message(unique):
            mark_acted_on(unique, moment=moment)


def refuse_closed(renewal: Renewal, task: RenewalTask | None = None) -> None:
    """What is decided, done or skipped stays so."""
    if not renewal.is_open:
        raise Closed(_("This renewal is closed."))
    if task is not None and not task.is_open:
        raise Closed(_("This task is done or skipped already."))
