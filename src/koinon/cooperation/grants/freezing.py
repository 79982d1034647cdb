"""Freezing a money line: as of a day, for certain eyes, with its digest and signature, and telling whether it is whole."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.grants.line_queries import line_of, own_name
from koinon.cooperation.grants.models import FrozenLine
from koinon.cooperation.grants.money_line import Line, as_json, from_json
from koinon.cooperation.grants.permissions import can_freeze
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.sealing import digest, is_genuine, sign
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

SALT = "koinon.grants.line"
FOR = (Audience.SECRETARIAT, Audience.PUBLIC)
"""For whom a line may be frozen: the secretariat with the funder, or everybody."""


class NothingToFreeze(Refused):
    """No money is on record as of the day, for these eyes."""


class NotYet(Refused):
    """A day to come cannot be frozen."""


def freeze_line(
    subject: Agreement | Body, day: date, *, audience: str, by: Reader, on: date, moment: datetime
) -> FrozenLine:
    """Freeze the line of an agreement or a funder as of a day. A public one holds what everybody may see, no more."""
    refuse_unless(can_freeze(by))
    if day > on:
        raise NotYet(_("This day has not come yet. A line is frozen as of today or an earlier day."))
    eyes = PUBLIC if audience == Audience.PUBLIC else by
    line = line_of(subject, day, eyes, audience=str(audience), name=own_name)
    if not line.rows:
        raise NothingToFreeze(_("No money is on record as of this day for these eyes."))
    body = as_json(line)
    signed = digest(body)
    given = {"agreement": subject} if isinstance(subject, Agreement) else {"funder": subject}
    with act("freeze_line", by=by.user) as doing:
        doing.about(subject)
        return doing.create(
            FrozenLine(
                key=propose_key(FrozenLine, subject.key, day.isoformat()),
                on=day,
                audience=audience,
                body=body,
                digest=signed,
                signature=sign(signed, salt=SALT),
                made_at=moment,
                **given,
            )
        )


def is_whole(frozen: FrozenLine) -> bool:
    """Whether the line on record is the one that was signed."""
    untouched = digest(frozen.body) == frozen.digest
    return untouched and is_genuine(frozen.digest, frozen.signature, salt=SALT)


def thawed(frozen: FrozenLine) -> Line:
    """The line to be shown, from what was signed and from nothing else."""
    return from_json(frozen.body)
