"""The table of who sees what, in the documents, in the code and on the pages: by name for every kind of person."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.factories import make

from koinon.cooperation.awards.freezing import freeze_phase
from koinon.cooperation.awards.models import (
    Assignment,
    Conflict,
    JuryScore,
    Panel,
    Phase,
    Result,
    Review,
    Shown,
    Standing,
    Turn,
)
from koinon.cooperation.awards.phase_commands import close_scoring
from koinon.cooperation.awards.sight import TABLE, What, When, Who, allows, moment_of, sees, who_is
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record

from .judging import NOW, Cycle, add_clean_paper, cast, give, make_cycle

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "who-sees-what-in-a-call.md"
PANEL = ("chair", "juror", "third")
OUTSIDE = (
    "committee", "applicant", "co-applicant", "board", "other city", "funder", "stranger", "public",
    "former juror",
)  # fmt: skip
FAR = ("co-applicant", "board", "other city", "funder", "stranger")
"""Outside, and on no page otherwise than the rest: they try one door; that they see no row is asked for each of them."""


def test_the_document_has_the_table_of_the_code() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|")]
    assert rows[0][1:] == [who.value for who in Who]
    assert {row[0]: row[1:] for row in rows[2:]} == {
        what.value: [TABLE[who].get(what, When.NEVER).value for who in Who] for what in What
    }


@pytest.fixture
def cycle() -> Cycle:
    """Scored by all but one juror's one entry; the third juror has a conflict with the second entry."""
    made = make_cycle()
    for one in made.entries[:2]:
        add_clean_paper(one)
    for juror in range(3):
        for entry in range(3):
            if (juror, entry) not in ((1, 0), (2, 1)):
                give(made, juror, entry, 4 - juror, 3 + (entry == 1), tally=False)
    make(
        Conflict,
        panel=made.panel,
        juror=made.jurors[2],
        entry=made.entries[1],
        kind="city",
        words="same city",
    )
    return made


def stood(made: Cycle) -> None:
    make(Standing, phase=made.phase, entry=made.entries[1], juror=made.jurors[0], agrees=True)
    make(Turn, phase=made.phase, entry=made.entries[2], forward=False, reason="too small")


def at_each_moment(made: Cycle, secretariat: Reader) -> Iterator[Phase]:
    """The phase while it is scored, deliberated, frozen: carried on from one to the next as the test goes on."""
    yield made.phase
    close_scoring(made.phase, by=secretariat, moment=NOW)
    stood(made)
    yield made.phase
    freeze_phase(made.phase, by=secretariat, moment=NOW)
    yield made.phase


def test_everybody_is_who_they_are(cycle: Cycle) -> None:
    people, first = cast(cycle), cycle.entries[0]
    told = {name: who_is(reader, cycle.phase, first) for name, reader in people.items()}
    assert told == {
        "chair": Who.CHAIR, "juror": Who.JUROR, "third": Who.JUROR, "secretariat": Who.SECRETARIAT,
        "committee": Who.STRANGER, "applicant": Who.APPLICANT, "co-applicant": Who.CO_APPLICANT,
        "board": Who.BOARD, "other city": Who.OTHER_CITY, "funder": Who.FUNDER, "stranger": Who.STRANGER,
        "public": Who.STRANGER, "former juror": Who.STRANGER,
    }  # fmt: skip
    assert who_is(people["third"], cycle.phase, cycle.entries[1]) is Who.CONFLICTED
    cycle.panel.kind = "committee"
    assert who_is(people["juror"], cycle.phase) is Who.COMMITTEE


def pages(made: Cycle) -> dict[str, What]:
    """A page for each thing there is to see."""
    there = f"/awards/phases/{made.phase.key}/"
    return {
        f"{there}ranking/": What.RANKING,
        f"{there}judges/": What.ASSIGNMENTS,
        f"{there}deliberation/": What.DELIBERATION,
        f"{there}entries/{made.code(0)}/": What.RANKING,
        f"{there}entries/{made.code(0)}/papers/2/": What.RANKING,
        f"{there}conflicts/": What.CONFLICTS,
    }


def test_pages_open_for_those_of_the_table_and_for_nobody_else(cycle: Cycle, client_of: ClientOf) -> None:
    people = cast(cycle)
    for phase in at_each_moment(cycle, people["secretariat"]):
        for name, reader in people.items():
            if name in OUTSIDE and not phase.frozen_at:
                continue
            client = client_of(reader)
            if name in FAR:
                assert client.get(f"/awards/phases/{phase.key}/ranking/").status_code == 404, name
                continue
            for address, what in pages(cycle).items():
                expected = 200 if sees(reader, phase, what) else 302 if name == "public" else 404
                answer = client.get(address)
                assert answer.status_code == expected, f"{phase.state} {name} {address}"
                if "/papers/" in address:
                    assert (b"four bins" in answer.getvalue()) == (expected == 200)
            if name in OUTSIDE:
                for address in (
                    f"/awards/phases/{phase.key}/", f"/awards/panels/{cycle.panel.key}/",
                    f"/awards/score/{cycle.assignment(1, 0).key}/", f"/awards/phases/{phase.key}/scores.xlsx",
                    f"/awards/phases/{phase.key}/freeze/",
                ):  # fmt: skip
                    status = client.get(address).status_code
                    assert status == (302 if name == "public" else 404), f"{name} {address}"
    result = Result.objects.get()
    for name, reader in people.items():
        if name in FAR:
            continue
        client = client_of(reader)
        assert client.get(f"/awards/results/{result.key}/verify/").status_code == 200, name
        inside = name in (*PANEL, "secretariat")
        assert (client.get(f"/awards/results/{result.key}/result.json").status_code == 200) == inside, name
        if name in ("juror", "committee", "applicant"):
            assert (client.get(f"/papers/panels/{result.key}.pdf").status_code == 200) == inside, name


