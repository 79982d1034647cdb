"""What the posts of a reader open: the first doors for each function, on the front page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.network.people.models import Function
from koinon.network.people.readers import Reader


@dataclass(frozen=True, slots=True)
class Door:
    """Where to go, and what one finds there."""

    words: str | Promise
    why: str | Promise
    url_name: str


MONDAY = Door(_("Your Monday"), _("what is due this week, what waits, what ends soon"), "desk:monday")
PROMISES = Door(
    _("What was promised"), _("by whom and to whom, and what has been shown for it"), "agreements:commitments"
)
PAIRING = Door(
    _("Which cities are paired, and why"),
    _("profiles, proposals and answers of the rounds"),
    "pairing:rounds",
)
PLANS = Door(_("Plans"), _("measures with their owners, and what came of them"), "plans:plans")
GRANTS = Door(_("Grants"), _("from the pledge to the result, line by line"), "grants:grants")
HEALTH = Door(_("Pair health"), _("how the pairs are doing, for those in them"), "evaluation:pairs")
SCORES = Door(_("To score"), _("the entries that wait for your scores"), "awards:mine")
DECIDED = Door(
    _("What we decided"), _("by the boards in which you sit, and what became of it"), "governance:decided"
)
MEETINGS = Door(_("Meetings"), _("agendas, papers and minutes"), "governance:meetings")
DOORS: dict[str, tuple[Door, ...]] = {
    Function.PORTFOLIO_MANAGER: (MONDAY,),
    Function.SECRETARIAT: (MONDAY,),
    Function.FOCAL_POINT: (PROMISES, PAIRING, PLANS),
    Function.EXPERT: (PAIRING, PLANS, HEALTH),
    Function.JUROR: (SCORES,),
    Function.BOARD_MEMBER: (MEETINGS, DECIDED),
    Function.FUNDER: (GRANTS, PROMISES),
}


def own_doors(reader: Reader) -> list[Door]:
    """The doors of all functions the reader has today, each once; no statement."""
    return list(dict.fromkeys(_doors(reader)))


def _doors(reader: Reader) -> Iterator[Door]:
    for function, doors in DOORS.items():
        if function in reader.functions:
            yield from doors
