"""What is done with promises: recorded with their sides and dues, changed, removed."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commitment_schedule import Dues
from koinon.cooperation.agreements.commitments import (
    Commitment,
    CommitmentParty,
    Due,
    Evidence,
    EvidenceDue,
    EvidenceState,
    PartySide,
)
from koinon.cooperation.agreements.permissions import can_see_agreement
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.models import Body
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.dates import Day
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class NobodyOwesIt(Refused):
    """A promise has a debtor."""


class OwedToOneself(Refused):
    """Nobody can be the only debtor and the only creditor of the same promise."""


class StillEvidenced(Refused):
    """Accepted evidence rests on what was to be removed."""


class LastDue(Refused):
    """A promise falls due at least once."""


def record_commitment(
    agreement: Agreement,
    dues: Dues,
    *,
    debtors: Iterable[Body],
    creditors: Iterable[Body] = (),
    by: Reader,
    **values: Any,
) -> Commitment:
    """Put a promise of the agreement on record: who owes it to whom, and the times it falls due."""
    refuse_unless(can_record(by) and can_see_agreement(by, agreement))
    sides = _sides(debtors, creditors)
    values.setdefault("key", propose_key(Commitment, agreement.key, values["title"]))
    values.setdefault("order", agreement.commitments.count() + 1)
    with act("record_commitment", by=by.user) as doing:
        commitment = doing.create(Commitment(agreement=agreement, **values))
        _settle_sides(doing, commitment, sides)
        for day, label in dues:
            doing.create(_due(commitment, day, label))
    return commitment


def change_commitment(
    commitment: Commitment,
    *,
    debtors: Iterable[Body],
    creditors: Iterable[Body] = (),
    by: Reader,
    expected_version: int | None = None,
    **values: Any,
) -> Commitment:
    """Change the words of a promise and its two sides; its dues are changed one by one."""
    refuse_unless(can_record(by))
    sides = _sides(debtors, creditors)
    with act("change_commitment", by=by.user) as doing:
        doing.about(commitment)
        doing.change(commitment, expected_version, **values)
        _settle_sides(doing, commitment, sides)
    return commitment


def remove_commitment(commitment: Commitment, *, by: Reader) -> None:
    """Take a promise off the record with its dues; refused while accepted evidence rests on it."""
    refuse_unless(can_record(by))
    dues = list(commitment.dues.all())
    _refuse_evidenced(dues)
    with act("remove_commitment", by=by.user) as doing:
        doing.about(commitment)
        _remove_evidence(doing, dues)
        doing.remove(commitment)


def record_due(commitment: Commitment, day: Day, label: str = "", *, by: Reader) -> Due:
    """Add a time at which a promise falls due."""
    refuse_unless(can_record(by))
    with act("record_due", by=by.user) as doing:
        doing.about(commitment)
        return doing.create(_due(commitment, day, label))


def change_due(due: Due, *, by: Reader, expected_version: int | None = None, **values: Any) -> Due:
    """Change when a promise falls due, or what that time is called."""
    refuse_unless(can_record(by))
    with act("change_due", by=by.user) as doing:
        doing.about(due.commitment)
        return doing.change(due, expected_version, **values)


def remove_due(due: Due, *, by: Reader) -> None:
    """Take back that a promise falls due then; never the last time, nor one that accepted evidence serves."""
    refuse_unless(can_record(by))
    _refuse_evidenced([due])
    if not due.commitment.dues.exclude(pk=due.pk).exists():
        raise LastDue(_("A promise falls due at least once. Change the day instead, or remove the promise."))
    with act("remove_due", by=by.user) as doing:
        doing.about(due.commitment)
        _remove_evidence(doing, [due])
        doing.remove(due)


Sides = dict[tuple[str, int], Body]


def _sides(debtors: Iterable[Body], creditors: Iterable[Body]) -> Sides:
    owing = {(str(PartySide.DEBTOR), body.pk): body for body in debtors}
    owed = {(str(PartySide.CREDITOR), body.pk): body for body in creditors}
    if not owing:
        raise NobodyOwesIt(_("Say who owes it."), field="debtors")
    if len(owing) == 1 and {pk for _side, pk in owing} == {pk for _side, pk in owed}:
        raise OwedToOneself(_("Nobody owes something to nobody else. Name another body."), field="creditors")
    return owing | owed


def _settle_sides(doing: Act, commitment: Commitment, sides: Sides) -> None:
    """Add the bodies that are new to a side and remove those no longer on it."""
    wanted = dict(sides)
    for known in commitment.sides.all():
        if wanted.pop((known.side, known.body_id), None) is None:
            doing.remove(known)
    for (side, _pk), body in wanted.items():
        key = propose_key(CommitmentParty, commitment.key, side, body.key)
        doing.create(CommitmentParty(commitment=commitment, body=body, side=side, key=key))


def _due(commitment: Commitment, day: Day, label: str) -> Due:
    key = propose_key(Due, commitment.key, label or day.edtf or "due")
    return Due(commitment=commitment, day=day, label=label, key=key)


def _refuse_evidenced(dues: Iterable[Due]) -> None:
    served = EvidenceDue.objects.filter(due__in=dues, evidence__state=EvidenceState.ACCEPTED)
    if one := served.select_related("evidence").first():
        said = _("“%(evidence)s” is accepted for it. Return that evidence first.")
        raise StillEvidenced(said % {"evidence": one.evidence})


def _remove_evidence(doing: Act, dues: Iterable[Due]) -> None:
    """Evidence that serves nothing else goes with what it was offered for."""
    only = Evidence.objects.filter(supports__due__in=dues).exclude(
        pk__in=EvidenceDue.objects.exclude(due__in=dues).values("evidence")
    )
    for evidence in only.distinct():
        doing.remove(evidence)
