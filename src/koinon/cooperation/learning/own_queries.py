"""What a seminar has for one who registered: the rest of the course, the questions, what is still asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from koinon.cooperation.learning.assessment_commands import refuse_closed
from koinon.cooperation.learning.assessments import Assessment, Attempt
from koinon.cooperation.learning.curricula import Curriculum
from koinon.cooperation.learning.evaluation_commands import mark_of, refuse_unheard
from koinon.cooperation.learning.evaluations import EvaluationForm
from koinon.cooperation.learning.seminars import Enrolled, Seminar
from koinon.network.events.models import Registration
from koinon.network.events.registrations import GOING_ON, State
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.errors import Refused


@dataclass(frozen=True, slots=True)
class Own:
    """Everything of learning on a participant's own page."""

    registration: Registration
    seminar: Seminar | None
    curriculum: Curriculum | None
    others: tuple[Seminar, ...]
    enrolled: frozenset[int]
    assessment: Assessment | None
    closed_because: str
    tries: tuple[Attempt, ...]
    evaluation: EvaluationForm | None
    may_evaluate: bool

    @property
    def other_language(self) -> str:
        """The second language of the curriculum, in which questions may stand too."""
        return self.curriculum.other_language if self.curriculum else ""

    @property
    def sent(self) -> list[Attempt]:
        return [one for one in self.tries if one.sent_on]

    @property
    def has_passed(self) -> bool:
        return any(one.passed for one in self.tries)

    @property
    def left(self) -> int:
        """How many attempts are left."""
        return max(0, self.assessment.attempts - len(self.sent)) if self.assessment else 0

    @property
    def may_try(self) -> bool:
        """Whether another attempt may be sent."""
        return bool(self.assessment and self.left and not self.has_passed and not self.closed_because)

    @property
    def is_seated(self) -> bool:
        return self.registration.state == State.CONFIRMED

    @property
    def may_leave(self) -> bool:
        """Whether there are other seats of the course to give back together with this one."""
        return any(one.event_id in self.enrolled for one in self.others)

    @property
    def may_enrol(self) -> bool:
        """Whether there are other seminars to register for together."""
        return bool(self.is_seated and any(one.event_id not in self.enrolled for one in self.others))


def own_of(registration: Registration, on: date, reader: Reader) -> Own:
    """What there is for this registration: seven statements at most."""
    sight = sight_of(registration, reader)
    rows = Seminar.objects.filter(event=registration.event_id)
    seminar = rows.select_related("event", "hub", "curriculum", "assessment", "evaluation_form").first()
    if seminar is None:
        return Own(registration, None, None, (), frozenset(), None, "", (), None, False)
    curriculum = seminar.curriculum
    others = (
        Seminar.objects.visible_to(sight)
        .filter(curriculum=curriculum, event__registration_rules__isnull=False, event__ends_latest__gte=on)
        .exclude(pk=seminar.pk)
        .select_related("event")
        if curriculum and curriculum.published_on
        else ()
    )
    assessment = getattr(seminar, "assessment", None)
    evaluation = getattr(seminar, "evaluation_form", None)
    return Own(
        registration=registration,
        seminar=seminar,
        curriculum=curriculum,
        others=tuple(others),
        enrolled=_enrolled(registration) if others else frozenset(),
        assessment=assessment,
        closed_because=_why(refuse_closed, assessment, registration, on) if assessment else "",
        tries=tuple(assessment.tries.filter(registration=registration).order_by("number"))
        if assessment
        else (),
        evaluation=evaluation,
        may_evaluate=evaluation is not None
        and not _why(refuse_unheard, evaluation, registration, on)
        and mark_of(evaluation, registration) not in evaluation.heard,
    )


def sight_of(registration: Registration, reader: Reader) -> Reader:
    """Who acts behind the link: the account that registered where it is signed in, else nobody in particular."""
    user = reader.user
    return reader if user is not None and registration.account_id == user.pk else PUBLIC


def _enrolled(registration: Registration) -> frozenset[int]:
    """The events of the enrolment this registration belongs to, as far as its seats were not given back."""
    rows = Enrolled.objects.filter(
        enrolment__places__registration=registration, registration__state__in=GOING_ON
    )
    return frozenset(rows.values_list("registration__event", flat=True))


def _why(refuse: object, *asked: object) -> str:
    try:
        refuse(*asked)  # type: ignore[operator]
    except Refused as refused:
        return str(refused)
    return ""
