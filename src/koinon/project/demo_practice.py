"""What became of a winner of the example cycle: a practice its applicant confirmed, somebody to ask, and a follow-up."""

from datetime import UTC, datetime
from decimal import Decimal

from koinon.cooperation.calls.models import Entry
from koinon.cooperation.grants.prizes import Share, Terms, grant_prize
from koinon.cooperation.practices.follow_up_commands import Told, answer_follow_up
from koinon.cooperation.practices.models import Practice, PracticeFollowUp, PracticePerson
from koinon.cooperation.practices.practice_commands import (
    Codes,
    change_practice,
    make_practice,
    publish_practice,
    write_text,
)
from koinon.network.confirmations.commands import Question, Said, answer_confirmation, ask_confirmation
from koinon.network.confirmations.subjects import digest_of
from koinon.network.people.commands import record_contact, record_person, record_role
from koinon.network.people.models import Audience
from koinon.network.people.readers import SYSTEM
from koinon.platform.audit.commands import act
from koinon.platform.dates import OPEN, Day
from koinon.project.demo_accounts import SINCE, cited

CONFIRMED = datetime(2026, 9, 25, 9, tzinfo=UTC)
PUBLISHED = datetime(2026, 9, 28, 9, tzinfo=UTC)
ASKED = datetime(2026, 11, 9, 9, tzinfo=UTC)
WORDS = {
    "summary": "Invented for the demonstration: a city lends tools in every district, and neighbours mend what they own.",
    "challenge": "A drill is used for a quarter of an hour in its life, and who has no cellar has none at all.",
    "results": "Nine branches lend 400 things a month. Two of them are run by the neighbours alone.",
    "themes": "circular economy\nsharing",
    "is_example": True,
}
IN_FRENCH = {
    "language": "fr",
    "title": "Une bibliothèque d’outils dans chaque quartier",
    "summary": "Inventé pour la démonstration : une ville prête des outils dans chaque quartier, et l’on répare.",
    "work": "Les voisins empruntent perceuses, échelles et machines à coudre.",
}
STANDS = "Invented for the demonstration: a tenth branch opened in a former post office."


def play(entry: Entry, moment: datetime) -> Practice:
    """Make the practice of the entry, have it confirmed, publish it, name somebody to ask, and hear how it goes on."""
    practice = make_practice(entry, by=SYSTEM)
    # A target besides the goals of the entry: by it the lab on a circular economy is offered the practice.
    change_practice(practice, WORDS, Codes(sdg=("11", "12", "12.5")), by=SYSTEM)
    cited(practice, moment)
    write_text(practice, IN_FRENCH, by=SYSTEM)
    question = Question(practice.body, practice.language)
    asked = ask_confirmation(practice, question, by=SYSTEM, on=CONFIRMED.date())
    said = Said("Office of the mayor", digest_of(practice), {}, agrees=True)
    answer_confirmation(asked, practice, said, moment=CONFIRMED)
    publish_practice(practice, by=SYSTEM, on=PUBLISHED.date())
    name_somebody(practice, moment)
    follow_up(practice)
    give_the_prize(entry, moment)
    return practice


def name_somebody(practice: Practice, moment: datetime) -> None:
    """An invented person who agreed to be asked: seen by members, never in the public record."""
    hidden = {"audience": Audience.MEMBERS}
    name = {"key": "example-tool-librarian", "name": "Nell Example", "given": "Nell", "family": "Example"}
    person = cited(record_person({**name, **hidden}, by=SYSTEM, on=PUBLISHED.date()), moment)
    mail = {"means": "email", "value": "librarian@example.org", "audience": Audience.SECRETARIAT}
    cited(record_contact(person, mail, by=SYSTEM, on=PUBLISHED.date()), moment)
    held = {"key": "example-tool-librarian", "person": person, "title": "Head of the tool library"}
    held |= {"of": practice.body, "starts": SINCE, "ends": OPEN, **hidden}
    role = cited(record_role(held, by=SYSTEM, on=PUBLISHED.date()), moment)
    days = {"asked_on": PUBLISHED.date(), "agreed_on": PUBLISHED.date()}
    with act("name_person", by=None) as doing:
        doing.about(practice)
        doing.create(PracticePerson(key="example-tool-librarian", practice=practice, role=role, **days))


def give_the_prize(entry: Entry, moment: datetime) -> None:
    """The prize of the cycle in two instalments, the second of which waits for a report."""
    shares = (
        Share(Decimal(60), Day("2026-12-15")),
        Share(Decimal(40), Day("2027-10"), "The report of the first year is received"),
    )
    terms = Terms(entry.call.run_by, Day("2026-10-05"), shares)
    grant = cited(grant_prize(entry, entry.call.prizes.get(), terms, by=SYSTEM, on=PUBLISHED.date()), moment)
    for one in grant.instalments.all():
        cited(one, moment)


def follow_up(practice: Practice) -> None:
    """Asked a few weeks later, because an example cannot wait a year."""
    on = ASKED.date()
    with act("ask_follow_up", by=None) as doing:
        doing.about(practice)
        row = PracticeFollowUp(key=f"{practice.key}-first", practice=practice, due_on=on, asked_on=on)
        doing.create(row)
    answer_follow_up(row, Told("going", STANDS), by=None, on=on, moment=ASKED)
