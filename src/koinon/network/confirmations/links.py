"""The one-time link of a confirmation: good for some weeks, for one answer, while the person asked holds an office there."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.network.confirmations.models import Answer, Confirmation
from koinon.network.people.models import Role
from koinon.platform.accounts.signed_links import LinkNotGood, is_current, sealed, unsealed

SALT = "koinon.confirmations"
NEVER_OURS = _("This link opens nothing. Ask whoever sent it for a new one.")


def token_of(confirmation: Confirmation) -> str:
    """What the link ends in; nothing once it was answered or taken back."""
    return sealed(confirmation.key, confirmation.link_nonce, salt=SALT) if confirmation.is_open else ""


def confirmation_behind(token: str, today: date) -> Confirmation:
    """The confirmation a link opens. Raises LinkNotGood, in words for somebody who has no account here."""
    opened = unsealed(token, salt=SALT)
    found = (
        Confirmation.objects.select_related("side", "person").filter(key=opened[0]).first()
        if opened
        else None
    )
    if opened is None or found is None:
        raise LinkNotGood(NEVER_OURS)
    if why := _why_closed(found, opened[1], today):
        raise LinkNotGood(why, found.language)
    return found


def _why_closed(found: Confirmation, mark: str, today: date) -> str | Promise:
    """Why the link no longer opens; nothing where it does."""
    if found.answer in (Answer.AGREED, Answer.DIFFERS):
        return _("This was answered with this link already. Thank you; nothing more is needed.")
    if found.answer == Answer.WITHDRAWN:
        return _("Whoever sent this link has taken it back; nothing is needed of you.")
    if not is_current(found.link_nonce, mark):
        return NEVER_OURS
    if found.link_until < today:
        return _("This link is past its end. Ask whoever sent it for a new one.")
    if found.person_id and not holds_office(found, today):
        return _("This link was for somebody who has left the office. Ask whoever sent it for a new one.")
    return ""


def holds_office(confirmation: Confirmation, on: date) -> bool:
    """Whether the person asked surely or possibly holds a role in the body asked, or in an office of it, on the day."""
    side = confirmation.side_id
    within = Q(of=side) | Q(of__parent=side) | Q(of__parent__parent=side) | Q(sits_for=side)
    return Role.objects.holding(on).filter(within, person=confirmation.person_id).exists()
