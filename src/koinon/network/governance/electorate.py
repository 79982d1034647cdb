"""Who may vote at a meeting and why not, who was there, and whether that made a quorum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.network.governance.bars import Bar, bars_of
from koinon.network.governance.clock import day_of, first_of, in_force
from koinon.network.governance.models import BodyRule, Meeting, Presence, Reckoned, RuleKind, Sitting
from koinon.network.governance.tallying import Share
from koinon.network.people.models import Body, Role
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.dates import Holds


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat on the day of a meeting: who holds it, what speaks against its vote, and whether it was taken."""

    role: Role
    holds: Holds
    bars: tuple[Bar, ...]
    sitting: Sitting | None
    is_shown: bool = True

    @property
    def body(self) -> Body | None:
        """For which body the seat is held."""
        return self.role.holder or self.role.sits_for

    @property
    def name(self) -> str:
        """Who holds it, as far as the reader may know."""
        who = self.role.person.display() if self.role.person else str(self.role.holder)
        return who if self.is_shown else _("somebody you may not see")

    @property
    def may_vote(self) -> Holds:
        """No as soon as one reason is sure; possibly where the seat or a reason is."""
        if any(bar.sure for bar in self.bars):
            return Holds.NO
        return Holds.POSSIBLY if self.bars or self.holds is Holds.POSSIBLY else Holds.YES

    @property
    def is_present(self) -> bool:
        return self.sitting is not None and self.sitting.presence == Presence.PRESENT


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many are there of how many needed; ``rule`` says so."""

    needed: int
    present: int
    base: int
    rule: BodyRule

    @property
    def is_kept(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True, slots=True)
class Electorate:
    """The seats of a meeting. ``voters`` are the rules that say who votes; without one nothing is judged."""

    meeting: Meeting
    on: date | None
    rules: list[BodyRule]
    seats: tuple[Seat, ...]
    guests: tuple[Sitting, ...]
    total_seats: int
    voters: list[BodyRule] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        """Whether the record says who votes."""
        return bool(self.voters)

    @property
    def is_taken(self) -> bool:
        """Whether attendance is on record."""
        return any(seat.sitting for seat in self.seats)

    @property
    def entitled(self) -> list[Seat]:
        """Those that may vote, possibly ones among them."""
        return [seat for seat in self.seats if seat.may_vote is not Holds.NO]

    def votes_here(self, seat: Seat) -> bool:
        """Whether the seat can vote at this meeting: itself, or through one that is present."""
        if seat.may_vote is Holds.NO or seat.sitting is None:
            return False
        through = seat.sitting.proxy_id
        return seat.is_present or any(other.is_present for other in self.seats if other.role.pk == through)

    @property
    def voting(self) -> list[Seat]:
        """Those that can vote at this meeting."""
        return [seat for seat in self.seats if self.votes_here(seat)]

    def rule(self, kind: str) -> BodyRule | None:
        """The rule of a kind in force on the day."""
        return first_of(self.rules, kind)

    @property
    def quorum(self) -> Quorum | None:
        """The quorum, where a rule asks for one and it is known who votes."""
        rule = self.rule(RuleKind.QUORUM)
        if rule is None or rule.number is None or not self.is_known:
            return None
        base = self.base_of(rule)
        return Quorum(Share(rule.number, rule.out_of).needed(base), len(self.voting), base, rule)

    def base_of(self, rule: BodyRule) -> int:
        """What a share is reckoned of, the votes cast apart."""
        if rule.reckoned == Reckoned.SEATS:
            return max(self.total_seats, len(self.seats))
        return len(self.voting) if rule.reckoned == Reckoned.PRESENT else len(self.entitled)


def electorate(meeting: Meeting, reader: Reader = SYSTEM) -> Electorate:
    """The seats of a meeting as of its day: three statements, one more where not all is shown, and the bars'."""
    held = day_of(meeting)
    on = held or date.min
    # The rules are written by kind and body, so those of the day are picked here.
    rules = in_force(
        BodyRule.objects.filter(body=meeting.body_id).select_related("post"), meeting.body_id, on
    )
    voters = [rule for rule in rules if rule.kind == RuleKind.VOTERS and rule.post_id]
    posts = [rule.post_id for rule in voters if rule.post_id]
    roles = _roles(posts=posts, on=held) if held and posts else []
    bodies = {role.pk: role.holder_id or role.sits_for_id for role in roles}
    bars = bars_of([one for one in bodies.values() if one], meeting.body, on) if bodies else {}
    related = (
        "person",
        "body",
        "proxy__person",
        "proxy__holder",
        "proxy__sits_for",
        "seat__person",
        "seat__holder",
    )
    sittings = list(Sitting.objects.filter(meeting=meeting).select_related(*related))
    taken = {one.seat_id: one for one in sittings if one.seat_id}
    shown = _shown(roles, reader)
    seats = tuple(
        Seat(
            role,
            Holds(role.held),
            tuple(bars.get(bodies[role.pk] or 0, ())),
            taken.get(role.pk),
            role.pk in shown,
        )
        for role in roles
    )
    ids = {role.pk for role in roles}
    guests = tuple(one for one in sittings if one.seat_id not in ids)
    return Electorate(meeting, held, rules, seats, guests, _all_seats(voters), voters)


@prepared
def _roles(*, posts: Sequence[int], on: date) -> QuerySet[Role]:
    rows = Role.objects.filter(post__in=posts).holding(on).with_holds(on)
    rows = rows.select_related("person", "holder__city", "sits_for", "post", "of")
    return rows.order_by("post__rank", "acting", "holder__name", "person__family", "id")


def _shown(roles: Sequence[Role], reader: Reader) -> set[int]:
    ids = [role.pk for role in roles]
    return set(ids if reader.is_secretariat or not ids else _seen(reader, ids=ids))


@prepared
def _seen(reader: Reader, /, *, ids: Sequence[int]) -> QuerySet[Role, int]:
    return Role.objects.visible_to(reader).filter(pk__in=ids).values_list("pk", flat=True)


def _all_seats(voters: Sequence[BodyRule]) -> int:
    posts = {rule.post_id: rule.post for rule in voters}
    return sum(post.seats for post in posts.values() if post)
