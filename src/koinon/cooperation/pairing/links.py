"""Signed links for cities whose people have no account: one for each profile, with an end, and revocable."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.models import Profile
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import LinkNotGood, is_current, sealed, unsealed

SALT = "koinon.pairing.call"


def token_of(profile: Profile) -> str:
    """What the link of the profile ends in; nothing where none was issued."""
    return sealed(profile.key, profile.link_nonce, salt=SALT)


def profile_behind(token: str, today: date) -> Profile:
    """The profile a link opens. Raises LinkNotGood, saying the same for every reason but its age."""
    spoilt = LinkNotGood(_("This link opens nothing. Ask the programme for a new one."))
    opened = unsealed(token, salt=SALT)
    if opened is None:
        raise spoilt
    key, nonce = opened
    rows = Profile.objects.select_related("round__edition__programme", "participation__body__city__country")
    found = rows.filter(key=key).first()
    if found is None or not is_current(found.link_nonce, nonce):
        raise spoilt
    if found.link_until is None or found.link_until < today:
        raise LinkNotGood(_("This link is past its end. Ask the programme for a new one."))
    return found


def bearer(profile: Profile) -> Reader:
    """Whoever holds the link, as a reader: no account, and the one city's own eyes and hand."""
    return Reader(bodies=frozenset({profile.participation.body_id}))
