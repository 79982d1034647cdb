"""What is done with hand-overs: lay one out, add a point, accept item by item, close it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from koinon.network.people.models import Person, Post
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import slug
from koinon.site.desk.handing_over import lay_out
from koinon.site.desk.models import HandOver, HandOverItem, ItemKind
from koinon.site.desk.permissions import can_accept, can_hand_over
from koinon.site.desk.scope import in_care


class UnderWay(Refused):
    """The portfolio is being handed over already."""


class NobodyElse(Refused):
    """One hands over to somebody else."""


class NothingInCare(Refused):
    """A portfolio without bodies has nothing to hand over."""


class NotAllAccepted(Refused):
    """A hand-over is closed when every item is accepted."""


class Over(Refused):
    """The hand-over is closed, or the item accepted already."""


def begin_handover(
    post: Post, leaver: Person, successor: Person, *, leaves_on: date | None, by: Reader, on: date
) -> HandOver:
    """Lay out everything in the portfolio, as it stands on the day."""
    refuse_unless(can_hand_over(by))
    if leaver == successor:
        raise NobodyElse(_("Name somebody else who takes over."), field="successor")
    if post.handovers.filter(closed_on=None).exists():
        raise UnderWay(_("This portfolio is being handed over already."))
    scope = in_care([post], on, by)
    if not scope.bodies:
        raise NothingInCare(_("There is no body in this portfolio. Put the bodies in first."), field="post")
    with act("begin_handover", by=by.user) as doing:
        doing.about(post)
        handover = doing.create(
            HandOver(
                key=key_of(post, on),
                post=post,
                leaver=leaver,
                successor=successor,
                begun_on=on,
                leaves_on=leaves_on,
            )
        )
        laid = lay_out(scope, on, by)
        doing.create_all(
            HandOverItem(
                handover=handover,
                kind=one.kind,
                title=one.title[:254],
                note=one.note,
                day=one.day,
                address=one.address[:254],
                order=min(number, 32_000),
            )
            for number, one in enumerate(laid)
        )
    return handover


def key_of(post: Post, on: date) -> str:
    """The post and the day; a second one of a day gets a number."""
    wish = f"{slug(post.key)[:90]}-{on.isoformat()}"
    count = HandOver.objects.filter(key__startswith=wish).count()
    return f"{wish}-{count + 1}" if count else wish


def add_handover_item(handover: HandOver, values: dict[str, Any], *, by: Reader) -> HandOverItem:
    """Add what no record tells: a delicate point, in the leaver's own words."""
    refuse_unless(can_hand_over(by))
    refuse_closed(handover)
    with act("add_handover_item", by=by.user) as doing:
        doing.about(handover)
        kind = values.get("kind") or ItemKind.DELICATE
        told = {name: values[name] for name in ("title", "note", "day") if name in values}
        return doing.create(HandOverItem(handover=handover, kind=kind, order=0, **told))


def accept_item(item: HandOverItem, question: str = "", *, by: Reader, moment: datetime) -> HandOverItem:
    """The successor takes it over, with a question where one is left."""
    refuse_unless(can_accept(by, item.handover))
    if item.is_accepted:
        raise Over(_("This was accepted already."))
    with act("accept_handover_item", by=by.user) as doing:
        doing.about(item.handover)
        return doing.change(item, accepted_at=moment, question=question.strip()[:254])


def close_handover(handover: HandOver, *, by: Reader, moment: datetime) -> HandOver:
    """Everything is accepted: the pack stays as it is."""
    refuse_unless(can_accept(by, handover))
    left = handover.items.filter(accepted_at=None).count()
    if left:
        raise NotAllAccepted(_("%(count)s items are not accepted yet.") % {"count": left})
    with act("close_handover", by=by.user) as doing:
        doing.about(handover)
        return doing.change(handover, closed_on=timezone.localdate(moment))


def refuse_closed(handover: HandOver) -> None:
    """What is closed stays as it is."""
    if handover.closed_on is not None:
        raise Over(_("This hand-over is closed."))
