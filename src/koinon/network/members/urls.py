"""Addresses of members."""

from django.urls import path

from koinon.network.members import views

app_name = "members"
urlpatterns = [
    path("", views.members, name="members"),
    path("new/", views.membership_new, name="membership-new"),
    path("network/", views.network_new, name="network-new"),
    path("<str:key>/", views.membership, name="membership"),
    path("<str:key>/edit/", views.membership_edit, name="membership-edit"),
    path("<str:key>/standing/", views.standing_new, name="standing-new"),
]
