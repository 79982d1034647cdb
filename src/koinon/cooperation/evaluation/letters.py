"""The letter that takes the link to a side, in its language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.evaluation.links import token_of
from koinon.cooperation.evaluation.models import Side
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui import figures
from koinon.platform.ui.addresses import url


def unique_of(side: Side) -> str:
    """What names the letter for good: one for each link that was made."""
    return f"ten-principles/{side.key}/{side.link_nonce[:6]}"


def ask_letter(side: Side, address: str) -> Letter:
    """Asks a side for its answers. The ledger of letters names the side, and nothing of what anybody answers."""
    language = side.link_language or "en"
    with override(language):
        said = {
            "pair": side.assessment.agreement,
            "link": absolute(url("evaluation:guest", token=token_of(side))),
            "day": figures.day(side.link_until, "long"),
        }
        text = _(
            "How is the partnership doing, seen from your side? Ten short questions, from 1 to 5; no account is needed:"
            "\n\n%(link)s\n\nThe other side reads your answers when it has given its own, and not before. "
            "The link is good until %(day)s and can be used once."
        )
        return Letter(
            unique=unique_of(side),
            address=address,
            language=language,
            subject=_("Ten questions on the partnership: %(pair)s") % said,
            text=addressed("", text % said),
            about=("evaluation.assessment", side.assessment.key),
        )
