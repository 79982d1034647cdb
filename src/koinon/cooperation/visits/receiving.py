"""Receiving a delegation: a confirmed list becomes people, posts and an order of protocol, all citing the list itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from koinon.cooperation.visits.models import Visit
from koinon.cooperation.visits.permissions import can_receive
from koinon.network.events.models import Attendance, Part
from koinon.network.evidence.citations import Citation, LocatorKind, Place
from koinon.network.evidence.commands import citation_key
from koinon.network.evidence.documents import Document, DocumentKind, DocumentVersion
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body, BodyKind, Person, PersonName, Role
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.persons import NameOrder
from koinon.network.people.readers import Reader
from koinon.network.places.models import NameKind
from koinon.platform.audit.commands import Act, act
from koinon.platform.audit.models import Record
from koinon.platform.dates import UNKNOWN, Day
from koinon.platform.errors import Refused
from koinon.platform.folding import fold, has_han
from koinon.platform.recording.keys import propose_key
from koinon.reading.claims import Place as Span

LONGEST_CAPACITY = 254


class NobodyOnTheList(Refused):
    """A list without anybody is no delegation."""


@dataclass(frozen=True, slots=True)
class PostTold:
    """A post as confirmed: in a body on record, in a new one of this name, or in none."""

    title: str
    body: Body | None
    new_body: str
    place: Span


@dataclass(frozen=True, slots=True)
class PersonTold:
    """Somebody as confirmed: a person on record, or a new one with this name."""

    person: Person | None
    name: str
    family: str
    given: str
    family_first: bool
    honorific: str
    interpreter: bool
    posts: tuple[PostTold, ...]
    place: Span
    other_name: str = ""


def receive_delegation(
    visit: Visit, text: str, people: Sequence[PersonTold], *, by: Reader, moment: datetime
) -> list[Attendance]:
    """Record everybody on the list behind those already there, in one act that can be undone as one."""
    refuse_unless(can_receive(by))
    if not people:
        raise NobodyOnTheList(_("Nobody is left on the list. Keep at least one person."))
    with act("receive_delegation", by=by.user) as doing:
        doing.about(visit)
        return _Receiving(doing, visit, text, by, moment).everybody(people)


class _Receiving:
    """One list under way: the document it is, and the bodies it made."""

    def __init__(self, doing: Act, visit: Visit, text: str, by: Reader, moment: datetime) -> None:
        self.doing, self.visit, self.by, self.moment = doing, visit, by, moment
        self.bodies: dict[str, Body] = {}
        self.document = self._document(text)

    def everybody(self, people: Sequence[PersonTold]) -> list[Attendance]:
        last = max((one.order for one in self.visit.event.attendances.all()), default=0)
        there = set(self.visit.event.attendances.values_list("person_id", flat=True))
        made = []
        for told in people:
            person = self._person(told)
            self._roles(person, told)
            if person.pk not in there:
                last += 1
                made.append(self._attendance(person, told, last))
        return made

    def _document(self, text: str) -> Document:
        """The list itself, kept as a file, for the secretariat's eyes."""
        event = self.visit.event
        title = _("Delegation list: %(visit)s") % {"visit": event}
        document = self.doing.create(
            Document(
                key=propose_key(Document, "list", event.key),
                title=title[:254],
                kind=DocumentKind.LETTER,
                publisher=self.visit.guest,
                published=Day.of(self.moment.date()),
                audience=Audience.SECRETARIAT,
                language="",
            )
        )
        body = text.encode()
        self.doing.create(
            DocumentVersion(
                key=f"{document.key[:100]}.v1",
                document=document,
                number=1,
                file=ContentFile(body, name="list.txt"),
                filename="list.txt",
                media_type="text/plain",
                size=len(body),
                sha256=sha256(body).hexdigest(),
                added_at=self.moment,
                added_by=self.by.user,
            )
        )
        return document

    def _person(self, told: PersonTold) -> Person:
        person = told.person or self._new(told)
        for name in (told.name if told.person else "", told.other_name):
            if name:
                self._other_name(person, name, told.place)
        return person

    def _new(self, told: PersonTold) -> Person:
        order = NameOrder.FAMILY_FIRST if told.family_first else NameOrder.GIVEN_FIRST
        person = self.doing.create(
            Person(
                key=propose_key(Person, told.name),
                name=told.name,
                family=told.family,
                given=told.given,
                order=order,
                honorific=told.honorific.rstrip("."),
                audience=self.visit.event.audience,
            )
        )
        self._cite(person, told.place)
        return person

    def _other_name(self, person: Person, name: str, place: Span) -> None:
        """A person known in another script or spelling keeps those of the list beside it."""
        known = {fold(person.name), *(fold(one.text) for one in person.names.all())}
        if fold(name) not in known:
            language = "zh-Hans" if has_han(name) else ""
            key = propose_key(PersonName, person.key, name)
            other = PersonName(key=key, person=person, text=name, language=language, kind=NameKind.ALIAS)
            self._cite(self.doing.create(other), place)

    def _roles(self, person: Person, told: PersonTold) -> None:
        held = list(Role.objects.filter(person=person).select_related("post"))
        for post in told.posts:
            body = post.body or self._body(post.new_body, post.place)
            known = next(
                (one for one in held if body and one.of_id == body.pk and fold(str(one)) == fold(post.title)),
                None,
            )
            if body and post.title:
                self._cite(known or self._role(person, post.title, body), post.place)

    def _role(self, person: Person, title: str, body: Body) -> Role:
        """From when and until when the list does not say, so neither does the record."""
        return self.doing.create(
            Role(
                key=propose_key(Role, person.key, title),
                person=person,
                title=title[:200],
                of=body,
                starts=UNKNOWN,
                ends=UNKNOWN,
                audience=self.visit.event.audience,
            )
        )

    def _body(self, name: str, place: Span) -> Body | None:
        """The body of this name that the list made, made when it comes first; part of nothing until somebody says so."""
        if not name.strip():
            return None
        if fold(name) not in self.bodies:
            guest = self.visit.guest
            made = self.doing.create(
                Body(
                    key=propose_key(Body, name),
                    name=name[:200],
                    kind=BodyKind.OFFICE,
                    city=guest.city,
                    country=guest.country,
                    starts=UNKNOWN,
                    ends=Day.read(".."),
                    audience=self.visit.event.audience,
                )
            )
            self._cite(made, place)
            self.bodies[fold(name)] = made
        return self.bodies[fold(name)]

    def _attendance(self, person: Person, told: PersonTold, order: int) -> Attendance:
        part = Part.INTERPRETER if told.interpreter else Part.DELEGATE
        capacity = "; ".join(
            ", ".join(filter(None, (post.title, post.new_body or str(post.body or ""))))
            for post in told.posts
        )
        attendance = self.doing.create(
            Attendance(
                key=propose_key(Attendance, self.visit.event.key, person),
                event=self.visit.event,
                person=person,
                sent_by=self.visit.guest,
                part=part,
                capacity=capacity[:LONGEST_CAPACITY],
                order=order,
            )
        )
        self._cite(attendance, told.place)
        return attendance

    def _cite(self, record: Record, span: Span) -> None:
        place = Place(LocatorKind.CHARACTERS, f"{span[0]}-{span[1]}")
        key = citation_key(self.document, record, "", place)
        if not Citation.objects.filter(key=key).exists():
            self.doing.create(
                Citation(
                    key=key,
                    document=self.document,
                    locator_kind=place.kind,
                    locator=place.locator,
                    subject_kind=record.record_kind(),
                    subject_id=record.pk,
                    entered_by=self.by.user,
                    entered_at=self.moment,
                )
            )
