"""A prize becomes a grant with its instalments in one command, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from koinon.cooperation.calls.models import Entry, Placing, Prize, StageKind
from koinon.cooperation.grants.commands import record_grant, record_instalment
from koinon.cooperation.grants.models import Grant, PrizeGrant
from koinon.cooperation.grants.money import CENT
from koinon.cooperation.grants.permissions import can_record_money
from koinon.network.people.models import Body
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.dates import Day
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

WHOLE = Decimal(100)


class NotALaureate(Refused):
    """Only an entry that won, as announced, has a prize."""


class OfAnotherCall(Refused):
    """The prize belongs to another call."""


class GivenAlready(Refused):
    """A prize is given once to an entry, and as often as the call says."""


class SharesDoNotAddUp(Refused):
    """The instalments are the whole, no more and no less."""


@dataclass(frozen=True, slots=True)
class Share:
    """One instalment: how much of the whole in per cent, by when, and on which condition."""

    per_cent: Decimal
    due: Day
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Who gives the prize, since when it is granted, and in which instalments; none for a prize in kind."""

    funder: Body
    day: Day
    shares: Sequence[Share] = ()


def grant_prize(entry: Entry, prize: Prize, terms: Terms, *, by: Reader, on: date) -> Grant:
    """Make the grant of a laureate's prize: amount and currency are the call's, the instalments as agreed."""
    refuse_unless(can_record_money(by))
    with act("grant_prize", by=by.user) as doing:
        # The row is taken hold of, so that two hands on one button give one prize.
        prize = Prize.objects.select_for_update().select_related("call").get(pk=prize.pk)
        _refuse_ungivable(entry, prize)
        if prize.amount is not None:
            _refuse_shares(terms.shares)
        grant = record_grant(_grant_values(entry, prize, terms), by=by)
        given = PrizeGrant(
            key=propose_key(PrizeGrant, prize.key, entry.key), grant=grant, prize=prize, entry=entry
        )
        doing.create(given)
        doing.about(grant)
        if prize.amount is not None:
            _lay_out(grant, prize.amount, terms.shares, by)
    return grant


def _refuse_ungivable(entry: Entry, prize: Prize) -> None:
    if prize.call_id != entry.call_id:
        raise OfAnotherCall(_("This prize belongs to another call."))
    if not has_won(entry):
        raise NotALaureate(_("This entry has not won, or that is not announced yet."))
    given = PrizeGrant.objects.filter(prize=prize)
    if given.filter(entry=entry).exists():
        raise GivenAlready(_("This prize is a grant already."))
    if given.count() >= prize.number:
        raise GivenAlready(_("This prize was given as often as the call says."))


def has_won(entry: Entry) -> bool:
    """Whether it was announced that the entry won."""
    return Placing.objects.announced().filter(entry=entry, stage__kind=StageKind.WINNER).exists()


def _refuse_shares(shares: Sequence[Share]) -> None:
    if not shares or any(one.per_cent <= 0 for one in shares) or sum(one.per_cent for one in shares) != WHOLE:
        raise SharesDoNotAddUp(_("The instalments together are 100 per cent, each more than nothing."))


def _grant_values(entry: Entry, prize: Prize, terms: Terms) -> dict[str, object]:
    in_kind = prize.in_kind.strip()
    return {
        "title": f"{prize.title}: {entry.title}"[:254],
        "funder": terms.funder,
        "recipient": entry.applicant,
        "day": terms.day,
        "amount": prize.amount,
        "currency": prize.currency if prize.amount is not None else "",
        # A prize of which the call tells neither is one whose amount is not told.
        "undisclosed": prize.amount is None and not in_kind,
        "in_kind": bool(in_kind),
        "in_kind_words": in_kind,
        "edition": prize.call.edition,
    }


def _lay_out(grant: Grant, amount: Decimal, shares: Sequence[Share], by: Reader) -> None:
    """The instalments; the last takes what rounding left."""
    left = amount
    for number, share in enumerate(shares, start=1):
        part = (amount * share.per_cent / WHOLE).quantize(CENT, ROUND_HALF_UP)
        part = left if number == len(shares) else min(part, left)
        left -= part
        title = _("Instalment %(number)s") % {"number": number} if len(shares) > 1 else _("The whole prize")
        values = {"title": title, "due": share.due, "amount": part, "condition": share.condition.strip()}
        record_instalment(grant, values, by=by)


@dataclass(frozen=True, slots=True)
class PrizeRow:
    """A prize of a call as it stands for one entry."""

    prize: Prize
    given: PrizeGrant | None
    left: int


def prizes_of(entry: Entry, reader: Reader) -> list[PrizeRow]:
    """The prizes of the entry's call, and which of them it was given: two statements."""
    rows = list(Prize.objects.visible_to(reader).filter(call=entry.call_id).order_by("id"))
    given: dict[int, list[PrizeGrant]] = {}
    for one in PrizeGrant.objects.visible_to(reader).filter(prize__in=rows).select_related("grant"):
        given.setdefault(one.prize_id, []).append(one)
    return [
        PrizeRow(
            prize,
            next((one for one in given.get(prize.pk, ()) if one.entry_id == entry.pk), None),
            max(prize.number - len(given.get(prize.pk, ())), 0),
        )
        for prize in rows
    ]
