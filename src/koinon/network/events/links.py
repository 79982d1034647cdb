"""The signed links of a registration: its own page, the code shown at the door, and all of one address together."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from koinon.network.events.models import Registration
from koinon.platform.accounts.signed_links import LinkNotGood, is_current, sealed, unsealed

OWN, DOOR, ALL = "koinon.events.registration", "koinon.events.door", "koinon.events.seats"


def own_token(registration: Registration) -> str:
    """What the registrant's own link ends in."""
    return sealed(registration.key, registration.mark, salt=OWN)


def door_token(registration: Registration) -> str:
    """What the code at the door ends in; it opens nothing to the person who carries it."""
    return sealed(registration.key, registration.mark, salt=DOOR)


def seats_token(registration: Registration) -> str:
    """What the link to all registrations of an address ends in; good as long as this one of them is kept."""
    return sealed(registration.key, registration.mark, salt=ALL)


def own_behind(token: str, today: date) -> Registration:
    """The registration a link opens. Raises LinkNotGood in words for somebody without an account."""
    return _behind(token, OWN, today)


def door_behind(token: str, today: date) -> Registration:
    """The registration behind a code shown at the door."""
    return _behind(token, DOOR, today)


def seats_behind(token: str, today: date) -> Registration:
    """The registration whose address a link to all of them was sent to."""
    return _behind(token, ALL, today)


def _behind(token: str, salt: str, today: date) -> Registration:
    spoilt = LinkNotGood(_("This link opens nothing. Register again, or ask whoever holds the event."))
    opened = unsealed(token, salt=salt)
    if opened is None:
        raise spoilt
    key, mark = opened
    rows = Registration.objects.select_related(
        "event__city", "event__host", "event__registration_rules", "person", "attendance"
    )
    found = rows.filter(key=key).first()
    if found is None or not found.mark:
        raise LinkNotGood(_("This registration is no longer kept: its day to be forgotten has come."))
    if not is_current(found.mark, mark):
        raise spoilt
    rules = getattr(found.event, "registration_rules", None)
    forgets = rules.forgets_on() if rules else None
    if forgets and forgets < today:
        raise LinkNotGood(_("This registration is no longer kept: its day to be forgotten has come."))
    return found
