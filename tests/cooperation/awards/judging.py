"""A small blind cycle: three entries, a jury of three with a chair, everybody around it, each by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from tests import factories
from tests.factories import make

from koinon.cooperation.awards.models import Assignment, Juror, JuryScore, Panel, Phase, Review, Tally
from koinon.cooperation.awards.tallying import criteria_of, retally
from koinon.cooperation.calls.models import Answer, Call, CoApplicant, Entry, EntryFile, FormField, Stage
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body, BodyName, Function, PersonName, Role
from koinon.network.people.readers import PUBLIC, Reader
from koinon.network.places.models import CityName

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
TELLING = (
    "Zamorano", "Zamoráno", "萨莫拉诺", "Quillhaven", "Brezzi", "Ottoline", "Marchbanks", "zamo-plan",
    "Cooperia", "mayor@zamorano.example",
)  # fmt: skip
"""What tells whose the first entry is: city, applicant, people, co-applicant, file, address; and its key and receipt."""


@dataclass
class Cycle:
    """The cycle, and who is who."""

    call: Call
    panel: Panel
    phase: Phase
    entries: list[Entry]
    jurors: list[Juror]
    stage: Stage
    readers: dict[str, Reader] = field(default_factory=dict)

    def assignment(self, juror: int, entry: int) -> Assignment:
        return Assignment.objects.get(phase=self.phase, juror=self.jurors[juror], entry=self.entries[entry])

    def code(self, entry: int) -> str:
        return self.phase.code(self.entries[entry].pk)


def person_at(name: str, body: Body, function: str = "", **role: Any) -> Reader:
    """Somebody with an account who holds a post in the body."""
    account = factories.make_user()
    person = factories.make_person(name, account=account)
    post = factories.make_post(f"Post {factories.number()}", body=body, function=function, seats=9)
    factories.make_role(person=person, post=post, **role)
    return reader_for(account, timezone.localdate())


def reader_of(role: Role) -> Reader:
    """Whoever holds the role, at a desk."""
    assert role.person is not None
    assert role.person.account is not None
    return reader_for(role.person.account, timezone.localdate())


def make_cycle(*, entries: int = 3, opened: bool = True, **phase: Any) -> Cycle:
    """A call with its jury; the first entry is full of names that tell whose it is."""
    call = factories.make_call("Urban Award 2018", code="UA-2018", blind=True)
    for title, weight in (("Innovation", 3), ("Effect", 2)):
        factories.make_criterion(call, title=title, weight=weight, top=5, anchors={"0": "none", "5": "most"})
    stage = factories.make_stage(call, "winner", planned=1)
    first = telling_entry(call)
    rows = [first, *(plain_entry(call, number) for number in range(2, entries + 1))]
    jury = factories.make_body("Jury of the award", kind="jury")
    panel = make(Panel, call=call, body=jury, kind="jury")
    made = Cycle(
        call, panel, make(Phase, panel=panel, title="Final", to_stage=stage, **phase), rows, [], stage
    )
    for number, name in enumerate(("Chiara Chair", "Jun Juror", "Jorge Juror")):
        reader = person_at(name, jury, Function.JUROR)
        role = jury.roles.get(person=reader.person_id)
        made.jurors.append(make(Juror, panel=panel, person=role.person, role=role, chair=number == 0))
        made.readers[("chair", "juror", "third")[number]] = reader
    if opened:
        open_with_assignments(made)
    return made


def open_with_assignments(made: Cycle) -> None:
    # As retallying would leave them: nothing is scored yet.
    each = len(made.jurors)
    Tally.objects.bulk_create(Tally(phase=made.phase, entry=entry, assigned=each) for entry in made.entries)
    Assignment.objects.bulk_create(
        Assignment.of(made.phase, entry.pk, juror, made_at=NOW)
        for entry in made.entries
        for juror in made.jurors
    )
    made.phase.opened_at = NOW
    made.phase.save()


def telling_entry(call: Call) -> Entry:
    """An entry in which every place where something could be told tells whose it is."""
    city = factories.make_city("Zamorano", key="zamorano")
    make(CityName, city=city, text="萨莫拉诺", language="zh-Hans")
    body = factories.make_body("Quillhaven Town Hall", short_name="Qthallic", city=city, kind="government")
    make(BodyName, body=body, text="Ayuntamiento de Zamoráno", language="es")
    other = factories.make_body("Cooperia Institute")
    mayor = factories.make_person("Ottoline Brezzi", account=factories.make_user("ob@example.org"))
    make(PersonName, person=mayor, text="Ottoline Marchbanks")
    factories.make_role(person=mayor, post=factories.make_post("Mayor", body=body, function="focal_point"))
    helper = factories.make_person("Hal Helper", account=factories.make_user("hal@example.org"))
    factories.make_role(person=helper, post=factories.make_post("Head", body=other, function="focal_point"))
    entry = factories.make_entry(
        call, key="quillhaven-smart-waste", number=41, title="Zamorano sorts its waste", applicant=body,
        contact="Ottoline Brezzi, mayor@zamorano.example", email="mayor@zamorano.example", sent_at=NOW,
        eligible=True, looked_at=NOW,
    )  # fmt: skip
    make(CoApplicant, entry=entry, body=other, part="research")
    line = factories.make_field(call, kind="text", label="What was done", rank=1)
    told = factories.make_field(call, kind="line", label="Who are you", rank=2, identifying=True)
    link = factories.make_field(call, kind="link", label="Web", rank=3, required=False)
    table = factories.make_field(call, kind="table", label="Steps", rank=4, options=["When", "What"])
    paper = factories.make_field(call, kind="file", label="Plan", rank=5)
    words = (
        "In ZAMORANO, or Zamoráno 萨莫拉诺, Mayor Brezzi and Cooperia sorted 80 % of the waste. "
        "See #zamorano2018, https://zamorano.example/waste and write to mayor@zamorano.example."
    )
    for question, value in (
        (line, words), (told, "Quillhaven Town Hall"), (link, "https://zamorano.example"),
        (table, [["2018", "Quillhaven begins"], ["2019", "done"]]),
    ):  # fmt: skip
        Answer.objects.create(entry=entry, field=question, value=value)
    content = ContentFile(b"The plan of Zamorano", name="zamo-plan.txt")
    make(
        EntryFile, entry=entry, field=paper, file=content, name="zamo-plan.txt", media_type="text/plain",
        size=20, handed_in=True,
    )  # fmt: skip
    return entry


def plain_entry(call: Call, number: int) -> Entry:
    """An entry of another city."""
    city = factories.make_city(f"Otherton{number}")
    body = factories.make_body(f"Otherton{number} Council", kind="government", city=city)
    return factories.make_entry(
        call, number=40 + number, title=f"Idea {number}", applicant=body, sent_at=NOW, eligible=True,
        looked_at=NOW, email=f"office{number}@otherton.example",
    )  # fmt: skip


def add_clean_paper(entry: Entry) -> None:
    """A file in which nothing tells whose it is, but its name."""
    clean = ContentFile(b"Waste is sorted in four bins.", name="zamorano-bins.txt")
    make(
        EntryFile, entry=entry, file=clean, name="zamorano-bins.txt", media_type="text/plain", size=29,
        handed_in=True,
    )  # fmt: skip


def cast(made: Cycle) -> dict[str, Reader]:
    """Everybody of the table by name; who is on the panel already stays."""
    jury = made.panel.body
    first = made.entries[0]
    office = factories.make_body("Secretariat", kind="secretariat")
    committee = factories.make_body("Technical committee", kind="jury")
    away = make(Panel, call=made.call, body=committee, kind="committee")
    member = person_at("Mina Member", committee, Function.JUROR)
    role = committee.roles.get(person=member.person_id)
    make(Juror, panel=away, person=role.person, role=role)
    applicant = first.applicant.roles.get(person__name="Ottoline Brezzi")
    helper = CoApplicant.objects.get(entry=first).body.roles.get()
    board = factories.make_body("Board", kind="board")
    other = made.entries[-1].applicant if len(made.entries) > 1 else plain_entry(made.call, 99).applicant
    return made.readers | {
        "secretariat": person_at("Sol Secretary", office, Function.SECRETARIAT),
        "committee": member,
        "applicant": reader_of(applicant),
        "co-applicant": reader_of(helper),
        "board": person_at("Bo Board", board, Function.BOARD_MEMBER),
        "other city": person_at("Ola Other", other, Function.FOCAL_POINT),
        "funder": person_at("Fia Funder", factories.make_body("Fund"), Function.FUNDER),
        "stranger": reader_for(factories.make_user(), timezone.localdate()),
        "public": PUBLIC,
        "former juror": person_at("Fern Former", jury, Function.JUROR, ends="2001-01-01"),
    }


def give(made: Cycle, juror: int, entry: int, *values: int, comment: str = "", tally: bool = True) -> Review:
    """A review, sent, with a score for each criterion; not tallied where scoring is closed right after."""
    assignment = made.assignment(juror, entry)
    review = Review(key=assignment.key, assignment=assignment, sent_at=NOW, to_applicant=comment)
    given = list(zip(criteria_of(made.phase), values, strict=True))
    review.points = sum(criterion.weight * value for criterion, value in given)
    review.save(force_insert=True)
    JuryScore.objects.bulk_create(JuryScore.of(review, criterion.pk, value) for criterion, value in given)
    if tally:
        retally(made.phase, [assignment.entry_id])
    return review


__all__ = [
    "NOW", "TELLING", "TODAY", "Cycle", "FormField", "add_clean_paper", "cast", "give", "make_cycle", "person_at",
]  # fmt: skip
