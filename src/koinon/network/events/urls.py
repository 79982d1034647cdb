"""Addresses of events."""

from django.urls import path

from koinon.network.events import views

app_name = "events"
urlpatterns = [
    path("", views.events, name="events"),
    path("new/", views.event_new, name="event-new"),
    path("<str:key>/", views.event, name="event"),
    path("<str:key>/edit/", views.event_edit, name="event-edit"),
    path("<str:key>/part/", views.attendance_new, name="attendance-new"),
    path("<str:key>/part/<str:attendance>/", views.attendance_edit, name="attendance-edit"),
    path("<str:key>/part/<str:attendance>/remove/", views.attendance_remove, name="attendance-remove"),
]
