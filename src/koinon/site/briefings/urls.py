"""Addresses of papers."""

from django.urls import path

from koinon.site.briefings import views

app_name = "briefings"
urlpatterns = [
    path("bodies/<str:key>.pdf", views.briefing, name="body"),
    path("events/<str:key>/plates.pdf", views.plates, name="plates"),
]
