"""Addresses of papers."""

from django.urls import path

from koinon.site.briefings import views

app_name = "briefings"
urlpatterns = [
    path("bodies/<str:key>.pdf", views.briefing, name="body"),
    path("visits/<str:key>.pdf", views.visit, name="visit"),
    path("visits/<str:key>/programme.pdf", views.programme, name="visit-programme"),
    path("visits/<str:key>/report.pdf", views.report, name="visit-report"),
    path("events/<str:key>/plates.pdf", views.plates, name="plates"),
]
