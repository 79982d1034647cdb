"""How the records of every room are found: the texts each goes into the index with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.db.models import Prefetch, QuerySet

from koinon.cooperation.agreements.models import Agreement, Commitment, Party
from koinon.cooperation.calls.models import Call, Entry, Placing
from koinon.cooperation.grants.models import Grant, Pledge
from koinon.cooperation.labs.models import Community, Lab
from koinon.cooperation.learning.models import Curriculum, Hub
from koinon.cooperation.plans.models import Measure, Plan
from koinon.cooperation.practices.models import Practice
from koinon.cooperation.programmes.models import Edition, Programme
from koinon.network.events.models import Event
from koinon.network.evidence.models import Document
from koinon.network.evidence.titles import titles_of
from koinon.network.governance.models import Decision, Meeting
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body, Person
from koinon.network.places.models import City
from koinon.platform.search.indexing import Found, Searchable, register
from koinon.platform.ui import figures


def openly(body: Body | Programme | None) -> str:
    """The name of another record where everybody may read it: the index shows all readers the same."""
    return str(body) if body and body.audience == Audience.PUBLIC else ""


def joined(by: str, bodies: Sequence[Body | None]) -> str:
    """The names of several bodies in a line, of those that everybody may read."""
    return by.join(filter(None, map(openly, bodies)))


def beneath(body: Body) -> str:
    """What a body is part of, or where it sits."""
    return openly(body.parent) or str(body.city or "")


def situated(city: City) -> str:
    """The administrative unit and the country of a city."""
    return f"{city.division}, {city.country}".strip(", ")


def cities(rows: QuerySet[City]) -> Iterator[Found]:
    for city in rows.select_related("country").prefetch_related("names"):
        yield Found(
            city,
            city.name,
            partial(situated, city),
            tuple(one.text for one in city.names.all()),
        )


def bodies(rows: QuerySet[Body]) -> Iterator[Found]:
    for body in rows.filter(merged_into=None).select_related("city", "parent").prefetch_related("names"):
        yield Found(
            body,
            body.name,
            partial(beneath, body),
            (body.short_name, *(one.text for one in body.names.all())),
        )


def people(rows: QuerySet[Person]) -> Iterator[Found]:
    for person in rows.filter(merged_into=None).prefetch_related("names"):
        texts = (person.name, f"{person.family} {person.given}", *(one.text for one in person.names.all()))
        yield Found(person, person.display(), "", texts)


def agreements(rows: QuerySet[Agreement]) -> Iterator[Found]:
    # By a join, because SQLite does not take the ids of a thousand bodies in one statement.
    parties_with_bodies = Prefetch("parties", Party.objects.select_related("body"))
    for agreement in rows.prefetch_related("titles").prefetch_related(parties_with_bodies):
        parties = [party.body for party in agreement.parties.all()]
        titles = tuple(one.text for one in agreement.titles.all())
        hint = partial(joined, " – ", parties)
        yield Found(agreement, agreement.title, hint, (*titles, *map(openly, parties)))


def documents(rows: QuerySet[Document]) -> Iterator[Found]:
    documents = list(rows.select_related("publisher"))
    titles = titles_of(documents)
    for one in documents:
        texts = (openly(one.publisher), *titles.get(one.pk, ()))
        yield Found(one, one.title, partial(figures.day, one.published), texts)


def events(rows: QuerySet[Event]) -> Iterator[Found]:
    events = list(rows.select_related("city"))
    titles = titles_of(events)
    for one in events:
        texts = (str(one.city or ""), one.venue, *titles.get(one.pk, ()))
        yield Found(one, one.title, partial(figures.span, one.span), texts)


def meetings(rows: QuerySet[Meeting]) -> Iterator[Found]:
    meetings = list(rows.select_related("body", "city"))
    titles = titles_of(meetings)
    for one in meetings:
        texts = (openly(one.body), str(one.city or ""), *titles.get(one.pk, ()))
        yield Found(one, one.title, partial(figures.day, one.held), texts)


def decisions(rows: QuerySet[Decision]) -> Iterator[Found]:
    for decision in rows:
        yield Found(decision, decision.title, decision.reference, (decision.reference,))


def programmes(rows: QuerySet[Programme]) -> Iterator[Found]:
    programmes = list(rows)
    titles = titles_of(programmes)
    for one in programmes:
        yield Found(one, one.title, one.short_name, (one.short_name, *titles.get(one.pk, ())))


def editions(rows: QuerySet[Edition]) -> Iterator[Found]:
    editions = list(rows.select_related("programme"))
    titles = titles_of(editions)
    for edition in editions:
        programme = openly(edition.programme)
        hint = partial(openly, edition.programme)
        yield Found(edition, edition.title, hint, (programme, *titles.get(edition.pk, ())))


def commitments(rows: QuerySet[Commitment]) -> Iterator[Found]:
    # The agreement stands beside a promise on its page; here only where everybody may read it.
    for commitment in rows.select_related("agreement"):
        agreed = commitment.agreement
        hint = partial(str, agreed) if agreed.audience == Audience.PUBLIC else ""
        yield Found(commitment, commitment.title, hint)


def grants(rows: QuerySet[Grant]) -> Iterator[Found]:
    for grant in rows.select_related("funder", "recipient"):
        ends = (grant.funder, grant.recipient)
        hint = partial(joined, " → ", ends)
        yield Found(grant, grant.title, hint, (grant.in_kind_words, *map(openly, ends)))


def pledges(rows: QuerySet[Pledge]) -> Iterator[Found]:
    for pledge in rows.select_related("funder", "recipient"):
        ends = (pledge.funder, pledge.recipient)
        hint = partial(joined, " → ", ends)
        yield Found(pledge, pledge.title, hint, (pledge.in_kind_words, *map(openly, ends)))


def plans(rows: QuerySet[Plan]) -> Iterator[Found]:
    for plan in rows.prefetch_related("sides__body"):
        sides = [side.body for side in plan.sides.all()]
        hint = partial(joined, " – ", sides)
        yield Found(plan, plan.title, hint, (plan.other_title, *map(openly, sides)))


def measures(rows: QuerySet[Measure]) -> Iterator[Found]:
    # A measure is as open as its plan, whose title may stand beside it.
    for measure in rows.select_related("plan"):
        yield Found(measure, measure.title, measure.plan.title, (measure.other_title, measure.theme))


def calls(rows: QuerySet[Call]) -> Iterator[Found]:
    for call in rows.select_related("run_by").prefetch_related("texts"):
        told = tuple(one.title for one in call.texts.all())
        yield Found(call, call.title, call.code, (call.code, *told, openly(call.run_by)))


def entries(rows: QuerySet[Entry]) -> Iterator[Found]:
    # Only what was announced is in the index at all; the rest is nobody's to stumble upon.
    announced = rows.filter(pk__in=Placing.objects.announced().values("entry"))
    for entry in announced.select_related("applicant__city", "call"):
        applicant, city = openly(entry.applicant), str(entry.applicant.city or "")
        yield Found(entry, entry.title, applicant or entry.call.code, (applicant, city if applicant else ""))


def practices(rows: QuerySet[Practice]) -> Iterator[Found]:
    for one in rows.select_related("body", "city").prefetch_related("texts"):
        told = tuple(f"{text.title} {text.summary}" for text in one.texts.all())
        texts = (one.summary, one.themes, str(one.city or ""), openly(one.body), *told)
        yield Found(one, one.title, partial(openly, one.body), texts)


def labs(rows: QuerySet[Lab]) -> Iterator[Found]:
    for one in rows.select_related("body").prefetch_related("body__names"):
        # Who may see a lab may see its body.
        names = tuple(name.text for name in one.body.names.all())
        yield Found(one, one.body.name, "", (one.purpose, one.themes, *names))


def communities(rows: QuerySet[Community]) -> Iterator[Found]:
    for one in rows.select_related("body").prefetch_related("body__names"):
        names = tuple(name.text for name in one.body.names.all())
        yield Found(one, one.body.name, "", (one.purpose, one.themes, *names))


def hubs(rows: QuerySet[Hub]) -> Iterator[Found]:
    for one in rows.select_related("body", "host"):
        host = openly(one.host)
        yield Found(one, one.title, partial(openly, one.host), (one.summary, one.themes, host))


def curricula(rows: QuerySet[Curriculum]) -> Iterator[Found]:
    for one in rows.select_related("hub").prefetch_related("texts", "modules"):
        told = tuple(text.title for text in one.texts.all())
        taught = tuple(f"{module.title} {module.other_title}" for module in one.modules.all())
        yield Found(one, one.title, str(one.year), (one.other_title, one.summary, *told, *taught))


def register_all() -> None:
    """Put every kind of record that has a page into the index."""
    register(Searchable(City, cities, {"places.cityname": "city_id"}, {"places.country": ("country",)}))
    above = {"people.body": ("parent",), "places.city": ("city",)}
    register(Searchable(Body, bodies, {"people.bodyname": "body_id"}, above))
    register(Searchable(Person, people, {"people.personname": "person_id"}))
    parts = {"agreements.agreementtitle": "agreement_id", "agreements.party": "agreement_id"}
    register(Searchable(Agreement, agreements, parts, {"people.body": ("parties__body",)}))
    register(Searchable(Commitment, commitments, borrows={"agreements.agreement": ("agreement",)}))
    titles = {"evidence.title": "subject_id"}
    register(Searchable(Document, documents, titles, {"people.body": ("publisher",)}, kept_in=""))
    register(Searchable(Event, events, titles, {"places.city": ("city",)}, kept_in=""))
    hosted = {"people.body": ("body",), "places.city": ("city",)}
    register(Searchable(Meeting, meetings, titles, hosted, kept_in=""))
    register(Searchable(Decision, decisions))
    register(Searchable(Programme, programmes, titles, kept_in=""))
    register(Searchable(Edition, editions, borrows={"programmes.programme": ("programme",)}))
    ends = {"people.body": ("funder", "recipient")}
    register(Searchable(Grant, grants, borrows=ends))
    register(Searchable(Pledge, pledges, borrows=ends))
    beside = {"plans.planside": "plan_id"}
    register(Searchable(Plan, plans, beside, {"people.body": ("sides__body",)}))
    register(Searchable(Measure, measures, borrows={"plans.plan": ("plan",)}))
    told = {"practices.practicetext": "practice_id"}
    owned = {"people.body": ("body",), "places.city": ("city",)}
    register(Searchable(Practice, practices, told, owned))
    register(Searchable(Lab, labs, borrows={"people.body": ("body",)}))
    register(Searchable(Community, communities, borrows={"people.body": ("body",)}))
    register(Searchable(Hub, hubs, borrows={"people.body": ("body", "host")}))
    parts = {"learning.curriculumtext": "curriculum_id", "learning.module": "curriculum_id"}
    register(Searchable(Curriculum, curricula, parts))
    register(Searchable(Call, calls, {"calls.calltext": "call_id"}, {"people.body": ("run_by",)}))
    placed = {"calls.placing": "entry_id"}
    register(Searchable(Entry, entries, placed, {"people.body": ("applicant",)}))
