"""What is done upon an agreement, each step dated: proposed, approved, signed, amended, renewed, ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.acts import Act, Signatory
from koinon.cooperation.agreements.authority import Doubt, doubts
from koinon.cooperation.agreements.commands import new, refuse_circle, refuse_unsound
from koinon.cooperation.agreements.permissions import can_record_act
from koinon.cooperation.agreements.stages import ActKind
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.governance.models import Decision
from koinon.network.governance.soundness import refuse_decision_of_cancelled
from koinon.network.people.models import Person
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act as Doing
from koinon.platform.audit.commands import act
from koinon.platform.dates import Day
from koinon.platform.errors import Refused

Values = Mapping[str, Any]


class NotYet(Refused):
    """An act is something that has been done; this day is still to come."""


class NeedsDecision(Refused):
    """An approval is a decision of somebody."""


class CannotHaveSigned(Refused):
    """Nobody signs after death, twice in one signing, or for who is not a party."""


class PlaceOrVirtual(Refused):
    """A signing is somewhere, or virtual."""


class NotUnderway(Refused):
    """What was never signed can be neither amended, renewed nor ended."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signing as recorded, and what the record does not show about the authority to sign."""

    act: Act
    doubts: list[Doubt]


def propose_agreement(agreement: Agreement, values: Values, *, by: Reader, on: date) -> Act:
    """It was proposed."""
    return record_act(agreement, ActKind.PROPOSED, values, by=by, on=on)


def discuss_agreement(agreement: Agreement, values: Values, *, by: Reader, on: date) -> Act:
    """It was talked about."""
    return record_act(agreement, ActKind.DISCUSSED, values, by=by, on=on)


def approve_agreement(
    agreement: Agreement, decision: Decision, values: Values, *, by: Reader, on: date
) -> Act:
    """It was approved by a decision; where no day is given, on the day of the meeting."""
    given = dict(values)
    if Day(given_edtf(given)).is_unknown:
        given["day"] = decision.item.meeting.held
    return record_act(agreement, ActKind.APPROVED, {**given, "decision": decision}, by=by, on=on)


def sign_agreement(
    agreement: Agreement, values: Values, signatories: Sequence[Values], *, by: Reader, on: date
) -> Signed:
    """It was signed. The impossible is refused; what the record does not show is answered as doubts."""
    refuse_unless(can_record_act(by, agreement))
    with act("sign_agreement", by=by.user) as doing:
        row = new_act(doing, agreement, ActKind.SIGNED, values, on)
        made = [add_signatory_row(doing, row, one) for one in signatories]
    return Signed(row, doubts(row, made, has_decision(agreement)))


def enter_into_force(agreement: Agreement, values: Values, *, by: Reader, on: date) -> Act:
    """It entered into force on a day of its own, such as after both sides had ratified it."""
    return record_act(agreement, ActKind.IN_FORCE, values, by=by, on=on)


def amend_agreement(agreement: Agreement, values: Values, changes: Values, *, by: Reader, on: date) -> Act:
    """It was amended; ``changes`` are what the amendment changes in the record, such as a later end."""
    refuse_unless(can_record_act(by, agreement))
    refuse_unsigned(agreement)
    with act("amend_agreement", by=by.user) as doing:
        row = new_act(doing, agreement, ActKind.AMENDED, values, on)
        if changes:
            doing.change(agreement, **changes)
            refuse_unsound(agreement)
    return row


def renew_agreement(
    agreement: Agreement, values: Values, successor: Agreement | None = None, *, by: Reader, on: date
) -> Act:
    """It was renewed: by an agreement that succeeds it, or tacitly."""
    refuse_unless(can_record_act(by, agreement))
    refuse_unsigned(agreement)
    with act("renew_agreement", by=by.user) as doing:
        row = new_act(doing, agreement, ActKind.RENEWED, values, on)
        if successor is not None:
            refuse_circle(successor, agreement)
            doing.change(successor, succeeds=agreement)
    return row


def end_agreement(agreement: Agreement, values: Values, *, by: Reader, on: date) -> Act:
    """It was ended before its term was over."""
    refuse_unless(can_record_act(by, agreement))
    refuse_unsigned(agreement)
    return record_act(agreement, ActKind.ENDED, values, by=by, on=on)


def change_act(row: Act, values: Values, *, by: Reader, on: date, expected_version: int | None = None) -> Act:
    """Correct an act on record."""
    refuse_unless(can_record_act(by, row.agreement))
    with act("change_act", by=by.user) as doing:
        doing.change(row, expected_version=expected_version, **values)
        refuse_impossible(row, on)
        refuse_unsound(row)
        doing.about(row.agreement)
    return row


