"""Drafts that were never sent are removed some time after their call; whoever wrote them is told before, and can copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.entry_beginning import UNCHECKED
from koinon.cooperation.calls.entry_letters import letter_text
from koinon.cooperation.calls.links import own_address
from koinon.cooperation.calls.models import Call, CoApplicant, Draft, Entry, EntryFile
from koinon.cooperation.calls.permissions import can_run
from koinon.cooperation.calls.screening_letters import KIND, address_of
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body, BodyKind
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act, dependents, let_go
from koinon.platform.audit.erasing import erase
from koinon.platform.notifications.forgetting import forget_letters
from koinon.platform.notifications.letters import Letter
from koinon.platform.notifications.models import Message, State
from koinon.platform.ui import figures

TOLD_BEFORE = timedelta(14)
"""No draft is removed sooner after its letter left."""
UNREACHED = timedelta(60)
"""How much longer a draft is kept whose letter could not leave."""
PERSONAL = ("title", "contact", "email", "late_reason", "withdrawn_reason", "link_nonce")
OF_FILES = ("name", "file", "sha256")
OF_BODIES = ("name", "key")


def over_on(call: Call) -> date | None:
    """The last day on which an entry could be sent; none while it can, or where nothing closes the call."""
    if call.cancelled_at:
        return call.cancelled_at.astimezone(call.zone).date()
    final = call.final_moment
    return final.astimezone(call.zone).date() if final else None


def forgets_on(call: Call) -> date | None:
    """The day on which what was not sent for the call is removed."""
    over = over_on(call)
    return over + timedelta(settings.DRAFTS_KEPT_DAYS) if over else None


def never_sent(on: date) -> Iterator[tuple[Entry, date]]:
    """Drafts whose day has come, or comes within the days of notice; with that day."""
    ended = Q(cancelled_at__isnull=False) | Q(closes_at__isnull=False) | Q(late_until__isnull=False)
    rows = Call.objects.filter(ended, on_record=False, opened_at__isnull=False)
    days = {call.pk: day for call in rows if (day := forgets_on(call)) and day - TOLD_BEFORE <= on}
    drafts = Entry.objects.filter(call__in=days, sent_at=None, saved_at__isnull=False, placings=None)
    for entry in (
        drafts.select_related("call__run_by", "applicant").prefetch_related("call__texts").order_by("pk")
    ):
        yield entry, days[entry.call_id]


def unique_of(entry: Entry, day: date) -> str:
    """What names the letter of one day; where the call was put off, it is another letter."""
    return f"{KIND}/{entry.key}/not-sent/{day.isoformat()}"[:200]


def letter_before(entry: Entry, day: date, on: date) -> Letter:
    """Says when what was written is removed, and where it can be read until then."""
    with override(entry.language):
        words = {
            "call": told(entry.call, entry.language).title,
            "applicant": entry.applicant,
            "day": figures.day(max(day, on + TOLD_BEFORE)),
        }
        paragraphs = (
            _("An entry of %(applicant)s for “%(call)s” was begun and never sent; the call is over.") % words,
            _("On %(day)s what you wrote is removed, with its files and this address.") % words,
            _("Until then you can read and copy it here:"),
            own_address(entry),
            _("You need not do anything. Nobody else has read it."),
        )
        return Letter(
            unique=unique_of(entry, day),
            address=address_of(entry, on),
            language=entry.language,
            subject=_("Will be removed: your draft for %(call)s") % words,
            text=letter_text(paragraphs, entry.call),
            about=(KIND, entry.key),
        )


def letters_due(on: date) -> Iterator[tuple[Letter, date]]:
    """For the nightly planner: whoever has a draft is told fourteen days before. What was given up needs no letter."""
    for entry, day in never_sent(on):
        if not entry.withdrawn_at:
            yield letter_before(entry, day, on), day - TOLD_BEFORE


def sweep_drafts(*, by: Reader, on: date) -> int:
    """Remove the drafts whose day has come, their files and letters; how many they were. Runs every night.

    Nothing that was sent is touched, and no draft goes before its letter has left for fourteen days.
    """
    refuse_unless(can_run(by))
    letters = {
        row.unique: row
        for row in Message.objects.filter(about_kind=KIND, unique__contains="/not-sent/", due_on__lte=on)
    }
    due = [
        entry
        for entry, day in never_sent(on)
        if day <= on and (entry.withdrawn_at or is_told(letters.get(unique_of(entry, day)), day, on))
    ]
    with transaction.atomic():
        # Where a call was put off meanwhile, an entry may have been sent: that one stays.
        held = Entry.objects.select_for_update().filter(pk__in=[one.pk for one in due], sent_at=None)
        still = set(held.order_by("pk").values_list("pk", flat=True))
        gone = [one for one in due if one.pk in still]
        _remove(gone, by)
    return len(gone)


def _remove(gone: list[Entry], by: Reader) -> None:
    """Take the drafts off, from the history and the letters too; that there were some stays."""
    files = list(EntryFile.objects.filter(entry__in=gone))
    named = _named_in(gone)
    keys, ids, file_ids = ([one.key for one in gone], [one.pk for one in gone], [one.pk for one in files])
    with act("sweep_drafts", by=by.user) as doing:
        doing.about(", ".join(sorted({one.call.code for one in gone})))
        # Before the act looks: what was not sent is in no audit.
        Draft.objects.filter(entry__in=gone).delete()
        for file in files:
            doing.remove(file)
            transaction.on_commit(partial(file.file.storage.delete, file.file.name), robust=True)
        for entry in gone:
            doing.remove(entry)
        bodies = [body for body in named if _is_free(body)]
        body_ids = [body.pk for body in bodies]
        for body in bodies:
            doing.remove(body)
    erase(Body.record_kind(), body_ids, OF_BODIES)
    erase(EntryFile.record_kind(), file_ids, OF_FILES)
    erase(Entry.record_kind(), ids, PERSONAL)
    forget_letters(KIND, keys)


def _named_in(gone: list[Entry]) -> list[Body]:
    """Bodies that stand on record only because a draft named them: nobody has checked, opened or changed them."""
    notes = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            notes.add(str(UNCHECKED))
    place = Q(pk__in=[one.applicant_id for one in gone])
    place |= Q(pk__in=CoApplicant.objects.filter(entry__in=gone).values("body"))
    untouched = {"kind": BodyKind.OTHER, "audience": Audience.SECRETARIAT, "version": 1, "note__in": notes}
    return list(Body.objects.filter(place, **untouched).order_by("pk"))


def _is_free(body: Body) -> bool:
    """Whether nothing on record hangs on the body or points at it: it is removed, and put back at once."""
    if next(dependents(body), None) or next(let_go(body), None):
        return False
    try:
        with transaction.atomic():
            Body.objects.filter(pk=body.pk).delete()
            transaction.set_rollback(True)
    except (ProtectedError, RestrictedError):
        return False
    return True


def is_told(letter: Message | None, day: date, on: date) -> bool:
    """Whether the letter left long enough ago, or could not leave for so long that waiting helps nobody."""
    if letter is None:
        return False
    if letter.sent_at:
        return timezone.localdate(letter.sent_at) + TOLD_BEFORE <= on
    return letter.state not in (State.PLANNED, State.SENDING) and day + UNREACHED <= on
