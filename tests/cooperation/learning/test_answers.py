"""Assessments and evaluations: by the signed link, saved, sent once, explained; and without a name."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.factories import make, make_user

from koinon.cooperation.learning import assessment_commands as commands
from koinon.cooperation.learning import (
    enrolment_commands,
    evaluation_commands,
    letters,
    seminar_commands,
)
from koinon.cooperation.learning.assessment_commands import Written
from koinon.cooperation.learning.earning import earned_by, has_earned
from koinon.cooperation.learning.models import (
    Answered,
    Assessment,
    Attempt,
    Curriculum,
    Enrolled,
    Enrolment,
    Evaluation,
    EvaluationForm,
    Hub,
    Question,
    Seminar,
)
from koinon.cooperation.learning.queries import summary_of
from koinon.network.events.links import own_token
from koinon.network.events.models import Registration
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.models import Change, Entry
from koinon.platform.errors import NotAllowed

from .conftest import HELD, published, seminar_of

ClientOf = Callable[[Reader], Client]
RIGHT, WRONG = Written("Parks first", right=True), Written("Roads first", right=False)


@pytest.fixture
def seminar(hub: Hub) -> Seminar:
    return seminar_of(hub)


@pytest.fixture
def came(seminar: Seminar) -> Registration:
    """Somebody without an account who was there."""
    return participant(seminar, "Li Wei")


@pytest.fixture
def assessment(seminar: Seminar) -> Assessment:
    """Two questions, of which one has to be right; open since the day."""
    asked = commands.set_assessment(seminar, {"pass_mark": 60, "attempts": 2, "opened_on": HELD}, by=SYSTEM)
    for text in ("What comes first?", "And then?"):
        commands.write_question(asked, {"text": text, "explanation": "Because."}, [RIGHT, WRONG], by=SYSTEM)
    return asked


def participant(seminar: Seminar, name: str, **values: object) -> Registration:
    given = {"email": f"{name.split()[0].casefold()}@example.org", "state": "confirmed", "came": "present"}
    return make(Registration, event=seminar.event, name=name, **(given | values))


def chosen(assessment: Assessment, *right: bool) -> dict[int, list[int]]:
    """The answers to the questions in order: the right one or the other."""
    return {
        question.pk: [question.choices.get(right=is_right).pk]
        for question, is_right in zip(assessment.questions.order_by("number"), right, strict=False)
    }


def attempt_of(assessment: Assessment, came: Registration, *right: bool, on: date = HELD) -> Attempt:
    attempt = commands.begin_attempt(assessment, came, on=on)
    commands.save_answers(attempt, chosen(assessment, *right), on=on)
    return commands.send_attempt(attempt, on=on)


def test_attempts_are_marked_at_once_and_counted(assessment: Assessment, came: Registration) -> None:
    first = attempt_of(assessment, came, True, False)
    assert (first.points, first.out_of, first.passed, first.per_cent) == (1, 2, False, 50)
    assert not has_earned(assessment.seminar, came)
    assert attempt_of(assessment, came, True, True).passed
    assert list(earned_by(assessment.seminar)) == [came]
    with pytest.raises(commands.NoAttemptLeft):
        commands.begin_attempt(assessment, came, on=HELD)


def test_the_last_attempt_is_the_last(assessment: Assessment, came: Registration) -> None:
    attempt_of(assessment, came, False, False)
    attempt_of(assessment, came, False, False)
    with pytest.raises(commands.NoAttemptLeft):
        commands.begin_attempt(assessment, came, on=HELD)


def test_what_was_sent_does_not_change(assessment: Assessment, came: Registration) -> None:
    sent = attempt_of(assessment, came, False, False)
    with pytest.raises(commands.SentAlready):
        commands.save_answers(sent, chosen(assessment, True, True), on=HELD)
    with pytest.raises(commands.SentAlready):
        commands.send_attempt(sent, on=HELD)
    with pytest.raises(commands.AnsweredBySome):
        commands.remove_question(Question.objects.first(), by=SYSTEM)  # type: ignore[arg-type]


def test_every_question_is_answered(assessment: Assessment, came: Registration) -> None:
    attempt = commands.begin_attempt(assessment, came, on=HELD)
    assert commands.save_answers(attempt, chosen(assessment, True), on=HELD) == 1
    with pytest.raises(commands.Unanswered):
        commands.send_attempt(attempt, on=HELD)
    assert commands.begin_attempt(assessment, came, on=HELD) == attempt


def test_it_is_for_those_who_were_there(assessment: Assessment, hub: Hub) -> None:
    absent = participant(assessment.seminar, "Wu Ming", came="")
    elsewhere = participant(seminar_of(hub), "He Hua")
    for one in (absent, elsewhere):
        with pytest.raises(commands.NotOpen):
            commands.begin_attempt(assessment, one, on=HELD)
    with pytest.raises(commands.NotOpen):
        commands.begin_attempt(assessment, participant(assessment.seminar, "An"), on=date(2020, 7, 1))


@pytest.mark.parametrize("choices", [[RIGHT], [RIGHT, RIGHT], [WRONG, WRONG]])
def test_a_question_can_be_answered(seminar: Seminar, choices: list[Written]) -> None:
    asked = commands.set_assessment(seminar, {}, by=SYSTEM)
    with pytest.raises(commands.NoSuchQuestion):
        commands.write_question(asked, {"text": "?"}, choices, by=SYSTEM)


def test_who_sees_questions_and_results(
    assessment: Assessment, came: Registration, lecturer: Reader, member: Reader
) -> None:
    attempt_of(assessment, came, True, True)
    assert Question.objects.visible_to(lecturer).count() == 2
    assert not any(Question.objects.visible_to(one).exists() for one in (member, PUBLIC))
    assert not any(Attempt.objects.visible_to(one).exists() for one in (member, lecturer, PUBLIC))
    with pytest.raises(NotAllowed):
        commands.set_assessment(assessment.seminar, {"pass_mark": 1}, by=member)


def test_answers_stay_out_of_the_history(assessment: Assessment, came: Registration) -> None:
    attempt_of(assessment, came, True, True)
    assert Answered.objects.count() == 2
    assert not Change.objects.filter(kind="learning.answered").exists()


def test_on_a_phone_by_the_link(assessment: Assessment, came: Registration, client: Client) -> None:
    assessment.seminar.event.registration_rules.forget_on = date(2099, 1, 1)
    assessment.seminar.event.registration_rules.save()
    seat = f"/learning/seat/{own_token(came)}"
    assert "Answer the questions" in client.get(f"{seat}/").content.decode()
    assert "Answer the questions" in client.get(f"/events/seat/{own_token(came)}/").content.decode()
    page = client.get(f"{seat}/answers/").content.decode()
    assert page.count('type="radio"') == 4
    half = {f"q{pk}": ids[0] for pk, ids in chosen(assessment, True).items()}
    assert client.post(f"{seat}/answers/", half | {"save": "1"}).status_code == 302
    assert "checked" in client.get(f"{seat}/answers/").content.decode()
    assert client.post(f"{seat}/answers/", half | {"send": "1"}).status_code == 422
    wrong = {f"q{pk}": ids[0] for pk, ids in chosen(assessment, True, False).items()}
    told = client.post(f"{seat}/answers/", wrong | {"send": "1"}, follow=True).content.decode()
    assert ("1 of 2 right" in told, "Because." in told) == (True, False)
    both = {f"q{pk}": ids[0] for pk, ids in chosen(assessment, True, True).items()}
    told = client.post(f"{seat}/answers/", both | {"send": "1"}, follow=True).content.decode()
    assert ("2 of 2 right" in told, "Because." in told) == (True, True)
    assert client.get("/learning/seat/nonsense/").status_code == 410
    assert "Your course" in client.get(f"{seat}/", headers={"accept-language": "es"}).content.decode()
    client.cookies["django_language"] = "es"
    assert "Your course" not in client.get(f"{seat}/").content.decode(), "the menu is heard"


def test_an_evaluation_bears_no_name(seminar: Seminar, came: Registration) -> None:
    form = evaluation_commands.begin_evaluation(seminar, by=SYSTEM)
    before = Entry.objects.count()
    score, words = form.questions.filter(kind="score").first(), form.questions.filter(kind="words").first()
    assert score is not None
    assert words is not None
    evaluation_commands.evaluate(form, came, {score.pk: 4, words.pk: "More trees"}, on=HELD)
    with pytest.raises(evaluation_commands.HeardAlready):
        evaluation_commands.evaluate(form, came, {score.pk: 5}, on=HELD)
    with pytest.raises(evaluation_commands.NothingSaid):
        evaluation_commands.evaluate(form, participant(seminar, "Wu"), {score.pk: 9}, on=HELD)
    kept = Evaluation.objects.get()
    assert kept.answers == {str(score.pk): 4, str(words.pk): "More trees"}
    assert {field.name for field in Evaluation._meta.get_fields()} == {"id", "form", "answers"}
    assert Entry.objects.count() == before
    assert came.key not in str(EvaluationForm.objects.get().heard)


def test_a_summary_from_three_answers_on(seminar: Seminar) -> None:
    form = evaluation_commands.begin_evaluation(seminar, by=SYSTEM)
    score = form.questions.filter(kind="score").first()
    words = form.questions.filter(kind="words").first()
    assert score is not None
    assert words is not None
    for number, name in enumerate(("Li", "Wu", "He"), start=3):
        summary = summary_of(seminar)
        assert summary is not None
        assert (summary.is_shown, summary.heard) == (False, ())
        said = {score.pk: number} | ({words.pk: "Only I say this"} if number == 3 else {})
        evaluation_commands.evaluate(form, participant(seminar, name), said, on=HELD)
    summary = summary_of(seminar)
    assert summary is not None
    assert summary.is_shown
    assert summary.heard[0].mean == 4
    assert not any(one.words for one in summary.heard)


def test_those_who_came_are_written_to_once(assessment: Assessment, came: Registration) -> None:
    after = date(2020, 7, 8)
    assert [(letter.address, day) for letter, day in letters.letters_due(after)] == [
        ("li@example.org", date(2020, 7, 7))
    ]
    assert not list(letters.letters_due(date(2020, 9, 1)))


def test_enrolling_registers_for_the_whole_course(hub: Hub, draft: Curriculum) -> None:
    published(draft)
    first, second = seminar_of(hub, draft), seminar_of(hub, draft, starts="2020-09-07", ends="2020-09-07")
    account = make_user("lee@example.org")
    registered = participant(first, "Lee", account=account, came="")
    by = Reader(user=account)
    enrolment = seminar_commands.enrol(registered, draft, by=by, on=HELD, site="https://x.example/")
    assert {one.registration.event for one in Enrolled.objects.all()} == {first.event, second.event}
    again = seminar_commands.enrol(registered, draft, by=by, on=HELD, site="https://x.example/")
    assert (again, Enrolled.objects.count()) == (enrolment, 2)
    unproved = participant(first, "Mo", state="unproved", came="")
    with pytest.raises(seminar_commands.NotProved):
        seminar_commands.enrol(unproved, draft, by=PUBLIC, on=HELD, site="https://x.example/")


def test_a_course_is_left_all_at_once(
    hub: Hub, draft: Curriculum, client_of: ClientOf, secretariat: Reader, lecturer: Reader
) -> None:
    published(draft)
    ahead = [seminar_of(hub, draft, starts=f"2{n}20-09-07", ends=f"2{n}20-09-07") for n in (1, 2)]
    behind = seminar_of(hub, draft)
    for name in ("Lee", "Kim"):
        account = make_user(f"{name.casefold()}@example.org")
        seat = participant(behind, name, account=account)
        by = Reader(user=account)
        seminar_commands.enrol(seat, draft, by=by, on=HELD, site="https://x.example/")
    lee, kim = Enrolment.objects.order_by("id")
    link = f"/learning/seat/{own_token(lee.places.get(registration__event=ahead[0].event).registration)}/"
    guest = client_of(PUBLIC)
    assert "Give 2 seats back" in guest.get(f"{link}leave/").content.decode()
    assert guest.post(f"{link}leave/").status_code == 302
    seats = Registration.objects.filter(name="Lee")
    assert set(seats.values_list("event", "state")) == {
        (behind.event_id, "confirmed"),
        *((one.event_id, "withdrawn") for one in ahead),
    }
    assert not Enrolment.objects.filter(pk=lee.pk).exists()
    with pytest.raises(enrolment_commands.NothingToLeave):
        enrolment_commands.leave_course(lee, on=HELD, site="")
    assert guest.get(f"{link}leave/").status_code == 302
    off = f"/certificates/off/{kim.key}/"
    assert client_of(lecturer).get(off).status_code == 404
    with pytest.raises(NotAllowed):
        enrolment_commands.take_off_course(kim, "Full.", by=lecturer, on=HELD, site="")
    desk = client_of(secretariat)
    assert off in desk.get(f"/certificates/for/{draft.key}/").content.decode()
    assert desk.post(off, {"reason": " "}).status_code == 422
    assert desk.post(off, {"reason": "The bus is full."}).status_code == 302
    assert Registration.objects.filter(name="Kim", state="declined", reason="The bus is full.").count() == 2
    assert not Enrolment.objects.exists()


def test_the_running_page_is_for_the_hub(
    assessment: Assessment,
    came: Registration,
    lecturer: Reader,
    member: Reader,
    client_of: ClientOf,
) -> None:
    evaluation_commands.begin_evaluation(assessment.seminar, by=SYSTEM)
    page = f"/learning/seminars/{assessment.seminar.key}/"
    assert [client_of(one).get(page).status_code for one in (lecturer, member)] == [200, 404]
    told = client_of(lecturer).get(page).content.decode()
    assert "What comes first?" in told
    # What every seminar is asked is put in the language of whoever reads it; there is no other, nor a field for it.
    assert "Was it taught clearly?" in told
    spanish = client_of(lecturer).get(page, headers={"accept-language": "es"}).content.decode()
    assert "Was it taught clearly?" not in spanish
    assert "other_text" not in client_of(lecturer).get(f"{page}questions/").content.decode()
