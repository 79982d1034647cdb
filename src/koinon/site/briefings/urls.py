"""Addresses of papers."""

from django.urls import path

from koinon.site.briefings import views

app_name = "briefings"
urlpatterns = [
    path("bodies/<str:key>.pdf", views.briefing, name="body"),
    path("visits/<str:key>.pdf", views.visit, name="visit"),
    path("visits/<str:key>/programme.pdf", views.programme, name="visit-programme"),
    path("visits/<str:key>/report.pdf", views.report, name="visit-report"),
    path("pairing/<str:key>.pdf", views.pairing, name="pairing-report"),
    path("pairing/<str:key>.json", views.pairing_json, name="pairing-report-json"),
    path("pairing/<str:key>/verify/", views.verify, name="pairing-verify"),
    path("events/<str:key>/plates.pdf", views.plates, name="plates"),
]
