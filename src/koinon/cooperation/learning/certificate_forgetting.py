"""Names, addresses and badges of certificates are removed on their day; what proves a saved badge stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from koinon.cooperation.learning.certificate_permissions import can_certify
from koinon.cooperation.learning.certificates import Certificate
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.erasing import erase
from koinon.platform.notifications.forgetting import forget_letters

# The digest and the place in the list of revoked ones say nothing about anybody without the badge itself.
PERSONAL: dict[str, Any] = {
    "name": "",
    "email": "",
    "name_shown": False,
    "mark": "",
    "salt": "",
    "token": "",
    "reason_words": "",
    "person": None,
    "registration": None,
    "enrolment": None,
}


def forget_holders(*, by: Reader, on: date) -> int:
    """Remove what is personal in every certificate whose day has come; how many they were. Runs every night."""
    refuse_unless(can_record(by))
    return _forget(Certificate.objects.filter(forget_on__lt=on).exclude(mark=""), by=by)


def forget_holder(one: Certificate, *, by: Reader) -> int:
    """Remove it before its day, because the holder wished so."""
    refuse_unless(can_certify(by, one.hub))
    return _forget([one], by=by)


def forget_by_link(one: Certificate) -> int:
    """The same, asked for by the holder behind the signed link."""
    return _forget([one], by=None)


def _forget(rows: Iterable[Certificate], *, by: Reader | None) -> int:
    forgotten = list(rows)
    with act("forget_holders", by=by.user if by else None) as doing:
        for one in forgotten:
            doing.change(one, **PERSONAL)
    erase(Certificate.record_kind(), [one.pk for one in forgotten], PERSONAL)
    forget_letters(Certificate.record_kind(), [one.key for one in forgotten])
    return len(forgotten)
