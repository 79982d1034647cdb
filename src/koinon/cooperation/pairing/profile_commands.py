"""What is done with profiles: cities are called, write and send, are given a link, or withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from koinon.cooperation.pairing.letters import unique_of
from koinon.cooperation.pairing.models import Profile, Round, RoundState, Wish, WishKind
from koinon.cooperation.pairing.permissions import can_answer_for, can_run
from koinon.cooperation.pairing.round_commands import NotNow, refuse_in
from koinon.cooperation.programmes.models import Participation, Topic, TopicKind
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on, withdraw_message

BY_LINK = "by signed link"
FIELDS = {TopicKind.INTEREST: "interests", TopicKind.OFFER: "offers", TopicKind.SUPPORT: "needs"}


class ProfileFrozen(Refused):
    """The weights are frozen, and with them what the cities said."""


class NothingSaid(Refused):
    """An empty profile speaks for no pair."""


class NotOfThisEdition(Refused):
    """The participant takes part in another edition."""


class BadWish(Refused):
    """A wish names the city itself, a stranger, or one city twice; or a veto lacks its reason."""


class Said(NamedTuple):
    """A wish as it was written."""

    kind: str
    other: Participation
    rank: int = 0
    reason: str = ""


def call_cities(round_: Round, participations: Iterable[Participation], *, by: Reader) -> list[Profile]:
    """Call participants of the edition to the round; what they named there already stands in their drafts."""
    refuse_unless(can_run(by))
    refuse_in(round_, RoundState.FROZEN, RoundState.PROPOSED, RoundState.ASKED, RoundState.PUBLISHED)
    wanted = list(participations)
    known = set(round_.profiles.values_list("participation_id", flat=True))
    if any(one.edition_id != round_.edition_id for one in wanted):
        raise NotOfThisEdition(_("Only participants of this edition can be called."))
    new = [one for one in wanted if one.pk not in known]
    topics = Topic.objects.filter(participation__in=new).order_by("id")
    with act("call_cities", by=by.user) as doing:
        doing.about(round_)
        return doing.create_all(
            Profile(
                key=f"{round_.key}-{one.key}"[:120], round=round_, participation=one, **drafted(one, topics)
            )
            for one in new
        )


def drafted(participation: Participation, topics: Iterable[Topic]) -> dict[str, str]:
    """What the participant named in the edition, as the texts of a draft."""
    return {
        field: "; ".join(t.text for t in topics if t.participation_id == participation.pk and t.kind == kind)
        for kind, field in FIELDS.items()
    }


def save_draft(
    profile: Profile, values: Mapping[str, Any], wishes: Sequence[Said], *, by: Reader, moment: datetime
) -> None:
    """Keep what was written so far, without sending it."""
    _write("save_draft", profile, values, wishes, by=by, saved_at=moment)


def send_profile(
    profile: Profile, values: Mapping[str, Any], wishes: Sequence[Said], *, by: Reader, moment: datetime
) -> None:
    """Send the profile; it may be changed and sent again until the weights are frozen."""
    if not any(values.get(name) for name in FIELDS.values()):
        raise NothingSaid(
            _("Name at least one interest, offer or need: an empty profile speaks for no pair."),
            field="interests",
        )
    _write("send_profile", profile, values, wishes, by=by, saved_at=moment, sent_at=moment)


def _write(
    verb: str,
    profile: Profile,
    values: Mapping[str, Any],
    wishes: Sequence[Said],
    *,
    by: Reader,
    **moments: Any,
) -> None:
    refuse_unless(can_answer_for(by, profile))
    with act(verb, by=by.user, note="" if by.user else BY_LINK) as doing:
        round_ = Round.objects.select_for_update(of=("self",)).get(pk=profile.round_id)
        refuse_closed(round_, profile)
        refuse_bad_wishes(round_, profile, wishes)
        doing.about(profile)
        doing.change(profile, **values, **moments)
        _settle_wishes(doing, profile, wishes)
        if moment := moments.get("sent_at"):
            mark_acted_on(unique_of(profile, asked=False), moment=moment)


def refuse_closed(round_: Round, profile: Profile) -> None:
    """A profile is written while the call is open, and not after its freezing."""
    if round_.frozen_at:
        raise ProfileFrozen(
            _(
                "The weights were frozen and the profiles sealed. Write to the programme if something is wrong."
            )
        )
    if not round_.opened_at:
        raise NotNow(_("The call is not open yet."))
    if profile.withdrawn_at:
        raise NotNow(_("This city has withdrawn from the round."))


def refuse_bad_wishes(round_: Round, profile: Profile, wishes: Sequence[Said]) -> None:
    """Wishes are about other cities of the round, each once a kind; a veto says why."""
    known = set(round_.profiles.values_list("participation_id", flat=True))
    seen: set[tuple[str, int]] = set()
    for wish in wishes:
        if wish.other.pk == profile.participation_id or wish.other.pk not in known:
            raise BadWish(_("Choose other cities of this round."))
        if (wish.kind, wish.other.pk) in seen:
            raise BadWish(
                _("%(city)s is named twice.") % {"city": wish.other.body}, field=f"{wish.kind}_{wish.rank}"
            )
        if wish.kind == WishKind.VETOES and not wish.reason.strip():
            raise BadWish(
                _("Say why you cannot work with %(city)s.") % {"city": wish.other.body},
                field=f"{wish.kind}_{wish.rank}_reason",
            )
        seen.add((wish.kind, wish.other.pk))
    both = {pk for kind, pk in seen if kind == WishKind.PREFERS} & {
        pk for kind, pk in seen if kind == WishKind.VETOES
    }
    if both:
        raise BadWish(_("A city cannot be both wanted and ruled out."))


def _settle_wishes(doing: Act, profile: Profile, wishes: Sequence[Said]) -> None:
    """Make, change and remove rows until they say what was written."""
    known = {(wish.kind, wish.other_id): wish for wish in profile.wishes.all()}
    for said in wishes:
        old = known.pop((said.kind, said.other.pk), None)
        if old is not None:
            doing.change(old, rank=said.rank, reason=said.reason)
            continue
        key = f"{profile.key[:90]}-{said.kind}-{said.other.pk}"
        doing.create(
            Wish(
                key=key, profile=profile, kind=said.kind, other=said.other, rank=said.rank, reason=said.reason
            )
        )
    for old in known.values():
        doing.remove(old)


def issue_link(profile: Profile, *, until: date, by: Reader) -> None:
    """Make a signed link good until the day; any earlier link of the profile opens nothing any more."""
    refuse_unless(can_run(by))
    with act("issue_link", by=by.user) as doing:
        doing.about(profile)
        _keep_at_home(profile)
        doing.change(profile, link_nonce=fresh_mark(), link_until=until)


def revoke_link(profile: Profile, *, by: Reader) -> None:
    """Let the link of the profile open nothing any more."""
    refuse_unless(can_run(by))
    with act("revoke_link", by=by.user) as doing:
        doing.about(profile)
        _keep_at_home(profile)
        doing.change(profile, link_nonce="", link_until=None)


def _keep_at_home(profile: Profile) -> None:
    """A letter with a link that will open nothing does not leave any more."""
    for asked in (False, True):
        withdraw_message(unique_of(profile, asked=asked))


def set_places(profile: Profile, *, capacity: int, outside: int, by: Reader) -> None:
    """Say how many partners a city can take, and how many points a pair must bring it at least."""
    refuse_unless(can_run(by))
    refuse_in(profile.round, RoundState.ASKED, RoundState.PUBLISHED)
    with act("set_places", by=by.user) as doing:
        doing.about(profile)
        doing.change(profile, capacity=capacity, outside=outside)


def withdraw_city(profile: Profile, *, by: Reader, moment: datetime, reason: str) -> None:
    """Take a city out of the round, at its own wish or the programme's; scenarios solved before stay as they are."""
    refuse_unless(can_run(by) or can_answer_for(by, profile))
    refuse_in(profile.round, RoundState.PUBLISHED)
    if not reason.strip():
        raise NothingSaid(_("Say why."), field="reason")
    with act("withdraw_city", by=by.user, note=reason) as doing:
        doing.about(profile)
        doing.change(profile, withdrawn_at=moment)
