"""Whether a round can be frozen: every fault named at once, none passed over in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.models import Profile, Round, Wish
from koinon.platform.errors import Refused


class NotReady(Refused):
    """The round cannot be frozen as it stands; the message lists why."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The profiles to be sealed with their wishes, and those left out because they were not sent."""

    profiles: list[Profile]
    wishes: Mapping[int, list[Wish]]
    left_out: list[Profile]


def profiles_in(round_: Round) -> list[Profile]:
    """The profiles of those who did not withdraw, with all that is asked about them: one statement."""
    rows = Profile.objects.filter(round=round_, withdrawn_at=None)
    return list(rows.select_related("participation__body__city__country", "participation__edition"))


def wishes_in(round_: Round) -> dict[int, list[Wish]]:
    """What cities of the round say of others, by profile: one statement."""
    found: dict[int, list[Wish]] = defaultdict(list)
    rows = Wish.objects.filter(profile__round=round_).select_related("other__body")
    for wish in rows.order_by("kind", "rank", "id"):
        found[wish.profile_id].append(wish)
    return found


def refuse_unready(round_: Round, weights: Mapping[str, int], *, without: bool) -> Ready:
    """What can be sealed. Raises NotReady with every fault in words."""
    profiles, wishes = profiles_in(round_), wishes_in(round_)
    unsent = [profile for profile in profiles if profile.sent_at is None]
    sent = [profile for profile in profiles if profile.sent_at is not None]
    faults = []
    if not weights:
        faults.append(_("Every weight is nought: weigh one criterion at least."))
    if unsent and not without:
        faults.append(
            _("Not sent yet: %(cities)s. Wait for them, or say that you freeze without them.")
            % {"cities": names(unsent)}
        )
    faults += side_faults(round_, sent)
    faults += stranger_faults(round_, sent, wishes)
    if faults:
        raise NotReady(" ".join(faults))
    return Ready(sent, wishes, unsent)


def names(profiles: list[Profile]) -> str:
    return ", ".join(str(profile) for profile in profiles)


def side_of(round_: Round, profile: Profile) -> str:
    """On which side of the round the city stands: left, right, or nowhere; in one pool all stand left."""
    if round_.is_one_pool:
        return "left"
    side = profile.participation.side.strip().casefold()
    sides = {round_.left_side.strip().casefold(): "left", round_.right_side.strip().casefold(): "right"}
    return sides.get(side, "")


def side_faults(round_: Round, profiles: list[Profile]) -> Iterator[str]:
    """Empty sides, a city on neither side, and one city on both through two bodies."""
    by_side: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_side[side_of(round_, profile)].append(profile)
    if by_side[""]:
        yield _("On neither side: %(cities)s. Set the side of the participant.") % {
            "cities": names(by_side[""])
        }
    for side, name in (("left", round_.left_side), ("right", round_.right_side)):
        if not by_side[side] and not (side == "right" and round_.is_one_pool):
            yield _("The side “%(side)s” is empty.") % {"side": name or _("all cities")}
    if round_.is_one_pool and len(by_side["left"]) == 1:
        yield _("One city alone cannot be paired.")
    left = {p.participation.body.city_id for p in by_side["left"]} - {None}
    both = [profile for profile in by_side["right"] if profile.participation.body.city_id in left]
    if both:
        yield _("On both sides: %(cities)s. Withdraw one of the two.") % {
            "cities": ", ".join(str(profile.participation.body.city) for profile in both)
        }


def stranger_faults(
    round_: Round, profiles: list[Profile], wishes: Mapping[int, list[Wish]]
) -> Iterator[str]:
    """Wishes about those who were never called to the round."""
    known = set(Profile.objects.filter(round=round_).values_list("participation_id", flat=True))
    for profile in profiles:
        strangers = [wish.other.body for wish in wishes.get(profile.pk, ()) if wish.other_id not in known]
        if strangers:
            yield _("%(city)s names %(strangers)s, not in this round: take the wish back, or call them.") % {
                "city": profile,
                "strangers": ", ".join(str(body) for body in strangers),
            }
