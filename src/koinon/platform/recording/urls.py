"""Addresses of entering."""

from django.urls import path

from koinon.platform.recording import views

app_name = "recording"
urlpatterns = [path("choose/<slug:name>/", views.choose, name="choose")]
