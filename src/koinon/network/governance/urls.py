"""Addresses of meetings and decisions."""

from django.urls import path

from koinon.network.governance import views

app_name = "governance"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("new/", views.meeting_new, name="meeting-new"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<str:key>/", views.decision, name="decision"),
    path("decisions/<str:key>/edit/", views.decision_edit, name="decision-edit"),
    path("<str:key>/", views.meeting, name="meeting"),
    path("<str:key>/edit/", views.meeting_edit, name="meeting-edit"),
    path("<str:key>/items/new/", views.item_new, name="item-new"),
    path("<str:key>/items/<str:item>/", views.item_edit, name="item-edit"),
    path("<str:key>/items/<str:item>/decide/", views.decision_new, name="decision-new"),
]
