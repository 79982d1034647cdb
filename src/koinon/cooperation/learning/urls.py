"""Addresses of learning."""

from django.urls import path

from koinon.cooperation.learning import (
    curriculum_views,
    hub_views,
    output_views,
    own_views,
    seminar_views,
    writing_views,
)

app_name = "learning"
HUBS = [
    path("", hub_views.hubs, name="hubs"),
    path("hubs/new/", hub_views.hub_new, name="hub-new"),
    path("hubs/<str:key>/", hub_views.hub, name="hub"),
    path("hubs/<str:key>/edit/", hub_views.hub_edit, name="hub-edit"),
    path("hubs/<str:key>/promises/", hub_views.promises, name="hub-promises"),
    path("hubs/<str:key>/offer/", hub_views.offer, name="hub-offer"),
    path("hubs/<str:key>/curricula/", curriculum_views.curriculum_new, name="curriculum-new"),
    path("hubs/<str:key>/outputs/", output_views.output_new, name="output-new"),
    path("hubs/<str:key>/seminars/plan/", seminar_views.seminar_plan, name="seminar-plan"),
    path("hubs/<str:key>/seminars/bind/", seminar_views.seminar_bind, name="seminar-bind"),
    path("outputs/<str:key>/", output_views.output_edit, name="output-edit"),
    path("outputs/<str:key>/publish/", output_views.output_publish, name="output-publish"),
    path("outputs/<str:key>/remove/", output_views.output_remove, name="output-remove"),
]
CURRICULA = [
    path("curricula/<str:key>/", curriculum_views.curriculum, name="curriculum"),
    path("curricula/<str:key>/edit/", curriculum_views.curriculum_edit, name="curriculum-edit"),
    path("curricula/<str:key>/agree/<str:side>/", curriculum_views.curriculum_agree, name="curriculum-agree"),
    path("curricula/<str:key>/publish/", curriculum_views.curriculum_publish, name="curriculum-publish"),
    path("curricula/<str:key>/write-on/", curriculum_views.curriculum_write_on, name="curriculum-write-on"),
    path("curricula/<str:key>/remove/", curriculum_views.curriculum_remove, name="curriculum-remove"),
    path("curricula/<str:key>/write/<str:kind>/", writing_views.part_new, name="part-new"),
    path("modules/<str:key>/lessons/", writing_views.lesson_new, name="lesson-new"),
    path("parts/<str:kind>/<str:key>/", writing_views.part_edit, name="part-edit"),
    path("parts/<str:kind>/<str:key>/remove/", writing_views.part_remove, name="part-remove"),
]
SEMINARS = [
    path("seminars/<str:key>/", seminar_views.seminar, name="seminar"),
    path("seminars/<str:key>/edit/", seminar_views.seminar_edit, name="seminar-edit"),
    path("seminars/<str:key>/release/", seminar_views.seminar_release, name="seminar-release"),
    path("seminars/<str:key>/assessment/", seminar_views.assessment_set, name="assessment-set"),
    path("seminars/<str:key>/questions/", seminar_views.question_new, name="question-new"),
    path("questions/<str:key>/", seminar_views.question_edit, name="question-edit"),
    path("questions/<str:key>/remove/", seminar_views.question_remove, name="question-remove"),
    path("seminars/<str:key>/evaluation/", seminar_views.evaluation_begin, name="evaluation-begin"),
    path("seminars/<str:key>/evaluation/ask/", seminar_views.evaluation_ask, name="evaluation-ask"),
    path("asked/<str:key>/remove/", seminar_views.evaluation_unask, name="evaluation-unask"),
]
OWN = [
    path("seat/<str:token>/", own_views.own, name="own"),
    path("seat/<str:token>/enrol/", own_views.enrol, name="enrol"),
    path("seat/<str:token>/leave/", own_views.leave, name="leave"),
    path("seat/<str:token>/answers/", own_views.answers, name="answers"),
    path("seat/<str:token>/result/", own_views.result, name="result"),
    path("seat/<str:token>/said/", own_views.said, name="said"),
]
urlpatterns = [*HUBS, *CURRICULA, *SEMINARS, *OWN]
