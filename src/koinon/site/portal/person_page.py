"""Everything the page of a person shows: the career, what was signed, and where the person took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from koinon.cooperation.agreements.models import Agreement, Party, Signatory
from koinon.network.events.models import Attendance, Event
from koinon.network.evidence.marks import Sources
from koinon.network.evidence.models import Finding
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.models import ContactDetail, FormOfAddress, Person, PersonName, Role
from koinon.network.people.queries import roles_of
from koinon.network.people.readers import Reader


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person with all written names, roles, signatures and attendances."""

    person: Person
    names: tuple[PersonName, ...]
    addresses: tuple[FormOfAddress, ...]
    contacts: tuple[ContactDetail, ...]
    roles: tuple[Role, ...]
    signatures: tuple[Signatory, ...]
    attendances: tuple[Attendance, ...]
    sources: Sources
    findings: tuple[Finding, ...]

    @property
    def other_name(self) -> PersonName | None:
        """The name in Chinese characters, where the first is not."""
        return next((name for name in self.names if name.language.startswith("zh")), None)

    @property
    def on_the_day(self) -> list[Role]:
        return [role for role in self.roles if role.held != "no"]


def person_page(person: Person, on: date, today: date, reader: Reader) -> PersonPage:
    """Put the page together: nine statements beside the person's own."""
    names = tuple(person.names.all())
    addresses = tuple(person.forms_of_address.all())
    contacts = tuple(ContactDetail.objects.visible_to(reader).kept(today).filter(person=person))
    roles = tuple(roles_of(person).visible_to(reader).with_holds(on))
    signed = Signatory.objects.filter(person=person, act__agreement__in=Agreement.objects.visible_to(reader))
    parties = Prefetch("party", Party.objects.visible_to(reader).select_related("body"))
    signed = signed.select_related("act__agreement").prefetch_related(parties)
    signatures = tuple(signed.order_by("-act__day_latest"))
    took_part = Attendance.objects.filter(person=person, event__in=Event.objects.visible_to(reader))
    attendances = tuple(took_part.select_related("event").order_by("-event__starts_latest"))
    shown = [person, *names, *addresses, *contacts, *roles, *signatures, *attendances]
    return PersonPage(
        person=person,
        names=names,
        addresses=addresses,
        contacts=contacts,
        roles=roles,
        signatures=signatures,
        attendances=attendances,
        sources=marks(shown, reader),
        findings=tuple(findings_about(shown, reader)),
    )
