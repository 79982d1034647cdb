"""The signed link of a holder: it opens the own certificate, without an account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from koinon.cooperation.learning.certificates import Certificate
from koinon.platform.accounts.signed_links import LinkNotGood, is_current, sealed, unsealed

SALT = "koinon.learning.certificate"


def own_token(certificate: Certificate) -> str:
    """What the holder's link ends in; nothing once the name is forgotten."""
    return sealed(certificate.key, certificate.mark, salt=SALT)


def own_behind(token: str) -> Certificate:
    """The certificate a link opens. Raises LinkNotGood in words for somebody without an account."""
    opened = unsealed(token, salt=SALT)
    rows = Certificate.objects.select_related("hub", "seminar__event", "curriculum", "replaced_by")
    one = rows.filter(key=opened[0]).first() if opened else None
    if opened is None or one is None:
        raise LinkNotGood(_("This link opens nothing. Look for the newest letter about your certificate."))
    if one.is_forgotten:
        raise LinkNotGood(
            _("Your name and your badge are no longer kept here. A badge you saved can still be verified."),
            one.language,
        )
    if not is_current(one.mark, opened[1]):
        raise LinkNotGood(
            _("This link opens nothing. Look for the newest letter about your certificate."), one.language
        )
    return one
