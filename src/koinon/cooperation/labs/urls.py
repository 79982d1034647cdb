"""Addresses of labs and communities."""

from django.urls import path

from koinon.cooperation.labs import recording_views, views

app_name = "labs"

urlpatterns = [
    path("", views.labs, name="labs"),
    path("new/", recording_views.lab_new, name="lab-new"),
    path("communities/", views.communities, name="communities"),
    path("communities/new/", recording_views.community_new, name="community-new"),
    path("communities/<str:key>/", views.community, name="community"),
    path("communities/<str:key>/edit/", recording_views.community_edit, name="community-edit"),
    path("communities/<str:key>/remove/", recording_views.community_remove, name="community-remove"),
    path("communities/<str:key>/join/", recording_views.community_join, name="community-join"),
    path("communities/<str:key>/share/", recording_views.practice_share, name="practice-share"),
    path("communities/<str:key>/events/", recording_views.event_add, name="event-add"),
    path("parts/<str:whole>/<str:key>/<str:part>/leave/", recording_views.leave, name="leave"),
    path(
        "parts/<str:whole>/<str:key>/<str:kind>/<str:part>/remove/",
        recording_views.part_remove,
        name="part-remove",
    ),
    path("<str:key>/", views.lab, name="lab"),
    path("<str:key>/edit/", recording_views.lab_edit, name="lab-edit"),
    path("<str:key>/remove/", recording_views.lab_remove, name="lab-remove"),
    path("<str:key>/join/", recording_views.lab_join, name="lab-join"),
]
