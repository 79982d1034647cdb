"""Beside every form that asks for whose eyes a record is: the bodies that are named to see it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.network.people.audience import Audience
from koinon.network.people.commands import admit_bodies
from koinon.network.people.models import Body
from koinon.network.people.permissions import can_record
from koinon.network.people.queries import admitted_to
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.forms import RecordForm, chooser_field

SPARE, MOST = 3, 40
NAME = "admitted_{}"


class ForOtherEyes(Refused):
    """Bodies are named to see a record that is not for named bodies."""


class NamedBodies:
    """The bodies of the audience *named bodies*, saved with the record."""

    legend: str | Promise = _("Named bodies")
    hint: str | Promise = _(
        "Only where “named bodies” is chosen for who may see this: those who work for them see it, and the "
        "secretariat. Empty a field to take a body off the list."
    )

    def suits(self, form: type[RecordForm]) -> bool:
        """Whether the form asks for an audience."""
        return "audience" in (form._meta.fields or ())

    def fields(self, request: HttpRequest, record: Record | None) -> dict[str, forms.Field]:
        """One type-ahead for each body named, and some to spare; none for those who may not name any."""
        if not can_record(request.reader):  # type: ignore[attr-defined]
            return {}
        named = admitted_to(record) if record else []
        labels = [*named, *[None] * SPARE][:MOST]
        return {
            NAME.format(number): chooser_field(
                request, Body, label=_("Body that may see it"), required=False, initial=body
            )
            for number, body in enumerate(labels, start=1)
        }

    def save(self, record: Record, values: dict[str, Any], request: HttpRequest) -> None:
        """Name these bodies and no others, where the record is for named bodies."""
        given = [values[name] for name in values if name.startswith(NAME.format(""))]
        chosen = {body.pk: body for body in given if body is not None}
        if not given or chosen.keys() == {body.pk for body in admitted_to(record)}:
            return
        if values.get("audience") != Audience.BODIES:
            raise ForOtherEyes(
                _(
                    "You name bodies here, yet the record is for other eyes. Choose “named bodies” for who may see it."
                ),
                field="audience",
            )
        admit_bodies(record, chosen.values(), by=request.reader, on=timezone.localdate())  # type: ignore[attr-defined]
