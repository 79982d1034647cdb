"""iCalendar (RFC 5545) written out: entries as lines, times in UTC, days as days.

A writer of our own: through the ``icalendar`` library a feed of 1,000 entries takes forty times as long;
the tests read every feed back with that library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from koinon.site.feeds.vcard import escaped, folded

PRODUCT = "-//Koinon//Calendar//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: all-day when it begins on a date, timed when at an aware moment; ``ends`` is the last of either."""

    uid: str
    title: str
    begins: date | datetime
    ends: date | datetime
    href: str = ""
    place: str = ""
    note: str = ""
    kind: str = ""
    sequence: int = 0
    tentative: bool = False
    warn_days: int = 0


def calendar(name: str, entries: Iterable[Entry], *, stamped_at: datetime) -> str:
    """The whole feed; O(characters)."""
    stamp = utc(stamped_at)
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    named = (f"X-WR-CALNAME:{escaped(name)}", f"NAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H")
    lines = [*head, *named]
    for entry in entries:
        lines.extend(_entry(entry, stamp))
    lines.append("END:VCALENDAR")
    return "".join(line + "\r\n" if len(line) <= SHORT else _folded(line) for line in lines)


SHORT = 18
"""A line so short that even in four-octet letters it needs no folding."""


def _folded(line: str) -> str:
    if len(line) <= 75 and (line.isascii() or len(line.encode()) <= 75):
        return line + "\r\n"
    return "".join(f"{piece}\r\n" for piece in folded(line))


def _entry(entry: Entry, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{entry.sequence}"
    yield from _when(entry)
    yield f"SUMMARY:{escaped(entry.title)}"
    for name, value in (("LOCATION", entry.place), ("DESCRIPTION", entry.note), ("CATEGORIES", entry.kind)):
        if value:
            yield f"{name}:{escaped(value)}"
    if entry.href:
        yield f"URL:{entry.href}"
    yield f"STATUS:{'TENTATIVE' if entry.tentative else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if isinstance(entry.begins, datetime) else 'TRANSPARENT'}"
    if entry.warn_days:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(entry.title)}")
        yield from (f"TRIGGER:-P{entry.warn_days}D", "END:VALARM")
    yield "END:VEVENT"


def _when(entry: Entry) -> Iterator[str]:
    """A day's entry ends, in the file, on the day after its last."""
    if isinstance(entry.begins, datetime) and isinstance(entry.ends, datetime):
        yield f"DTSTART:{utc(entry.begins)}"
        yield f"DTEND:{utc(entry.ends)}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.begins:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.ends + timedelta(1):%Y%m%d}"


def utc(moment: datetime) -> str:
    """An aware moment as UTC in the basic form."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
