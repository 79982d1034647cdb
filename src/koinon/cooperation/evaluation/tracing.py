"""The traces of a pair on record as of a day: events, acts, updates, evidence, links and focal points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commitment_queries import ledger, tally
from koinon.cooperation.agreements.models import Act, Agreement, Evidence, Party
from koinon.cooperation.evaluation import signs
from koinon.cooperation.evaluation.models import Side
from koinon.cooperation.evaluation.signs import GRACE, YEARS_OF_CHANGES, Sign, Trace
from koinon.cooperation.pairing.models import CityAnswer, ProposedPair
from koinon.cooperation.plans.models import MeasureUpdate, UpdateState
from koinon.cooperation.plans.quarters import last_day, quarter_words
from koinon.network.confirmations.models import Answer, Confirmation
from koinon.network.events.models import Event
from koinon.network.people.models import Body, Function, Role
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import FIRST, LAST


@dataclass(frozen=True, slots=True)
class Pair:
    """A pairing with its two sides and, for each, the ids of the bodies that act for it."""

    agreement: Agreement
    sides: tuple[Body, ...]
    families: tuple[frozenset[int], ...]

    @property
    def everybody(self) -> frozenset[int]:
        """The bodies of both sides."""
        return frozenset().union(*self.families)

    @property
    def names(self) -> str:
        """The two, by their cities where they have one."""
        return " – ".join(str(side.city or side) for side in self.sides)


def pair_of(agreement: Agreement) -> Pair:
    """The pair with the offices and parts of its sides: two statements."""
    parties = list(
        Party.objects.filter(agreement=agreement).select_related("body__city").order_by("order", "id")
    )
    bodies = [party.body_id for party in parties]
    parts = Body.objects.filter(parent__in=bodies).values_list("pk", "parent")
    families = {party.body_id: {party.body_id} for party in parties}
    for party in parties:
        if party.office_id:
            families[party.body_id].add(party.office_id)
    for part, parent in parts:
        families[parent or 0].add(part)
    return Pair(
        agreement,
        tuple(party.body for party in parties),
        tuple(frozenset(families[body]) for body in bodies),
    )


def signs_of(pair: Pair, on: date, reader: Reader) -> list[Sign]:
    """Every sign of the pair as of the day, with its reasons, from what the reader may see: a fixed number of statements."""
    updates = list(
        MeasureUpdate.objects.visible_to(reader)
        .filter(measure__plan__agreement=pair.agreement)
        .select_related("measure", "side__body")
        .order_by("-quarter", "id")
    )
    return [
        signs.contact(_contacts(pair, updates, on, reader), on),
        _promises(pair, on, reader),
        _updates(updates, on),
        _replies(pair, updates, on),
        _focal_points(pair, on, reader),
    ]


# Contact


def _contacts(pair: Pair, updates: Sequence[MeasureUpdate], on: date, reader: Reader) -> Iterator[Trace]:
    yield from _events(pair, on, reader)
    for act in Act.objects.filter(agreement=pair.agreement, day_latest__lte=on).exclude(day_edtf=""):
        if act.day_earliest > FIRST:
            yield Trace(act.day_latest, str(act.get_kind_display()), pair.agreement.get_absolute_url())
    for update in updates:
        if update.sent_on and update.sent_on <= on:
            told = {"side": update.side, "measure": update.measure}
            yield Trace(
                update.sent_on, _("%(side)s reported on “%(measure)s”") % told, update.get_absolute_url()
            )
    shown = Evidence.objects.visible_to(reader).filter(offered_on__lte=on)
    for evidence in shown.filter(supports__due__commitment__agreement=pair.agreement).distinct():
        assert evidence.offered_on is not None
        yield Trace(
            evidence.offered_on,
            _("Evidence: %(what)s") % {"what": evidence.title},
            evidence.get_absolute_url(),
        )


def _events(pair: Pair, on: date, reader: Reader) -> Iterator[Trace]:
    """Events and visits at which both sides were, by the days they certainly had begun."""
    rows = Event.objects.filter(starts_latest__lte=on, starts_latest__lt=LAST)
    for family in pair.families:
        there = (
            Q(host__in=family)
            | Q(visit__guest__in=family)
            | Q(attendances__body__in=family)
            | Q(attendances__sent_by__in=family)
        )
        rows = rows.filter(pk__in=Event.objects.filter(there).values("pk"))
    seen = set(Event.objects.visible_to(reader).filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
    for event in rows:
        known = event.pk in seen
        words = str(event) if known else _("an event not open to you")
        yield Trace(event.starts_latest, words, event.get_absolute_url() if known else "")


# Promises, updates, replies


def _promises(pair: Pair, on: date, reader: Reader) -> Sign:
    """What the two promised each other in the agreement."""
    owed = ledger(pair.agreement, on, reader)
    counted = tally(owed)
    late = [
        Trace(one.late_since, str(one.commitment), one.commitment.get_absolute_url())
        for one in owed
        if one.late_since
    ]
    return signs.promises(counted.evidenced, counted.due, sorted(late, key=lambda one: one.day))


def _updates(updates: Iterable[MeasureUpdate], on: date) -> Sign:
    """Those whose quarter ended more than a month ago, or that came before."""
    due = [
        one for one in updates if last_day(one.quarter) + GRACE < on or (one.sent_on and one.sent_on <= on)
    ]
    on_time = [one for one in due if one.sent_on and one.sent_on <= min(on, last_day(one.quarter) + GRACE)]
    missing = [
        Trace(
            last_day(one.quarter),
            f"{one.side}: {one.measure}, {quarter_words(one.quarter)}",
            one.get_absolute_url(),
        )
        for one in due
        if one not in on_time
    ]
    return signs.updates(len(on_time), len(due), missing)


def _replies(pair: Pair, updates: Iterable[MeasureUpdate], on: date) -> Sign:
    """Links and questions to either side, and what came back: for updates, confirmations, proposals, assessments."""
    asked = [
        *_asked_for_updates(updates, on),
        *_confirmations(pair, on),
        *_proposals(pair, on),
        *_assessments(pair, on),
    ]
    waiting = sorted((trace for trace, answered in asked if not answered), key=lambda one: one.day)
    return signs.replies(sum(answered for _trace, answered in asked), len(asked), waiting)


Asked = tuple[Trace, bool]


def _asked_for_updates(updates: Iterable[MeasureUpdate], on: date) -> Iterator[Asked]:
    for one in updates:
        if one.asked_on and one.asked_on <= on:
            answered = one.state != UpdateState.ASKED and bool(one.sent_on and one.sent_on <= on)
            words = f"{one.side}: {one.measure}, {quarter_words(one.quarter)}"
            yield Trace(one.asked_on, words, one.get_absolute_url()), answered


def _confirmations(pair: Pair, on: date) -> Iterator[Asked]:
    about = {"subject_kind": pair.agreement.record_kind(), "subject_id": pair.agreement.pk}
    rows = Confirmation.objects.filter(**about, asked_on__lte=on).exclude(answer=Answer.WITHDRAWN)
    for one in rows.select_related("side"):
        answered = bool(one.answered_at and one.answered_at.date() <= on)
        yield Trace(one.asked_on, _("%(side)s: to confirm the agreement") % {"side": one.side}), answered


def _proposals(pair: Pair, on: date) -> Iterator[Asked]:
    """The consultation of the round the pair comes from: each city was asked about its proposal."""
    proposed = ProposedPair.objects.filter(agreement=pair.agreement, round__asked_at__date__lte=on)
    said = CityAnswer.objects.filter(pair__in=proposed.values("pk"), answered_at__date__lte=on)
    answered = set(said.values_list("pair", "profile__participation"))
    for one in proposed.select_related("round", "left__body", "right__body"):
        for city in (one.left, one.right):
            assert one.round.asked_at is not None
            words = _("%(side)s: the proposal of the round") % {"side": city.body}
            yield Trace(one.round.asked_at.date(), words), (one.pk, city.pk) in answered


def _assessments(pair: Pair, on: date) -> Iterator[Asked]:
    rows = Side.objects.filter(assessment__agreement=pair.agreement, assessment__opened_on__lte=on)
    for side in rows.select_related("body", "assessment"):
        answered = bool(side.answered_at and side.answered_at.date() <= on)
        words = _("%(side)s: the ten principles, %(title)s") % {
            "side": side.body,
            "title": side.assessment.title,
        }
        yield Trace(side.assessment.opened_on, words, side.get_absolute_url()), answered


# Focal points


def _focal_points(pair: Pair, on: date, reader: Reader) -> Sign:
    """Posts of focal point in either side's bodies, and those named for an edition: held now, and begun lately."""
    since = on - timedelta(days=round(365.25 * YEARS_OF_CHANGES))
    named = Q(focal_for__participation__body__in=pair.everybody) | Q(post__function=Function.FOCAL_POINT)
    rows = Role.objects.filter(named, of__in=pair.everybody, starts_latest__lte=on).with_holds(on)
    roles = list(rows.select_related("person", "holder", "of").order_by("-starts_latest", "id").distinct())
    seen = set(
        Role.objects.visible_to(reader).filter(pk__in=[one.pk for one in roles]).values_list("pk", flat=True)
    )
    begun = [
        Trace(one.starts_latest, f"{_holder(one) if one.pk in seen else _('somebody')}, {one.of}")
        for one in roles
        if one.starts_latest >= since
    ]
    held = {
        side
        for side, family in enumerate(pair.families)
        for one in roles
        if one.held != "no" and one.of_id in family
    }
    return signs.focal_points(begun, len(held), len(pair.families))


def _holder(role: Role) -> str:
    return role.person.display() if role.person else str(role.holder)