def test_rows_are_seen_as_the_table_says(cycle: Cycle) -> None:
    """The conditions in SQL, which stand behind history and everything else, say what the table says."""
    people = cast(cycle)
    for phase in at_each_moment(cycle, people["secretariat"]):
        moment = moment_of(phase)
        for name, reader in people.items():
            seen = set(Review.objects.visible_to(reader).values_list("pk", flat=True))
            for review in Review.objects.select_related("assignment__entry", "assignment__juror"):
                entry, own = review.assignment.entry, review.assignment.juror.person_id == reader.person_id
                who = who_is(reader, phase, entry)
                when = TABLE[who].get(What.OWN if own else What.OTHERS, When.NEVER)
                assert (review.pk in seen) == allows(when, moment), f"{name} {review.assignment.juror}"
            scores = set(JuryScore.objects.visible_to(reader).values_list("review", flat=True))
            assert scores == seen, name
            for model in (Standing, Turn):
                expected = sees(reader, phase, What.DELIBERATION) and phase.closed_at is not None
                rows = model.objects.visible_to(reader)
                away = {"third": 0}.get(name, 1) if model is Standing else 1
                assert rows.count() == (away if expected else 0), f"{name} {model}"
            panel = name in (*PANEL, "secretariat")
            assert Panel.objects.visible_to(reader).filter(pk=cycle.panel.pk).exists() == panel, name
            assert Phase.objects.visible_to(reader).filter(pk=phase.pk).exists() == panel, name
            assert Result.objects.visible_to(reader).exists() == (panel and phase.frozen_at is not None), name


def test_a_conflicted_juror_neither_sees_nor_scores_that_entry(cycle: Cycle, client_of: ClientOf) -> None:
    people = cast(cycle)
    third, code = people["third"], cycle.code(1)
    client, away = client_of(third), cycle.assignment(2, 1)
    assert client.get(f"/awards/score/{away.key}/").status_code == 404
    assert client.post(f"/awards/score/{away.key}/criteria/1/", {"value": "5"}).status_code == 404
    assert code not in client.get(f"/awards/phases/{cycle.phase.key}/").content.decode()
    assert not Conflict.objects.visible_to(third).exists()
    assert not Assignment.objects.visible_to(third).filter(entry=cycle.entries[1]).exists()
    close_scoring(cycle.phase, by=people["secretariat"], moment=NOW)
    for page in ("ranking", "deliberation"):
        text = client.get(f"/awards/phases/{cycle.phase.key}/{page}/").content.decode()
        assert code not in text
        assert cycle.code(0) in text
    there = f"/awards/phases/{cycle.phase.key}/entries/{code}/"
    for page in ("", "papers/1/"):
        assert client.get(f"{there}{page}").status_code == 404
        answer = client_of(people["chair"]).get(f"{there}{page}")
        assert (answer.status_code, bool(answer.getvalue())) == (200, True)
    assert (
        client.post(f"/awards/phases/{cycle.phase.key}/entries/{code}/stand/", {"agrees": "yes"}).status_code
        == 404
    )


def test_an_override_with_a_reason_gives_the_entry_back(cycle: Cycle, client_of: ClientOf) -> None:
    away = cycle.assignment(2, 1)
    Conflict.objects.update(overridden_at=NOW, overridden_reason="moved away ten years ago")
    client = client_of(cycle.readers["third"])
    assert client.get(f"/awards/score/{away.key}/").status_code == 200


@pytest.mark.parametrize("shown", Shown.values)
def test_scores_of_the_others_by_the_rule_of_the_phase(shown: str, client_of: ClientOf) -> None:
    made = make_cycle(entries=1, scores_shown_to_panel=shown)
    give(made, 0, 0, 4, 4)
    juror, third = made.readers["juror"], made.readers["third"]
    assert Review.objects.visible_to(juror).exists() == (shown == Shown.ALWAYS)
    give(made, 1, 0, 2, 2)
    expected = 1 if shown == Shown.NEVER else 2
    assert Review.objects.visible_to(juror).count() == expected
    assert Review.objects.visible_to(third).count() == (2 if shown == Shown.ALWAYS else 0)
    text = client_of(juror).get(f"/awards/score/{made.assignment(1, 0).key}/").content.decode()
    assert ("Chiara" in text) == (expected == 2)


def test_a_role_that_ended_opens_nothing(client_of: ClientOf) -> None:
    made = make_cycle(entries=1)
    juror = made.readers["juror"]
    role = made.jurors[1].role
    role.ends = "2020-01-01"
    role.save()
    client = client_of(juror)
    for address in (f"/awards/phases/{made.phase.key}/", f"/awards/score/{made.assignment(1, 0).key}/"):
        assert client.get(address).status_code == 404


def test_nobody_reads_the_history_of_anothers_scores(cycle: Cycle, client_of: ClientOf) -> None:
    people = cast(cycle)
    review = cycle.assignment(0, 0).review
    score = review.scores.all()[0]
    for name in (*OUTSIDE, "juror", "third"):
        client = client_of(people[name])
        rows: tuple[Record, ...] = (review, score, cycle.assignment(0, 0), Conflict.objects.get())
        for row in rows:
            address = f"/history/{row.record_kind()}/{row.key}/"
            assert client.get(address).status_code == 404, f"{name} {address}"


def test_what_is_not_opened_yet_is_not_read(client_of: ClientOf) -> None:
    made = make_cycle(entries=1)
    Phase.objects.update(opened_at=None)
    assert (
        client_of(made.readers["juror"]).get(f"/awards/score/{made.assignment(1, 0).key}/").status_code == 404
    )
