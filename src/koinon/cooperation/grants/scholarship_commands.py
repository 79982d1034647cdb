"""What is done with scholarships: awarded, changed, paid by a grant, reported, given up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.calls.models import CallKind, Entry, Placing, StageKind
from koinon.cooperation.grants.commands import record_grant
from koinon.cooperation.grants.models import Grant, Scholarship
from koinon.cooperation.grants.permissions import can_record_money
from koinon.cooperation.grants.report_commands import withdraw_request
from koinon.network.evidence.models import Document
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = Mapping[str, Any]


class SamePlace(Refused):
    """A scholar goes elsewhere."""


class NotWon(Refused):
    """The entry is none that won a scholarship."""


class AwardedAlready(Refused):
    """The entry has its scholarship."""


class PaidAlready(Refused):
    """A grant pays it already, or pays another."""


class NotSo(Refused):
    """It cannot be so on that day."""


class NoReason(Refused):
    """Whoever gives up says why."""


def record_scholarship(values: Values, *, by: Reader) -> Scholarship:
    """Put a scholarship on record, whether a call led to it or not."""
    refuse_unless(can_record_money(by))
    _refuse_unsound(values)
    given = {name: value for name, value in values.items() if name != "key"}
    key = values.get("key") or propose_key(Scholarship, values["host"].key, values["title"])
    with act("record_scholarship", by=by.user) as doing:
        return doing.create(Scholarship(key=key, **given))


def award_scholarship(entry: Entry, values: Values, *, by: Reader, on: date) -> Scholarship:
    """Award one to an entry that won in a call for scholarships: its applicant sends the scholar."""
    refuse_unless(can_record_money(by))
    refuse_not_won(entry)
    won = {"home": entry.applicant, "call": entry.call, "entry": entry, "awarded_on": on}
    return record_scholarship({**won, **values, "call": entry.call, "entry": entry}, by=by)


def refuse_not_won(entry: Entry) -> None:
    """Raise NotWon or AwardedAlready where the entry has no scholarship to come."""
    if entry.call.kind != CallKind.SCHOLARSHIP:
        raise NotWon(_("This call is not for scholarships."), field="entry")
    if not Placing.objects.filter(entry=entry, stage__kind=StageKind.WINNER).exists():
        raise NotWon(_("This entry did not win in the call."), field="entry")
    if Scholarship.objects.filter(entry=entry).exists():
        raise AwardedAlready(_("This entry has its scholarship already."), field="entry")


def change_scholarship(
    one: Scholarship, values: Values, *, by: Reader, expected_version: int | None = None
) -> Scholarship:
    """Change what is recorded of a scholarship."""
    refuse_unless(can_record_money(by))
    names = ("home", "host", "grant", "entry", "call", "given_up_on", "given_up_reason")
    now = {name: getattr(one, name) for name in names} | dict(values)
    _refuse_unsound(now, one)
    with act("change_scholarship", by=by.user) as doing:
        return doing.change(one, expected_version, **values)


def remove_scholarship(one: Scholarship, *, by: Reader) -> None:
    """Take a scholarship off the record; the grant that pays it stays."""
    refuse_unless(can_record_money(by))
    with act("remove_scholarship", by=by.user) as doing:
        doing.remove(one)


def grant_scholarship(one: Scholarship, values: Values, *, by: Reader) -> Grant:
    """Record the grant that pays it; its instalments are laid out there."""
    refuse_unless(can_record_money(by))
    if one.grant:
        raise PaidAlready(_("A grant pays this scholarship already."))
    with act("grant_scholarship", by=by.user) as doing:
        doing.about(one)
        grant = record_grant(values, by=by)
        doing.change(one, grant=grant)
        return grant


def receive_report(
    one: Scholarship, received: date, report: Document | None, *, by: Reader, on: date
) -> Scholarship:
    """The scholar's report came."""
    refuse_unless(can_record_money(by))
    if one.given_up_on:
        raise NotSo(_("This scholarship was given up: no report is awaited."))
    if received > on:
        raise NotSo(_("This day has not come yet."), field="reported_on")
    if received < one.starts.earliest:
        raise NotSo(_("A report cannot come before the scholarship has begun."), field="reported_on")
    with act("receive_report", by=by.user) as doing:
        withdraw_request(one)
        return doing.change(one, reported_on=received, report=report)


def give_up_scholarship(one: Scholarship, reason: str, *, by: Reader, on: date) -> Scholarship:
    """It does not take place, or ends before its time, and why."""
    refuse_unless(can_record_money(by))
    if one.given_up_on or one.reported_on:
        raise NotSo(_("This scholarship is over already."))
    if not reason.strip():
        raise NoReason(_("Say why."), field="reason")
    with act("give_up_scholarship", by=by.user) as doing:
        withdraw_request(one)
        return doing.change(one, given_up_on=on, given_up_reason=reason.strip())


def _refuse_unsound(values: Values, one: Scholarship | None = None) -> None:
    if values["home"] == values["host"]:
        raise SamePlace(_("A scholar goes elsewhere: name two bodies."), field="host")
    grant, entry, call = values.get("grant"), values.get("entry"), values.get("call")
    others = Scholarship.objects.exclude(pk=one.pk) if one else Scholarship.objects.all()
    if grant and others.filter(grant=grant).exists():
        raise PaidAlready(_("This grant pays another scholarship."), field="grant")
    if entry and call and entry.call_id != call.pk:
        raise NotWon(_("This entry was made to another call."), field="entry")
    if values.get("given_up_on") and not values.get("given_up_reason"):
        raise NoReason(_("Say why it was given up."), field="given_up_reason")
