"""What a person's and a body's card says: who they are as of a day, and the contacts the reader may see."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

from django.db.models import Prefetch, Q

from koinon.network.people.models import Body, ContactDetail, Person, Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Change, Record
from koinon.site.feeds.vcard import Card

PROPERTIES = {"email": "EMAIL", "phone": "TEL", "web": "URL"}


def person_card(person: Person, address: str, *, on: date, today: date, reader: Reader) -> str:
    """The card of a person: titles and bodies as of the day, contacts as they may be kept today."""
    card = Card()
    _begin(card, "individual", address)
    names = list(person.names.all())
    _names(card, person.name, person.language, [(name.text, name.language) for name in names])
    if person.family or person.given:
        card.add("N", person.family, person.given, "", person.honorific, "")
    roles = list(roles_held(person, on, reader))
    for number, role in enumerate(roles, 1):
        group = f"role{number}"
        card.add("ORG", *_organisation(role.of), group=group, pref=number)
        card.add("TITLE", str(role), group=group, pref=number)
    addressed = person.forms_of_address.values_list("language", flat=True)
    for number, language in enumerate(dict.fromkeys(filter(None, (*addressed, person.language))), 1):
        card.add_plain("LANG", language, pref=number)
    _contacts(card, ContactDetail.objects.filter(person=person), today, reader)
    if person.died.is_exact:
        card.add_plain("DEATHDATE", f"{person.died.earliest:%Y%m%d}")
    _revised(card, person, roles)
    return card.text()


def body_card(body: Body, address: str, *, today: date, reader: Reader) -> str:
    """The card of a body."""
    card = Card()
    _begin(card, "org", address)
    names = list(body.names.all())
    _names(card, body.name, "", [(name.text, name.language) for name in names])
    card.add("ORG", *_organisation(body))
    if body.short_name:
        card.add("NICKNAME", body.short_name)
    if body.city:
        card.add("ADR", "", "", "", body.city.name, "", "", body.city.country.name)
    if body.website:
        card.add_plain("URL", body.website, type="work")
    _contacts(card, ContactDetail.objects.filter(body=body), today, reader)
    _revised(card, body, [])
    return card.text()


def roles_held(person: Person, on: date, reader: Reader) -> list[Role]:
    """What the person surely or possibly holds on the day, in order of protocol."""
    roles = Role.objects.visible_to(reader).filter(person=person).holding(on)
    above = Body.objects.visible_to(reader)
    return list(roles.select_related("of", "post").prefetch_related(Prefetch("of__parent", above)).in_order())


def _begin(card: Card, kind: str, address: str) -> None:
    """The number of a card is made of its address, so that it is the same whenever it is taken."""
    card.add_plain("KIND", kind)
    card.add_plain("UID", uuid.uuid5(uuid.NAMESPACE_URL, address).urn)
    card.add_plain("SOURCE", f"{address.rstrip('/')}.vcf")
    card.add_plain("URL", address)


def _names(card: Card, name: str, language: str, others: list[tuple[str, str]]) -> None:
    """The name as written first; the same in other languages are alternatives of it."""
    written = {language: name} | {tag: text for text, tag in reversed(others) if tag and tag != language}
    if len(written) == 1:
        card.add("FN", name, language=language)
        return
    for number, (tag, text) in enumerate(written.items(), 1):
        card.add("FN", text, altid=1, pref=number, language=tag)


def _organisation(body: Body) -> list[str]:
    """The name of the body, after that of the body it is a part of."""
    return [body.parent.name, body.name] if body.parent else [body.name]


def _contacts(card: Card, rows: object, today: date, reader: Reader) -> None:
    """Only what the reader may see, and only as long as it may be kept."""
    for one in rows.visible_to(reader).kept(today).exclude(value=""):  # type: ignore[attr-defined]
        if one.means == ContactDetail.Means.ADDRESS:
            card.add("ADR", "", "", one.value, "", "", "", "", type="work")
        elif one.means == ContactDetail.Means.WEB:
            card.add_plain("URL", one.value, type="work")
        else:
            card.add(PROPERTIES[one.means], one.value, type="work")


def _revised(card: Card, record: Record, roles: list[Role]) -> None:
    """When what the card tells was last changed."""
    about = Q(kind=record.record_kind(), object_id=record.pk)
    about |= Q(kind=Role.record_kind(), object_id__in=[role.pk for role in roles])
    moment: datetime | None = (
        Change.objects.filter(about).order_by("-id").values_list("entry__moment", flat=True).first()
    )
    if moment:
        card.add_plain("REV", f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}")
