"""Jurors who are behind are reminded, 14 and 3 days before scoring closes: how many are left, never whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from koinon.cooperation.awards.models import Assignment, Juror, Phase
from koinon.cooperation.calls.call_wording import told
from koinon.network.people.models import Function, Role
from koinon.network.people.reached import account_mail, language_of, mail_on_record
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.commands import mark_acted_on, withdraw_message
from koinon.platform.notifications.letters import Letter
from koinon.platform.notifications.models import Message, State
from koinon.platform.ui import figures

KIND = "awards.phase"
BEFORE = (3, 14)
"""So many days before scoring closes; a juror has one letter for each at most."""
AT_HOME = (State.PLANNED, State.HELD)


def stem_of(phase: Phase, juror_id: int) -> str:
    """What the names of all reminders of a juror in a phase begin with."""
    return f"{KIND}/{phase.key}/behind/{juror_id}/"


def unsent(phase: Phase) -> QuerySet[Assignment]:
    """What the jurors of a phase still owe: assignments that stand, without a review that was sent."""
    return Assignment.objects.filter(phase=phase).live().exclude(review__sent_at__isnull=False)


def behind(phase: Phase, day: date, on: date) -> list[tuple[Juror, int]]:
    """Who owes scores of what was given before the day, and how many in all: two statements.

    Only those who sit on the panel today: to everybody else their list is closed.
    """
    seat = Role.objects.holding(on).filter(
        person=OuterRef("juror__person"), of=phase.panel.body_id, post__function=Function.JUROR
    )
    rows = unsent(phase).filter(Exists(seat)).order_by().values_list("juror")
    given = Q(made_at=None) | Q(made_at__date__lt=day)
    left = {juror: n for juror, n, old in rows.annotate(n=Count("pk"), old=Count("pk", filter=given)) if old}
    jurors = Juror.objects.filter(pk__in=left).select_related("person__account").order_by("pk")
    return [(juror, left[juror.pk]) for juror in jurors]


def letters_due(on: date) -> Iterator[tuple[Letter, date]]:
    """For the nightly planner: a letter to each who is behind; what did not leave in its time stays at home."""
    due = list(_due(on))
    wanted = {letter.unique for letter, _day in due}
    letters = Message.objects.filter(about_kind=KIND, state__in=AT_HOME, unique__contains="/behind/")
    for unique in letters.values_list("unique", flat=True):
        if unique not in wanted:
            withdraw_message(unique)
    yield from due


def _due(on: date) -> Iterator[tuple[Letter, date]]:
    last = on + timedelta(max(BEFORE))
    phases = Phase.objects.filter(opened_at__isnull=False, closed_at=None, frozen_at=None)
    related = phases.select_related("panel__call__run_by").prefetch_related("panel__call__texts")
    for phase in related.filter(closes_on__gte=on, closes_on__lte=last):
        closes = cast(date, phase.closes_on)
        days = next(days for days in BEFORE if on >= closes - timedelta(days))
        day = closes - timedelta(days)
        if timezone.localdate(phase.opened_at) < day:
            for juror, left in behind(phase, day, on):
                yield reminder(phase, juror, left, days, on), day


def reminder(phase: Phase, juror: Juror, left: int, days: int, on: date) -> Letter:
    """How many entries wait for the juror's scores, by when, and where they stand."""
    language = language_of(juror.person)
    with override(language):
        said = {
            "name": juror.person.display(),
            "num": left,
            "phase": phase.title,
            "call": told(phase.panel.call, language).title,
            "day": figures.day(phase.closes_on, "long"),
            "link": absolute(phase.get_absolute_url()),
            "sender": phase.panel.call.run_by,
        }
        subject = ngettext(
            "%(num)s entry waits for your scores until %(day)s",
            "%(num)s entries wait for your scores until %(day)s",
            left,
        )
        paragraphs = (
            _("Dear %(name)s,"),
            _("Scoring in “%(phase)s” of “%(call)s” closes on %(day)s."),
            ngettext(
                "Of the entries given to you, %(num)s still waits for your scores. Your list:",
                "Of the entries given to you, %(num)s still wait for your scores. Your list:",
                left,
            ),
            "%(link)s",
            _("If you cannot score one of them, say so there: abstain, or declare a conflict of interest."),
            "%(sender)s",
        )
        return Letter(
            unique=f"{stem_of(phase, juror.pk)}{phase.closes_on}/{days}",
            address=account_mail(juror.person) or mail_on_record(on, person=juror.person_id),
            language=language,
            subject=subject % said,
            text="\n\n".join(paragraphs) % said,
            about=(KIND, phase.key),
        )


def settle(phase: Phase, juror_id: int, *, moment: datetime | None = None) -> None:
    """Once a juror owes nothing more, reminders stay at home; those that left were acted on, where there is a moment."""
    letters = reminders_of(phase).filter(unique__startswith=stem_of(phase, juror_id))
    found = list(letters.values_list("unique", "state"))
    if not found or unsent(phase).filter(juror=juror_id).exists():
        return
    for unique, state in found:
        if state in AT_HOME:
            withdraw_message(unique)
        elif moment is not None:
            mark_acted_on(unique, moment=moment)


def keep_back(phase: Phase) -> None:
    """When scoring closes, nobody is reminded any more."""
    for unique in reminders_of(phase).filter(state__in=AT_HOME).values_list("unique", flat=True):
        withdraw_message(unique)


def reminders_of(phase: Phase) -> QuerySet[Message]:
    """The reminders of a phase that were not withdrawn, in the order they leave."""
    rows = Message.objects.filter(about_kind=KIND, about_key=phase.key, unique__contains="/behind/")
    return rows.exclude(state=State.WITHDRAWN).order_by("due_on", "id")


def last_reminded(phase: Phase) -> dict[int, Message]:
    """The last reminder of each juror, by the juror's id: one statement."""
    return {int(one.unique.split("/behind/")[1].split("/")[0]): one for one in reminders_of(phase)}
