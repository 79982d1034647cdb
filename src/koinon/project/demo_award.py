"""The example cycle of an award: entered, screened, scored blind, deliberated, frozen and signed; a last phase is open."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from koinon.cooperation.awards import (
    assignment_commands,
    conflict_commands,
    deliberation_commands,
    freezing,
    panel_commands,
    phase_commands,
)
from koinon.cooperation.awards.models import (
    Assignment,
    Conflict,
    Juror,
    JuryScore,
    Panel,
    Phase,
    Review,
    Tally,
    TieRule,
)
from koinon.cooperation.awards.tallying import criteria_of, retally
from koinon.cooperation.calls import call_commands, call_parts, screening_commands, stage_commands
from koinon.cooperation.calls.entry_beginning import start_entry
from koinon.cooperation.calls.entry_commands import Sending, send_entry
from koinon.cooperation.calls.models import (
    Call,
    CallKind,
    Criterion,
    Entry,
    FieldKind,
    FormField,
    Prize,
    StageKind,
)
from koinon.network.people.commands import record_body, record_person, record_post, record_role
from koinon.network.people.models import Audience, Body, BodyKind, Function, Person
from koinon.network.people.readers import SYSTEM, Reader
from koinon.network.places.models import Country
from koinon.platform.audit.commands import act
from koinon.platform.dates import OPEN, Day
from koinon.project import demo_practice
from koinon.project.demo_accounts import SINCE, cited
from koinon.project.demo_award_data import (
    ANCHORS,
    CALL,
    CITIES,
    CRITERIA,
    EXAMPLE,
    JURY,
    SEATS,
    WHY_DISAGREE,
    WHY_FORWARD,
    WHY_OVERRIDDEN,
    City,
)

OPENED = datetime(2026, 2, 2, 9, tzinfo=UTC)
CLOSED = datetime(2026, 4, 30, 16, tzinfo=UTC)
SCORED = datetime(2026, 6, 1, 9, tzinfo=UTC)
FINAL = datetime(2026, 9, 1, 9, tzinfo=UTC)
LAST = datetime(2026, 11, 2, 9, tzinfo=UTC)
SHORTLIST, WINNERS = 5, 2
HIDDEN = {"audience": Audience.SECRETARIAT}
"""Invented people stay out of the public record; who is on a panel knows the others of it."""


def play(moment: datetime) -> Iterator[str]:
    """Play the example cycle where it is not on record yet."""
    if Call.objects.filter(key=CALL).exists():
        return
    with transaction.atomic():
        call = announce(moment)
        for city in CITIES:
            enter(call, city, moment)
        panel = seat(call, moment)
        shortlist(panel)
        final(panel)
        last(panel)
        winner = call.entries.get(applicant__key=CITIES[0].key)
        demo_practice.play(winner, moment)
    yield f"{CALL}: {len(CITIES)} entries, {SHORTLIST} on the shortlist, {WINNERS} winners, a result signed"


def announce(moment: datetime) -> Call:
    """The call with its form, its criteria and its stages."""
    body = {"key": "example-award-office", "name": f"Office of the award {EXAMPLE}", "kind": BodyKind.OFFICE}
    office = cited(record_body({**body, "ends": OPEN}, by=SYSTEM, on=OPENED.date()), moment)
    values = {
        "key": CALL, "code": "EXAMPLE-2026", "kind": CallKind.AWARD, "run_by": office, "blind": True,
        "title": f"Award for everyday ideas {EXAMPLE}",
        "summary": "An invented cycle that shows the room at work: cities, jurors, scores and winners are examples.",
        "rules": "Twelve entries, five on the shortlist, two winners. Jurors score blind; conflicts are computed.",
        "opens_on": OPENED.date(), "closes_at": CLOSED,
    }  # fmt: skip
    call = cited(call_commands.record_call(values, by=SYSTEM), moment)
    for title, words, weight in CRITERIA:
        told = {"title": title, "words": words, "weight": weight, "top": 5, "anchors": ANCHORS}
        call_parts.add_part(Criterion, call, told, by=SYSTEM)
    questions: tuple[dict[str, Any], ...] = (
        {"label": "What was done", "kind": FieldKind.TEXT, "limit": 1200},
        {"label": "Goals", "kind": FieldKind.SDG, "limit": 3},
        {"label": "Who did it", "kind": FieldKind.LINE, "identifying": True},
    )
    for question in questions:
        call_parts.add_part(FormField, call, question, by=SYSTEM)
    for kind, most in ((StageKind.SHORTLIST, SHORTLIST), (StageKind.WINNER, WINNERS)):
        call_parts.change_part(call.stages.get(kind=kind), {"planned": most}, by=SYSTEM)
    told = {"zh-Hans": "示例奖项", "es": "Premio del ejemplo", "fr": "Prix de l’exemple"}
    prize = {"title": "Prize of the example", "amount": Decimal(10_000), "currency": "EUR", "number": WINNERS}
    texts = {language: {"title": title} for language, title in told.items()}
    call_parts.add_part(Prize, call, {**prize, "texts": texts}, by=SYSTEM)
    call_commands.open_call(call, by=SYSTEM, moment=OPENED)
    return call


def enter(call: Call, city: City, moment: datetime) -> Entry:
    """An invented city enters, and is found eligible."""
    on = OPENED.date()
    country = Country.objects.filter(alpha2=city.country).first()
    values = {
        "key": city.key, "name": f"City of {city.name} {EXAMPLE}", "kind": BodyKind.GOVERNMENT,
        "country": country, "ends": OPEN,
    }  # fmt: skip
    body = cited(record_body(values, by=SYSTEM, on=on), moment)
    by = Reader(bodies=frozenset({body.pk}))
    at = CLOSED - timedelta(days=30 - CITIES.index(city))
    entry = start_entry(call, body, by=by, moment=at, language=city.language)
    done, goals, who = call.fields.order_by("rank", "pk")
    answers = {done: city.words, goals: list(city.goals), who: f"Office of the mayor of {city.name}"}
    sending = Sending(city.title, "Example office", None, "", (), answers)
    entry = send_entry(entry, sending, by=by, moment=at + timedelta(hours=2))
    return screening_commands.screen_entry(
        entry, eligible=True, reason="", by=SYSTEM, moment=CLOSED + timedelta(days=5), letter=False
    )


def seat(call: Call, moment: datetime) -> Panel:
    """The jury with five people on it, two of whom have worked for cities that enter."""
    on = OPENED.date()
    told = {"key": JURY, "name": f"Jury of the award {EXAMPLE}", "kind": BodyKind.JURY, "ends": OPEN}
    jury = cited(record_body(told, by=SYSTEM, on=on), moment)
    panel = panel_commands.record_panel(call, jury, kind="jury", by=SYSTEM)
    office = {
        "key": "example-award-juror",
        "body": jury,
        "title": "Juror",
        "function": Function.JUROR,
        "seats": 9,
    }
    post = cited(record_post(office, by=SYSTEM, on=on), moment)
    for one in SEATS:
        name = {"name": f"{one.given} Example", "given": one.given, "family": "Example"}
        person = cited(record_person({"key": one.key, **name, **HIDDEN}, by=SYSTEM, on=on), moment)
        held = {"key": one.key, "person": person, "post": post, "of": jury, "starts": SINCE, "ends": OPEN}
        role = cited(record_role({**held, **HIDDEN}, by=SYSTEM, on=on), moment)
        live_in(person, one.country, moment, on)
        if one.worked_for:
            worked(person, one.worked_for, (one.since, one.until), moment, on)
        panel_commands.appoint_juror(panel, role, by=SYSTEM, on=on, languages=one.languages, chair=one.chair)
    return panel


def live_in(person: Person, country: str, moment: datetime, on: date) -> None:
    """An institute in a country, which tells the region a juror comes from."""
    key = f"example-institute-{country.lower()}"
    at = Country.objects.filter(alpha2=country).first()
    told = {"key": key, "name": f"Institute of cities, {country} {EXAMPLE}", "kind": BodyKind.UNIVERSITY}
    body = Body.objects.filter(key=key).first()
    if body is None:
        body = cited(record_body({**told, "country": at, "ends": OPEN, **HIDDEN}, by=SYSTEM, on=on), moment)
    values = {"key": f"{person.key}-at-home", "person": person, "title": "Researcher", "of": body}
    cited(record_role({**values, "starts": SINCE, "ends": OPEN, **HIDDEN}, by=SYSTEM, on=on), moment)


def worked(person: Person, city: str, span: tuple[str, str], moment: datetime, on: date) -> None:
    """A role in a city that enters: a conflict of interest to be found."""
    of = Body.objects.get(key=f"example-city-{city.lower()}")
    values = {"key": f"{person.key}-{of.key}", "person": person, "title": "Adviser", "of": of}
    days = {"starts": Day(span[0]), "ends": Day(span[1])}
    cited(record_role({**values, **days}, by=SYSTEM, on=on), moment)


def reader_of(juror: Juror) -> Reader:
    """The juror at the desk."""
    bodies, functions = frozenset({juror.panel.body_id}), frozenset({Function.JUROR.value})
    return Reader(person_id=juror.person_id, bodies=bodies, functions=functions)


def shortlist(panel: Panel) -> None:
    """The blind phase: conflicts found, one overridden, assigned by the solver, scored, deliberated, signed."""
    stage = panel.call.stages.get(kind=StageKind.SHORTLIST)
    phase = prepared(panel, "Shortlist", SCORED, blind=True, to_stage=stage, rank=1)
    conflict_commands.find_conflicts(phase, by=SYSTEM, on=SCORED.date(), moment=SCORED)
    chair = reader_of(panel.jurors.get(chair=True))
    harmless = Conflict.objects.get(panel=panel, juror__person__key="example-juror-3")
    conflict_commands.override_conflict(harmless, phase, WHY_OVERRIDDEN, by=chair, moment=SCORED)
    assigned(phase, SCORED)
    phase_commands.open_phase(phase, by=SYSTEM, moment=SCORED)
    score(phase, SCORED + timedelta(days=20))
    closed = SCORED + timedelta(days=30)
    phase_commands.close_scoring(phase, by=SYSTEM, moment=closed)
    deliberate(phase, chair)
    freezing.freeze_phase(phase, by=chair, moment=closed + timedelta(days=2))
    stage_commands.announce_stage(stage, by=SYSTEM, moment=closed + timedelta(days=7))


def final(panel: Panel) -> None:
    """The open phase over the shortlist, up to its winners."""
    stages = panel.call.stages
    stage, before = stages.get(kind=StageKind.WINNER), stages.get(kind=StageKind.SHORTLIST)
    phase = prepared(panel, "Winners", FINAL, from_stage=before, to_stage=stage, rank=2)
    assigned(phase, FINAL)
    phase_commands.open_phase(phase, by=SYSTEM, moment=FINAL)
    score(phase, FINAL + timedelta(days=9))
    closed = FINAL + timedelta(days=14)
    phase_commands.close_scoring(phase, by=SYSTEM, moment=closed)
    chair = reader_of(panel.jurors.get(chair=True))
    freezing.freeze_phase(phase, by=chair, moment=closed + timedelta(days=1))
    stage_commands.announce_stage(stage, by=SYSTEM, moment=closed + timedelta(days=3))


def last(panel: Panel) -> None:
    """A special mention, still to be scored by whoever signs in as the juror."""
    before = panel.call.stages.get(kind=StageKind.SHORTLIST)
    phase = prepared(panel, "Special mention", LAST, from_stage=before, rank=3)
    assigned(phase, LAST)
    phase_commands.open_phase(phase, by=SYSTEM, moment=LAST)


def prepared(panel: Panel, title: str, moment: datetime, *, blind: bool = False, **values: Any) -> Phase:
    """A phase of a month, three jurors for each entry."""
    days = {"opens_on": moment.date(), "closes_on": moment.date() + timedelta(days=30)}
    terms = {"per_entry": 3, "blind": blind, "tie_rule": TieRule.WEIGHTIEST}
    return panel_commands.record_phase(panel, by=SYSTEM, title=title, **days, **terms, **values)


def assigned(phase: Phase, moment: datetime) -> None:
    """Worked out by the solver and carried out."""
    allotment = assignment_commands.ask_allotment(phase, by=SYSTEM, moment=moment)
    assignment_commands.solve_allotment.func(allotment.pk)
    allotment.refresh_from_db()
    assignment_commands.carry_out_allotment(allotment, by=SYSTEM, on=moment.date(), moment=moment)


def score(phase: Phase, moment: datetime) -> None:
    """Every juror scores what was assigned, in one act; who comes first to an entry gives the first of its scores."""
    criteria = criteria_of(phase)
    told = {one.title: one.scores for one in CITIES}
    turn: dict[int, int] = {}
    reviews, scores = [], []
    for one in Assignment.objects.filter(phase=phase).select_related("entry").order_by("entry", "juror"):
        at = turn[one.entry_id] = turn.get(one.entry_id, -1) + 1
        given = list(zip(criteria, told[one.entry.title][at], strict=True))
        points = sum(criterion.weight * value for criterion, value in given)
        review = Review(key=one.key, assignment=one, sent_at=moment, points=points)
        reviews.append(review)
        scores += [(review, criterion.pk, value) for criterion, value in given]
    with act("score_example", by=None) as doing:
        doing.about(phase)
        doing.create_all(reviews)
        doing.create_all(JuryScore.of(*one) for one in scores)
    retally(phase)


def deliberate(phase: Phase, chair: Reader) -> None:
    """One juror disagrees; the chair puts forward the entry on which scores lie furthest apart."""
    widest = Tally.objects.filter(phase=phase).order_by("-spread")[0]
    juror = phase.panel.jurors.get(person__key="example-juror-4")
    deliberation_commands.take_stand(phase, widest.entry_id, False, WHY_DISAGREE, by=reader_of(juror))
    deliberation_commands.turn_entry(phase, widest.entry_id, True, WHY_FORWARD, by=chair)
