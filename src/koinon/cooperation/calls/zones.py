"""Time zones by their names, as calls are announced in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from koinon.platform.dates.zones import zones


def is_zone(name: str) -> None:
    """Refuse a name that is no time zone."""
    if name not in zones():
        raise ValidationError(
            _("“%(name)s” is no time zone; write one such as Asia/Shanghai.") % {"name": name}
        )
