"""The signs of a pair's health: traces in, signs with their reasons out; nothing is typed, nothing kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from koinon.platform.ui.figures import day, number

# A pair is measured by its own rhythm: half as long again is still its way, three times as long is silence.
USUAL, LONG = 1.5, 3.0
MOST_REASONS = 6
YEARS_OF_CHANGES = 3
GRACE = timedelta(days=31)
"""How long after a quarter an update is still on time."""


class Mood(models.TextChoices):
    """How a sign stands. There is no sum of the signs: a pair is not a number."""

    STEADY = "steady", pgettext_lazy("sign of a pair", "steady")
    WATCH = "watch", pgettext_lazy("sign of a pair", "worth a call")
    SLIPPING = "slipping", pgettext_lazy("sign of a pair", "slipping")
    UNKNOWN = "unknown", pgettext_lazy("sign of a pair", "too little is known")


# Red is for what is overdue, and for nothing else.
TONES = {Mood.STEADY: "yes", Mood.WATCH: "possibly", Mood.SLIPPING: "possibly", Mood.UNKNOWN: "no"}


class SignName(models.TextChoices):
    """What is looked at."""

    CONTACT = "contact", pgettext_lazy("sign of a pair", "Contact")
    PROMISES = "promises", gettext_lazy("Promises")
    UPDATES = "updates", gettext_lazy("Updates of measures")
    REPLIES = "replies", gettext_lazy("Replies")
    FOCAL_POINTS = "focal_points", gettext_lazy("Focal points")


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that happened between the two, with its day and its page."""

    day: date
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: how it stands, why in a sentence, and the traces behind it."""

    name: SignName
    mood: Mood
    words: str
    reasons: tuple[Trace, ...] = ()

    @property
    def tone(self) -> str:
        return TONES[self.mood]


def contact(traces: Iterable[Trace], on: date) -> Sign:
    """The last contact against the pair's own rhythm: the median of the times between contacts before."""
    known = sorted((one for one in traces if one.day <= on), key=lambda one: one.day)
    days = sorted({one.day for one in known})
    last = tuple(reversed(known[-MOST_REASONS:]))
    if not days:
        return Sign(SignName.CONTACT, Mood.UNKNOWN, _("No contact is on record."))
    silence = (on - days[-1]).days
    told = {"last": day(days[-1]), "silence": days_words(silence)}
    if len(days) < 3:
        words = (
            _("Last contact on %(last)s, %(silence)s ago. A rhythm shows from the third contact on.") % told
        )
        return Sign(SignName.CONTACT, Mood.UNKNOWN, words, last)
    rhythm = max(median((after - before).days for before, after in pairwise(days)), 1)
    told["rhythm"] = days_words(round(rhythm))
    words = (
        _("Last contact on %(last)s, %(silence)s ago; between contacts they usually let %(rhythm)s pass.")
        % told
    )
    return Sign(SignName.CONTACT, by_ratio(silence / rhythm), words, last)


def by_ratio(ratio: float) -> Mood:
    """How long the silence is, in times of the rhythm."""
    if ratio <= USUAL:
        return Mood.STEADY
    return Mood.WATCH if ratio <= LONG else Mood.SLIPPING


def share(done: int, of: int) -> Mood:
    """How much of what was to be done was done."""
    if of == 0:
        return Mood.UNKNOWN
    return Mood.STEADY if done * 4 >= of * 3 else Mood.WATCH if done * 5 >= of * 2 else Mood.SLIPPING


def promises(evidenced: int, due: int, late: Sequence[Trace]) -> Sign:
    """Promises evidenced over due."""
    told = {"done": number(evidenced), "due": number(due)}
    words = (
        _("%(done)s of %(due)s that fell due are evidenced.") % told
        if due
        else _("Nothing has fallen due yet.")
    )
    return Sign(SignName.PROMISES, share(evidenced, due), words, tuple(late[:MOST_REASONS]))


def updates(on_time: int, asked: int, missing: Sequence[Trace]) -> Sign:
    """Updates of measures that came within a month of their quarter's end."""
    told = {"done": number(on_time), "asked": number(asked)}
    words = (
        _("%(done)s of %(asked)s updates came within a month of the quarter's end.") % told
        if asked
        else _("No update of a measure was due yet.")
    )
    return Sign(SignName.UPDATES, share(on_time, asked), words, tuple(missing[:MOST_REASONS]))


def replies(answered: int, sent: int, waiting: Sequence[Trace]) -> Sign:
    """Links sent to either side, and how many were answered."""
    told = {"done": number(answered), "sent": number(sent)}
    words = _("%(done)s of %(sent)s links were answered.") % told if sent else _("No link was sent yet.")
    return Sign(SignName.REPLIES, share(answered, sent), words, tuple(waiting[:MOST_REASONS]))


def focal_points(begun: Sequence[Trace], held_now: int, sides: int) -> Sign:
    """How often the people changed through whom the sides reach each other, and whether each side has one."""
    if not begun and not held_now:
        return Sign(SignName.FOCAL_POINTS, Mood.UNKNOWN, _("No focal point of either side is on record."))
    changes = max(len(begun) - sides, 0)
    words = ngettext("%(num)s change in three years.", "%(num)s changes in three years.", changes) % {
        "num": number(changes)
    }
    if held_now < sides:
        words = f"{words} " + _("Not every side has a focal point now.")
    mood = Mood.STEADY if changes <= 1 else Mood.WATCH if changes <= 3 else Mood.SLIPPING
    if held_now < sides and mood == Mood.STEADY:
        mood = Mood.WATCH
    return Sign(SignName.FOCAL_POINTS, mood, words, tuple(begun[:MOST_REASONS]))


def days_words(count: int) -> str:
    """A length in days, months or years, whichever is said of it."""
    if count < 60:
        return ngettext("%(num)s day", "%(num)s days", count) % {"num": number(count)}
    months = round(count / 30.44)
    if months < 24:
        return ngettext("%(num)s month", "%(num)s months", months) % {"num": number(months)}
    years = round(count / 365.25)
    return ngettext("%(num)s year", "%(num)s years", years) % {"num": number(years)}
