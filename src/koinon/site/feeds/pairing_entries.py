"""What rounds of pairing put into a calendar: the day a call closes, and the day by which cities answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from koinon.cooperation.pairing.models import Profile, Round
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.readers import Reader
from koinon.site.feeds.ics import Entry

WARNING = 14
Absolute = Callable[[str], str]


def of_rounds(
    bodies: Iterable[int] | None, programme: Programme | None, reader: Reader, since: date, absolute: Absolute
) -> Iterator[Entry]:
    """The days that rounds of these bodies, of this programme, or all still have to keep: one statement."""
    calling = Q(opened_at__isnull=False, frozen_at=None, call_closes__gte=since)
    asking = Q(asked_at__isnull=False, published_at=None, consult_by__gte=since)
    rows = Round.objects.visible_to(reader).filter(calling | asking)
    if programme:
        rows = rows.filter(edition__programme=programme)
    elif bodies is not None:
        called = Profile.objects.filter(participation__body__in=bodies, withdrawn_at=None)
        rows = rows.filter(pk__in=called.values("round"))
    for round_ in rows.select_related("edition"):
        yield entry(round_, absolute)


def entry(round_: Round, absolute: Absolute) -> Entry:
    """The next day of a round: while the call is open its close, once the cities are asked the last for answers."""
    is_call = round_.frozen_at is None
    due = round_.call_closes if is_call else round_.consult_by
    assert due is not None
    words = _("Call closes: %(round)s") if is_call else _("Last day for the answers of the cities: %(round)s")
    return Entry(
        uid=f"{'call' if is_call else 'answers'}-{round_.record_kind()}-{round_.key}@koinon",
        title=words % {"round": round_},
        begins=due,
        ends=due,
        href=absolute(round_.get_absolute_url()),
        kind=_("deadline"),
        note=str(round_.edition),
        sequence=round_.version,
        warn_days=WARNING,
    )
