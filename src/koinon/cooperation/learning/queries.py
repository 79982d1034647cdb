"""What the pages of learning show: hubs, the year of a hub, curricula, results and what people made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from koinon.cooperation.learning.assessments import Assessment, Attempt
from koinon.cooperation.learning.attendance import present_by_event
from koinon.cooperation.learning.curricula import Curriculum, Module, Output
from koinon.cooperation.learning.evaluations import FEWEST, AskedAs, EvaluationForm, EvaluationQuestion
from koinon.cooperation.learning.hubs import Hub, HubPartner
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader


def hub_rows(reader: Reader) -> QuerySet[Hub]:
    """Hubs with what a page says of each, the partners as far as the reader may see them: two statements."""
    partners = HubPartner.objects.visible_to(reader).select_related("body__city").order_by("order", "id")
    rows = Hub.objects.visible_to(reader).select_related("body__city", "host__city", "agreement")
    return rows.prefetch_related(Prefetch("partners", partners))


def hub_list(reader: Reader, words: str = "") -> QuerySet[Hub]:
    """The hubs by title, with how many curricula were published and how many seminars there are."""
    rows = hub_rows(reader)
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(host__name__icontains=word) | Q(themes__icontains=word)
        )
    first = Curriculum.objects.visible_to(reader).published().filter(first=None)
    published = Q(curricula__in=first.values("pk"))
    seen = Q(seminars__in=Seminar.objects.visible_to(reader).values("pk"))
    return rows.annotate(
        curriculum_count=Count("curricula", filter=published, distinct=True),
        seminar_count=Count("seminars", filter=seen, distinct=True),
    ).order_by("title", "id")


@dataclass(frozen=True, slots=True)
class SeminarRow:
    """A seminar and how many were there."""

    seminar: Seminar
    present: int

    @property
    def is_held(self) -> bool:
        return self.present > 0


def seminars_of(
    reader: Reader, hub: Hub | None = None, curriculum: Curriculum | None = None
) -> list[SeminarRow]:
    """The seminars of a hub or a curriculum in time, with how many came: five statements."""
    rows = Seminar.objects.visible_to(reader).select_related("event__city")
    if hub is not None:
        rows = rows.filter(hub=hub)
    if curriculum is not None:
        rows = rows.filter(curriculum=curriculum)
    shown = Prefetch("curriculum", Curriculum.objects.visible_to(reader))
    part = Prefetch("module", Module.objects.visible_to(reader))
    found = list(rows.prefetch_related(shown).prefetch_related(part).order_by("event__starts_earliest", "id"))
    present = present_by_event(one.event_id for one in found)
    return [SeminarRow(one, present.get(one.event_id, 0)) for one in found]


def curricula_of(hub: Hub, reader: Reader, on: date) -> list[Curriculum]:
    """The curricula of a hub by year: of each the version published last by the day, and what is being written."""
    latest: dict[tuple[int, bool], Curriculum] = {}
    for one in _curricula(reader, hub=hub.pk):
        is_out = one.published_on is not None and one.published_on <= on
        latest[one.first_id or one.pk, is_out] = one
    return list(latest.values())


def outputs_of(hub: Hub, reader: Reader) -> list[Output]:
    """What a hub wrote, the latest first."""
    return _outputs(reader, hub=hub.pk)


@prepared
def _curricula(reader: Reader, /, *, hub: int) -> QuerySet[Curriculum]:
    rows = Curriculum.objects.visible_to(reader).filter(hub=hub).annotate(module_count=Count("modules"))
    return rows.order_by("year", "title", "number", "id")


@prepared
def _outputs(reader: Reader, /, *, hub: int) -> QuerySet[Output]:
    rows = Output.objects.visible_to(reader).filter(hub=hub).select_related("document", "hub")
    return rows.order_by("-year", "title", "id")


def curriculum_rows(reader: Reader) -> QuerySet[Curriculum]:
    """Curricula with their hub."""
    return Curriculum.objects.visible_to(reader).select_related("hub__host", "hub__body", "hub__agreement")


@dataclass(frozen=True, slots=True)
class Results:
    """How an assessment came out; no names."""

    assessment: Assessment
    questions: int
    tried: int
    passed: int
    points: float | None


def results_of(seminar: Seminar) -> Results | None:
    """How many tried and passed, and the points on average in per cent: three statements."""
    assessment = Assessment.objects.filter(seminar=seminar).annotate(asked=Count("questions")).first()
    if assessment is None:
        return None
    sent = list(
        Attempt.objects.filter(assessment=assessment).exclude(sent_on=None).select_related("registration")
    )
    people = {one.registration_id for one in sent}
    passed = {one.registration_id for one in sent if one.passed}
    mean = sum(one.per_cent for one in sent) / len(sent) if sent else None
    return Results(assessment, assessment.asked, len(people), len(passed), mean)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said to one question: the mean and how often each score, or the words in no order that tells."""

    question: EvaluationQuestion
    counts: tuple[int, ...]
    words: tuple[str, ...]

    @property
    def answers(self) -> int:
        return sum(self.counts) + len(self.words)

    @property
    def mean(self) -> float | None:
        number = sum(self.counts)
        total = sum(score * many for score, many in enumerate(self.counts, start=1))
        return total / number if number else None


@dataclass(frozen=True, slots=True)
class Summary:
    """What those who came made of a seminar; nothing of it before enough have answered."""

    form: EvaluationForm
    number: int
    heard: tuple[Heard, ...]

    @property
    def is_shown(self) -> bool:
        return self.number >= FEWEST


def summary_of(seminar: Seminar) -> Summary | None:
    """The summary of the evaluation: three statements. A question that fewer answered keeps its answers back."""
    form = EvaluationForm.objects.filter(seminar=seminar).first()
    if form is None:
        return None
    answers = [one.answers for one in form.evaluations.order_by("id")]
    questions = list(form.questions.order_by("number", "id"))
    enough = len(answers) >= FEWEST
    return Summary(form, len(answers), tuple(_heard(one, answers) for one in questions) if enough else ())


def _heard(question: EvaluationQuestion, answers: Iterable[dict[str, object]]) -> Heard:
    said = [one[str(question.pk)] for one in answers if str(question.pk) in one]
    if len(said) < FEWEST:
        return Heard(question, (0, 0, 0, 0, 0), ())
    if question.kind == AskedAs.SCORE:
        return Heard(question, tuple(said.count(score) for score in range(1, 6)), ())
    return Heard(question, (), tuple(sorted(str(one) for one in said)))
