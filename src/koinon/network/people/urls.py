"""Addresses of people: the forms, posts and duplicates; the pages of people and bodies lie in the portal."""

from django.urls import path

from koinon.network.people import inviting, merge_views, part_views, seat_views, views

app_name = "people"
PERSON, BODY = {"kind": "person"}, {"kind": "body"}

urlpatterns = [
    path("new/", views.person_new, name="person-new"),
    path("duplicates/", merge_views.duplicates, PERSON, name="duplicates"),
    # Bodies
    path("bodies/new/", views.body_new, name="body-new"),
    path("bodies/duplicates/", merge_views.duplicates, BODY, name="body-duplicates"),
    path("bodies/<str:key>/edit/", views.body_edit, name="body-edit"),
    path("bodies/<str:key>/names/new/", part_views.body_name_new, name="body-name-new"),
    path("bodies/<str:key>/identifiers/new/", part_views.body_identifier_new, name="body-identifier-new"),
    path("bodies/<str:key>/contacts/new/", part_views.body_contact_new, name="body-contact-new"),
    path("bodies/<str:key>/merge/<str:other>/", merge_views.merge, BODY, name="body-merge"),
    path("bodies/<str:key>/apart/<str:other>/", merge_views.apart, BODY, name="body-apart"),
    # Posts and roles
    path("posts/new/", seat_views.post_new, name="post-new"),
    path("posts/<str:key>/", seat_views.post, name="post"),
    path("posts/<str:key>/edit/", seat_views.post_edit, name="post-edit"),
    path("posts/<str:key>/titles/new/", part_views.post_title_new, name="post-title-new"),
    path("roles/new/", seat_views.role_new, name="role-new"),
    path("roles/<str:key>/edit/", seat_views.role_edit, name="role-edit"),
    path("roles/<str:key>/end/", seat_views.role_end, name="role-end"),
    # Parts
    path("parts/<str:kind>/<str:key>/", part_views.part_edit, name="part-edit"),
    path("parts/<str:kind>/<str:key>/remove/", part_views.part_remove, name="part-remove"),
    # Persons
    path("<str:key>/edit/", views.person_edit, name="person-edit"),
    path("<str:key>/invite/", inviting.person_invite, name="invite"),
    path("<str:key>/death/", views.person_death, name="person-death"),
    path("<str:key>/names/new/", part_views.person_name_new, name="person-name-new"),
    path("<str:key>/addresses/new/", part_views.person_address_new, name="person-address-new"),
    path("<str:key>/contacts/new/", part_views.person_contact_new, name="person-contact-new"),
    path("<str:key>/merge/<str:other>/", merge_views.merge, PERSON, name="merge"),
    path("<str:key>/apart/<str:other>/", merge_views.apart, PERSON, name="apart"),
]
