"""The signed link by which a side answers: one for a side, with an end, spent when it has answered."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.evaluation.models import Side
from koinon.network.people.models import Role
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import LinkNotGood, is_current, sealed, unsealed

SALT = "koinon.evaluation.side"


NEVER_OURS = _("This link opens nothing. Ask whoever sent it for a new one.")
SPENT = _("Your side has answered by this link already. Thank you; nothing more is needed.")
OVER = _("Both sides have answered. Thank you; nothing more is needed.")
EXPIRED = _("This link is past its end. Ask whoever sent it for a new one.")
LEFT = _("This link went to somebody who no longer holds an office there. Ask for one of your own.")


def token_of(side: Side) -> str:
    """What the link of the side ends in; nothing where none was made."""
    return sealed(side.key, side.link_nonce, salt=SALT)


def side_behind(token: str, today: date) -> Side:
    """The side a link opens. Raises LinkNotGood, in the language of the link, for somebody without an account."""
    opened = unsealed(token, salt=SALT)
    if opened is None:
        raise LinkNotGood(NEVER_OURS)
    key, nonce = opened
    rows = Side.objects.select_related("assessment__agreement", "body", "link_person")
    side = rows.filter(key=key).first()
    if side is None:
        raise LinkNotGood(NEVER_OURS)
    if why := _why_closed(side, nonce, today):
        raise LinkNotGood(why, side.link_language)
    return side


def _why_closed(side: Side, nonce: str, today: date) -> str | Promise:
    """Why the link no longer opens; nothing where it does."""
    if side.answered_at and side.by_link and not side.link_nonce:
        return SPENT
    if not is_current(side.link_nonce, nonce):
        return NEVER_OURS
    if not Side.objects.filter(assessment=side.assessment_id, answered_at=None).exists():
        return OVER
    if side.link_until is None or side.link_until < today:
        return EXPIRED
    return LEFT if side.link_person_id and not _holds_office(side, today) else ""


def _holds_office(side: Side, today: date) -> bool:
    """Whether the person it went to holds an office in the body or in one of its parts."""
    roles = Role.objects.filter(person=side.link_person_id).holding(today)
    return roles.filter(of=side.body_id).exists() or roles.filter(of__parent=side.body_id).exists()


def bearer(side: Side) -> Reader:
    """Whoever holds the link, as a reader: no account, and the one side's own eyes and hand."""
    return Reader(bodies=frozenset({side.body_id}))
