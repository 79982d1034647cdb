"""A programme through time: its editions as bars, its events as points."""

from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.programmes.queries import ProgrammePage
from koinon.platform.dates.models import Dated
from koinon.platform.dates.spans import Holds
from koinon.platform.ui.drawings.timeline import Bar, Mark, Point, Timeline


def time_tag(dated: Dated, on: date) -> tuple[str, str]:
    """How something stands on the day, in words and a tone: to come, running, perhaps running, over."""
    words = {
        Holds.YES: _("running"),
        Holds.POSSIBLY: _("perhaps running"),
        Holds.NO: _("to come") if on < dated.starts_earliest else _("over"),
    }
    answer = dated.holds(on)
    return words[answer], answer.value


def programme_timeline(page: ProgrammePage, on: date, today: date) -> Timeline | None:
    """The swim lanes of a programme; none where nothing on them is dated."""
    marks: list[Mark] = []
    for edition in page.editions:
        if not (edition.starts.is_unknown and edition.ends.is_unknown):
            days = edition.starts_earliest, edition.starts_latest, edition.ends_earliest, edition.ends_latest
            marks.append(
                Bar(_("Editions"), str(edition), *days, tone="pairing", href=edition.get_absolute_url())
            )
    for link in page.events:
        event = link.event
        if not event.starts.is_unknown:
            last = max(event.starts_latest, event.starts_earliest)
            marks.append(Point(_("Events"), event.starts_earliest, last, str(event), tone="events"))
    if not marks:
        return None
    title = _("%(programme)s through time") % {"programme": page.programme}
    told = _("The editions of the programme and its events, year by year.")
    return Timeline(title, told, marks, on, today, [_("Editions"), _("Events")])
