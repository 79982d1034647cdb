"""Addresses of the dates room."""

from django.urls import path

from koinon.platform.dates import views

app_name = "dates"
urlpatterns = [path("understood/", views.understood, name="understood")]
