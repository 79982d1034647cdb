"""Who sits in a body: what attendance, votes, draft minutes and follow-up are shown by."""

from django.db.models import Exists, OuterRef, Q, Value

from koinon.network.people.models import Function, Role
from koinon.network.people.readers import Reader


def seats_of(reader: Reader) -> Q:
    """The condition that a role is the reader's own, or held by or for a body the reader acts for."""
    own = Q(holder__in=reader.bodies) | Q(sits_for__in=reader.bodies)
    return own | Q(person=reader.person_id) if reader.person_id else own


def sits_in(body: OuterRef) -> Q:
    """The condition that a role is one in the body, or a Board member's in a part of it."""
    return Q(of=body) | Q(of__parent=body, post__function=Function.BOARD_MEMBER)


def seated(reader: Reader, to_meeting: str) -> Exists | Value:
    """Whether the reader sits in the body of the meeting at the path, in a seat not surely given up before it.

    Whoever came later reads what was before; whoever left reads nothing of what came after.
    """
    if reader.is_secretariat:
        return Value(True)
    if not (reader.bodies or reader.person_id):
        return Value(False)
    still = Q(ends_latest__gte=OuterRef(f"{to_meeting}held_earliest"))
    return Exists(Role.objects.filter(seats_of(reader), sits_in(OuterRef(f"{to_meeting}body")), still))
