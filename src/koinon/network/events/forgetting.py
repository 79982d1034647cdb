"""The names and addresses of those who registered are removed on their day, also from the history and the letters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from koinon.network.events.models import Registration, RegistrationRules
from koinon.network.events.registrations import State
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.erasing import erase
from koinon.platform.notifications.forgetting import forget_letters

UNPROVED_DAYS = 14
"""How long we wait for somebody to open the link in the first letter."""
PERSONAL: dict[str, Any] = {
    "name": "",
    "body_name": "",
    "post": "",
    "email": "",
    "needs": "",
    "reason": "",
    "mark": "",
    "person": None,
    "account": None,
    "attendance": None,
}


def forget_registrants(*, by: Reader, on: date) -> int:
    """Remove what is personal in every registration whose day has come; how many they were. Runs every night.

    What stays is what a report counts: the state, the group, the language, whether they came. Who is on
    record by then stays on record as somebody who took part.
    """
    refuse_unless(can_record(by))
    due = [rules for rules in RegistrationRules.objects.select_related("event") if is_due(rules, on)]
    stale = Q(state=State.UNPROVED, asked_on__lt=on - timedelta(UNPROVED_DAYS))
    rows = Registration.objects.filter(stale | Q(event__in=[rules.event_id for rules in due])).exclude(
        mark=""
    )
    forgotten = list(rows.select_related("event"))
    with act("forget_registrants", by=by.user) as doing:
        for one in forgotten:
            state = State.WITHDRAWN if one.state == State.UNPROVED else one.state
            doing.change(one, **PERSONAL, state=state)
    ids = [one.pk for one in forgotten]
    erase(Registration.record_kind(), ids, PERSONAL)
    forget_letters(Registration.record_kind(), [one.key for one in forgotten])
    return len(forgotten)


def is_due(rules: RegistrationRules, on: date) -> bool:
    """Whether the day to forget has passed."""
    forgets = rules.forgets_on()
    return forgets is not None and forgets < on
