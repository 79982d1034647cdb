"""How the records of every room are found: the texts each goes into the index with."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.programmes.models import Edition, Programme
from koinon.network.events.models import Event
from koinon.network.evidence.models import Document
from koinon.network.governance.models import Decision, Meeting
from koinon.network.people.models import Body, Person
from koinon.network.places.models import City
from koinon.platform.search.indexing import Found, Searchable, register
from koinon.platform.ui import figures


def cities(rows: QuerySet[City]) -> Iterator[Found]:
    for city in rows.select_related("country").prefetch_related("names"):
        yield Found(
            city,
            city.name,
            f"{city.division}, {city.country}".strip(", "),
            tuple(one.text for one in city.names.all()),
        )


def bodies(rows: QuerySet[Body]) -> Iterator[Found]:
    for body in rows.select_related("city", "parent").prefetch_related("names"):
        yield Found(
            body,
            body.name,
            str(body.parent or body.city or ""),
            (body.short_name, *(one.text for one in body.names.all())),
        )


def people(rows: QuerySet[Person]) -> Iterator[Found]:
    for person in rows.filter(merged_into=None).prefetch_related("names"):
        texts = (person.name, f"{person.family} {person.given}", *(one.text for one in person.names.all()))
        yield Found(person, person.display(), "", texts)


def agreements(rows: QuerySet[Agreement]) -> Iterator[Found]:
    for agreement in rows.prefetch_related("titles", "parties__body"):
        parties = tuple(str(party.body) for party in agreement.parties.all())
        titles = tuple(one.text for one in agreement.titles.all())
        yield Found(agreement, agreement.title, " – ".join(parties), (*titles, *parties))


def documents(rows: QuerySet[Document]) -> Iterator[Found]:
    for document in rows.select_related("publisher"):
        yield Found(
            document, document.title, figures.day(document.published), (str(document.publisher or ""),)
        )


def events(rows: QuerySet[Event]) -> Iterator[Found]:
    for event in rows.select_related("city"):
        yield Found(event, event.title, figures.span(event.span), (str(event.city or ""), event.venue))


def meetings(rows: QuerySet[Meeting]) -> Iterator[Found]:
    for meeting in rows.select_related("body", "city"):
        yield Found(
            meeting, meeting.title, figures.day(meeting.held), (str(meeting.body), str(meeting.city or ""))
        )


def decisions(rows: QuerySet[Decision]) -> Iterator[Found]:
    for decision in rows:
        yield Found(decision, decision.title, decision.reference, (decision.reference,))


def programmes(rows: QuerySet[Programme]) -> Iterator[Found]:
    for programme in rows:
        yield Found(programme, programme.title, programme.short_name, (programme.short_name,))


def editions(rows: QuerySet[Edition]) -> Iterator[Found]:
    for edition in rows.select_related("programme"):
        yield Found(edition, edition.title, str(edition.programme), (str(edition.programme),))


def register_all() -> None:
    """Put every kind of record that has a page into the index."""
    register(Searchable(City, cities, {"places.cityname": "city_id"}))
    register(Searchable(Body, bodies, {"people.bodyname": "body_id"}))
    register(Searchable(Person, people, {"people.personname": "person_id"}))
    parts = {"agreements.agreementtitle": "agreement_id", "agreements.party": "agreement_id"}
    register(Searchable(Agreement, agreements, parts))
    register(Searchable(Document, documents))
    register(Searchable(Event, events))
    register(Searchable(Meeting, meetings))
    register(Searchable(Decision, decisions))
    register(Searchable(Programme, programmes))
    register(Searchable(Edition, editions))
