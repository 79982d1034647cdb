"""Cities are written to: each gets its link by a letter in the ledger, once for each thing it is asked."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.letters import in_its_language
from koinon.cooperation.pairing.models import CityAnswer, Profile, Round, RoundState
from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.pairing.round_commands import NotNow
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.commands import act
from koinon.platform.notifications.commands import plan_message

GOOD_FOR = timedelta(days=60)


def write_to_cities(round_: Round, *, by: Reader, on: date) -> int:
    """Send every city that has not answered yet its link, by letter; how many. Asked twice, it is one letter still.

    A city without a good link is given one; a link that stands is kept, for it may be in use.
    """
    refuse_unless(can_run(by))
    if round_.state not in (RoundState.CALL, RoundState.ASKED):
        raise NotNow(
            _("Cities are written to while the call is open, and when they are asked about their pairs.")
        )
    asked = round_.state == RoundState.ASKED
    with act("write_letters", by=by.user) as doing:
        doing.about(round_)
        waiting = list(silent(round_, asked=asked))
        for profile in waiting:
            if not profile.link_nonce or (profile.link_until or on) <= on:
                doing.change(profile, link_nonce=fresh_mark(), link_until=on + GOOD_FOR)
            plan_message(in_its_language(profile, on, asked=asked), on=on, by=by.user)
    return len(waiting)


def silent(round_: Round, *, asked: bool) -> list[Profile]:
    """The cities that were asked and have not answered: for their profile, or about a pair that stands."""
    rows = Profile.objects.filter(round=round_, withdrawn_at=None).order_by("id")
    rows = rows.select_related("round", "participation__body__city__country")
    if not asked:
        return list(rows.filter(sent_at=None))
    said = set(CityAnswer.objects.filter(pair__round=round_).values_list("profile_id", "pair_id"))
    pairs = list(round_.proposed.standing())
    return [
        one
        for one in rows
        if any(
            (one.pk, pair.pk) not in said
            for pair in pairs
            if one.participation_id in (pair.left_id, pair.right_id)
        )
    ]
