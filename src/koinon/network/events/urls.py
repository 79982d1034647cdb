"""Addresses of events."""

from django.urls import path

from koinon.network.events import (
    desk_views,
    programme_views,
    register_views,
    seats_letter_views,
    seats_views,
    views,
)

app_name = "events"
urlpatterns = [
    path("", views.events, name="events"),
    path("new/", views.event_new, name="event-new"),
    path("seats/", seats_views.seats, name="seats"),
    path("seats/letter/", seats_letter_views.letter, name="seats-letter"),
    path("seats/<str:token>/", seats_views.by_link, name="seats-by-link"),
    path("seat/<str:token>/", register_views.own, name="own"),
    path("code/<str:token>/", desk_views.scan, name="scan"),
    path("<str:key>/", views.event, name="event"),
    path("<str:key>/edit/", views.event_edit, name="event-edit"),
    path("<str:key>/part/", views.attendance_new, name="attendance-new"),
    path("<str:key>/part/<str:attendance>/", views.attendance_edit, name="attendance-edit"),
    path("<str:key>/part/<str:attendance>/remove/", views.attendance_remove, name="attendance-remove"),
    path("<str:key>/stages/", programme_views.stage_new, name="stage-new"),
    path("<str:key>/stages/<str:stage>/", programme_views.stage_edit, name="stage-edit"),
    path("<str:key>/stages/<str:stage>/remove/", programme_views.stage_remove, name="stage-remove"),
    path("<str:key>/sessions/", programme_views.session_new, name="session-new"),
    path("<str:key>/sessions/<str:session>/", programme_views.session_edit, name="session-edit"),
    path("<str:key>/sessions/<str:session>/remove/", programme_views.session_remove, name="session-remove"),
    path("<str:key>/documents/", programme_views.document_link, name="document-link"),
    path("<str:key>/documents/<str:linked>/remove/", programme_views.document_unlink, name="document-unlink"),
    path("<str:key>/follow-up/", programme_views.follow_up, name="follow-up"),
    path("<str:key>/tasks/", programme_views.task_new, name="task-new"),
    path("<str:key>/tasks/<str:task>/done/", programme_views.task_done, name="task-done"),
    path("<str:key>/register/", register_views.register, name="register"),
    path("<str:key>/registrations/", desk_views.registrations, name="registrations"),
    path("<str:key>/registrations/rules/", desk_views.rules, name="rules"),
    path("<str:key>/registrations/invite/", desk_views.invite, name="invite"),
    path("<str:key>/registrations/invite/<str:invitation>/", desk_views.uninvite, name="uninvite"),
    path("<str:key>/registrations/<str:registration>/", desk_views.registration, name="registration"),
    path("<str:key>/registrations/<str:registration>/who/", desk_views.who, name="registration-who"),
    path("<str:key>/door/", desk_views.door, name="door"),
]
