"""What may be done to the record of people and bodies, one function a verb."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.people.entering import alter, enter, take_out
from koinon.network.people.models import (
    AdmittedBody,
    Body,
    BodyIdentifier,
    BodyName,
    ContactDetail,
    FormOfAddress,
    Person,
    PersonName,
    PostTitle,
)
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.network.people.seating import (
    change_post,
    change_role,
    end_role,
    record_post,
    record_post_title,
    record_role,
)
from koinon.platform.audit.commands import act
from koinon.platform.audit.models import Record
from koinon.platform.dates import Day
from koinon.platform.errors import Refused

__all__ = [
    "admit_bodies",
    "change_body",
    "change_part",
    "change_person",
    "change_post",
    "change_role",
    "end_body",
    "end_role",
    "record_body",
    "record_body_name",
    "record_contact",
    "record_death",
    "record_form_of_address",
    "record_identifier",
    "record_person",
    "record_person_name",
    "record_post",
    "record_post_title",
    "record_role",
    "remove_old_contacts",
    "remove_part",
]

Values = dict[str, Any]
# The parts of a person or a body that are entered, changed and removed one by one.
Part = PersonName | BodyName | BodyIdentifier | FormOfAddress | ContactDetail | PostTitle


class NotYet(Refused):
    """The day lies in the future, and what is recorded of it cannot be known."""


class PartOfItself(Refused):
    """A body would become a part of itself."""


# Persons


def record_person(values: Values, *, by: Reader, on: date) -> Person:
    """Enter a person."""
    person = Person(**values)
    return enter("record_person", person, person.name, by=by)


def change_person(
    person: Person, values: Values, *, by: Reader, on: date, expected_version: int | None = None
) -> Person:
    """Change what is on record of a person. Another name beside the first is recorded, not changed."""
    return alter("change_person", person, values, by=by, expected_version=expected_version)


def record_death(person: Person, died: Day, *, by: Reader, on: date) -> Person:
    """Record that a person died; the open roles end with it, as every question about roles knows."""
    if died.earliest > on:
        raise NotYet(_("This day lies in the future."), field="died")
    return alter("record_death", person, {"died": died}, by=by)


def record_person_name(person: Person, values: Values, *, by: Reader, on: date) -> PersonName:
    """Enter another written form of a person's name."""
    name = PersonName(person=person, **values)
    return enter("record_person_name", name, person.key, name.text, by=by)


def record_form_of_address(person: Person, values: Values, *, by: Reader, on: date) -> FormOfAddress:
    """Enter how a person is addressed in one language."""
    form = FormOfAddress(person=person, **values)
    return enter("record_form_of_address", form, person.key, form.language, by=by)


# Bodies


def record_body(values: Values, *, by: Reader, on: date) -> Body:
    """Enter a body."""
    body = Body(**values)
    return enter("record_body", body, body.name, by=by)


def change_body(
    body: Body, values: Values, *, by: Reader, on: date, expected_version: int | None = None
) -> Body:
    """Change what is on record of a body."""
    _refuse_circle(body, values.get("parent"))
    return alter("change_body", body, values, by=by, expected_version=expected_version)


def end_body(body: Body, ends: Day, *, by: Reader, on: date) -> Body:
    """Record when a body came to its end; the open roles in it end with it."""
    return alter("end_body", body, {"ends": ends}, by=by)


def _refuse_circle(body: Body, parent: Body | None) -> None:
    """Walk up from the parent-to-be: the body itself must not stand above it."""
    while parent is not None:
        if parent.pk == body.pk:
            raise PartOfItself(_("A body cannot be a part of itself."), field="parent")
        parent = parent.parent


def record_body_name(body: Body, values: Values, *, by: Reader, on: date) -> BodyName:
    """Enter a name a body bears or bore."""
    name = BodyName(body=body, **values)
    return enter("record_body_name", name, body.key, name.text, by=by)


def record_identifier(body: Body, values: Values, *, by: Reader, on: date) -> BodyIdentifier:
    """Enter what another register calls the body."""
    identifier = BodyIdentifier(body=body, **values)
    return enter("record_identifier", identifier, body.key, identifier.scheme, by=by)


# Parts of either


def record_contact(of: Person | Body, values: Values, *, by: Reader, on: date) -> ContactDetail:
    """Enter a way to reach a person or a body."""
    side = {"person": of} if isinstance(of, Person) else {"body": of}
    contact = ContactDetail(**side, **values)
    return enter("record_contact", contact, of.key, contact.means, by=by)


def change_part(
    part: Part, values: Values, *, by: Reader, on: date, expected_version: int | None = None
) -> Part:
    """Change a name, a title, an identifier, a form of address or a contact."""
    return alter(f"change_{part._meta.model_name}", part, values, by=by, expected_version=expected_version)


def remove_part(part: Part, *, by: Reader, on: date) -> None:
    """Remove a name, an identifier, a form of address or a contact that was entered by mistake."""
    take_out(f"remove_{part._meta.model_name}", part, by=by)


def remove_old_contacts(*, by: Reader, on: date) -> int:
    """Remove the contacts that may no longer be kept on the day; how many they were. Runs every night."""
    refuse_unless(can_record(by))
    old = ContactDetail.objects.exclude(pk__in=ContactDetail.objects.kept(on))
    with act("remove_old_contacts", by=by.user) as doing:
        contacts = list(old)
        for contact in contacts:
            doing.remove(contact)
    return len(contacts)


def admit_bodies(record: Record, bodies: Iterable[Body], *, by: Reader, on: date) -> None:
    """Say which bodies may see a record whose audience is *named bodies*: these, and no others."""
    refuse_unless(can_record(by))
    wanted = {body.pk for body in bodies}
    admitted = AdmittedBody.objects.filter(kind=record.record_kind(), object_id=record.pk)
    with act("admit_bodies", by=by.user) as doing:
        doing.about(record)
        for row in admitted:
            if row.body_id not in wanted:
                doing.remove(row)
            wanted.discard(row.body_id)
        for pk in sorted(wanted):
            doing.create(AdmittedBody(kind=record.record_kind(), object_id=record.pk, body_id=pk))
