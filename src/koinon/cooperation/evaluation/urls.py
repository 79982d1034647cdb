"""Addresses of evaluation."""

from django.urls import path

from koinon.cooperation.evaluation import guest_views, views

app_name = "evaluation"
urlpatterns = [
    path("", views.pairs, name="pairs"),
    path("link/<str:token>/", guest_views.guest, name="guest"),
    path("assessments/<str:key>/", views.assessment, name="assessment"),
    path("sides/<str:key>/answer/", views.answer, name="answer"),
    path("sides/<str:key>/link/", views.link_issue, name="link-issue"),
    path("sides/<str:key>/link/revoke/", views.link_revoke, name="link-revoke"),
    path("<str:key>/", views.pair, name="pair"),
    path("<str:key>/open/", views.assessment_open, name="assessment-open"),
]
