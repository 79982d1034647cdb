"""The signed link for the guest's office: one for a visit, with an end, spent when the list is agreed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.visits.models import Visit
from koinon.platform.accounts.signed_links import is_current, sealed, unsealed
from koinon.platform.errors import Refused

SALT = "koinon.visits.guest"


class LinkNotGood(Refused):
    """The link was never ours, was revoked, is spent, or is past its end."""


def token_of(visit: Visit) -> str:
    """What the link of the visit ends in; nothing where none was issued."""
    return sealed(visit.key, visit.link_nonce, salt=SALT)


def visit_behind(token: str, today: date) -> Visit:
    """The visit a link opens. Raises LinkNotGood, in words for somebody who has no account here."""
    spoilt = LinkNotGood(_("This link opens nothing. Ask whoever sent it for a new one."))
    opened = unsealed(token, salt=SALT)
    if opened is None:
        raise spoilt
    key, nonce = opened
    visit = Visit.objects.select_related("event__city", "event__host", "guest").filter(key=key).first()
    if visit is None:
        raise spoilt
    if not visit.link_nonce and visit.agreed_at:
        raise LinkNotGood(_("The list was agreed with this link already. Thank you; nothing more is needed."))
    if not is_current(visit.link_nonce, nonce):
        raise spoilt
    if visit.link_until is None or visit.link_until < today:
        raise LinkNotGood(_("This link is past its end. Ask whoever sent it for a new one."))
    return visit
