"""What is done with evidence: offered, accepted, returned with a reason, offered again, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commitments import Due, Evidence, EvidenceDue, EvidenceState
from koinon.cooperation.agreements.evidence_permissions import (
    can_judge_evidence,
    can_mend_evidence,
    can_offer_for,
    party_bodies,
)
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.dates import UNKNOWN, Day
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

THINGS = ("document", "event", "decision", "payment", "address")


class ServesNothing(Refused):
    """Evidence is for at least one due."""


class ShowsNothing(Refused):
    """Evidence is a document, an event, a decision, a payment or a link."""


class NotTheirs(Refused):
    """Evidence is offered by a body that the promise concerns, and for which the offerer acts."""


class ReasonMissing(Refused):
    """Evidence is returned with a reason or not at all."""


class NotInThatState(Refused):
    """The evidence is not where the verb needs it."""


def offer_evidence(dues: Sequence[Due], *, by: Reader, on: date, **values: Any) -> Evidence:
    """Show something for one or several dues. It counts once it is accepted."""
    refuse_unless(can_offer_for(by, dues))
    _refuse_unsound(dues, values, by)
    values.setdefault("key", propose_key(Evidence, dues[0].commitment.key, values["title"]))
    values["day"] = _day_of(values)
    with act("offer_evidence", by=by.user) as doing:
        evidence = doing.create(Evidence(entered_by=by.user, offered_on=on, **values))
        _settle_dues(doing, evidence, dues)
    return evidence


def accept_evidence(
    evidence: Evidence, *, by: Reader, on: date, expected_version: int | None = None
) -> Evidence:
    """Let it count for the dues it serves."""
    refuse_unless(can_judge_evidence(by))
    if evidence.state != EvidenceState.OFFERED:
        raise NotInThatState(
            _("Only evidence that is offered can be accepted. This is %(state)s.") % _state(evidence)
        )
    with act("accept_evidence", by=by.user) as doing:
        return doing.change(evidence, expected_version, state=EvidenceState.ACCEPTED, judged_on=on, reason="")


def return_evidence(
    evidence: Evidence, reason: str, *, by: Reader, on: date, expected_version: int | None = None
) -> Evidence:
    """Send it back to whoever offered it, and say why; accepted evidence may be returned too."""
    refuse_unless(can_judge_evidence(by))
    if evidence.state == EvidenceState.RETURNED:
        raise NotInThatState(_("This has been returned already."))
    if not reason.strip():
        raise ReasonMissing(
            _("Say why it is returned: the other side needs to know what is missing."), field="reason"
        )
    with act("return_evidence", by=by.user) as doing:
        return doing.change(
            evidence, expected_version, state=EvidenceState.RETURNED, judged_on=on, reason=reason.strip()
        )


def offer_evidence_again(
    evidence: Evidence,
    dues: Sequence[Due],
    *,
    by: Reader,
    on: date,
    expected_version: int | None = None,
    **values: Any,
) -> Evidence:
    """Mend what was offered or returned; it stands as offered from the day on."""
    refuse_unless(can_mend_evidence(by, evidence) and can_offer_for(by, dues))
    told = {name: values.get(name, getattr(evidence, name)) for name in (*THINGS, "offered_by", "day")}
    _refuse_unsound(dues, told, by)
    values["day"] = _day_of(told)
    again = {"state": EvidenceState.OFFERED, "offered_on": on, "judged_on": None, "reason": ""}
    with act("offer_evidence_again", by=by.user) as doing:
        doing.about(evidence)
        doing.change(evidence, expected_version, **values, **again)
        _settle_dues(doing, evidence, dues)
    return evidence


def withdraw_evidence(evidence: Evidence, *, by: Reader) -> None:
    """Take it back; what was accepted only whoever records can."""
    refuse_unless(can_mend_evidence(by, evidence))
    with act("withdraw_evidence", by=by.user) as doing:
        doing.remove(evidence)


def _refuse_unsound(dues: Sequence[Due], values: Mapping[str, Any], by: Reader) -> None:
    if not dues:
        raise ServesNothing(_("Say what it is evidence for."), field="dues")
    if not any(values.get(name) for name in THINGS):
        raise ShowsNothing(
            _("Name a document, an event, a decision, a payment or a link: at least one."), field="document"
        )
    if can_record(by):
        return
    offering = values.get("offered_by")
    concerned = frozenset().union(*party_bodies(due.commitment for due in dues).values())
    if offering is None or offering.pk not in concerned & by.bodies:
        raise NotTheirs(_("Choose the body of yours that offers it."), field="offered_by")


def _settle_dues(doing: Act, evidence: Evidence, dues: Sequence[Due]) -> None:
    """Link the dues it serves now and unlink those it served before."""
    wanted = {due.pk: due for due in dues}
    for link in evidence.supports.all():
        if wanted.pop(link.due_id, None) is None:
            doing.remove(link)
    for due in wanted.values():
        key = propose_key(EvidenceDue, evidence.key, due.key)
        doing.create(EvidenceDue(evidence=evidence, due=due, key=key))


def _day_of(values: Mapping[str, Any]) -> Day:
    """The day as given; else that of the event, the document or the decision it shows."""
    day: Day = values.get("day") or UNKNOWN
    if not day.is_unknown:
        return day
    if event := values.get("event"):
        ends: Day = event.ends
        return event.starts if ends.is_unknown or ends.is_open else ends
    if (document := values.get("document")) and not document.published.is_unknown:
        return document.published  # type: ignore[no-any-return]
    decision = values.get("decision")
    return decision.item.meeting.held if decision else UNKNOWN


def _state(evidence: Evidence) -> dict[str, str]:
    return {"state": evidence.get_state_display()}
