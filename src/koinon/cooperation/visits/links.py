"""The signed link for the guest's office: one for a visit, with an end, spent when the list is agreed."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.visits.models import Visit
from koinon.network.people.models import Body, Person, Role
from koinon.platform.accounts.signed_links import LinkNotGood, is_current, sealed, unsealed

SALT = "koinon.visits.guest"


def token_of(visit: Visit) -> str:
    """What the link of the visit ends in; nothing where none was issued."""
    return sealed(visit.key, visit.link_nonce, salt=SALT)


def visit_behind(token: str, today: date) -> Visit:
    """The visit a link opens. Raises LinkNotGood, in words for somebody who has no account here."""
    opened = unsealed(token, salt=SALT)
    rows = Visit.objects.select_related("event__city", "event__host", "guest", "link_for")
    visit = rows.filter(key=opened[0]).first() if opened else None
    if visit is None or opened is None:
        raise LinkNotGood(_("This link opens nothing. Ask whoever sent it for a new one."))
    if why := _why_closed(visit, opened[1], today):
        raise LinkNotGood(why, visit.link_language)
    return visit


def _why_closed(visit: Visit, mark: str, today: date) -> str | Promise:
    """Why the link no longer opens; nothing where it does."""
    if not visit.link_nonce and visit.agreed_at:
        return _("The list was agreed with this link already. Thank you; nothing more is needed.")
    if not visit.link_nonce:
        return _("This link was taken back. Ask whoever sent it for a new one.")
    if not is_current(visit.link_nonce, mark):
        return _("A newer link was made after this one. Use that, or ask whoever sent it.")
    if visit.link_until is None or visit.link_until < today:
        return _("This link is past its end. Ask whoever sent it for a new one.")
    if visit.link_for and not speaks_for(visit.link_for, visit.guest, today):
        return _left_lazily(visit.link_for.display())
    return ""


def _left(person: str) -> str:
    words = gettext(
        "This link was for %(person)s, who by our record no longer works there. Ask for a link of your own."
    )
    return words % {"person": person}


_left_lazily = lazy(_left, str)


def speaks_for(person: Person, guest: Body, on: date) -> bool:
    """Whether the person holds a role in the guest, an office of it, the body above it, or another body of its city.

    What a pasted list made stands in the guest's city and is part of nothing yet. Possibly is enough.
    """
    family = Q(of=guest.pk) | Q(of__parent=guest.pk) | Q(of=guest.parent_id)
    family |= Q(of__city=guest.city_id) if guest.city_id else Q()
    return Role.objects.holding(on).filter(family, person=person).exists()
