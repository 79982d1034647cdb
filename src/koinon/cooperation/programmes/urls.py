"""Addresses of programmes."""

from django.urls import path

from koinon.cooperation.programmes import participant_views, recording_views, views

app_name = "programmes"
urlpatterns = [
    path("", views.programme_list, name="programmes"),
    path("new/", recording_views.programme_new, name="programme-new"),
    path("editions/<str:key>/", views.edition, name="edition"),
    path("editions/<str:key>/edit/", recording_views.edition_edit, name="edition-edit"),
    path("editions/<str:key>/remove/", recording_views.edition_remove, name="edition-remove"),
    path("editions/<str:key>/topics/", participant_views.edition_topics, name="edition-topics"),
    path(
        "editions/<str:key>/participants/new/", participant_views.participation_new, name="participation-new"
    ),
    path("participants/<str:key>/edit/", participant_views.participation_edit, name="participation-edit"),
    path(
        "participants/<str:key>/remove/", participant_views.participation_remove, name="participation-remove"
    ),
    path(
        "participants/<str:key>/focal-points/new/", participant_views.focal_point_new, name="focal-point-new"
    ),
    path("focal-points/<str:key>/remove/", participant_views.focal_point_remove, name="focal-point-remove"),
    path("alignments/<str:key>/remove/", recording_views.alignment_remove, name="alignment-remove"),
    path("events/<str:key>/unlink/", recording_views.event_unlink, name="event-unlink"),
    path("<str:key>/", views.programme, name="programme"),
    path("<str:key>/edit/", recording_views.programme_edit, name="programme-edit"),
    path("<str:key>/remove/", recording_views.programme_remove, name="programme-remove"),
    path("<str:key>/editions/new/", recording_views.edition_new, name="edition-new"),
    path("<str:key>/alignments/new/", recording_views.alignment_new, name="alignment-new"),
    path("<str:key>/events/new/", recording_views.event_link, name="event-link"),
]
