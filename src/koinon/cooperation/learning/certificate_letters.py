"""What holders of certificates are told by mail, in their language; each letter is planned once."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.learning.certificate_links import own_token
from koinon.cooperation.learning.certificates import Certificate
from koinon.platform.accounts.models import User
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.commands import Letter, plan_message
from koinon.platform.ui.addresses import url

KIND = "learning.certificate"


def write_issued(one: Certificate, *, on: date, by: User | None) -> None:
    """The certificate is there; ``replaces`` tells that it is a corrected one."""
    words = {"name": one.name, "title": one.title}
    with override(one.language):
        again = _("A name was corrected: the earlier certificate counts no more, this one takes its place.")
        paragraphs = (
            _("Dear %(name)s,") % words,
            _("Here is your certificate for “%(title)s”.") % words,
            again if one.replaces_id else "",
            _(
                "Behind the link are the paper to print and the badge to keep or to show. There you also say "
                "whether your name may be seen by somebody who verifies it."
            ),
            _own(one),
            _("Whoever wants to verify it needs only this address:") + " " + absolute(one.get_absolute_url()),
        )
        _plan(one, "issued", _("Your certificate: %(title)s") % words, paragraphs, on=on, by=by)


def write_revoked(one: Certificate, *, on: date, by: User | None) -> None:
    """The certificate was taken back, and why."""
    with override(one.language):
        words = {"name": one.name, "title": one.title, "reason": one.get_reason_display()}
        paragraphs = (
            _("Dear %(name)s,") % words,
            _("Your certificate for “%(title)s” was taken back: %(reason)s.") % words,
            _("Whoever verifies it is told so. If you think this is wrong, please answer this letter."),
        )
        _plan(
            one, "revoked", _("Your certificate was taken back: %(title)s") % words, paragraphs, on=on, by=by
        )


def _own(one: Certificate) -> str:
    return absolute(url("certificates:own", token=own_token(one)))


def _plan(
    one: Certificate, what: str, subject: str, paragraphs: tuple[str, ...], *, on: date, by: User | None
) -> None:
    letter = Letter(
        unique=f"{KIND}/{one.key}/{what}",
        address=one.email,
        language=one.language,
        subject=subject,
        text="\n\n".join(filter(None, paragraphs)),
        about=(KIND, one.key),
    )
    plan_message(letter, on=on, by=by)
