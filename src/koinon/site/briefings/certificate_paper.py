"""The certificate as a paper, in the language of its holder, with the name as they write it and a code to verify it."""

from __future__ import annotations

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.cooperation.learning.certificate_signing import drawing_of
from koinon.cooperation.learning.certificates import Certificate
from koinon.network.events.codes import code_of
from koinon.platform.notifications.addresses import absolute
from koinon.platform.ui.figures import day, number
from koinon.site.briefings.paper import Diploma, Paper


def certificate_paper(one: Certificate) -> Paper:
    """One sheet; the same certificate gives the same sheet."""
    address = absolute(one.get_absolute_url())
    code = code_of(address)
    with override(one.language):
        return Paper(
            title="",
            language=get_language() or "en",
            blocks=(
                Diploma(
                    says=_("%(issuer)s certifies that") % {"issuer": one.issuer},
                    name=one.name,
                    what=_("has earned this certificate for"),
                    title=one.title,
                    lines=tuple(_lines(one)),
                    seal=drawing_of(one).decode(),
                    code=code.path,
                    modules=code.size,
                    address=address,
                    under=(
                        _("Issued on %(day)s") % {"day": day(one.issued_on, "long")},
                        _("Number %(number)s") % {"number": one.key},
                        _("Whether it still counts can be seen here:"),
                    ),
                ),
            ),
            footer=_("Certificate: %(title)s") % {"title": one.title},
            filename=f"certificate-{one.key}",
        )


def _lines(one: Certificate) -> list[str]:
    lines = [one.held] if one.held else []
    if one.hours:
        lines.append(_("Hours of learning: %(n)s") % {"n": number(one.hours)})
    lines += one.criteria.splitlines()
    lines += [f"· {line.strip()}" for line in one.learnt.splitlines() if line.strip()]
    if one.is_example:
        lines.append(_("An example, invented to show the room at work."))
    return lines
