"""The phrases in which days and periods are printed, translated when used."""

from datetime import date

from babel.dates import format_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

# Spanish and French put an article before an exact day: "antes del 14 de octubre", "avant octobre".
EXACT = {
    "before": pgettext("exact day", "before %(day)s"),
    "after": pgettext("exact day", "after %(day)s"),
    "by": pgettext("exact day", "by %(day)s"),
    "or later": pgettext("exact day", "%(day)s or later"),
    "about": pgettext("exact day", "about %(day)s"),
    "perhaps": pgettext("exact day", "perhaps %(day)s"),
    "perhaps about": pgettext("exact day", "perhaps about %(day)s"),
    "between": pgettext("exact day", "between %(first)s and %(last)s"),
    "since": pgettext("exact day", "since %(day)s"),
    "from": pgettext("exact day", "from %(day)s, end unknown"),
    "until": pgettext("exact day", "until %(day)s, start unknown"),
}
VAGUE = {
    "before": _("before %(day)s"),
    "after": _("after %(day)s"),
    "by": _("by %(day)s"),
    "or later": _("%(day)s or later"),
    "about": _("about %(day)s"),
    "perhaps": _("perhaps %(day)s"),
    "perhaps about": _("perhaps about %(day)s"),
    "between": _("between %(first)s and %(last)s"),
    "since": _("since %(day)s"),
    "from": _("from %(day)s, end unknown"),
    "until": _("until %(day)s, start unknown"),
}
SEASONS = {
    "21": _("spring %(year)s"),
    "22": _("summer %(year)s"),
    "23": _("autumn %(year)s"),
    "24": _("winter %(year)s"),
}
SEASON_NOTES = {
    "21": _("March to May, northern half"),
    "22": _("June to August, northern half"),
    "23": _("September to November, northern half"),
    "24": _("December to February, northern half"),
}
DECADE = _("%(year)ss")
# The thirds of a month; each is read back as the same days.
MONTH_PARTS = {
    "early": pgettext("part of a month", "early %(month)s"),
    "mid": pgettext("part of a month", "mid-%(month)s"),
    "late": pgettext("part of a month", "late %(month)s"),
}
UNKNOWN_DAY = _("date unknown")
OPEN_DAY = _("still open")
UNKNOWN_SPAN = _("dates unknown")
OPEN_FROM_UNKNOWN = _("still open, start unknown")
TAKEN_AS = _("taken as %(first)s to %(last)s")
CLOSE_RANGE = pgettext("period", "%(first)s–%(last)s")
WIDE_RANGE = pgettext("period", "%(first)s – %(last)s")

LOCALES = {"en": "en_GB", "zh": "zh_Hans", "es": "es", "fr": "fr"}
WESTERN = {"year": "yyyy", "month": "MMMM yyyy", "day": "d MMMM yyyy", "full": "EEEE d MMMM yyyy",
           "month only": "MMMM", "day only": "d", "day and month": "d MMMM"}  # fmt: skip
PATTERNS = {
    "en": WESTERN | {"full": "EEEE, d MMMM yyyy"},
    "fr": WESTERN,
    "es": WESTERN | {"month": "MMMM 'de' yyyy", "day": "d 'de' MMMM 'de' yyyy",
                     "day and month": "d 'de' MMMM", "full": "EEEE, d 'de' MMMM 'de' yyyy"},
    "zh": {"year": "yyyy年", "month": "yyyy年M月", "day": "yyyy年M月d日", "full": "yyyy年M月d日EEEE",
           "month only": "M月", "day only": "d日", "day and month": "M月d日"},
}  # fmt: skip


def calendar_words(day: date, what: str, language: str, *, short: bool = False) -> str:
    """A date, or the part of it that is asked for, in a language: "October 2016", "14 de octubre", "14日"."""
    pattern = PATTERNS[language][what]
    if short:
        pattern = pattern.replace("MMMM", "MMM").replace(" 'de' ", " ").replace("EEEE", "EEE")
    words = format_date(day, pattern, locale=LOCALES[language])
    first_of_month = language == "fr" and day.day == 1 and what in ("day", "day only", "day and month")
    return f"1er{words[1:]}" if first_of_month else words
