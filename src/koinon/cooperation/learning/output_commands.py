"""What is done with outputs: recorded with their document, changed, published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Evidence
from koinon.cooperation.learning.curricula import Output
from koinon.cooperation.learning.flowing import offer_output
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.permissions import can_publish, can_write_in
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = Mapping[str, Any]


class OtherHub(Refused):
    """The curriculum belongs to another hub."""


def record_output(hub: Hub, values: Values, *, by: Reader) -> Output:
    """Put something the hub wrote on record; it is for the hub's own eyes until it is published."""
    refuse_unless(can_write_in(by, hub))
    _refuse_other(hub, values)
    with act("record_output", by=by.user) as doing:
        return doing.create(Output(key=propose_key(Output, hub.key, values["title"]), hub=hub, **values))


def change_output(
    output: Output, values: Values, *, by: Reader, expected_version: int | None = None
) -> Output:
    """Change what is said of it."""
    refuse_unless(can_write_in(by, output.hub))
    _refuse_other(output.hub, values)
    with act("change_output", by=by.user) as doing:
        return doing.change(output, expected_version, **values)


def publish_output(output: Output, *, by: Reader, on: date) -> list[Evidence]:
    """Show it to its audience, and offer it for the promise of its year; what was offered."""
    refuse_unless(can_publish(by, output.hub))
    if output.published_on is None:
        with act("publish_output", by=by.user) as doing:
            doing.change(output, published_on=on)
    return offer_output(output, by=by, on=on)


def remove_output(output: Output, *, by: Reader) -> None:
    """Take it off the record."""
    refuse_unless(can_publish(by, output.hub))
    with act("remove_output", by=by.user) as doing:
        doing.remove(output)


def _refuse_other(hub: Hub, values: Values) -> None:
    curriculum = values.get("curriculum")
    if curriculum is not None and curriculum.hub_id != hub.pk:
        raise OtherHub(_("This curriculum is of another hub."), field="curriculum")
