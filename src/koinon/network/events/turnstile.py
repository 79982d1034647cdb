"""A door that anybody may knock at lets so many in and no more: counted by address of the caller, and of the mail."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from koinon.platform.errors import Refused

A_MINUTE, AN_HOUR = 60, 3600


class TooMany(Refused):
    """Somebody knocks too often."""


def let_in(door: str, who: str, most: int, seconds: int) -> None:
    """Count one more knock; raises TooMany beyond the most. Who knocks is kept as a digest, and only so long."""
    digest = salted_hmac("koinon.turnstile", f"{door} {who}", algorithm="sha256").hexdigest()[:32]
    name = f"turnstile-{digest}"
    cache.add(name, 0, seconds)
    try:
        knocks = cache.incr(name)
    except ValueError:  # it ran out between the two
        cache.set(name, 1, seconds)
        knocks = 1
    if knocks > most:
        raise TooMany(_("Too many registrations from here in a short time. Please try again in an hour."))


def caller(request: HttpRequest) -> str:
    """Where a request comes from, as far as this server knows it."""
    return str(request.META.get("REMOTE_ADDR", ""))
