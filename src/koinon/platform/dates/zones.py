"""Whether a time zone is one that clocks know."""

from functools import lru_cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Every time zone there is; looking them up reads a folder, so it is done once."""
    return frozenset(available_timezones())


def checked_zone(text: str) -> str:
    """The zone as typed; refused where there is none of that name. Nothing typed is nothing said."""
    zone = text.strip()
    if zone and zone not in zones():
        raise ValidationError(_("There is no such time zone. Write one like Europe/Madrid."))
    return zone
