"""A year later: the body is asked by a link how its practice goes on; what it says stands beside the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from koinon.cooperation.practices.letters import follow_up_letter, unique_of
from koinon.cooperation.practices.links import fresh_link, no_link
from koinon.cooperation.practices.models import Outcome, Practice, PracticeFollowUp
from koinon.cooperation.practices.permissions import can_answer_for, can_publish
from koinon.cooperation.practices.practice_commands import a_year_after
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on, plan_message
from koinon.platform.recording.keys import propose_key

BY_LINK = "by signed link"


class NotPublic(Refused):
    """Only a published practice is followed up."""


class NotSaid(Refused):
    """Neither going, changed nor ended."""


class Answered(Refused):
    """A follow-up is answered once."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a body says of its practice after a year."""

    outcome: str
    words: str = ""


def ask_due(*, by: Reader, on: date) -> list[PracticeFollowUp]:
    """Ask about every published practice whose day has come and that was not asked about yet; runs every night."""
    refuse_unless(can_publish(by))
    rows = Practice.objects.published(on).filter(follow_up_on__lte=on).select_related("body")
    asked = PracticeFollowUp.objects.waiting().exclude(asked_on=None).values("practice")
    with act("ask_follow_ups", by=by.user) as doing:
        return [_asked(doing, practice, on) for practice in rows.exclude(pk__in=asked).order_by("pk")]


def ask_follow_up(practice: Practice, *, by: Reader, on: date) -> PracticeFollowUp:
    """Ask now, or once more: a fresh link, and its letter; the link before opens nothing any more."""
    refuse_unless(can_publish(by))
    if practice.published_on is None:
        raise NotPublic(_("Only a published practice is followed up."))
    with act("ask_follow_up", by=by.user) as doing:
        doing.about(practice)
        made = _asked(doing, practice, on)
        plan_message(follow_up_letter(made, on), on=on, by=by.user)
        return made


def _asked(doing: Act, practice: Practice, on: date) -> PracticeFollowUp:
    """The follow-up that waits, or a new one, with a fresh link."""
    waiting = practice.follow_ups.waiting().order_by("due_on").first()
    if waiting:
        return doing.change(waiting, asked_on=on, **fresh_link(on))
    due = min(practice.follow_up_on or on, on)
    key = propose_key(PracticeFollowUp, practice.key, due.isoformat())
    return doing.create(
        PracticeFollowUp(key=key, practice=practice, due_on=due, asked_on=on, **fresh_link(on))
    )


def answer_follow_up(
    follow_up: PracticeFollowUp, told: Told, *, by: Reader | None, on: date, moment: datetime | None = None
) -> PracticeFollowUp:
    """Keep what the body says; ``by`` is nobody where it came through the link, which whoever opened the door checked.

    What goes on is asked about again a year later, what has ended is not.
    """
    practice = follow_up.practice
    if by is not None:
        refuse_unless(can_answer_for(by, practice))
    if follow_up.answered_on:
        raise Answered(_("This was answered already."))
    if told.outcome not in Outcome.values:
        raise NotSaid(_("Say whether it goes on, has changed, or has ended."), field="outcome")
    with act("answer_follow_up", by=by.user if by else None, note="" if by else BY_LINK) as doing:
        doing.about(practice)
        if moment is not None:
            mark_acted_on(unique_of(follow_up), moment=moment)
        doing.change(
            follow_up,
            outcome=told.outcome,
            words=told.words.strip()[:8000],
            answered_on=on,
            by_link=by is None,
            **no_link(),
        )
        again = None if told.outcome == Outcome.ENDED else a_year_after(on)
        doing.change(practice, follow_up_on=again)
    return follow_up


def tell_follow_up(practice: Practice, told: Told, *, by: Reader, on: date) -> PracticeFollowUp:
    """Say how it goes on, whether or not somebody asked."""
    refuse_unless(can_answer_for(by, practice))
    waiting = practice.follow_ups.waiting().order_by("due_on").first()
    if waiting is None:
        if practice.follow_ups.filter(due_on=on).exists():
            raise Answered(_("This was answered today already."))
        key = propose_key(PracticeFollowUp, practice.key, on.isoformat())
        waiting = PracticeFollowUp(key=key, practice=practice, due_on=on)
        with act("ask_follow_up", by=by.user) as doing:
            doing.about(practice)
            doing.create(waiting)
    return answer_follow_up(waiting, told, by=by, on=on)
