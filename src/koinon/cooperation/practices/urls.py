"""Addresses of practices."""

from django.urls import path

from koinon.cooperation.practices import (
    follow_up_views,
    guest_views,
    laureate_views,
    recording_views,
    views,
)

app_name = "practices"

urlpatterns = [
    path("", views.practices, name="practices"),
    path("new/", recording_views.practice_new, name="practice-new"),
    path("laureates/", laureate_views.laureates, name="laureates"),
    path("of-entry/<str:entry>/", recording_views.practice_make, name="practice-make"),
    path("named/<str:token>/", guest_views.naming, name="person-guest"),
    path("follow-up/<str:token>/", guest_views.follow_up, name="follow-up-guest"),
    path("question/<str:token>/", guest_views.question_proved, name="question-guest"),
    path("<str:key>/", views.practice, name="practice"),
    path("<str:key>/edit/", recording_views.practice_edit, name="practice-edit"),
    path("<str:key>/publish/", recording_views.practice_publish, name="practice-publish"),
    path("<str:key>/withdraw/", recording_views.practice_withdraw, name="practice-withdraw"),
    path("<str:key>/remove/", recording_views.practice_remove, name="practice-remove"),
    path("<str:key>/translate/", recording_views.text_write, name="text-write"),
    path("<str:key>/documents/", recording_views.document_add, name="document-add"),
    path("<str:key>/people/", recording_views.person_name, name="person-name"),
    path("<str:key>/people/<str:person>/ask/", guest_views.question, name="question"),
    path("<str:key>/ask/", follow_up_views.follow_up_ask, name="follow-up-ask"),
    path("<str:key>/tell/", follow_up_views.follow_up_tell, name="follow-up-tell"),
    path("<str:key>/<str:kind>/<str:part>/remove/", recording_views.part_remove, name="part-remove"),
]
