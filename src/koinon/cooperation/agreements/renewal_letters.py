"""The letters of a renewal: to whoever does a task, before it is due and when it is late; an alert where nobody began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.agreements.renewal_queries import Runway, runway
from koinon.cooperation.agreements.renewals import MONTHS, Renewal, RenewalStep, RenewalTask
from koinon.cooperation.agreements.runway import Due
from koinon.network.members.portfolio_queries import Carer, carers_of
from koinon.network.people.models import Person
from koinon.network.people.reached import account_mail, language_of
from koinon.network.people.readers import SYSTEM
from koinon.platform.dates.spans import later
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui.addresses import url
from koinon.platform.ui.figures import day

BEFORE, AFTER = timedelta(days=14), timedelta(days=1)
AHEAD = timedelta(days=31)
"""How long before it leaves a letter stands in the ledger as planned."""

Planned = tuple[Letter, date]


def plan_renewal_letters(on: date) -> list[Planned]:
    """Every letter about what ends soon, with the day it leaves; a fixed number of statements."""
    found = [one for one in runway(on, SYSTEM) if not one.is_settled]
    asleep = [one for one in found if one.renewal is None]
    bodies = {party.body_id for one in asleep for party in one.parties}
    carers = carers_of(bodies, on) if bodies else []
    letters = [*_reminders(found), *_alerts(asleep, carers)]
    return [(letter, when) for letter, when in letters if when <= on + AHEAD]


def _reminders(found: Iterable[Runway]) -> Iterator[Planned]:
    for one in found:
        if one.renewal is None:
            continue
        for due in one.dues:
            if due.task.is_open:
                yield from _of_task(one, one.renewal, due)


def _of_task(one: Runway, renewal: Renewal, due: Due) -> Iterator[Planned]:
    """Two weeks before, unless the renewal began later than that; and the day after, where it is still open."""
    before, after = due.due - BEFORE, due.due + AFTER
    who = due.task.owner or renewal.owner
    if before >= renewal.begun_on:
        yield reminder(one, due, who, "before"), before
    if after >= renewal.begun_on and after <= one.on + AHEAD:
        yield reminder(one, due, who, "late"), max(after, renewal.begun_on)


def reminder(one: Runway, due: Due, who: Person | None, which: str) -> Letter:
    """To whoever does the task."""
    with override(language_of(who)):
        said = {"task": due.task, "agreement": one.agreement, "day": day(due.due, "long")}
        if which == "late":
            subject = _("Overdue: %(task)s (%(agreement)s)") % said
            words = _("This was due on %(day)s and is not marked as done: %(task)s.") % said
        else:
            subject = _("By %(day)s: %(task)s (%(agreement)s)") % said
            words = _("This is due on %(day)s: %(task)s.") % said
        return Letter(
            unique=f"{stem_of(due.task)}{which}",
            address=account_mail(who),
            language=language_of(who),
            subject=subject,
            text=addressed(
                who.display() if who else "", words, term_words(one), absolute(renewal_address(one))
            ),
            about=("agreements.agreement", one.agreement.key),
        )


def _alerts(asleep: Iterable[Runway], carers: list[Carer]) -> Iterator[Planned]:
    """Twelve months before the end, to each who has a party in the portfolio; to nobody in particular where none has."""
    for one in asleep:
        mine = {party.body_id for party in one.parties}
        people = {carer.person.pk: carer.person for carer in carers if carer.body_id in mine}
        for who in people.values() or [None]:
            yield alert(one, who), later(one.ends, -MONTHS[RenewalStep.ASK])


def alert(one: Runway, who: Person | None) -> Letter:
    """Nobody has begun the renewal of something that ends."""
    with override(language_of(who)):
        said = {"agreement": one.agreement, "day": day(one.ends, "long")}
        return Letter(
            unique=f"renewal/{one.agreement.key}/alert/{one.ends.isoformat()}/{who.key if who else 'nobody'}",
            address=account_mail(who),
            language=language_of(who),
            subject=_("Ends on %(day)s: %(agreement)s") % said,
            text=addressed(
                who.display() if who else "",
                term_words(one),
                _("Nobody has begun its renewal. Begin it here, or let it end:"),
                absolute(renewal_address(one)),
            ),
            about=("agreements.agreement", one.agreement.key),
        )


def term_words(one: Runway) -> str:
    """When it ends, and who can still decide by when."""
    said = {"agreement": one.agreement, "day": day(one.ends, "long")}
    told = [
        _("%(agreement)s ends on %(day)s at the earliest.") % said
        if one.is_unclear
        else _("%(agreement)s ends on %(day)s.") % said
    ]
    if one.chance:
        meeting = one.chance.meeting
        told.append(
            _("The last meeting that can decide: %(meeting)s, %(day)s.")
            % {"meeting": meeting, "day": day(meeting.held, "long")}
        )
        if one.chance.papers:
            told.append(_("Its papers are due on %(day)s.") % {"day": day(one.chance.papers, "long")})
    return "\n".join(told)


def stem_of(task: RenewalTask) -> str:
    """What the names of all letters about a task begin with."""
    return f"renewal-task/{task.key}/"


def renewal_address(one: Runway) -> str:
    """The page of the renewal."""
    return url("agreements:renewal", key=one.agreement.key)
