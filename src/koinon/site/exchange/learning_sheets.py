"""The sheets of learning: hubs, curricula, seminars and what is asked after them.

What people answered is no part of a workbook, and neither is who enrolled: both follow from using the site.
"""

from koinon.cooperation.learning.models import (
    Assessment,
    Author,
    Choice,
    Curriculum,
    CurriculumText,
    EvaluationForm,
    EvaluationQuestion,
    Hub,
    HubPartner,
    HubWork,
    Lesson,
    Module,
    Output,
    Question,
    Seminar,
)
from koinon.site.exchange.row_rules import some_of
from koinon.site.exchange.sheets import Sheet

HUBS = (
    Sheet(
        "hubs",
        Hub,
        "title body agreement host summary themes is_example audience",
        "body",
        called="title",
    ),
    Sheet("hub_partners", HubPartner, "hub body part order", "hub body"),
    Sheet("hub_works", HubWork, "hub work commitment", "hub work commitment"),
)
CURRICULA = (
    Sheet(
        "curricula",
        Curriculum,
        "hub year title language other_title other_language summary first number revision host_agreed_on"
        " network_agreed_on published_on digest is_example audience",
        "hub year title number",
    ),
    Sheet(
        "curriculum_texts",
        CurriculumText,
        "curriculum language title summary document",
        "curriculum language",
    ),
    Sheet("curriculum_modules", Module, "curriculum number title other_title text", "curriculum title"),
    Sheet("lessons", Lesson, "module number title other_title text minutes document", "module title"),
    Sheet(
        "curriculum_authors",
        Author,
        "curriculum lesson person body side order",
        "curriculum lesson person body",
        rules=(some_of("person", "body"),),
    ),
    Sheet(
        "hub_outputs",
        Output,
        "hub curriculum title work year written_by summary document published_on is_example audience",
        "hub title",
    ),
)
SEMINARS = (
    Sheet("seminars", Seminar, "event hub curriculum module hours learnt", "event"),
    Sheet("assessments", Assessment, "seminar pass_mark attempts opened_on closes_on", "seminar"),
    Sheet(
        "assessment_questions",
        Question,
        "assessment number text other_text explanation",
        "assessment number",
    ),
    Sheet("assessment_choices", Choice, "question number text other_text right", "question number"),
    Sheet("evaluation_forms", EvaluationForm, "seminar closes_on", "seminar"),
    Sheet("evaluation_questions", EvaluationQuestion, "form number text other_text kind", "form number"),
)
SHEETS = (*HUBS, *CURRICULA, *SEMINARS)
