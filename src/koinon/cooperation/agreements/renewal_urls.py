"""Addresses of what ends soon and of renewals, under those of agreements."""

from django.urls import path

from koinon.cooperation.agreements import renewal_views

urlpatterns = [
    path("", renewal_views.runway_page, name="runway"),
    path("<str:key>/", renewal_views.renewal_page, name="renewal"),
    path("<str:key>/begin/", renewal_views.renewal_begin, name="renewal-begin"),
    path("<str:key>/edit/", renewal_views.renewal_edit, name="renewal-edit"),
    path("<str:key>/close/", renewal_views.renewal_close, name="renewal-close"),
    path("<str:key>/tasks/new/", renewal_views.task_new, name="renewal-task-new"),
    path("<str:key>/tasks/<str:task>/edit/", renewal_views.task_edit, name="renewal-task-edit"),
    path("<str:key>/tasks/<str:task>/do/", renewal_views.task_do, name="renewal-task-do"),
    path("<str:key>/tasks/<str:task>/skip/", renewal_views.task_skip, name="renewal-task-skip"),
]
