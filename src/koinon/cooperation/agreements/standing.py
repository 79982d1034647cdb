"""How agreements stand as of a day, asked in SQL: the same answers as `state`, over plain date columns."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Least
from django.db.models.lookups import GreaterThanOrEqual

from koinon.cooperation.agreements.acts import Act
from koinon.cooperation.agreements.reckoning import DayBefore, last_day
from koinon.cooperation.agreements.stages import OPENING, ActKind, State
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.readers import Reader
from koinon.platform.dates import Holds
from koinon.platform.dates.bounds import FIRST, LAST

UNTOLD = Q(starts_latest=LAST, ends_earliest=FIRST, ends_latest=LAST)
NO_LENGTH = Q(length_months=None) | Q(length_months=0)
BEGINS_WITH_IT = Q(day_earliest__gte=OuterRef("starts_earliest"), day_latest__lte=OuterRef("starts_latest"))


def acts(*kinds: str, **conditions: Any) -> Exists:
    """Whether the agreement has such an act."""
    return Exists(Act.objects.filter(agreement=OuterRef("pk"), kind__in=kinds, **conditions))


def counted_acts(*conditions: Q) -> Exists:
    """Whether a signature from which the length may be counted gives such a last day (``until_…``)."""
    rows = Act.objects.filter(BEGINS_WITH_IT, agreement=OuterRef("pk"), kind__in=OPENING).annotate(
        until_earliest=last_day("day_earliest", OuterRef("length_months")),
        until_latest=last_day("day_latest", OuterRef("length_months")),
    )
    return Exists(rows.filter(*conditions))


def stated_end(*, latest: bool) -> Case:
    """The end by the dates, with the stated length taken in; see `state.Term.stated_end`."""
    first, last = (
        last_day("starts_earliest", F("length_months")),
        last_day("starts_latest", F("length_months")),
    )
    fits = Q(ends_earliest__lte=last) & Q(ends_latest__gte=first)
    end = F("ends_latest")
    if latest:
        whens = When(NO_LENGTH, then=end), When(fits, then=Least(end, last))
        return Case(*whens, default=Greatest(end, last), output_field=DateField())
    start = F("ends_earliest")
    whens = When(NO_LENGTH, then=start), When(fits, then=Greatest(start, first))
    return Case(*whens, default=Least(end, last), output_field=DateField())


def by_stated_end(on: date, *, latest: bool) -> Q:
    """Whether the end as stated lies on the day or after it."""
    return Q(GreaterThanOrEqual(stated_end(latest=latest), Value(on, output_field=DateField())))


def possibly_goes_on(on: date) -> Q:
    """By some reading the last day has not passed."""
    counts_only = UNTOLD & ~NO_LENGTH & Q(counted_acts())
    counted = ~NO_LENGTH & Q(counted_acts(Q(until_latest__gte=on)))
    return (by_stated_end(on, latest=True) & ~counts_only) | counted


def surely_goes_on(on: date) -> Q:
    """By every reading the last day has not passed."""
    counts_only = UNTOLD & ~NO_LENGTH & Q(counted_acts())
    over = ~NO_LENGTH & Q(counted_acts(Q(until_earliest__lt=on)))
    return (by_stated_end(on, latest=False) | counts_only) & ~over


def possibly_begun(on: date) -> Q:
    """Entered into force; or signed, and the stated start has come."""
    entered = Q(acts(ActKind.IN_FORCE, day_earliest__lte=on))
    signed = Q(acts(ActKind.SIGNED, day_earliest__lte=on)) & ~Q(acts(ActKind.IN_FORCE))
    return entered | (signed & Q(starts_earliest__lte=on))


def surely_begun(on: date) -> Q:
    """The same without a doubt; a signature within the stated start leaves none."""
    signed = Act.objects.filter(agreement=OuterRef("pk"), kind=ActKind.SIGNED, day_latest__lte=on)
    started = Q(Exists(signed)) & Q(starts_latest__lte=on)
    began_with_it = Q(Exists(signed.filter(BEGINS_WITH_IT)))
    return Q(acts(ActKind.IN_FORCE, day_latest__lte=on)) | (
        (started | began_with_it) & ~Q(acts(ActKind.IN_FORCE))
    )


def successors(on: date, reader: Reader | None, *, surely: bool) -> QuerySet[Agreement]:
    """The agreements that had followed the outer one by the day."""
    seen = Agreement.objects.visible_to(reader) if reader else Agreement.objects.all()
    edge = "latest" if surely else "earliest"
    signed = acts(*OPENING, **{f"day_{edge}__lte": on})
    return seen.filter(signed, succeeds=OuterRef("pk"), **{f"starts_{edge}__lte": on})


def possibly_in_force(on: date, reader: Reader | None = None) -> Q:
    """Yes or possibly. The first condition repeats what follows from the others, for the index to serve."""
    return (
        (Q(ends_latest__gte=on) | ~NO_LENGTH)
        & possibly_begun(on)
        & possibly_goes_on(on)
        & ~Q(acts(ActKind.ENDED, day_latest__lte=on))
        & ~Q(Exists(successors(on, reader, surely=True)))
    )


def surely_in_force(on: date, reader: Reader | None = None) -> Q:
    """Yes."""
    return (
        surely_begun(on)
        & surely_goes_on(on)
        & ~Q(acts(ActKind.ENDED, day_earliest__lte=on))
        & ~Q(Exists(successors(on, reader, surely=False)))
    )


def held_expression(on: date, reader: Reader | None = None) -> Case:
    """In force: 'yes', 'possibly' or 'no'."""
    return Case(
        When(surely_in_force(on, reader), then=Value(Holds.YES.value)),
        When(possibly_in_force(on, reader), then=Value(Holds.POSSIBLY.value)),
        default=Value(Holds.NO.value),
        output_field=CharField(),
    )


def renewed(on: date, reader: Reader | None) -> Q:
    """A renewal is on record, or a successor took over without a gap."""
    begun = successors(on, reader, surely=True)
    seamless = begun.annotate(eve=DayBefore(F("starts_earliest"))).filter(eve__lte=OuterRef("stated_until"))
    return (
        Q(acts(ActKind.RENEWED, day_earliest__lte=on))
        | (possibly_goes_on(on) & Q(Exists(begun)))
        | Q(Exists(seamless))
    )


def state_expression(on: date, reader: Reader | None = None) -> Case:
    """A value of State; needs ``stated_until`` beside it."""
    return Case(
        When(Q(acts(ActKind.ENDED, day_latest__lte=on)), then=Value(State.ENDED.value)),
        When(
            ~Q(acts(*OPENING, day_earliest__lte=on)) & Q(acts(ActKind.APPROVED, day_earliest__lte=on)),
            then=Value(State.APPROVED.value),
        ),
        When(~Q(acts(*OPENING, day_earliest__lte=on)), then=Value(State.DRAFT.value)),
        When(~possibly_begun(on), then=Value(State.SIGNED.value)),
        When(possibly_in_force(on, reader), then=Value(State.IN_FORCE.value)),
        When(renewed(on, reader), then=Value(State.RENEWED.value)),
        default=Value(State.EXPIRED.value),
        output_field=CharField(),
    )