def remove_act(row: Act, *, by: Reader) -> Agreement:
    """Take an act away that was entered by mistake, with its signatories; the history keeps them."""
    agreement = row.agreement
    refuse_unless(can_record_act(by, agreement))
    with act("remove_act", by=by.user) as doing:
        doing.remove(row)
        doing.about(agreement)
    return agreement


def add_signatory(row: Act, values: Values, *, by: Reader) -> Signatory:
    """Name one more who signed, or in whose presence."""
    refuse_unless(can_record_act(by, row.agreement))
    with act("add_signatory", by=by.user) as doing:
        made = add_signatory_row(doing, row, values)
        doing.about(row.agreement)
    return made


def change_signatory(
    one: Signatory, values: Values, *, by: Reader, expected_version: int | None = None
) -> Signatory:
    """Correct who signed, in what capacity and for whom."""
    refuse_unless(can_record_act(by, one.act.agreement))
    with act("change_signatory", by=by.user) as doing:
        doing.change(one, expected_version=expected_version, **values)
        refuse_unsound(one)
        refuse_impossible_signature(one, one.act)
        doing.about(one.act.agreement)
    return one


def remove_signatory(one: Signatory, *, by: Reader) -> Agreement:
    """Take a signatory or a witness away."""
    agreement = one.act.agreement
    refuse_unless(can_record_act(by, agreement))
    with act("remove_signatory", by=by.user) as doing:
        doing.remove(one)
        doing.about(agreement)
    return agreement


def record_act(agreement: Agreement, kind: str, values: Values, *, by: Reader, on: date) -> Act:
    """One dated step of any kind but a signing."""
    refuse_unless(can_record_act(by, agreement))
    with act(f"record_{kind}", by=by.user) as doing:
        return new_act(doing, agreement, kind, values, on)


def new_act(doing: Doing, agreement: Agreement, kind: str, values: Values, on: date) -> Act:
    """The row of an act."""
    row = new(Act, {**values, "agreement": agreement, "kind": kind}, agreement.key, kind)
    refuse_impossible(row, on)
    doing.about(agreement)
    return doing.create(row)


def add_signatory_row(doing: Doing, row: Act, values: Values) -> Signatory:
    """The row of one who signed; refused where it cannot be true."""
    one = new(Signatory, {**values, "act": row}, row.key, values["person"].key)
    refuse_impossible_signature(one, row)
    return doing.create(one)


def refuse_impossible(row: Act, on: date) -> None:
    """Not in the future, approved by a decision, and somewhere or virtual but not both."""
    if row.day.earliest > on:
        raise NotYet(_("This day is still to come. An act is recorded once it is done."), field="day")
    if row.kind == ActKind.APPROVED and row.decision is None:
        raise NeedsDecision(_("Name the decision by which it was approved."), field="decision")
    refuse_decision_of_cancelled(row.decision)
    if row.virtual and row.city is not None:
        raise PlaceOrVirtual(_("Name the place, or say that it was virtual: not both."), field="city")


def refuse_impossible_signature(one: Signatory, row: Act) -> None:
    """The living sign, by a role of their own, for a party to this agreement."""
    if died_before(one.person, row.day):
        raise CannotHaveSigned(
            _("%(person)s had died before that day.") % {"person": one.person}, field="person"
        )
    if one.role is not None and one.role.person_id != one.person_id:
        raise CannotHaveSigned(
            _("That office is not one of %(person)s.") % {"person": one.person}, field="role"
        )
    if one.party is not None and one.party.agreement_id != row.agreement_id:
        raise CannotHaveSigned(
            _("%(party)s is not a party to this agreement.") % {"party": one.party}, field="party"
        )


def died_before(person: Person, day: Day) -> bool:
    """Surely, by what is on record."""
    return not person.died.is_unknown and person.died.latest < day.earliest


def refuse_unsigned(agreement: Agreement) -> None:
    """What follows upon a signature needs one."""
    if not agreement.acts.filter(kind__in=(ActKind.SIGNED, ActKind.IN_FORCE)).exists():
        raise NotUnderway(_("It is not on record as signed. Record the signature first."))


def has_decision(agreement: Agreement) -> bool:
    """Whether any act upon it points at a decision."""
    return agreement.acts.exclude(decision=None).exists()


def given_edtf(values: Values) -> str:
    """The day among the values, as EDTF."""
    day = values.get("day")
    return day.edtf if isinstance(day, Day) else str(day or "")
