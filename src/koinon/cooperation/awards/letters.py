"""Letters to the applicants of a phase: what became of the entry, with the jurors' comments where the rules say so."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.awards.models import Phase, PhaseState, Review
from koinon.cooperation.awards.permissions import can_run
from koinon.cooperation.awards.phase_commands import NotInThisState
from koinon.cooperation.awards.queries import entries_of
from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.entry_letters import letter_text
from koinon.cooperation.calls.links import own_address
from koinon.cooperation.calls.models import Entry, Placing
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.notifications.commands import Letter, plan_message

KIND = "calls.entry"


def write_letters(phase: Phase, *, by: Reader, moment: datetime) -> int:
    """Plan a letter to every applicant of the frozen phase, in the language of the entry; how many there are."""
    refuse_unless(can_run(by))
    if phase.state is not PhaseState.FROZEN:
        raise NotInThisState(_("Letters are written when the result is frozen."))
    placed = set(Placing.objects.filter(stage=phase.to_stage).values_list("entry", flat=True))
    comments = comments_of(phase) if phase.comments_sent else {}
    entries = list(entries_of(phase).select_related("call__run_by", "applicant"))
    with act("write_letters", by=by.user) as doing:
        doing.about(phase)
        for entry in entries:
            letter = letter_of(phase, entry, entry.pk in placed, comments.get(entry.pk, []))
            plan_message(letter, on=moment.date(), by=by.user)
        doing.change(phase, letters_at=moment)
    return len(entries)


def comments_of(phase: Phase) -> dict[int, list[str]]:
    """What jurors wrote to the applicants, by entry; in no order that tells who wrote it."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Review.objects.filter(assignment__phase=phase, sent_at__isnull=False).exclude(to_applicant="")
    live = rows.filter(assignment__withdrawn_at=None)
    for entry, words in live.values_list("assignment__entry", "to_applicant"):
        found[entry].append(words)
    return {entry: sorted(some) for entry, some in found.items()}


def letter_of(phase: Phase, entry: Entry, is_placed: bool, comments: list[str]) -> Letter:
    """The letter: whether the entry goes on, what the jurors have to say, and that the result can be verified."""
    with override(entry.language):
        words = {
            "call": told(entry.call).title,
            "title": entry.title,
            "number": entry.receipt,
            "stage": phase.to_stage.named(entry.call.kind) if phase.to_stage else "",
        }
        if is_placed:
            first = _("Your entry %(number)s, “%(title)s”, has reached the stage “%(stage)s”.") % words
        else:
            first = (
                _("Your entry %(number)s, “%(title)s”, has not gone further this time. We thank you for it.")
                % words
            )
        paragraphs = [first]
        if comments:
            paragraphs += [_("The jurors write to you:"), *(f"– {one}" for one in comments)]
        return Letter(
            unique=f"{KIND}/{entry.key[:120]}/result/{phase.pk}",
            address=entry.email,
            language=entry.language,
            subject=_("What became of your entry: %(call)s") % words,
            text=letter_text(
                [*paragraphs, _("What you sent, and what became of it:"), own_address(entry)], entry.call
            ),
            about=(KIND, entry.key),
        )
