"""The first year the slider of the as-of band reaches back to."""

import time

from django.db import DatabaseError
from django.db.models import Min

from koinon.network.members.models import Membership
from koinon.platform.dates.bounds import FIRST
from koinon.platform.ui.asof import EARLIEST_YEAR

KEPT_SECONDS = 600.0

_known: tuple[float, int] | None = None


def first_year() -> int:
    """The year of the earliest membership on record, looked up at most every ten minutes in each process."""
    global _known
    if _known is None or time.monotonic() - _known[0] > KEPT_SECONDS:
        _known = time.monotonic(), _look()
    return _known[1]


def _look() -> int:
    try:
        earliest = Membership.objects.exclude(starts_earliest=FIRST).aggregate(Min("starts_earliest"))[
            "starts_earliest__min"
        ]
    except DatabaseError:  # before the first migration there is nothing to look at
        return EARLIEST_YEAR
    return min(earliest.year, EARLIEST_YEAR) if earliest else EARLIEST_YEAR
