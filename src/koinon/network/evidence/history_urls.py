"""Addresses of history."""

from django.urls import path

from koinon.network.evidence import history_views as views

app_name = "history"
urlpatterns = [
    path("", views.recent, name="recent"),
    path("entries/<int:number>/", views.entry, name="entry"),
    path("entries/<int:number>/undo/", views.undo, name="undo"),
    path("<str:kind>/<str:key>/", views.record, name="record"),
]
