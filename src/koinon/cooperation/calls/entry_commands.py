"""What applicants do: keep what was typed, send an entry, withdraw it. A number is given once, when it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from koinon.cooperation.calls import entry_letters as letters
from koinon.cooperation.calls.calls import CallState
from koinon.cooperation.calls.entry_beginning import BY_LINK, unchecked_body
from koinon.cooperation.calls.entry_forms import Partner, digest_of
from koinon.cooperation.calls.entry_refusals import NoReason, TooMuch, refuse_over, refuse_strangers
from koinon.cooperation.calls.models import (
    Answer,
    Call,
    Category,
    CoApplicant,
    Draft,
    Entry,
    FormField,
    Numbering,
)
from koinon.cooperation.calls.naming_tasks import look_later
from koinon.cooperation.calls.permissions import can_enter_for
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act

MOST_TYPED = 1_000_000
KEPT_EARLIER = 60


@dataclass(slots=True)
class Kept:
    """What became of what was typed: the marks of what stands now, and where somebody else was faster."""

    bases: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sending:
    """A whole entry as it was checked."""

    title: str
    contact: str
    category: Category | None
    late_reason: str
    together: Sequence[Partner]
    answers: Mapping[FormField, Any]


# Writing


def save_draft(
    entry: Entry,
    typed: Mapping[str, Any],
    bases: Mapping[str, str],
    *,
    by: Reader,
    moment: datetime,
    pen: str = "",
) -> Kept:
    """Keep what was typed, field by field. ``bases`` are the marks of what stood in the fields as they were opened.

    Who did not touch a field keeps what others wrote there; who wrote where somebody else was faster overwrites
    nothing and is told what stands there now. ``pen`` tells one open form from another.
    """
    kept = Kept()
    with transaction.atomic():
        locked_for(entry, by, moment)
        draft = draft_of(entry)
        for name, value in typed.items():
            now = digest_of(draft.values.get(name))
            new, base = digest_of(value), bases.get(name, now)
            if new in (now, base):
                pass
            elif base == now:
                _keep(draft, name, value, pen, moment)
                now = new
            else:
                kept.clashes[name] = draft.values.get(name)
            kept.bases[name] = now
        if len(str(draft.values)) > MOST_TYPED:
            raise TooMuch(_("This is more than any form asks for. Please shorten it, or add it as a file."))
        draft.save(update_fields=["values", "pens", "earlier"])
        Entry.objects.filter(pk=entry.pk).update(saved_at=moment)
    entry.saved_at = moment
    return kept


def _keep(draft: Draft, name: str, value: Any, pen: str, moment: datetime) -> None:
    """Write a field; what another pen had written there is put aside and not lost."""
    old = draft.values.get(name)
    if old and draft.pens.get(name, "") != pen:
        aside = {"name": name, "value": old, "at": moment.isoformat(timespec="minutes")}
        draft.earlier = [*draft.earlier, aside][-KEPT_EARLIER:]
    draft.values[name], draft.pens[name] = value, pen


def draft_of(entry: Entry) -> Draft:
    """The draft of an entry that is locked; made where there is none, from what was sent."""
    found = Draft.objects.select_for_update().filter(entry=entry).first()
    return found or Draft.objects.create(entry=entry)


def locked_for(entry: Entry, by: Reader, moment: datetime) -> Entry:
    """The entry as it is now, locked, if it may be written at this moment."""
    refuse_unless(can_enter_for(by, entry))
    rows = Entry.objects.select_for_update(of=("self",)).select_related("call", "applicant")
    fresh = rows.get(pk=entry.pk)
    refuse_over(fresh, moment)
    return fresh


# Sending


def send_entry(entry: Entry, sending: Sending, *, by: Reader, moment: datetime) -> Entry:
    """Send what was written, the first time with a number; sent twice as it stands, it is still one entry."""
    with act("send_entry", by=by.user, note="" if by.user else BY_LINK) as doing:
        fresh = locked_for(entry, by, moment)
        refuse_strangers(fresh.call, fresh.applicant, moment.date())
        late = fresh.call.state(moment) == CallState.LATE
        if late and not sending.late_reason.strip():
            raise NoReason(_("Say why it comes late."), field="late_reason")
        draft = draft_of(fresh)
        digest = digest_of(draft.values)
        if fresh.sent_at and draft.sent_digest == digest:
            return fresh
        doing.about(f"{fresh.call.code}: {sending.title}")
        _settle(doing, fresh, draft, sending)
        first = fresh.sent_at is None
        moments = {"sent_at": moment, "number": next_number(fresh.call)} if first else {"changed_at": moment}
        doing.change(
            fresh, title=sending.title, contact=sending.contact, category=sending.category,
            late_reason=sending.late_reason if late else fresh.late_reason, saved_at=moment, **moments,
        )  # fmt: skip
        draft.sent_digest = digest
        draft.save(update_fields=["sent_digest"])
        letters.write_receipt(fresh, on=moment.date(), by=by.user)
        if fresh.call.blind:
            look_later(fresh)
        return fresh


def next_number(call: Call) -> int:
    """The next number of the call, without a gap: whoever asks at the same moment waits for this transaction."""
    Numbering.objects.get_or_create(call=call)
    row = Numbering.objects.select_for_update().get(call=call)
    highest = call.entries.aggregate(highest=Max("number"))["highest"] or 0
    row.last = max(row.last, highest) + 1
    row.save(update_fields=["last"])
    return row.last


def _settle(doing: Act, entry: Entry, draft: Draft, sending: Sending) -> None:
    """Make, change and remove rows until they say what is sent."""
    _settle_answers(doing, entry, sending.answers)
    _settle_together(doing, entry, sending.together)
    listed = {
        pk for ids in draft.values.values() if isinstance(ids, list) for pk in ids if isinstance(pk, str)
    }
    for file in entry.files.all():
        if str(file.pk) in listed:
            doing.change(file, handed_in=True)
        else:
            doing.remove(file)


def _settle_answers(doing: Act, entry: Entry, answers: Mapping[FormField, Any]) -> None:
    known = {row.field_id: row for row in entry.answers.all()}
    for question, value in answers.items():
        old = known.pop(question.pk, None)
        if old is None:
            doing.create(Answer(entry=entry, field=question, value=value))
        else:
            doing.change(old, value=value)
    for old in known.values():
        doing.remove(old)


def _settle_together(doing: Act, entry: Entry, together: Iterable[Partner]) -> None:
    known = {row.body_id: row for row in entry.co_applicants.select_related("body")}
    unchecked = {row.body.name.casefold(): row.body for row in known.values()}
    for partner in together:
        body = partner.body or unchecked.get(partner.name.casefold())
        if body is None:
            body = unchecked_body(doing, partner.name)
        if body.pk == entry.applicant_id:
            continue
        old = known.pop(body.pk, None)
        if old is None:
            key = f"{entry.key}-with-{body.pk}"
            doing.create(CoApplicant(key=key, entry=entry, body=body, part=partner.part))
        else:
            doing.change(old, part=partner.part)
    for old in known.values():
        doing.remove(old)


def withdraw_entry(entry: Entry, *, by: Reader, moment: datetime, reason: str) -> None:
    """Take an entry back, with a reason where it was sent; its number is not given again.

    It leaves the stages that are not announced, so that nobody announces it later.
    """
    refuse_unless(can_enter_for(by, entry))
    with act("withdraw_entry", by=by.user, note=reason) as doing:
        rows = Entry.objects.select_for_update(of=("self",)).select_related("call", "applicant")
        fresh = rows.get(pk=entry.pk)
        if fresh.withdrawn_at:
            return
        if fresh.sent_at and not reason.strip():
            raise NoReason(_("Say why: those who run the call are told."), field="reason")
        doing.about(entry)
        doing.change(fresh, withdrawn_at=moment, withdrawn_reason=reason.strip())
        for placing in fresh.placings.filter(stage__announced_at=None, stage__call__on_record=False):
            doing.remove(placing)
        if fresh.sent_at:
            letters.write_withdrawn(fresh, on=moment.date(), by=by.user)
