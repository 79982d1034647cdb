"""What is laid out in a hand-over: every body in care, every open promise, every delicate point, every next date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commitment_queries import Progress, Promise, promises_of
from koinon.cooperation.agreements.models import Agreement, PartySide
from koinon.cooperation.agreements.queries import of_bodies
from koinon.cooperation.agreements.renewal_queries import runway
from koinon.cooperation.visits.models import FollowUp
from koinon.network.events import queries as event_queries
from koinon.network.events.models import Event
from koinon.network.evidence.queries import findings_about
from koinon.network.members.models import Membership
from koinon.network.people.readers import Reader
from koinon.network.people.succession import fallen_roles
from koinon.platform.dates.bounds import LAST
from koinon.platform.ui.figures import day
from koinon.platform.ui.punctuation import listed
from koinon.site.desk.models import ItemKind
from koinon.site.desk.monday import silent
from koinon.site.desk.scope import Scope
from koinon.site.desk.waiting import unanswered

AHEAD = timedelta(days=366)
MOST = 200


@dataclass(frozen=True, slots=True)
class Laid:
    """One item before it is kept."""

    kind: ItemKind
    title: str
    note: str = ""
    day: date | None = None
    address: str = ""


def lay_out(scope: Scope, on: date, reader: Reader) -> list[Laid]:
    """All of it, in a fixed number of statements."""
    return [
        *_bodies(scope, on, reader),
        *_promises(scope, on, reader),
        *_delicate(scope, on, reader),
        *_dates(scope, on, reader),
    ]


def _bodies(scope: Scope, on: date, reader: Reader) -> Iterator[Laid]:
    members = Membership.objects.visible_to(reader).filter(body__in=scope.ids).holding(on)
    kinds = {row.body_id: str(row.get_kind_display()) for row in members}
    running = Agreement.objects.visible_to(reader).filter(of_bodies(scope.ids)).in_force(on, reader)
    agreements: dict[int, list[str]] = {}
    for row in running.prefetch_related("parties"):
        for top in {scope.tops[one.body_id] for one in row.parties.all() if one.body_id in scope.tops}:
            agreements.setdefault(top, []).append(str(row))
    for body in scope.bodies:
        told = [kinds.get(body.pk, ""), *agreements.get(body.pk, ())]
        title = f"{body} ({body.city})" if body.city else str(body)
        yield Laid(ItemKind.CITY, title, " · ".join(filter(None, told)), None, body.get_absolute_url())


def _promises(scope: Scope, on: date, reader: Reader) -> Iterator[Laid]:
    owed = promises_of(scope.ids, on, reader)
    ours = promises_of(scope.ids, on, reader, PartySide.CREDITOR)
    seen: set[int] = set()
    for one in [*owed, *ours]:
        if one.given and one.progress != Progress.EVIDENCED and one.commitment.pk not in seen:
            seen.add(one.commitment.pk)
            yield _promise(one)


def _promise(one: Promise) -> Laid:
    said = {"who": listed(*one.debtors), "whom": listed(*one.creditors)}
    words = []
    if one.debtors:
        told = _("%(who)s owes it to %(whom)s.") if one.creditors else _("%(who)s owes it.")
        words.append(told % said)
    if one.due_words:
        words.append(_("Due: %(when)s.") % {"when": one.due_words})
    if one.late_words:
        words.append(_("Late by %(time)s.") % {"time": one.late_words})
    due = min((due.day_latest for due in one.dues if not due.evidenced), default=None)
    known = due if due and due < LAST else None
    title = f"{one.commitment} — {one.commitment.agreement}"
    note = " ".join(filter(None, words))
    return Laid(ItemKind.PROMISE, title, note, known, one.commitment.get_absolute_url())


def _delicate(scope: Scope, on: date, reader: Reader) -> Iterator[Laid]:
    """What the record itself doubts, roles that fell, silences, and what waits for an answer."""
    agreements = list(Agreement.objects.visible_to(reader).filter(of_bodies(scope.ids))[:MOST])
    for finding in findings_about([*scope.bodies, *agreements], reader):
        yield Laid(ItemKind.DELICATE, finding.headline, finding.words, None, finding.get_absolute_url())
    for one in fallen_roles(on, reader, scope.ids):
        who = one.role.person or one.role.holder
        title = _("%(who)s: %(role)s fell with another post") % {"who": who, "role": one.role}
        yield Laid(ItemKind.DELICATE, title, "", None, one.role.get_absolute_url())
    for silence in silent(scope, on):
        said = {"body": silence.body, "day": day(silence.last, "long")}
        title = _("%(body)s: not met since %(day)s") % said
        yield Laid(ItemKind.DELICATE, title, "", None, silence.body.get_absolute_url())
    for waiting in unanswered(scope, on):
        yield Laid(ItemKind.DELICATE, waiting.label, waiting.words, waiting.since, waiting.href)


def _dates(scope: Scope, on: date, reader: Reader) -> Iterator[Laid]:
    """Ends of terms, renewal tasks, events ahead, follow-ups: within a year, the first first."""
    found = [*_ends(scope, on, reader), *_events(scope, on, reader), *_follow_ups(scope, on, reader)]
    yield from sorted(found, key=lambda one: (one.day or date.max, one.title))


def _ends(scope: Scope, on: date, reader: Reader) -> Iterator[Laid]:
    for one in runway(on, reader, scope.ids):
        title = _("Ends: %(agreement)s") % {"agreement": one.agreement}
        yield Laid(ItemKind.DATE, title, "", one.ends, one.agreement.get_absolute_url())
        for due in one.dues:
            if due.task.is_open and one.renewal:
                task = f"{due.task} — {one.agreement}"
                yield Laid(ItemKind.DATE, task, "", due.due, one.renewal.get_absolute_url())


def _events(scope: Scope, on: date, reader: Reader) -> Iterator[Laid]:
    mine = event_queries.of_bodies(scope.ids)
    rows = Event.objects.visible_to(reader).filter(
        mine | Q(visit__guest__in=scope.ids), starts_latest__gte=on, starts_earliest__lte=on + AHEAD
    )
    for event in rows.filter(starts_latest__lt=LAST).distinct()[:MOST]:
        yield Laid(ItemKind.DATE, str(event), "", event.starts.earliest, event.get_absolute_url())


def _follow_ups(scope: Scope, on: date, reader: Reader) -> Iterator[Laid]:
    rows = FollowUp.objects.visible_to(reader).filter(done_on=None, visit__guest__in=scope.ids)
    for row in rows.select_related("visit__event", "owner", "owner_body")[:MOST]:
        who = str(row.owner or row.owner_body or "")
        title = f"{row.text} — {row.visit}"
        yield Laid(ItemKind.DATE, title[:254], who, row.due_on, row.visit.get_absolute_url())
