"""Addresses of visits."""

from django.urls import path

from koinon.cooperation.visits import closing_views, guest_views, receive_views, views

app_name = "visits"
urlpatterns = [
    path("", views.visits, name="visits"),
    path("new/", views.visit_new, name="visit-new"),
    path("guest/<str:token>/", guest_views.guest, name="guest"),
    path("<str:key>/", views.visit, name="visit"),
    path("<str:key>/edit/", views.visit_edit, name="visit-edit"),
    path("<str:key>/receive/", receive_views.receive, name="receive"),
    path("<str:key>/programme/", views.half_day_new, name="half-day-new"),
    path("<str:key>/programme/<str:half_day>/", views.half_day_edit, name="half-day-edit"),
    path("<str:key>/programme/<str:half_day>/remove/", views.half_day_remove, name="half-day-remove"),
    path("<str:key>/asks/", views.ask_add, name="ask-add"),
    path("<str:key>/asks/<str:ask>/remove/", views.ask_remove, name="ask-remove"),
    path("<str:key>/notes/", views.notes, name="notes"),
    path("<str:key>/after/", closing_views.closing, name="closing"),
    path("<str:key>/follow-ups/", views.follow_up_new, name="follow-up-new"),
    path("<str:key>/follow-ups/<str:follow_up>/done/", views.follow_up_done, name="follow-up-done"),
    path("<str:key>/link/", guest_views.link_issue, name="link-issue"),
    path("<str:key>/link/revoke/", guest_views.link_revoke, name="link-revoke"),
    path("<str:key>/corrections/<str:correction>/", guest_views.correction_judge, name="correction-judge"),
]
