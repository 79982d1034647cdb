"""Learning in parts: hubs, curricula, seminars and who enrolled, assessments, evaluations, certificates."""

from koinon.cooperation.learning.assessments import Answered, Assessment, Attempt, Choice, Question
from koinon.cooperation.learning.certificates import Certificate, Revoked
from koinon.cooperation.learning.curricula import (
    Author,
    Curriculum,
    CurriculumState,
    CurriculumText,
    Lesson,
    Module,
    Output,
    Side,
)
from koinon.cooperation.learning.evaluations import (
    AskedAs,
    Evaluation,
    EvaluationForm,
    EvaluationQuestion,
)
from koinon.cooperation.learning.hubs import Hub, HubPartner, HubWork, PartnerPart, Work
from koinon.cooperation.learning.seminars import Enrolled, Enrolment, Seminar

__all__ = [
    "Answered",
    "AskedAs",
    "Assessment",
    "Attempt",
    "Author",
    "Certificate",
    "Choice",
    "Curriculum",
    "CurriculumState",
    "CurriculumText",
    "Enrolled",
    "Enrolment",
    "Evaluation",
    "EvaluationForm",
    "EvaluationQuestion",
    "Hub",
    "HubPartner",
    "HubWork",
    "Lesson",
    "Module",
    "Output",
    "PartnerPart",
    "Question",
    "Revoked",
    "Seminar",
    "Side",
    "Work",
]
