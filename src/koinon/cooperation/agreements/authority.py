"""Who might sign: whether each signatory's office held that day for that party, and a decision is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.acts import Act, Signatory, SignatoryKind
from koinon.cooperation.agreements.terms import Party
from koinon.network.people.models import Body, Role
from koinon.network.people.prepared import prepared
from koinon.platform.dates import Day, Holds


class DoubtKind(StrEnum):
    """What may be wrong with a signature."""

    NO_DECISION = "no-decision"
    NO_SIGNATORY = "no-signatory"
    NO_PARTY = "no-party"
    NO_ROLE = "no-role"
    NOT_HELD = "not-held"
    POSSIBLY_HELD = "possibly-held"
    FOR_ANOTHER = "for-another"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A point in which the authority to sign is not shown by the record. It warns; it does not forbid."""

    kind: DoubtKind
    signatory: Signatory | None = None

    @property
    def words(self) -> str:
        """The doubt in the reader's language."""
        words = {
            DoubtKind.NO_DECISION: _("No decision to approve it is on record."),
            DoubtKind.NO_SIGNATORY: _("No signatory is named."),
            DoubtKind.NO_PARTY: _("It is not said for which party %(person)s signed."),
            DoubtKind.NO_ROLE: _("No office of %(person)s for that party is on record for the day."),
            DoubtKind.NOT_HELD: _("%(person)s did not hold the office named on the day."),
            DoubtKind.POSSIBLY_HELD: _(
                "%(person)s possibly held the office named on the day; the dates are vague."
            ),
            DoubtKind.FOR_ANOTHER: _("The office of %(person)s is not one of the party signed for."),
        }[self.kind]
        return words % {"person": self.signatory.person if self.signatory else ""}


WITH_FAMILY = ("of__parent__parent", "sits_for__parent__parent")


def doubts(act: Act, signatories: Sequence[Signatory], has_decision: bool) -> list[Doubt]:
    """The doubts about one signing; witnesses need no authority."""
    return doubts_about([(act, signatories, has_decision)])[act.pk]


def doubts_about(signings: Sequence[tuple[Act, Sequence[Signatory], bool]]) -> dict[int, list[Doubt]]:
    """The doubts about many signings, by act: one statement for the roles and a few for each day."""
    signing = [
        (act, one) for act, named, _ in signings for one in named if one.kind == SignatoryKind.SIGNATORY
    ]
    roles = roles_of(one for _, one in signing)
    held = held_on({act.day for act, _ in signing}, [role for rows in roles.values() for role in rows])
    found: dict[int, list[Doubt]] = {}
    for act, named, has_decision in signings:
        found[act.pk] = [] if has_decision else [Doubt(DoubtKind.NO_DECISION)]
        signers = [one for one in named if one.kind == SignatoryKind.SIGNATORY]
        if not signers:
            found[act.pk].append(Doubt(DoubtKind.NO_SIGNATORY))
        for one in signers:
            doubt = doubt_about(one, roles.get(one.person_id, []), act.day, held)
            found[act.pk].extend([Doubt(doubt, one)] if doubt else [])
    return found


def doubt_about(
    one: Signatory, roles: Sequence[Role], day: Day, held: dict[tuple[int, Day], Holds]
) -> DoubtKind | None:
    """What may be wrong with one signature; the office named, or else any that fits the party."""
    if one.party is None:
        return DoubtKind.NO_PARTY
    party = one.party
    if one.role_id is None:
        fitting = [held[role.pk, day] for role in roles if acts_for(role, party)]
        return None if any(answer is not Holds.NO for answer in fitting) else DoubtKind.NO_ROLE
    named = next((role for role in roles if role.pk == one.role_id), None)
    if named is None or held[named.pk, day] is Holds.NO:
        return DoubtKind.NOT_HELD
    if not acts_for(named, party):
        return DoubtKind.FOR_ANOTHER
    return DoubtKind.POSSIBLY_HELD if held[named.pk, day] is Holds.POSSIBLY else None


def roles_of(signatories: Iterable[Signatory]) -> dict[int, list[Role]]:
    """All roles of those who signed, with the bodies they belong to: one statement."""
    people = {one.person_id for one in signatories}
    found: dict[int, list[Role]] = {}
    for role in _roles(people=people) if people else ():
        found.setdefault(role.person_id or 0, []).append(role)
    return found


@prepared
def _roles(*, people: Iterable[int]) -> QuerySet[Role]:
    return Role.objects.filter(person__in=people).select_related(*WITH_FAMILY)


@prepared
def _surely(*, roles: Iterable[int], on: date) -> QuerySet[Role, int]:
    return Role.objects.surely_holding(on).filter(pk__in=roles).values_list("pk", flat=True)


@prepared
def _possibly(*, roles: Iterable[int], on: date) -> QuerySet[Role, int]:
    return Role.objects.holding(on).filter(pk__in=roles).values_list("pk", flat=True)


def held_on(days: Iterable[Day], roles: Sequence[Role]) -> dict[tuple[int, Day], Holds]:
    """Whether each role was held on each day; over a vague day: on all of it, or on some."""
    ids = {role.pk for role in roles}
    answers: dict[tuple[int, Day], Holds] = {}
    for day in days if roles else ():
        edges = {day.earliest, day.latest}
        sure = [set(_surely(roles=ids, on=edge)) for edge in edges]
        some = [set(_possibly(roles=ids, on=edge)) for edge in edges]
        for role in roles:
            always, ever = all(role.pk in rows for rows in sure), any(role.pk in rows for rows in some)
            # A role shorter than a vague day may lie within it.
            within = (
                role.starts_earliest <= day.latest and role.ends_latest >= day.earliest and len(edges) > 1
            )
            answers[role.pk, day] = Holds.YES if always else Holds.POSSIBLY if ever or within else Holds.NO
    return answers


def acts_for(role: Role, party: Party) -> bool:
    """Whether the role is one of the party, of the office acting for it, or of what either belongs to."""
    bodies = [role.of, *([role.sits_for] if role.sits_for else [])]
    own = {body.pk for given in bodies for body in family(given)}
    theirs = {body.pk for given in (party.body, party.office) if given for body in family(given)}
    direct = {body.pk for body in bodies}
    return bool({party.body_id, party.office_id} & own or direct & theirs)


def family(body: Body) -> list[Body]:
    """The body and the two it belongs to, one above the other."""
    found: list[Body] = []
    above: Body | None = body
    while above is not None and len(found) < 3:
        found.append(above)
        above = above.parent
    return found
