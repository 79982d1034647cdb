"""Laureates: who won which cycle of an award with what, as far as it was announced, and the practice it became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from koinon.cooperation.calls.models import Call, CallKind, Entry, Placing, StageKind
from koinon.cooperation.practices.models import Practice
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader

WON = StageKind.WINNER
SHORTLISTED = StageKind.SHORTLIST


@dataclass(frozen=True, slots=True)
class Laureate:
    """One entry that won, or was on the shortlist, with the practice it became where the reader may see that."""

    entry: Entry
    note: str
    practice: Practice | None


@dataclass(frozen=True, slots=True)
class Cycle:
    """One call with its laureates and the others on the shortlist."""

    call: Call
    winners: tuple[Laureate, ...]
    shortlisted: tuple[Laureate, ...]


def placings(reader: Reader, kind: str = "") -> QuerySet[Placing]:
    """Announced placings among winners and shortlists, in calls the reader may see, of bodies likewise."""
    calls = Call.objects.visible_to(reader)
    rows = Placing.objects.announced().filter(
        stage__kind__in=(WON, SHORTLISTED), stage__call__in=calls.values("pk")
    )
    bodies = Body.objects.visible_to(reader)
    rows = rows.filter(entry__applicant__in=bodies.values("pk"))
    return rows.filter(stage__call__kind=kind) if kind else rows


def cycles(reader: Reader, on: date, *, call: str = "", city: str = "") -> list[Cycle]:
    """The cycles of awards with their laureates, the latest first: three statements."""
    rows = placings(reader, CallKind.AWARD).exclude(stage__announced_earliest__gt=on)
    if call:
        rows = rows.filter(stage__call__key=call)
    if city:
        rows = rows.filter(entry__applicant__city__key=city)
    rows = rows.select_related("stage__call", "entry__category", "entry__applicant__city__country").order_by(
        "entry__title", "id"
    )
    practices = _practices(reader, on, [one.entry_id for one in rows])
    found: dict[int, tuple[Call, dict[str, dict[int, Laureate]]]] = {}
    announced: dict[int, date] = {}
    for one in rows:
        call_id, day = one.stage.call_id, one.stage.announced
        _call, by_kind = found.setdefault(call_id, (one.stage.call, {WON: {}, SHORTLISTED: {}}))
        by_kind[one.stage.kind][one.entry_id] = Laureate(one.entry, one.note, practices.get(one.entry_id))
        known = date.min if day.is_unknown else day.latest
        announced[call_id] = max(announced.get(call_id, date.min), known)
    order = sorted(found, key=lambda pk: (announced[pk], found[pk][0].code), reverse=True)
    return [_cycle(*found[pk]) for pk in order]


def _cycle(call: Call, by_kind: dict[str, dict[int, Laureate]]) -> Cycle:
    """Whoever won is not listed again among those on the shortlist."""
    won = by_kind[WON]
    rest = tuple(one for pk, one in by_kind[SHORTLISTED].items() if pk not in won)
    return Cycle(call, tuple(won.values()), rest)


def _practices(reader: Reader, on: date, entries: list[int]) -> dict[int, Practice]:
    rows = Practice.objects.visible_to(reader).published(on).filter(entry__in=entries)
    return {one.entry_id: one for one in rows if one.entry_id is not None}


def laureate_of(entry: Entry, reader: Reader) -> Placing | None:
    """The placing by which an entry won, where that was announced and the reader may know it."""
    rows = placings(reader).filter(entry=entry, stage__kind=WON).select_related("stage__call")
    return rows.first()
